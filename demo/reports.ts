/** What somebody writes down when a thing is reported: title, text, source and severity, in both languages. */
import type { Incident, Severity } from "../streams/record.ts";
import type { Spot } from "./addresses.ts";
import type { Bilingual, Category, Source } from "./categories.ts";
import type { Random } from "./random.ts";

type Report = Pick<Incident, "source" | "category" | "lat" | "lon" | "severity" | "address"> & {
  readonly title: string;
  readonly text: string;
};

/** One in so many is a step more severe than usual. */
const WORSE_ONE_IN = 12;

/** How a source says it; `…` is the title, `#` a number that fits. */
const SAYS: Readonly<Record<Source, readonly (readonly [zh: string, en: string])[]>> = {
  "12345": [
    ["市民来电反映：…，请尽快处理。", "A caller reports: …; asks for a quick answer."],
    ["来电人称…，已持续约 # 分钟。", "Caller says: …; for about # minutes now."],
    ["多位居民来电：…。", "Several residents call: …."],
  ],
  patrol: [
    ["巡查发现…，已拍照上报。", "Found on patrol: …; photo attached."],
    ["网格员现场核实：…。", "Checked on the spot: …."],
    ["例行巡查时发现…，影响范围约 # 米。", "Found on the round: …; over about # m."],
  ],
  video: [
    ["视频识别：…，置信度 9# %。", "Seen by video analytics: …; confidence 9# %."],
    ["摄像头连续两帧识别：…。", "Seen by a camera twice in a row: …."],
  ],
  sensor: [
    ["设备报警：…，读数超过阈值 # %。", "Sensor alarm: …; # % above the limit."],
    ["物联设备离线前上报：…。", "Reported by a sensor: …."],
  ],
  citizen: [
    ["市民随手拍：…，附照片。", "Sent in with a photo: …."],
    ["网友反映…，希望尽快解决。", "A resident writes: …; hopes for help soon."],
  ],
  police: [
    ["110 转办：…。", "Passed on by the police: …."],
    ["交警反馈：…，占用 1 条车道。", "Traffic police: …; one lane blocked."],
  ],
  utility: [
    ["调度中心通报：…，抢修队已出发。", "Control room: …; a repair crew is on its way."],
    ["管网压力异常：…。", "Unusual pressure in the network: …."],
  ],
};

/** A report of a category at a place. The first sources of a category are the usual ones. */
export function reportOf(category: Category, spot: Spot, random: Random): Report {
  const [zh, en] = category.titles[Math.floor(random.next() * category.titles.length)]!;
  const title = { zh: zh.replace("…", spot.road.zh), en: en.replace("…", spot.road.en) };
  const source = category.sources[Math.floor(random.next() ** 1.6 * category.sources.length)]!;
  const worse = random.next() < 1 / WORSE_ONE_IN && category.severity > 1 ? 1 : 0;
  return {
    source,
    category: category.code,
    lat: spot.lat,
    lon: spot.lon,
    severity: (category.severity - worse) as Severity,
    title: `${title.zh} · ${title.en}`,
    text: textOf(source, title, random),
    address: spot.address,
  };
}

function textOf(source: Source, title: Bilingual, random: Random): string {
  const says = SAYS[source][Math.floor(random.next() * SAYS[source].length)]!;
  const figure = String(1 + Math.floor(random.next() * 8));
  const [zh, en] = [says[0].replace("…", title.zh), says[1].replace("…", lowerFirst(title.en))];
  return `${zh.replace("#", figure)} · ${en.replace("#", figure)}`;
}

function lowerFirst(text: string): string {
  return text[0]!.toLowerCase() + text.slice(1);
}
