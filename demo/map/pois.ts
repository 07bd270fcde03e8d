/** Places people look for: schools, hospitals, police, fire stations, parks, markets, malls, each with its name. */
import type { Block, Blocks } from "../blocks/blocks.ts";
import type { Zone } from "../blocks/zones.ts";
import type { Haiwan } from "../haiwan.ts";
import { DISTRICTS } from "../land/places.ts";
import { lot } from "../random.ts";
import { isRoad, ROAD } from "../roads/kind.ts";
import { type MapFeature, named, type Names, point } from "./feature.ts";
import { has } from "./nest.ts";

interface Kind {
  readonly kind: string;
  readonly from: number;
  /** The name, from where it lies and the how-manieth it is there. */
  readonly name: (place: Place, n: number) => Names;
  /** What counts as "there". */
  readonly per: "city" | "district" | "street" | "community";
}

interface Place {
  readonly district: Names;
  readonly street: Names;
  readonly community: Names;
  /** The greatest road along the block. */
  readonly road: Names;
}

const CHINESE = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"] as const;
const ORDINAL = [
  "First",
  "Second",
  "Third",
  "Fourth",
  "Fifth",
  "Sixth",
  "Seventh",
  "Eighth",
  "Ninth",
  "Tenth",
] as const;
const numbered = (n: number) =>
  n <= 10 ? { zh: CHINESE[n - 1]!, en: ORDINAL[n - 1]! } : {
    zh: `${n >= 20 ? CHINESE[Math.floor(n / 10) - 1]! : ""}十${n % 10 ? CHINESE[n % 10 - 1]! : ""}`,
    en: `No. ${n}`,
  };

/** 长春路 → 长春, Changchun Road → Changchun. */
const stem = ({ zh, en }: Names): Names => ({
  zh: zh.replace(/[路街巷]$/, ""),
  en: en.replace(/ (Road|Street|Lane)$/, ""),
});
/** The same word with something after it. */
const called = ({ zh, en }: Names, after: Names): Names => ({ zh: zh + after.zh, en: `${en} ${after.en}` });

const UNIVERSITIES: readonly Names[] = [
  { zh: "海湾大学", en: "Haiwan University" },
  { zh: "黄海海洋大学", en: "Yellow Sea Ocean University" },
  { zh: "滨海理工大学", en: "Seaside University of Technology" },
  { zh: "海湾医学院", en: "Haiwan Medical College" },
  { zh: "云岭师范大学", en: "Yunling Normal University" },
  { zh: "海湾科技学院", en: "Haiwan Institute of Science" },
  { zh: "西港航海学院", en: "West Harbour Maritime College" },
];

const KINDS: Partial<Record<Zone, Kind>> = {
  hospital: {
    kind: "hospital",
    from: 13,
    per: "city",
    name: (_, n) => ({
      zh: `海湾市第${numbered(n).zh}人民医院`,
      en: `Haiwan ${numbered(n).en} People's Hospital`,
    }),
  },
  school: {
    kind: "school",
    from: 14,
    per: "community",
    name: ({ community }, n) =>
      called(
        community,
        n === 1
          ? { zh: "小学", en: "Primary School" }
          : { zh: `第${numbered(n).zh}中学`, en: `${numbered(n).en} Middle School` },
      ),
  },
  townhall: {
    kind: "townhall",
    from: 13,
    per: "district",
    name: ({ district }, n) => OFFICES[(n - 1) % OFFICES.length]!(district),
  },
  offices: {
    kind: "building",
    from: 15,
    per: "city",
    name: ({ road }, n) => called(stem(road), BRANDS[n % BRANDS.length]!),
  },
  shops: {
    kind: "supermarket",
    from: 15,
    per: "city",
    name: ({ road }, n) => called(stem(road), SHOPS[n % SHOPS.length]!),
  },
  park: {
    kind: "park",
    from: 13,
    per: "city",
    name: ({ road }) => called(stem(road), { zh: "公园", en: "Park" }),
  },
  terminal: {
    kind: "harbour",
    from: 14,
    per: "street",
    name: ({ street }, n) => called(street, { zh: `${n} 号堆场`, en: `Yard ${n}` }),
  },
  factory: {
    kind: "industrial",
    from: 15,
    per: "city",
    name: ({ road }, n) => called(stem(road), WORKS[n % WORKS.length]!),
  },
  estate: {
    kind: "residential",
    from: 15,
    per: "city",
    name: ({ road }, n) => called(stem(road), ESTATES[n % ESTATES.length]!),
  },
  towers: {
    kind: "residential",
    from: 15,
    per: "city",
    name: ({ road }, n) => called(stem(road), TOWERS[n % TOWERS.length]!),
  },
};

const OFFICES: readonly ((district: Names) => Names)[] = [
  (d) => called(d, { zh: "人民政府", en: "District Government" }),
  (d) => called(d, { zh: "政务服务中心", en: "Government Service Centre" }),
  (d) => called(d, { zh: "人民法院", en: "People's Court" }),
  (d) => called(d, { zh: "图书馆", en: "Library" }),
  (d) => called(d, { zh: "文化馆", en: "Cultural Centre" }),
  (d) => called(d, { zh: "体育馆", en: "Gymnasium" }),
  (d) => called(d, { zh: "市民中心", en: "Civic Centre" }),
  (d) => called(d, { zh: "博物馆", en: "Museum" }),
];
const BRANDS: readonly Names[] = [
  { zh: "大厦", en: "Tower" },
  { zh: "国际中心", en: "International Centre" },
  { zh: "金融广场", en: "Financial Plaza" },
  { zh: "商务港", en: "Business Park" },
  { zh: "广场", en: "Plaza" },
];
const SHOPS: readonly Names[] = [
  { zh: "农贸市场", en: "Market" },
  { zh: "购物中心", en: "Shopping Centre" },
  { zh: "百货", en: "Department Store" },
  { zh: "超市", en: "Supermarket" },
  { zh: "海鲜市场", en: "Seafood Market" },
];
const WORKS: readonly Names[] = [
  { zh: "机械厂", en: "Machine Works" },
  { zh: "物流园", en: "Logistics Park" },
  { zh: "纺织厂", en: "Textile Mill" },
  { zh: "电子产业园", en: "Electronics Park" },
  { zh: "冷链中心", en: "Cold Store" },
  { zh: "啤酒厂", en: "Brewery" },
];
const ESTATES: readonly Names[] = [
  { zh: "小区", en: "Estate" },
  { zh: "新村", en: "New Village" },
  { zh: "花园", en: "Gardens" },
  { zh: "家园", en: "Homes" },
  { zh: "苑", en: "Court" },
];
const TOWERS: readonly Names[] = [
  { zh: "公馆", en: "Residence" },
  { zh: "华府", en: "Mansions" },
  { zh: "雅居", en: "Heights" },
  { zh: "名城", en: "City" },
];
/** Of zones with many blocks only so many carry a name. */
const SHARE: Partial<Record<Zone, number>> = {
  offices: 0.4,
  factory: 0.3,
  estate: 0.45,
  towers: 0.5,
  shops: 0.7,
};
/** A park below this is a green corner without a name, m². */
const SMALL_PARK = 7_000;

export function drawPois(city: Haiwan, blocks: Blocks): MapFeature[] {
  const counts = new Map<string, number>(), used = new Set<string>();
  const roadOf = mainRoads(city);
  const out: MapFeature[] = [];
  for (const block of blocks.all) {
    const kind = KINDS[block.zone];
    if (!kind || lot(block.face, 77) > (SHARE[block.zone] ?? 1)) continue;
    if (block.zone === "park" && block.area < SMALL_PARK) continue;
    const place = placeOf(city, block.face, roadOf);
    if (!place) continue;
    const where = kind.per === "city" ? "" : place[kind.per].zh, key = `${block.zone} ${where}`;
    const n = (counts.get(key) ?? 0) + 1;
    const name = kind.name(place, n);
    if (used.has(name.zh)) continue;
    used.add(name.zh);
    counts.set(key, n);
    const [x, y] = middleOf(block);
    out.push(
      point("pois", { kind: kind.kind, ...named(name), min_zoom: kind.from }, x, y, { from: kind.from }),
    );
  }
  return [...out, ...universities(blocks), ...posts(city, blocks)];
}

/** Each campus is many blocks and has one name, in the middle of its largest. */
function universities(blocks: Blocks): MapFeature[] {
  const campuses: Block[][] = [];
  for (const block of blocks.all) {
    if (block.zone !== "university") continue;
    const [x, y] = middleOf(block);
    const near = campuses.find((campus) =>
      campus.some((b) => {
        const [bx, by] = middleOf(b);
        return Math.hypot(bx - x, by - y) < 900;
      })
    );
    if (near) near.push(block);
    else campuses.push([block]);
  }
  const size = (campus: Block[]) => campus.reduce((sum, { area }) => sum + area, 0);
  return campuses.sort((a, b) => size(b) - size(a)).slice(0, UNIVERSITIES.length).map((campus, k) => {
    const [x, y] = middleOf([...campus].sort((a, b) => b.area - a.area)[0]!);
    return point("pois", { kind: "university", ...named(UNIVERSITIES[k]!), min_zoom: 12 }, x, y, {
      from: 12,
    });
  });
}

/** A police station, a fire station and a street office in every street, each in a block of its own. */
function posts({ areas, register }: Haiwan, blocks: Blocks): MapFeature[] {
  const byStreet = new Map<number, Block[]>();
  for (const block of blocks.all) {
    if (block.zone !== "estate" && block.zone !== "courtyards" && block.zone !== "village") continue;
    const grid = areas.gridOf[block.face]!;
    if (grid < 0) continue;
    const street = areas.streetOf[areas.communityOf[grid]!]!;
    if (byStreet.has(street)) byStreet.get(street)!.push(block);
    else byStreet.set(street, [block]);
  }
  return [...byStreet].sort((a, b) => a[0] - b[0]).flatMap(([street, list]) => {
    const name = register.streetNames[street]!;
    return POSTS.map(({ kind, after, from }, k) => {
      const [x, y] = middleOf(list[Math.floor(lot(street, 50 + k) * list.length)]!);
      return point(
        "pois",
        { kind, ...named(called(name, after)), min_zoom: from },
        x + 26 * (k - 1),
        y + 18,
        { from },
      );
    });
  });
}

const POSTS = [
  { kind: "police", from: 14, after: { zh: "派出所", en: "Police Station" } },
  { kind: "fire_station", from: 14, after: { zh: "消防救援站", en: "Fire Station" } },
  { kind: "townhall", from: 14, after: { zh: "街道办事处", en: "Subdistrict Office" } },
] as const;

function placeOf(
  { areas, register, ground, roadNames }: Haiwan,
  face: number,
  roadOf: Int32Array,
): Place | undefined {
  const grid = areas.gridOf[face]!, road = roadNames[roadOf[face]!];
  if (grid < 0 || !road) return undefined;
  const community = areas.communityOf[grid]!;
  return {
    district: DISTRICTS[ground.district[face]!]!,
    street: register.streetNames[areas.streetOf[community]!]!,
    community: register.communityNames[community]!,
    road,
  };
}

/** The road each face has most of along its rim, expressways left out; -1 for none. */
function mainRoads({ ground: { arrangement: a, faces } }: Haiwan): Int32Array {
  const longest = new Float64Array(faces.count), out = new Int32Array(faces.count).fill(-1);
  for (let half = 0; half < faces.of.length; half++) {
    const e = half >> 1, kind = a.kind[e]!, face = faces.of[half]!;
    if (!isRoad(kind) || kind === ROAD.motorway) continue;
    const [p, q] = [a.from[e]!, a.to[e]!], metres = Math.hypot(a.x[p]! - a.x[q]!, a.y[p]! - a.y[q]!);
    if (metres > longest[face]!) {
      longest[face] = metres;
      out[face] = a.name[e]!;
    }
  }
  return out;
}

/** A point inside the block, near its middle where that is inside. */
function middleOf({ outline }: Block): [number, number] {
  let [x, y] = [0, 0];
  for (let i = 0; i < outline.length; i += 2) {
    x += 2 * outline[i]! / outline.length;
    y += 2 * outline[i + 1]! / outline.length;
  }
  return has(outline, x, y)
    ? [x, y]
    : [outline[0]! + (x - outline[0]!) * 0.2, outline[1]! + (y - outline[1]!) * 0.2];
}
