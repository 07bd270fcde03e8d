/** The hand-drawn main roads and railways. Kilometres from the centre; water under them is bridged. */
import type { Km } from "../land/shape.ts";

export interface Arterial {
  readonly zh: string;
  readonly en: string;
  readonly class: "motorway" | "major" | "minor";
  /** Keeps to the land side of the shore instead of bridging it. */
  readonly shore: boolean;
  readonly line: readonly Km[];
  /** Number on the signs. */
  readonly ref?: string;
}

type Class = Arterial["class"] | "shore major" | "shore minor";

/** `"x y, x y, …"` as points. */
function points(text: string): Km[] {
  return text.split(", ").map((pair) => pair.split(" ").map(Number) as unknown as Km);
}

/** Numbers on the signs. */
const REFS: Readonly<Record<string, string>> = {
  跨湾高速: "S85",
  环湾高速: "S81",
  海北高速: "G2011",
  绕城高速: "G15",
  西海高速: "G15",
  机场高速: "G22",
  重庆路: "G308",
  黑龙江路: "G204",
};

function road(kind: Class, zh: string, en: string, line: string): Arterial {
  const shore = kind.startsWith("shore ");
  const ref = REFS[zh] === undefined ? {} : { ref: REFS[zh] };
  return {
    zh,
    en,
    ...ref,
    class: (shore ? kind.slice(6) : kind) as Arterial["class"],
    shore,
    line: points(line),
  };
}

function circle(x: number, y: number, r: number): Km[] {
  return Array.from(
    { length: 17 },
    (_, i) => [x + r * Math.cos(i * Math.PI / 8), y + r * Math.sin(i * Math.PI / 8)],
  );
}

export const ARTERIALS: readonly Arterial[] = [
  road(
    "motorway",
    "跨湾高速",
    "Cross-Bay Expressway",
    "-60 -7, -30 -2.2, -18.2 -1, -15 -0.7, -13.2 -0.6, -11.2 0.5, -8.6 1.1, -6.2 0.5, -4.5 -0.1, " +
      "-2.4 0.2, 0.2 1, 3.2 1.7, 6 1.6, 8.6 0.4, 10.4 -1.2, 11.6 -2.6",
  ),
  road(
    "motorway",
    "环湾高速",
    "Bay Ring Expressway",
    "-14.9 -8, -14.9 -5.2, -15.2 -2.6, -15 -0.7, -15.4 1.4, -15 4, -12.6 5.4, -9.4 5.6, -6.6 5.1, " +
      "-4.1 4.1, -3.3 2.2, -3.5 0.1, -4 -2.2, -4.4 -4, -4.5 -5.4",
  ),
  road(
    "motorway",
    "海北高速",
    "Haibei Expressway",
    "-4 60, -1.6 30, -2.6 20, -3.2 15, -4.2 12.4, -3.9 9.4, -4.4 6.6, -4.1 4.1",
  ),
  road(
    "motorway",
    "绕城高速",
    "City Ring Expressway",
    "-16.6 -11.4, -16.7 -6, -17.2 -1, -17 3.4, -16.4 7.2, -13.9 9.9, -10.4 10.7, -7 10.2, -3.9 9.8, " +
      "-0.9 8.7, 1.6 8.3, 4.4 8.9, 6.2 10.6, 8 11.4, 10.6 12.6, 14.6 13, 17.2 15.4, 21 21, 34 33, " +
      "70 56",
  ),
  road("motorway", "西海高速", "West Coast Expressway", "-16.7 -9.4, -19.5 -11, -26 -14, -50 -22, -80 -31"),
  road(
    "motorway",
    "机场高速",
    "Airport Expressway",
    "-13.9 9.9, -13.7 11.2, -13.3 13.4, -14.2 18, -19 26, -30 50",
  ),
  road(
    "shore major",
    "海滨大道",
    "Seaside Avenue",
    "-5 -5.6, -5.2 -6.4, -5 -7.4, -4.4 -7.9, -3.5 -7.75, -2.7 -8.2, -1.8 -7.8, -0.9 -7.6, -0.1 -8.1, " +
      "1 -7.7, 2.1 -6.95, 3.5 -6.9, 4.6 -7.3, 5.7 -6.55, 7.3 -6.15, 8.5 -6.5, 9.7 -5.75, 11.2 -5.95, " +
      "12.1 -6.7, 12.9 -5.9, 14.5 -5.3, 15.5 -5.5",
  ),
  road(
    "shore minor",
    "东海岸路",
    "East Coast Road",
    "15.5 -5.5, 15.8 -4.5, 15.2 -3.1, 16.1 -1.7, 16.8 -0.8, 16.4 0.8, 16.7 2.3, 17.5 3.6, 16.8 5.1, " +
      "17.2 7, 18.2 8.7, 17.5 10.6, 18.4 12.6, 20.6 17, 28 24",
  ),
  road(
    "major",
    "香江路",
    "Xiangjiang Road",
    "-5.1 -6.9, -3.9 -7.2, -2.4 -7.1, -0.5 -6.5, 1.4 -6, 3.9 -5.8, 6.9 -5.5, 8.6 -5.2, 10.4 -4.9, " +
      "12.5 -4.6, 14.6 -4.2, 15.7 -4.4",
  ),
  road("major", "中山路", "Zhongshan Road", "-4.5 -7.9, -4.2 -7, -4.3 -5.9, -3.9 -4.8, -3.5 -3.6, -2.6 -2.1"),
  road(
    "major",
    "长春路",
    "Changchun Road",
    "-4.9 -3.6, -3.5 -3.6, -1.4 -3.4, 0.9 -2.4, 2.4 -2, 4.4 -2.2, 6.9 -2.9, 8 -3.6, 8.4 -5.2",
  ),
  road("major", "延安路", "Yan'an Road", "-4.5 -1.2, -2.1 -0.9, 0.7 -0.6, 3.9 -0.5, 6.5 -0.4, 8 -0.6"),
  road(
    "major",
    "南京路",
    "Nanjing Road",
    "1.5 -7.3, 1.4 -6, 1.2 -4.4, 0.9 -2.4, 0.7 -0.6, 0.4 1.1, 0.2 2.9, -0.4 5.8, -0.8 7.4, -0.9 8.7, " +
      "-0.8 11, -1.2 14.3, -0.2 20",
  ),
  road(
    "major",
    "山东路",
    "Shandong Road",
    "3.9 -7, 3.9 -5.8, 4.2 -4.2, 4.4 -2.2, 3.9 -0.5, 3.7 1.8, 3.4 3.9, 2.6 6, 2.4 8.4",
  ),
  road(
    "major",
    "福州路",
    "Fuzhou Road",
    "7.2 -6.1, 6.9 -5.5, 6.7 -4.2, 6.9 -2.9, 6.5 -0.4, 6.1 1.6, 5.9 3.4, 5 5, 4.6 6.8, 4.4 8.9",
  ),
  road(
    "major",
    "重庆路",
    "Chongqing Road",
    "-4.5 -5.4, -3.2 -4.2, -2.6 -2.1, -2.1 0.2, -2.2 3, -2 5.7, -2.4 7.6, -3.6 9.8, -5 12, " +
      "-5.2 14.8, -5.6 20",
  ),
  road(
    "major",
    "黑龙江路",
    "Heilongjiang Road",
    "-11 5.5, -9 6.2, -7 6.3, -4.4 6.3, -2 5.7, 0 5.7, 2.6 6, 4.8 6, 6.4 5.7",
  ),
  road(
    "major",
    "创新大道",
    "Innovation Avenue",
    "-24 5, -17 6.6, -14 7.3, -11 7.4, -9 7.6, -7 7.9, -4.1 7.9, -2.4 7.6, -0.8 7.4",
  ),
  road("major", "科技路", "Keji Road", "-11 4.4, -11 5.5, -11 7.4, -11 7.9"),
  road("major", "科技北路", "North Keji Road", "-11 9.5, -10.8 10.7, -10.6 12.4, -10.9 14.1, -11 18"),
  { zh: "镜湖环路", en: "Mirror Lake Circle", class: "major", shore: false, line: circle(-11, 8.7, 0.8) },
  road("major", "智慧路", "Zhihui Road", "-13.3 4.4, -13.5 5.3, -13.6 7.3, -13.9 9.9"),
  road("major", "火炬路", "Huoju Road", "-9 4.6, -9.1 6.2, -9 7.6, -8.9 9.4, -8.7 10.5"),
  road(
    "major",
    "长江路",
    "Changjiang Road",
    "-24 -4.6, -18 -4.9, -16.7 -5.3, -14.9 -5.8, -13.4 -6.3, -11.6 -7, -10.9 -7.4",
  ),
  road(
    "major",
    "黄河路",
    "Huanghe Road",
    "-12.9 -11.7, -13 -9.2, -13.4 -6.3, -13.9 -3.8, -14.3 -0.7, -14.7 1.8, -14.2 4.6, -13.6 7.3",
  ),
  road(
    "major",
    "滨湾路",
    "Binwan Road",
    "-8.7 -10.9, -9 -9.9, -10.4 -9.1, -11.1 -7.2, -11.6 -5.6, -13.4 -4.1, -14.1 -2.2",
  ),
  road(
    "shore major",
    "金沙滩路",
    "Golden Sands Road",
    "-20 -12.4, -17.2 -11.9, -15.4 -12.5, -13.7 -11.7, -12.4 -12.1, -10.7 -11.2, -9.4 -11.5, " +
      "-8.7 -10.9",
  ),
  road("major", "西岭路", "Xiling Road", "-16.7 -7.9, -14.9 -8, -13.1 -8.2, -11.8 -8.6, -10.4 -9.1"),
  road("major", "湾口大桥", "Wankou Bridge", "-8.7 -10.9, -7.9 -10.2, -5.7 -7.9, -5 -7.4"),
  road("major", "松岭路", "Songling Road", "12.5 -4.6, 11.6 -2.6, 10.2 -0.4, 8.8 1.4, 7.6 3, 5.9 3.4"),
  road("minor", "云岭路", "Yunling Road", "11.6 -2.6, 12.9 -1.5, 13.9 -1.4, 15 -1.9, 16.1 -1.7"),
  road(
    "minor",
    "水库路",
    "Reservoir Road",
    "6.4 5.7, 7.4 5.6, 8.6 6, 9.7 6.4, 9.8 7.6, 9 8.5, 8 9.6, 8.2 11.4",
  ),
  road("minor", "北宅路", "Beizhai Road", "8.2 11.4, 10.4 11.2, 12.6 11.4, 14.6 11.8, 17.5 10.6"),
  road("major", "正阳路", "Zhengyang Road", "-8 12, -5 12, -2.6 11.8, -0.8 11.6, 2.8 12.2, 5.4 11.2"),
  road("minor", "机场南路", "South Airport Road", "-17 8.6, -15.4 9.7, -13.9 9.9"),
];

export const RAILWAYS: readonly (readonly Km[])[] = [
  // 海湾铁路 Haiwan Railway
  points(
    "-60 44, -30 25, -19 19.6, -14.4 16.4, -11.4 13, -9.6 10.2, -6.9 9.1, -5.2 7, -4.9 5.2, -4.6 4, -3.9 2.4, " +
      "-4.05 0.4, -4.4 -1.6, -4.9 -3.2, -4.8 -4.6, -4.7 -6.4",
  ),
  // 海荣高铁 Hairong High-Speed Railway
  points(
    "-60 2, -30 5.6, -18 6, -13 6.3, -9.4 6.9, -6 7.2, -3 6.9, 0.4 7, 3 7.4, 5.4 8, 7 9.8, 9.6 11.8, " +
      "13.6 12.4, 17 14, 26 22, 60 46",
  ),
  // 西港货运线 West Harbour Freight Line
  points("-18 6, -16.8 2, -16.2 -2.4, -14.4 -4.4, -12.2 -5, -11.3 -6, -10.7 -7"),
];
