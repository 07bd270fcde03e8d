/**
 * What happens in Haiwan: a demo table of categories with titles, sources and hours. Codes are those of one city's table
 * (E: events, C: components, major and minor class); a real city imports its own.
 */
import type { Severity } from "../streams/record.ts";

/** A name in both languages. */
export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

const both = (zh: string, en: string): Bilingual => ({ zh, en });

export const SOURCES = {
  "12345": both("12345 热线", "Hotline 12345"),
  patrol: both("网格巡查", "Grid patrol"),
  video: both("视频分析", "Video analytics"),
  sensor: both("物联感知", "Sensors"),
  citizen: both("市民随手拍", "Citizen app"),
  police: both("110 联动", "Police 110"),
  utility: both("水电气热", "Utilities"),
} as const;
export type Source = keyof typeof SOURCES;

export const GROUPS = {
  environment: both("市容环境", "Environment"),
  advertising: both("宣传广告", "Advertising"),
  works: both("施工管理", "Construction"),
  order: both("街面秩序", "Street order"),
  emergency: both("突发事件", "Emergencies"),
  traffic: both("交通", "Traffic"),
  component: both("部件", "Components"),
} as const;
export type Group = keyof typeof GROUPS;

/** When in the day a thing happens. */
export type Rhythm = "day" | "morning" | "evening" | "night" | "rush" | "always";

/** Where it happens more than elsewhere. */
export type Haunt = "anywhere" | "old" | "shops" | "port" | "new" | "hills" | "shore" | "low" | "main";

export interface Category extends Bilingual {
  readonly code: string;
  readonly group: Group;
  /** Usual severity; one in twelve is a step more severe. */
  readonly severity: Severity;
  readonly weight: number;
  readonly rhythm: Rhythm;
  /** Median minutes from report to closing. */
  readonly minutes: number;
  readonly haunt: Haunt;
  /** How much more of it a Saturday or Sunday brings. */
  readonly weekend: number;
  /** How much more of it rain, and wind, bring. */
  readonly rain: number;
  readonly wind: number;
  readonly sources: readonly Source[];
  /** `…` stands for the road. */
  readonly titles: readonly (readonly [zh: string, en: string])[];
  /** Comes in clusters: several reports of one cause. */
  readonly spreads: boolean;
}

type Titles = Category["titles"];
type More = Partial<Pick<Category, "haunt" | "weekend" | "rain" | "wind" | "spreads">>;

const row = (
  code: string,
  group: Group,
  [zh, en]: readonly [string, string],
  [severity, weight, minutes]: readonly [Severity, number, number],
  rhythm: Rhythm,
  sources: readonly Source[],
  titles: Titles,
  more: More = {},
): Category => ({
  ...{ code, group, zh, en, severity, weight, minutes, rhythm, sources, titles },
  ...{ haunt: "anywhere", weekend: 1, rain: 1, wind: 1, spreads: false, ...more },
});

export const CATEGORIES: readonly Category[] = [
  row("E01-10", "environment", ["暴露生活垃圾", "Exposed rubbish"], [4, 12, 95], "morning", [
    "patrol",
    "video",
    "citizen",
  ], [
    ["…垃圾桶满溢", "Overflowing bins on …"],
    ["…暴露生活垃圾", "Exposed household rubbish on …"],
    ["…餐厨垃圾散落路边", "Kitchen waste spilled by …"],
    ["…树池内堆放垃圾", "Rubbish left in a tree pit on …"],
  ], { haunt: "old" }),
  row("E01-12", "environment", ["道路不洁", "Dirty road"], [4, 7, 80], "day", ["patrol", "video"], [
    ["…路面不洁", "Dirty surface of …"],
    ["…落叶堆积未清扫", "Unswept leaves on …"],
    ["…路面有大片油污", "Large oil stain on …"],
  ], { haunt: "main", wind: 1.8 }),
  row(
    "E01-11",
    "environment",
    ["积存垃圾渣土", "Piled-up rubble"],
    [4, 5, 190],
    "day",
    ["patrol", "citizen"],
    [
      ["…人行道堆放渣土", "Rubble on the pavement of …"],
      ["…装修垃圾未清运", "Renovation waste left on …"],
      ["…拆除后建筑垃圾未覆盖", "Uncovered demolition waste on …"],
    ],
    { haunt: "new" },
  ),
  row("E01-13", "environment", ["道路破损", "Broken road"], [3, 6, 240], "day", [
    "12345",
    "patrol",
    "citizen",
  ], [
    ["…路面坑洼", "Pothole on …"],
    ["…人行道地砖破损", "Broken paving on …"],
    ["…路缘石松动", "Loose kerb on …"],
    ["…路面沉降、车辆颠簸", "Settled surface jolts cars on …"],
  ], { haunt: "main", rain: 1.5 }),
  row("E01-14", "environment", ["道路遗撒", "Spilled load"], [3, 3, 60], "rush", ["video", "12345"], [
    ["…货车遗撒沙石", "Gravel spilled by a lorry on …"],
    ["…混凝土车漏浆", "Concrete lost by a mixer on …"],
  ], { haunt: "port" }),
  row("E01-26", "environment", ["河道污染", "River pollution"], [2, 1, 210], "day", ["sensor", "citizen"], [
    ["…沿线河面漂浮油污", "Oil on the water along …"],
    ["…排口水色异常", "Discoloured outfall by …"],
  ], { haunt: "low" }),
  row("E01-28", "environment", ["商业噪音", "Shop noise"], [4, 5, 80], "evening", ["12345", "citizen"], [
    ["…商铺音响扰民", "Loud shop speakers on …"],
    ["…广场舞噪声", "Loud dancing music by …"],
    ["…酒吧深夜喧哗", "Late-night noise from a bar on …"],
  ], { haunt: "shops", weekend: 1.5, rain: 0.5 }),
  row(
    "E01-29",
    "environment",
    ["露天烧烤", "Open-air barbecue"],
    [4, 3, 70],
    "evening",
    ["video", "citizen"],
    [
      ["…露天烧烤油烟", "Barbecue smoke on …"],
      ["…烧烤摊占用绿地", "Barbecue stall on the green by …"],
    ],
    { haunt: "shops", weekend: 1.6, rain: 0.2 },
  ),
  row("E02-01", "advertising", ["非法小广告", "Illegal bills"], [4, 5, 160], "day", ["patrol"], [
    ["…墙面张贴小广告", "Bills pasted on walls along …"],
    ["…灯杆喷涂小广告", "Bills sprayed on lamp posts along …"],
  ], { haunt: "old" }),
  row("E02-03", "advertising", ["违规户外广告", "Unsafe sign"], [3, 2, 260], "day", ["patrol", "citizen"], [
    ["…户外招牌松动", "Loose shop sign on …"],
    ["…横幅遮挡信号灯", "Banner hides a traffic light on …"],
  ], { haunt: "shops", wind: 4 }),
  row("E03-01", "works", ["施工扰民", "Construction noise"], [3, 6, 120], "night", ["12345", "citizen"], [
    ["…夜间施工噪声", "Construction noise at night on …"],
    ["…清晨浇筑作业扰民", "Early concreting disturbs neighbours of …"],
  ], { haunt: "new" }),
  row(
    "E03-04",
    "works",
    ["工地扬尘", "Construction dust"],
    [3, 3, 150],
    "day",
    ["sensor", "video", "12345"],
    [
      ["…工地扬尘超标", "Dust above the limit at a site on …"],
      ["…裸土未覆盖", "Bare soil left uncovered on …"],
    ],
    { haunt: "new", rain: 0.1, wind: 2.2 },
  ),
  row("E03-02", "works", ["施工占道", "Works on the road"], [3, 3, 200], "day", ["patrol", "12345"], [
    ["…施工围挡占用车道", "Site fence on the lane of …"],
    ["…开挖未设警示标志", "Unmarked trench on …"],
  ], { haunt: "new", weekend: 0.6 }),
  row("E04-01", "order", ["无照经营游商", "Unlicensed vendor"], [4, 9, 55], "evening", ["patrol", "video"], [
    ["…流动摊贩聚集", "Street vendors gather on …"],
    ["…地铁口水果摊占道", "Fruit stalls at the metro entrance, …"],
    ["…校门口流动餐车", "Food carts at the school gate, …"],
  ], { haunt: "shops", weekend: 1.4, rain: 0.3 }),
  row("E04-02", "order", ["店外经营", "Trading outside the shop"], [4, 9, 70], "evening", [
    "patrol",
    "video",
    "citizen",
  ], [
    ["…商户店外摆摊", "Shop trading on the pavement of …"],
    ["…烧烤店占用人行道", "Barbecue tables on the pavement of …"],
    ["…五金店货物占道", "Hardware goods block the pavement of …"],
  ], { haunt: "shops", weekend: 1.2, rain: 0.5 }),
  row("E04-03", "order", ["占道经营", "Trading on the road"], [3, 5, 60], "morning", [
    "patrol",
    "video",
    "12345",
  ], [
    ["…早市占用机动车道", "Morning market on the carriageway of …"],
    ["…海鲜摊占用公交站", "Seafood stalls at the bus stop on …"],
  ], { haunt: "old", weekend: 1.5 }),
  row("E04-04", "order", ["非机动车乱停放", "Badly parked bicycles"], [4, 10, 75], "rush", [
    "patrol",
    "video",
    "citizen",
  ], [
    ["…共享单车堆积", "Shared bicycles piled up on …"],
    ["…电动车占用盲道", "E-bikes on the tactile paving of …"],
    ["…写字楼前单车阻塞出入口", "Bicycles block an office entrance on …"],
  ], { haunt: "shops", weekend: 0.7 }),
  row("E04-05", "order", ["占用消防通道", "Blocked fire lane"], [2, 5, 45], "evening", [
    "12345",
    "video",
    "patrol",
  ], [
    ["…车辆占用消防通道", "Car blocks the fire lane, …"],
    ["…小区消防通道被杂物堵塞", "Junk blocks a fire lane off …"],
  ], { haunt: "old" }),
  row("E04-06", "order", ["人员聚集", "Crowd"], [2, 1.2, 60], "evening", ["video", "police"], [
    ["…人员异常聚集", "Unusual crowd on …"],
    ["…排队人群溢出人行道", "Queue spills off the pavement of …"],
  ], { haunt: "shops", spreads: true, weekend: 2 }),
  row("E05-01", "emergency", ["供水管道破裂", "Burst water main"], [2, 1.6, 150], "always", [
    "12345",
    "utility",
    "sensor",
  ], [
    ["…供水管道爆裂", "Burst water main under …"],
    ["…自来水漫溢路面", "Mains water floods …"],
  ], { haunt: "old", spreads: true }),
  row("E05-02", "emergency", ["燃气管道破裂", "Gas leak"], [1, 0.45, 90], "always", [
    "12345",
    "utility",
    "sensor",
  ], [
    ["…燃气泄漏", "Gas leak on …"],
    ["…居民反映燃气异味", "Smell of gas reported on …"],
  ], { haunt: "old", spreads: true }),
  row("E05-03", "emergency", ["路面塌陷", "Road collapse"], [1, 0.5, 170], "always", ["12345", "video"], [
    ["…路面塌陷", "Road collapse on …"],
    ["…地面突然下沉", "Ground gives way on …"],
  ], { rain: 3 }),
  row("E05-04", "emergency", ["道路积水", "Water on the road"], [2, 1.6, 100], "always", [
    "sensor",
    "video",
    "12345",
  ], [
    ["…路面积水", "Standing water on …"],
    ["…下穿通道积水", "Flooded underpass on …"],
    ["…积水漫过路缘", "Water above the kerb on …"],
  ], { haunt: "low", spreads: true, rain: 9 }),
  row("E05-06", "emergency", ["架空线缆脱落", "Fallen cable"], [2, 1.8, 80], "always", ["patrol", "12345"], [
    ["…线缆脱落", "Fallen cable on …"],
    ["…通信线缆低垂", "Cable hangs low over …"],
  ], { haunt: "old", wind: 6 }),
  row("E06-01", "traffic", ["交通事故", "Traffic accident"], [2, 3, 45], "rush", ["video", "police"], [
    ["…两车剐蹭", "Two cars touched on …"],
    ["…非机动车摔倒", "Cyclist fell on …"],
    ["…追尾占用一条车道", "Rear-end crash blocks a lane of …"],
  ], { haunt: "main", rain: 2.4 }),
  row("E06-02", "traffic", ["车辆故障", "Broken-down vehicle"], [3, 2, 40], "rush", [
    "video",
    "police",
    "12345",
  ], [
    ["…故障车占用车道", "Broken-down car in a lane of …"],
    ["…公交车抛锚", "Bus broken down on …"],
  ], { haunt: "main", weekend: 0.7 }),
  row("C01-02", "component", ["污水井盖", "Sewer manhole cover"], [2, 3, 75], "always", [
    "patrol",
    "citizen",
    "12345",
  ], [
    ["…污水井盖破损", "Broken manhole cover on …"],
    ["…井盖缺失", "Missing manhole cover on …"],
    ["…井盖异响", "Rattling manhole cover on …"],
  ]),
  row("C01-04", "component", ["雨水箅子", "Storm drain"], [3, 3, 120], "always", ["patrol", "sensor"], [
    ["…雨水箅子堵塞", "Blocked storm drain on …"],
    ["…雨水箅子缺失", "Missing drain grate on …"],
  ], { haunt: "low", rain: 4 }),
  row("C01-37", "component", ["路灯", "Street light"], [4, 5, 220], "night", ["sensor", "citizen", "12345"], [
    ["…路灯不亮", "Street light out on …"],
    ["…连续多盏路灯熄灭", "Several street lights out along …"],
  ], { spreads: true }),
  row(
    "C01-28",
    "component",
    ["电力设施", "Power equipment"],
    [3, 1.2, 130],
    "always",
    ["utility", "patrol"],
    [
      ["…配电箱门未锁", "Unlocked switch box on …"],
      ["…变压器异响", "Humming transformer on …"],
    ],
    { wind: 2 },
  ),
  row("C02-17", "component", ["交通护栏", "Traffic barrier"], [3, 3, 110], "rush", ["video", "patrol"], [
    ["…交通护栏倒伏", "Fallen traffic barrier on …"],
    ["…护栏缺失", "Missing barrier on …"],
  ], { haunt: "main", wind: 3 }),
  row("C02-04", "component", ["公交站亭", "Bus shelter"], [4, 1.4, 260], "day", ["citizen", "patrol"], [
    ["…公交站亭玻璃破碎", "Broken glass at a bus shelter on …"],
    ["…站牌信息屏黑屏", "Dark display at a stop on …"],
  ], { haunt: "main" }),
  row("C03-01", "component", ["公共厕所", "Public toilet"], [4, 2, 140], "day", ["citizen", "patrol"], [
    ["…公厕设施损坏", "Broken public toilet on …"],
    ["…公厕停水", "No water in the public toilet on …"],
  ], { haunt: "shore", weekend: 1.6 }),
  row("C04-02", "component", ["行道树", "Street tree"], [3, 3, 130], "always", ["patrol", "12345"], [
    ["…行道树倾斜", "Leaning street tree on …"],
    ["…树枝折断悬挂", "Broken branch hangs over …"],
  ], { haunt: "hills", wind: 6 }),
  row("C05-07", "component", ["水域护栏", "Waterside railing"], [3, 1, 180], "day", ["patrol", "citizen"], [
    ["…临水护栏松动", "Loose railing at the water by …"],
  ], { haunt: "shore", weekend: 1.4 }),
];

/** Categories of the city's table that these days bring nothing of: a case of them is made by hand. */
export const QUIET: readonly Pick<Category, "code" | "group" | "zh" | "en" | "severity">[] = [
  { code: "E01-01", group: "environment", ...both("私搭乱建", "Illegal building"), severity: 3 },
  { code: "E05-05", group: "emergency", ...both("道路积雪积冰", "Snow and ice on the road"), severity: 2 },
  { code: "C01-01", group: "component", ...both("上水井盖", "Water main cover"), severity: 2 },
  { code: "C01-03", group: "component", ...both("雨水井盖", "Storm manhole cover"), severity: 2 },
  { code: "C01-11", group: "component", ...both("燃气井盖", "Gas manhole cover"), severity: 2 },
  { code: "C01-50", group: "component", ...both("监控电子眼", "Surveillance camera"), severity: 4 },
  { code: "C02-12", group: "component", ...both("路名牌", "Street sign"), severity: 4 },
  { code: "C03-05", group: "component", ...both("垃圾箱", "Litter bin"), severity: 4 },
  { code: "C04-08", group: "component", ...both("绿地护栏", "Railing of a green"), severity: 4 },
];

/** Major classes of components, by the first two digits of their code; those of events are their groups. */
export const COMPONENT_CLASSES: Readonly<Record<string, Bilingual>> = {
  "01": both("公用设施", "Utilities"),
  "02": both("道路交通", "Road"),
  "03": both("市容环境", "Environment"),
  "04": both("园林绿化", "Green"),
  "05": both("其他", "Other"),
};

const BY_CODE = new Map(CATEGORIES.map((category) => [category.code, category]));

/** The category of a code; throws for a code that this table does not have, which only a mistake in the demo can name. */
export function categoryOf(code: string): Category {
  const category = BY_CODE.get(code);
  if (!category) throw new Error(`${code}: demo/categories.ts has no such category`);
  return category;
}

/** The tables as a city file has them. */
export const CATEGORY_TABLE = CATEGORIES.map(({ code, zh, en, group }) => ({
  code,
  zh,
  en,
  group: GROUPS[group],
}));
/** Who reports as one of the public, and is believed once somebody was there. */
const PUBLIC: ReadonlySet<string> = new Set(["12345", "citizen"] satisfies Source[]);
export const SOURCE_TABLE = Object.entries(SOURCES).map(([code, { zh, en }]) => ({
  ...{ code, zh, en },
  public: PUBLIC.has(code),
}));
