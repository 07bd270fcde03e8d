/** Names of communities: after a road of theirs in the city, after the village they were in the country. */
import type { Areas } from "./areas.ts";
import type { Ground } from "./ground.ts";
import type { Terrain } from "./land/terrain.ts";
import { isRoad, ROAD } from "./roads/kind.ts";
import { pairs, type RoadName, shuffle } from "./roads/names.ts";

const FAMILIES = pairs(
  "王Wang 李Li 张Zhang 刘Liu 陈Chen 杨Yang 赵Zhao 黄Huang 周Zhou 吴Wu 徐Xu 孙Sun 胡Hu 朱Zhu 高Gao 林Lin 何He 郭Guo 马Ma 罗Luo 梁Liang " +
    "宋Song 郑Zheng 谢Xie 韩Han 唐Tang 冯Feng 于Yu 董Dong 萧Xiao 程Cheng 曹Cao 袁Yuan 邓Deng 许Xu 傅Fu 沈Shen 曾Zeng 彭Peng 吕Lyu 苏Su 卢Lu 蒋Jiang 蔡Cai",
);
const HAMLETS = pairs(
  "家庄Jiazhuang 家沟Jiagou 家疃Jiatuan 家埠Jiabu 家洼Jiawa 家台Jiatai 家河Jiahe 家岭Jialing 哥庄Gezhuang 家村Jiacun 家泊子Jiabozi 家崖Jiaya",
);

/** A name for each community, no two alike. */
export function nameCommunities(
  ground: Ground,
  areas: Areas,
  terrain: Terrain,
  roads: readonly RoadName[],
  random: () => number,
): RoadName[] {
  const villages = shuffle(
    FAMILIES.flatMap((f) => HAMLETS.map((h) => ({ zh: f.zh + h.zh, en: f.en + h.en.toLowerCase() }))),
    random,
  );
  const used = new Set<string>();
  const lengths = lengthsByCommunity(ground, areas);
  const lived = livedIn(ground, areas, terrain);
  return Array.from(areas.streetOf, (_, community) => {
    const named = [...lengths[community]!].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([road]) =>
      stem(roads[road]!)
    );
    const free = lived[community]! > 0.4 ? named.find(({ zh }) => zh.length > 1 && !used.has(zh)) : undefined;
    const name = free ?? villages.pop()!;
    used.add(name.zh);
    return name;
  });
}

/** 延安路 → 延安, Yan'an Road → Yan'an. */
function stem({ zh, en }: RoadName): RoadName {
  return {
    zh: zh.replace(/(大道|环路|南路|北路|[路街巷])$/, ""),
    en: en.replace(/ (Road|Street|Lane|Avenue|Circle)$/, ""),
  };
}

/** Metres of each road in each community; expressways name nothing, and long roads are too large a name. */
function lengthsByCommunity({ arrangement: a, faces }: Ground, { gridOf, communityOf, streetOf }: Areas) {
  const out: Map<number, number>[] = Array.from(streetOf, () => new Map());
  for (let half = 0; half < faces.of.length; half++) {
    const e = half >> 1, grid = gridOf[faces.of[half]!]!, kind = a.kind[e]!;
    if (grid < 0 || !isRoad(kind) || kind === ROAD.motorway) continue;
    const [p, q] = [a.from[e]!, a.to[e]!], roads = out[communityOf[grid]!]!;
    const metres = Math.hypot(a.x[p]! - a.x[q]!, a.y[p]! - a.y[q]!) * (kind === ROAD.major ? 0.5 : 1);
    roads.set(a.name[e]!, (roads.get(a.name[e]!) ?? 0) + metres);
  }
  return out;
}

/** How densely each community is lived in, weighed by the ground. */
function livedIn(
  { faces, px, py }: Ground,
  { gridOf, communityOf, streetOf }: Areas,
  terrain: Terrain,
): Float64Array {
  const sum = new Float64Array(streetOf.length), ground = new Float64Array(streetOf.length);
  for (let f = 0; f < faces.count; f++) {
    if (gridOf[f]! < 0) continue;
    const community = communityOf[gridOf[f]!]!;
    sum[community]! += terrain.density.at(px[f]!, py[f]!) * faces.area[f]!;
    ground[community]! += faces.area[f]!;
  }
  return sum.map((value, c) => value / ground[c]!);
}
