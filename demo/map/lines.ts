/** Hand-drawn lines of the metro, the ferries and the piers. Kilometres from the centre. */
import type { Km } from "../land/shape.ts";
import type { Names } from "./feature.ts";

export interface MetroLine extends Names {
  /** On the line's signs. */
  readonly colour: string;
  readonly line: readonly Km[];
}

const points = (text: string) => text.split(", ").map((pair) => pair.split(" ").map(Number) as unknown as Km);
const metro = (zh: string, en: string, colour: string, line: string): MetroLine => ({
  zh,
  en,
  colour,
  line: points(line),
});

export const METRO: readonly MetroLine[] = [
  metro(
    "地铁1号线",
    "Metro Line 1",
    "#e0b03c",
    "-4.6 -6.4, -4 -4.8, -3.5 -3.6, -2.6 -2.1, -2.1 0.2, -2.2 3, -2 5.7, -2.4 7.6, -3.6 9.8, -5 12",
  ),
  metro(
    "地铁2号线",
    "Metro Line 2",
    "#d0476a",
    "-4.3 -5.9, -3 -4.4, -1.4 -3.4, 0.9 -2.4, 2.4 -2, 4.4 -2.2, 6.9 -2.9, 8 -3.6, 8.6 -5.1, 10.4 -4.9, 12.6 -4.6",
  ),
  metro(
    "地铁3号线",
    "Metro Line 3",
    "#4f9dde",
    "-5 -6.6, -2.4 -7, 0.9 -6.3, 3.8 -5.8, 4.2 -4.2, 4.4 -2.2, 3.9 -0.5, 3.6 1.6, 3.4 3.9, 2.6 6, 0 6.9, -2.4 7.1, -4.2 7.1",
  ),
  metro(
    "地铁4号线",
    "Metro Line 4",
    "#39b087",
    "7.2 -5, 3.9 -5.9, 1.2 -4.4, -1 -4.4, -3.4 -4.6, -4.9 -4.4, -8 -4.7, -11.4 -5.8, -13.4 -6.3, -14.9 -5.8, -15.3 -2.6",
  ),
  metro(
    "地铁8号线",
    "Metro Line 8",
    "#b38cff",
    "4.4 8.6, 1 7.4, -2.4 7.3, -4.2 7.1, -7 7.9, -9 7.5, -11 7.5, -12.4 9, -13.4 10.6, -14.4 11.9",
  ),
];

export interface Ferry extends Names {
  readonly line: readonly Km[];
  readonly quays: readonly Names[];
}

export const FERRIES: readonly Ferry[] = [
  {
    zh: "海湾—薛家岛轮渡",
    en: "Haiwan–Xuejiadao Ferry",
    line: points("-6 -6.9, -7 -8, -8 -9.4, -8.6 -9.6"),
    quays: [{ zh: "轮渡码头", en: "City Ferry Pier" }, { zh: "薛家岛码头", en: "Xuejiadao Ferry Pier" }],
  },
  {
    zh: "珠母岛航线",
    en: "Zhumu Island Ferry",
    line: points("-2.9 -9, -1.6 -10.2, 0 -11.2, 0.9 -11.6"),
    quays: [{ zh: "栈桥游船码头", en: "Zhanqiao Boat Pier" }, { zh: "珠母岛码头", en: "Zhumu Island Pier" }],
  },
  {
    zh: "大公岛航线",
    en: "Dagong Island Ferry",
    line: points("3.2 -7.6, 5 -9.2, 9 -11, 12.4 -11.1"),
    quays: [{ zh: "奥帆中心码头", en: "Olympic Marina Pier" }, {
      zh: "大公岛码头",
      en: "Dagong Island Pier",
    }],
  },
  {
    zh: "老港—西港航线",
    en: "Old Harbour–West Harbour Ferry",
    line: points("-5.9 -3.4, -7.4 -3.6, -9.2 -5.2, -10 -6"),
    quays: [{ zh: "老港客运站", en: "Old Harbour Passenger Terminal" }, {
      zh: "西港客运站",
      en: "West Harbour Passenger Terminal",
    }],
  },
];

/** From the shore outwards. */
export const PIERS: readonly { readonly name?: Names; readonly line: readonly Km[] }[] = [
  { name: { zh: "栈桥", en: "Zhanqiao Pier" }, line: points("-3.55 -8.2, -3.5 -8.75") },
  { line: points("2.6 -7.3, 2.55 -7.75, 3.1 -7.95") },
  { line: points("3.9 -7.5, 3.85 -7.85, 3.45 -7.97") },
  { line: points("2.8 -7.38, 2.8 -7.62") },
  { line: points("3 -7.38, 3 -7.66") },
  { line: points("3.2 -7.38, 3.2 -7.66") },
  { line: points("3.4 -7.38, 3.4 -7.62") },
  { line: points("12.9 -6.6, 12.85 -7.1, 13.2 -7.3") },
  { line: points("17.4 5.4, 17.75 5.35, 17.8 5.1") },
];
