/** The country around the city, made from the hand-drawn towns: hills, villages, and the roads that join them. */
import alea from "alea";
import { createNoise2D } from "simplex-noise";
import { blob } from "../land/coast.ts";
import { Field } from "../land/field.ts";
import { Inside, ribbon, smooth } from "../land/line.ts";
import type { Line } from "../land/plane.ts";
import { SEED, type Terrain } from "../land/terrain.ts";
import { ARTERIALS } from "../roads/arterials.ts";
import { pairs, type RoadName, shuffle } from "../roads/names.ts";
import { neighbours } from "./neighbours.ts";
import { CITIES, FAR_ISLANDS, FAR_RIVERS, TOWNS } from "./shape.ts";

/** How far the country is drawn, metres: west, south, east, north. */
const REACH = [-170_000, -110_000, 170_000, 150_000] as const;
/** Villages are drawn so far from the city, metres. */
const VILLAGES_TO = 62_000;

export type Rank = "city" | "town" | "village";

export interface Settlement extends RoadName {
  readonly rank: Rank;
  readonly x: number;
  readonly y: number;
  readonly outline: Line;
}

export interface Country {
  /** Heights above the plain, by squares of 700 m; negative in the plain and at sea. */
  readonly hills: Field;
  readonly islands: readonly Line[];
  readonly rivers: readonly { readonly middle: Line; readonly banks: Line }[];
  readonly settlements: readonly Settlement[];
  /** Roads between settlements, by what they join. */
  readonly roads: readonly { readonly rank: Rank; readonly line: Line }[];
}

export function drawCountry(terrain: Terrain): Country {
  const random = alea(`${SEED}/country`), noise = createNoise2D(alea(`${SEED}/hills`));
  const sea = new Inside([[...terrain.coast.line, 600_000, -600_000, -600_000, -600_000]], 1500);
  const far = outside;
  const hills = new Field(700, REACH).fill((x, y) => {
    const away = Math.max(0, Math.min(1, (far(x, y) - 1500) / 9000));
    const ridge = 1 - Math.abs(noise(x / 24_000, y / 24_000));
    const broad = noise(x / 52_000 + 7, y / 52_000) * 0.6 + 0.25 * noise(x / 9000, y / 9000 + 4) +
      0.12 * noise(x / 3800, y / 3800);
    return away * (520 * (ridge * ridge * 0.9 + broad - 0.72));
  });
  const dry = (x: number, y: number) => !sea.has(x, y);
  const settlements = settle();
  return {
    hills,
    islands: FAR_ISLANDS.map((island) => blob(noise, island, 0.5)),
    rivers: FAR_RIVERS.map(({ line, width: [from, to] }) => {
      const middle = bend(smooth(line, 400));
      return { middle, banks: ribbon(middle, (s) => from + (to - from) * s * s) };
    }),
    settlements,
    roads: join(),
  };

  function settle(): Settlement[] {
    const out: Settlement[] = [];
    const put = (name: RoadName, rank: Rank, x: number, y: number, r: number) =>
      out.push({ ...name, rank, x, y, outline: blob(noise, { x: x / 1000, y: y / 1000, r }, 0.42) });
    for (const { zh, en, at, r } of CITIES) put({ zh, en }, "city", at[0] * 1000, at[1] * 1000, r);
    for (const { zh, en, at, r } of TOWNS) put({ zh, en }, "town", at[0] * 1000, at[1] * 1000, r);
    const apart = (x: number, y: number, metres: number) =>
      out.every((s) => Math.abs(s.x - x) > metres || Math.hypot(s.x - x, s.y - y) > metres);
    const towns = shuffle(names(FIRST, TOWN_ENDS), random),
      hamlets = shuffle(names(FAMILIES, HAMLET_ENDS), random);
    scatter(12_500, REACH, (x, y) => {
      if (far(x, y) < 7_000 || hills.at(x, y) > -30 || !apart(x, y, 9_000)) return;
      put(towns.pop()!, "town", x, y, 0.55 + 0.7 * random() ** 2);
    });
    const near = [-VILLAGES_TO, -32_000, VILLAGES_TO, VILLAGES_TO] as const;
    scatter(2_900, near, (x, y) => {
      if (far(x, y) < 900 || hills.at(x, y) > 60 || !apart(x, y, 1_700) || hamlets.length === 0) return;
      put(hamlets.pop()!, "village", x, y, 0.16 + 0.2 * random());
    });
    return out;
  }

  /** Calls with places on dry land, one to a square of `step` m. */
  function scatter(
    step: number,
    [west, south, east, north]: readonly number[],
    take: (x: number, y: number) => void,
  ) {
    for (let y = south!; y < north!; y += step) {
      for (let x = west!; x < east!; x += step) {
        const [px, py] = [x + random() * step, y + random() * step];
        if ([[0, 0], [900, 0], [-900, 0], [0, 900], [0, -900]].every(([dx, dy]) => dry(px + dx!, py + dy!))) {
          take(px, py);
        }
      }
    }
  }

  /** Each rank is joined among itself and with all greater ones; where the city's own main roads end, they go on. */
  function join(): { rank: Rank; line: Line }[] {
    const gates = ARTERIALS.flatMap(({ line }) => [line[0]!, line[line.length - 1]!])
      .map(([x, y]) => [x * 1000, y * 1000] as const)
      .filter(([x, y]) => far(x, y) > 300 && dry(x, y));
    const out: { rank: Rank; line: Line }[] = [], seen = new Set<string>();
    const ranks: readonly (readonly [Rank, readonly Rank[], number])[] = [
      ["city", ["city"], 90_000],
      ["town", ["city", "town"], 26_000],
      ["village", ["city", "town", "village"], 4_800],
    ];
    for (const [rank, joined, furthest] of ranks) {
      const places = settlements.filter((s) => joined.includes(s.rank)).map(({ x, y }) => [x, y] as const);
      const all = rank === "village" ? places : [...places, ...gates];
      for (const [i, k] of neighbours(all, furthest)) {
        const [[ax, ay], [bx, by]] = [all[i]!, all[k]!], key = [ax, ay, bx, by].map(Math.round).join();
        if (seen.has(key)) continue;
        seen.add(key);
        const line = bend(straight(ax, ay, bx, by));
        if (passes(line)) out.push({ rank, line });
      }
    }
    return out;
  }

  function passes(line: Line): boolean {
    for (let i = 0; i < line.length; i += 2) {
      if (!dry(line[i]!, line[i + 1]!) || far(line[i]!, line[i + 1]!) <= 0) return false;
    }
    return true;
  }

  /** Bends a line the way the ground would, but leaves its ends. */
  function bend(line: Line): Line {
    const n = line.length / 2 - 1, reach = Math.min(1, n * 250 / 6000);
    return line.map((v, i) => {
      const share = Math.sin(Math.PI * (i >> 1) / n), x = line[i & ~1]!, y = line[i | 1]!;
      const off = i & 1
        ? 700 * noise(x / 6000, y / 6000 + 60) + 170 * noise(x / 1500 + 5, y / 1500)
        : 700 * noise(x / 6000 + 60, y / 6000) + 170 * noise(x / 1500, y / 1500 + 5);
      return v + Math.min(1, 2.2 * share) * reach * off;
    });
  }
}

/** Metres from the rectangle that holds the city; 0 inside. */
function outside(x: number, y: number): number {
  const dx = Math.max(-18_200 - x, 0, x - 19_000), dy = Math.max(-14_000 - y, 0, y - 14_900);
  return Math.hypot(dx, dy);
}

function straight(ax: number, ay: number, bx: number, by: number): Line {
  const n = Math.max(2, Math.ceil(Math.hypot(bx - ax, by - ay) / 250)), out: Line = [];
  for (let k = 0; k <= n; k++) out.push(ax + (bx - ax) * k / n, ay + (by - ay) * k / n);
  return out;
}

const FIRST = pairs(
  "大Da 小Xiao 上Shang 下Xia 东Dong 西Xi 南Nan 北Bei 金Jin 石Shi 柳Liu 马Ma 龙Long 凤Feng 黄Huang 白Bai 青Qing 红Hong 沙Sha 泉Quan 官Guan 店Dian 桥Qiao 古Gu 新Xin 平Ping 安An 长Chang 高Gao 铁Tie 花Hua 辛Xin 铺Pu 山Shan",
);
const TOWN_ENDS = pairs(
  "山Shan 河He 店Dian 集Ji 埠Bu 城Cheng 庄Zhuang 沟Gou 岭Ling 泉Quan 桥Qiao 口Kou 湾Wan 坊Fang 寨Zhai 台Tai",
);
const FAMILIES = pairs(
  "王Wang 李Li 张Zhang 刘Liu 陈Chen 杨Yang 赵Zhao 黄Huang 周Zhou 吴Wu 徐Xu 孙Sun 胡Hu 朱Zhu 高Gao 林Lin 何He 郭Guo 马Ma 罗Luo 梁Liang 宋Song 郑Zheng 谢Xie 韩Han 唐Tang 冯Feng 于Yu 董Dong 程Cheng " +
    "曹Cao 袁Yuan 邓Deng 许Xu 傅Fu 沈Shen 曾Zeng 彭Peng 苏Su 卢Lu 蒋Jiang 蔡Cai 贾Jia 丁Ding 魏Wei 薛Xue 叶Ye 阎Yan 余Yu 潘Pan 杜Du 戴Dai 夏Xia 钟Zhong 汪Wang 田Tian 任Ren 姜Jiang 范Fan 方Fang",
);
const HAMLET_ENDS = pairs(
  "家官庄Jiaguanzhuang 家疃Jiatuan 家埠Jiabu 家沟Jiagou 家屯Jiatun 家夼Jiakuang 家村Jiacun 家泊Jiabo 家铺Jiapu 家口Jiakou 家寨Jiazhai 家滩Jiatan 家洼子Jiawazi 家集Jiaji",
);

function names(first: readonly RoadName[], second: readonly RoadName[]): RoadName[] {
  return first.flatMap((a) =>
    second.filter((b) => b.zh !== a.zh).map((b) => ({ zh: a.zh + b.zh, en: a.en + b.en.toLowerCase() }))
  );
}
