/** What happens in Haiwan: a demo table of categories with titles, limits, sources and hours. A real city imports its own. */
import type { Severity } from "../streams/record.ts";

export const SOURCES = {
  hotline: "12345",
  patrol: "网格巡查",
  video: "视频分析",
  sensor: "物联感知",
  citizen: "市民随手拍",
} as const;
export type Source = keyof typeof SOURCES;

export const SOURCE_EN: Readonly<Record<string, string>> = {
  "12345": "Hotline 12345",
  "网格巡查": "Grid patrol",
  "视频分析": "Video analytics",
  "物联感知": "Sensors",
  "市民随手拍": "Citizen app",
};

/** When in the day a thing happens. */
export type Rhythm = "day" | "morning" | "evening" | "night" | "rush" | "always";

export interface Category {
  readonly zh: string;
  readonly en: string;
  /** Usual severity; one in twelve is a step more severe. */
  readonly severity: Severity;
  readonly weight: number;
  readonly rhythm: Rhythm;
  /** Median minutes from report to closing. */
  readonly minutes: number;
  readonly sources: readonly Source[];
  /** `…` stands for the place. */
  readonly titles: readonly (readonly [zh: string, en: string])[];
  /** Comes in clusters: several reports of one cause. */
  readonly spreads?: boolean;
}

const row = (
  zh: string,
  en: string,
  [severity, weight, minutes]: readonly [Severity, number, number],
  rhythm: Rhythm,
  sources: readonly Source[],
  titles: readonly (readonly [string, string])[],
  spreads = false,
): Category => ({ zh, en, severity, weight, minutes, rhythm, sources, titles, spreads });

export const CATEGORIES: readonly Category[] = [
  row("暴露生活垃圾", "Exposed rubbish", [4, 12, 95], "morning", ["patrol", "video", "citizen"], [
    ["…垃圾满溢", "Overflowing bins at …"],
    ["…暴露生活垃圾", "Exposed household rubbish at …"],
  ]),
  row("道路不洁", "Dirty road", [4, 7, 80], "day", ["patrol", "video"], [[
    "…路面不洁",
    "Dirty road surface at …",
  ]]),
  row("积存垃圾渣土", "Piled-up rubble", [4, 5, 190], "day", ["patrol", "citizen"], [
    ["…人行道堆放渣土", "Rubble on the pavement at …"],
    ["…装修垃圾未清运", "Renovation waste left at …"],
  ]),
  row("道路破损", "Broken road", [3, 6, 240], "day", ["hotline", "patrol", "citizen"], [
    ["…路面坑洼", "Pothole at …"],
    ["…人行道地砖破损", "Broken paving at …"],
  ]),
  row("道路遗撒", "Spilled load", [3, 3, 60], "rush", ["video", "hotline"], [[
    "…货车遗撒沙石",
    "Gravel spilled by a lorry at …",
  ]]),
  row("店外经营", "Trading outside the shop", [4, 9, 70], "evening", ["patrol", "video", "citizen"], [
    ["…商户店外摆摊", "Shop trading on the pavement at …"],
    ["…烧烤店占用人行道", "Barbecue tables on the pavement at …"],
  ]),
  row("无照经营游商", "Unlicensed vendor", [4, 9, 55], "evening", ["patrol", "video"], [
    ["…流动摊贩聚集", "Street vendors gathering at …"],
  ]),
  row("占道经营", "Trading on the road", [3, 5, 60], "morning", ["patrol", "video", "hotline"], [
    ["…早市占用机动车道", "Morning market on the carriageway at …"],
  ]),
  row("非机动车乱停放", "Badly parked bicycles", [4, 10, 75], "rush", ["patrol", "video", "citizen"], [
    ["…共享单车堆积", "Shared bicycles piled up at …"],
    ["…电动车占用盲道", "E-bikes on the tactile paving at …"],
  ]),
  row("占用消防通道", "Blocked fire lane", [2, 5, 45], "evening", ["hotline", "video", "patrol"], [
    ["…车辆占用消防通道", "Car blocking the fire lane at …"],
  ]),
  row("施工扰民", "Construction noise", [3, 6, 120], "night", ["hotline", "citizen"], [
    ["…夜间施工噪声", "Construction noise at night, …"],
  ]),
  row("工地扬尘", "Construction dust", [3, 3, 150], "day", ["sensor", "video", "hotline"], [
    ["…工地扬尘超标", "Dust above the limit at a site, …"],
  ]),
  row("施工占道", "Works on the road", [3, 3, 200], "day", ["patrol", "hotline"], [
    ["…施工围挡占用车道", "Site fence on the lane at …"],
  ]),
  row("商业噪音", "Shop noise", [4, 5, 80], "evening", ["hotline", "citizen"], [
    ["…商铺音响扰民", "Loud shop speakers at …"],
    ["…广场舞噪声", "Loud dancing music at …"],
  ]),
  row("露天烧烤", "Open-air barbecue", [4, 3, 70], "evening", ["video", "citizen"], [[
    "…露天烧烤油烟",
    "Barbecue smoke at …",
  ]]),
  row("非法小广告", "Illegal bills", [4, 5, 160], "day", ["patrol"], [[
    "…墙面张贴小广告",
    "Bills pasted on walls at …",
  ]]),
  row("违规户外广告", "Unsafe sign", [3, 2, 260], "day", ["patrol", "citizen"], [[
    "…户外招牌松动",
    "Loose shop sign at …",
  ]]),
  row("污水井盖", "Sewer manhole cover", [2, 3, 75], "always", ["patrol", "citizen", "hotline"], [
    ["…污水井盖破损", "Broken manhole cover at …"],
    ["…井盖缺失", "Missing manhole cover at …"],
  ]),
  row("雨水箅子", "Storm drain", [3, 3, 120], "always", ["patrol", "sensor"], [[
    "…雨水箅子堵塞",
    "Blocked storm drain at …",
  ]]),
  row("路灯", "Street light", [4, 5, 220], "night", ["sensor", "citizen", "hotline"], [
    ["…路灯不亮", "Street light out at …"],
    ["…连续多盏路灯熄灭", "Several street lights out at …"],
  ], true),
  row("交通护栏", "Traffic barrier", [3, 3, 110], "rush", ["video", "patrol"], [[
    "…交通护栏倒伏",
    "Fallen traffic barrier at …",
  ]]),
  row("行道树", "Street tree", [3, 3, 130], "always", ["patrol", "hotline"], [[
    "…行道树倾斜",
    "Leaning street tree at …",
  ]]),
  row("公共厕所", "Public toilet", [4, 2, 140], "day", ["citizen", "patrol"], [[
    "…公厕设施损坏",
    "Broken public toilet at …",
  ]]),
  row("河道污染", "River pollution", [2, 1, 210], "day", ["sensor", "citizen"], [[
    "…河面漂浮油污",
    "Oil on the water at …",
  ]]),
  row("供水管道破裂", "Burst water main", [2, 1.6, 150], "always", ["hotline", "sensor"], [
    ["…供水管道爆裂", "Burst water main at …"],
    ["…自来水漫溢路面", "Water flooding the road at …"],
  ], true),
  row("道路积水", "Water on the road", [2, 1.6, 100], "always", ["sensor", "video", "hotline"], [
    ["…路面积水", "Standing water at …"],
  ], true),
  row("路面塌陷", "Road collapse", [1, 0.5, 170], "always", ["hotline", "video"], [[
    "…路面塌陷",
    "Road collapse at …",
  ]]),
  row("燃气管道破裂", "Gas leak", [1, 0.45, 90], "always", ["hotline", "sensor"], [
    ["…燃气泄漏", "Gas leak at …"],
    ["…居民反映燃气异味", "Smell of gas reported at …"],
  ], true),
  row("架空线缆脱落", "Fallen cable", [2, 1.8, 80], "always", ["patrol", "hotline"], [[
    "…线缆脱落",
    "Fallen cable at …",
  ]]),
  row(
    "人员聚集",
    "Crowd",
    [2, 1.2, 60],
    "evening",
    ["video"],
    [["…人员异常聚集", "Unusual crowd at …"]],
    true,
  ),
  row("交通事故", "Traffic accident", [2, 3, 45], "rush", ["video", "hotline"], [
    ["…两车剐蹭", "Two cars touched at …"],
    ["…非机动车摔倒", "Cyclist fell at …"],
  ]),
];

/** English names of all categories, for screens in English. */
export const CATEGORY_EN: Readonly<Record<string, string>> = Object.fromEntries(
  CATEGORIES.map(({ zh, en }) => [zh, en]),
);
