/** The prefecture around Haiwan, drawn by hand: cities and towns, islands, rivers. Kilometres from the centre. */
import type { Km, River } from "../land/shape.ts";

export interface Town {
  readonly zh: string;
  readonly en: string;
  readonly at: Km;
  /** Built-up radius, km. */
  readonly r: number;
}

const town = (zh: string, en: string, x: number, y: number, r: number): Town => ({ zh, en, at: [x, y], r });

export const CITIES: readonly Town[] = [
  town("莱清市", "Laiqing", -24, 47, 4.4),
  town("东荣市", "Dongrong", 47, 47, 3.6),
  town("西莱市", "Xilai", -66, 6, 4.0),
  town("胶岭市", "Jiaoling", -44, -12, 3.0),
  town("栖云市", "Qiyun", 16, 76, 3.4),
  town("昌渡市", "Changdu", -92, 52, 4.6),
  town("文港市", "Wengang", 112, 72, 3.8),
  town("日升市", "Risheng", -104, -22, 3.9),
  town("潍州市", "Weizhou", -60, 96, 5.2),
  town("登海市", "Denghai", 66, 112, 4.4),
];

/** Towns 镇 nearer by; more are scattered by chance. */
export const TOWNS: readonly Town[] = [
  town("蓝村", "Lancun", -24, 16, 1.5),
  town("南泉", "Nanquan", -14, 22, 1.2),
  town("普东", "Pudong", -4, 27, 1.1),
  town("温泉镇", "Wenquan", 15, 24, 1.3),
  town("田横", "Tianheng", 30, 29.5, 1.2),
  town("灵山卫", "Lingshanwei", -23, -9.5, 1.4),
  town("王台", "Wangtai", -26, 4, 1.3),
  town("胶河", "Jiaohe", -34, 14, 1.6),
  town("段泊岚", "Duanbolan", -10, 36, 1.0),
  town("移风店", "Yifengdian", -40, 34, 1.0),
  town("琅琊", "Langya", -42, -27, 0.9),
  town("大场", "Dachang", -60, -20, 1.1),
  town("金口", "Jinkou", 34, 40, 1.0),
  town("龙泉", "Longquan", 7, 23, 1.0),
];

/** Place and radius. */
export const FAR_ISLANDS: readonly {
  readonly zh: string;
  readonly en: string;
  readonly x: number;
  readonly y: number;
  readonly r: number;
}[] = [
  { zh: "灵山岛", en: "Lingshan Island", x: -27, y: -27, r: 1.7 },
  { zh: "竹岔岛", en: "Zhucha Island", x: -14.5, y: -17.5, r: 0.5 },
  { zh: "朝连岛", en: "Chaolian Island", x: 26, y: -19, r: 0.45 },
  { zh: "田横岛", en: "Tianheng Island", x: 42, y: 21, r: 0.9 },
  { zh: "千里岩", en: "Qianli Rock", x: 46, y: -8, r: 0.35 },
  { zh: "斋堂岛", en: "Zhaitang Island", x: -47, y: -40, r: 0.6 },
  { zh: "南隍岛", en: "Nanhuang Island", x: 88, y: 32, r: 1.3 },
  { zh: "平山岛", en: "Pingshan Island", x: -92, y: -78, r: 1.4 },
];

/** From source to mouth; the last point lies in the sea or in another river. */
export const FAR_RIVERS: readonly River[] = [
  {
    zh: "清河",
    en: "Qing River",
    width: [30, 130],
    line: [[2, 98], [-4, 84], [-14, 72], [-12, 58], [-5, 46], [-5.5, 34]],
  },
  {
    zh: "胶河",
    en: "Jiao River",
    width: [30, 190],
    line: [[-62, 44], [-50, 36], [-40, 24], [-37, 14], [-34, 12]],
  },
  {
    zh: "洋河",
    en: "Yang River",
    width: [20, 120],
    line: [[-70, 18], [-62, 0], [-54, -10], [-52, -22], [-49, -31], [-48, -42]],
  },
  {
    zh: "莱水",
    en: "Lai River",
    width: [25, 160],
    line: [[-2, 66], [14, 58], [26, 46], [36, 38], [43, 33], [48, 26]],
  },
  {
    zh: "五龙河",
    en: "Wulong River",
    width: [30, 240],
    line: [[40, 96], [52, 82], [60, 66], [72, 54], [79, 46], [86, 36]],
  },
  {
    zh: "潍河",
    en: "Wei River",
    width: [40, 260],
    line: [[-110, 0], [-96, 16], [-84, 36], [-78, 62], [-72, 90], [-80, 130]],
  },
];

/** Expressways beyond where the city's own drawing of them ends. */
export const FAR_EXPRESSWAYS: readonly {
  readonly zh: string;
  readonly en: string;
  readonly ref: string;
  readonly line: readonly Km[];
}[] = [
  {
    zh: "跨湾高速",
    en: "Cross-Bay Expressway",
    ref: "S85",
    line: [[-60, -7], [-72, -6], [-88, -14], [-110, -10], [-150, 10], [-260, 40], [-420, 60]],
  },
  {
    zh: "海北高速",
    en: "Haibei Expressway",
    ref: "G2011",
    line: [[-4, 60], [-2, 72], [8, 92], [6, 120], [-12, 180], [-20, 320]],
  },
  {
    zh: "绕城高速",
    en: "City Ring Expressway",
    ref: "G15",
    line: [[70, 56], [86, 66], [106, 66], [130, 92], [180, 110], [260, 190], [400, 290]],
  },
  {
    zh: "西海高速",
    en: "West Coast Expressway",
    ref: "G15",
    line: [[-80, -31], [-98, -30], [-112, -34], [-150, -44], [-230, -90], [-330, -140]],
  },
  {
    zh: "机场高速",
    en: "Airport Expressway",
    ref: "G22",
    line: [[-30, 50], [-40, 68], [-52, 90], [-58, 110], [-90, 170], [-140, 300]],
  },
  {
    zh: "长潍高速",
    en: "Changwei Expressway",
    ref: "G18",
    line: [
      [-170, 70],
      [-110, 58],
      [-84, 60],
      [-40, 68],
      [-10, 84],
      [8, 92],
      [40, 104],
      [68, 104],
      [110, 100],
      [150, 118],
    ],
  },
];
