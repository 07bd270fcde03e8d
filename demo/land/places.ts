/** Districts and places that the map names. */
import type { Km } from "./shape.ts";

export interface District {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  readonly label: Km;
}

/** 3799 is not in use in the national list of codes. */
export const DISTRICTS: readonly District[] = [
  { code: "379901", zh: "老城区", en: "Old Town", label: [-2.5, -4.3] },
  { code: "379902", zh: "滨海区", en: "Seaside", label: [5.4, -5.0] },
  { code: "379903", zh: "顺河区", en: "Shunhe", label: [0.7, 6.6] },
  { code: "379904", zh: "云岭区", en: "Yunling", label: [13.2, 4.6] },
  { code: "379905", zh: "高新区", en: "High-Tech Zone", label: [-11.4, 6.7] },
  { code: "379906", zh: "西港区", en: "West Harbour", label: [-14.1, -4.9] },
];

export type PlaceKind =
  | "sea"
  | "river"
  | "hill"
  | "island"
  | "park"
  | "beach"
  | "station"
  | "port"
  | "square"
  | "town";

export interface NamedPlace {
  readonly kind: PlaceKind;
  readonly zh: string;
  readonly en: string;
  readonly at: Km;
  /** 1 shows at city zoom, 2 in a district, 3 in a street. */
  readonly rank: 1 | 2 | 3;
}

const row = (kind: PlaceKind, rank: 1 | 2 | 3, zh: string, en: string, x: number, y: number): NamedPlace => ({
  kind,
  rank,
  zh,
  en,
  at: [x, y],
});

export const PLACES: readonly NamedPlace[] = [
  row("sea", 1, "海湾", "Haiwan Bay", -8.9, -0.7),
  row("sea", 1, "黄海", "Yellow Sea", 7.0, -12.6),
  row("sea", 2, "湾口", "Bay Mouth", -7.0, -8.7),
  row("sea", 3, "栈桥湾", "Pier Cove", -3.6, -8.7),
  row("sea", 2, "浮山湾", "Fushan Cove", 2.6, -8.2),
  row("sea", 2, "仰口湾", "Yangkou Cove", 18.3, 5.4),
  row("river", 2, "清河", "Qing River", -6.6, 12.9),
  row("river", 2, "石溪", "Shixi River", 2.7, 3.9),
  row("river", 2, "金沙河", "Jinsha River", -16.3, 4.2),
  row("river", 3, "松涧", "Songjian Brook", 11.5, -2.2),
  row("hill", 1, "云岭", "Mount Yunling", 13.4, 3.0),
  row("hill", 2, "鹤山", "Heshan Hill", 11.2, 8.6),
  row("hill", 2, "浮山", "Fushan Hill", 9.2, -1.8),
  row("hill", 2, "西岭", "Xiling Hill", -15.1, -10.1),
  row("hill", 2, "铜山", "Tongshan Hill", 5.0, 13.0),
  row("hill", 3, "观象山", "Observatory Hill", -1.7, -5.2),
  row("hill", 3, "信号山", "Signal Hill", -3.3, -6.6),
  row("hill", 3, "贮水山", "Zhushui Hill", 2.6, -3.3),
  row("hill", 3, "太平山", "Taiping Hill", 5.5, -4.2),
  row("hill", 2, "石门山", "Shimen Hill", 1.3, 10.3),
  row("island", 2, "珠母岛", "Zhumu Island", 1.6, -11.9),
  row("island", 2, "大公岛", "Dagong Island", 13.4, -11.2),
  row("island", 3, "小公岛", "Xiaogong Island", 15.0, -10.4),
  row("island", 3, "灯塔礁", "Lighthouse Reef", -5.9, -9.9),
  row("island", 3, "鸥洲", "Gull Islet", -9.3, -2.6),
  row("park", 2, "镜湖", "Mirror Lake", -11.0, 8.7),
  row("park", 2, "云岭水库", "Yunling Reservoir", 8.7, 7.3),
  row("beach", 3, "第一海水浴场", "First Bathing Beach", -1.4, -8.1),
  row("beach", 3, "第二海水浴场", "Second Bathing Beach", 0.8, -8.1),
  row("beach", 2, "石老人海滩", "Stone Elder Beach", 7.0, -6.7),
  row("beach", 2, "金沙滩", "Golden Sands", -12.9, -12.4),
  row("beach", 3, "仰口沙滩", "Yangkou Beach", 17.5, 5.6),
  row("station", 2, "海湾站", "Haiwan Station", -4.7, -6.2),
  row("station", 2, "海湾北站", "Haiwan North Station", -4.2, 7.1),
  row("station", 2, "高新站", "High-Tech Station", -12.4, 6.4),
  row("station", 1, "海湾国际机场", "Haiwan International Airport", -14.7, 12.0),
  row("port", 1, "老港", "Old Harbour", -5.5, -2.9),
  row("port", 1, "西港", "West Harbour", -10.7, -5.6),
  row("port", 2, "奥帆中心", "Olympic Marina", 3.0, -7.2),
  row("square", 2, "五月广场", "May Square", 1.9, -6.7),
  row("square", 2, "市民广场", "Citizens' Square", 3.9, -1.0),
  row("square", 3, "中山广场", "Zhongshan Square", -4.3, -5.9),
  row("town", 2, "台东", "Taidong", -1.4, -3.0),
  row("town", 2, "四方", "Sifang", -2.9, -0.3),
  row("town", 2, "市北", "Shibei", 2.2, -1.0),
  row("town", 2, "金家岭", "Jinjialing", 7.0, -4.6),
  row("town", 2, "沙子口", "Shazikou", 12.7, -4.9),
  row("town", 2, "李村", "Licun", 3.4, 1.1),
  row("town", 2, "流亭", "Liuting", -2.8, 6.2),
  row("town", 2, "夏庄", "Xiazhuang", 3.0, 6.7),
  row("town", 2, "城阳", "Chengyang", -3.3, 11.0),
  row("town", 2, "红岛", "Hongdao", -9.9, 4.8),
  row("town", 2, "上马", "Shangma", -14.2, 8.2),
  row("town", 2, "辛安", "Xin'an", -15.4, -1.6),
  row("town", 2, "薛家岛", "Xuejiadao", -12.6, -9.8),
  row("town", 2, "王哥庄", "Wanggezhuang", 16.5, 11.6),
  row("town", 3, "北宅", "Beizhai", 7.6, 12.1),
  row("town", 3, "仰口", "Yangkou", 16.9, 6.2),
];
