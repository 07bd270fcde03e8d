/** What can be made to happen in Haiwan: a storm, a marathon, a power cut. What they bring is a plan, made when they start. */
import type { Incident } from "../streams/record.ts";
import type { Streets } from "./addresses.ts";
import { type Bilingual, categoryOf } from "./categories.ts";
import { metresEast, metresNorth } from "./land/plane.ts";
import type { Km } from "./land/shape.ts";
import { Random } from "./random.ts";
import { reportOf } from "./reports.ts";
import { HOUR_MS } from "./rhythm.ts";

export const SCENARIOS = ["storm", "marathon", "blackout"] as const;
export type Scenario = (typeof SCENARIOS)[number];

/** An incident that a scenario brings, as it is reported, and when it ends. */
export interface Planned {
  readonly open: Incident;
  readonly closes: number;
}

interface Stream {
  readonly code: string;
  /** Reports an hour at the height of it. */
  readonly perHour: number;
}

interface Script {
  readonly hours: number;
  readonly warning: Bilingual;
  readonly streams: readonly Stream[];
  /** How much of it there is at a share of its time, 0 to 1. */
  readonly height: (share: number) => number;
  /** Where it is at a share of its time, and how far around (km); none: wherever its categories haunt. */
  readonly place?: (share: number) => readonly [...Km, radius: number];
}

/** Nothing a scenario brought stays open longer, minutes. */
const LONGEST_MIN = 600;
/** Along the seafront from the old town to the eastern cape: 15 km out, and back. */
const ROUTE: readonly Km[] = [[-3.3, -7.6], [0.4, -7.5], [3.2, -6.8], [6.2, -6.2], [9.4, -5.6], [12.4, -4.9]];
/** Places along it where people stand, and how far from it. */
const STOPS = 80, BESIDE_KM = 0.16;
/** The quarter that loses its power. */
const DARK: readonly [...Km, number] = [-0.2, -1.2, 2.1];

const SCRIPTS: Readonly<Record<Scenario, Script>> = {
  storm: {
    hours: 3,
    warning: { zh: "暴雨橙色预警", en: "Rainstorm warning" },
    streams: [
      { code: "E05-04", perHour: 110 },
      { code: "C04-02", perHour: 60 },
      { code: "E05-06", perHour: 34 },
      { code: "C01-04", perHour: 40 },
      { code: "E06-01", perHour: 36 },
      { code: "E02-03", perHour: 20 },
      { code: "E05-03", perHour: 4 },
    ],
    // It is there within minutes, worst in the first hour, and rains itself out.
    height: (share) => Math.min(1, 0.4 + share * 12) * (share < 0.4 ? 1 : Math.max(0, 1.35 - share * 0.9)),
  },
  marathon: {
    hours: 4,
    warning: { zh: "马拉松交通管制", en: "Marathon: roads closed" },
    streams: [
      { code: "E04-06", perHour: 46 },
      { code: "E06-02", perHour: 24 },
      { code: "E04-04", perHour: 22 },
      { code: "E01-10", perHour: 26 },
      { code: "C02-17", perHour: 14 },
    ],
    height: (share) => Math.min(1, 0.5 + share * 15) * (share < 0.85 ? 1 : (1 - share) / 0.15),
    place: (share) => [...along(ROUTE, share < 0.5 ? share * 2 : 2 - share * 2), 0.9],
  },
  blackout: {
    hours: 2,
    warning: { zh: "片区停电抢修中", en: "Power cut, repair under way" },
    streams: [
      { code: "C01-28", perHour: 60 },
      { code: "C01-37", perHour: 80 },
      { code: "E06-01", perHour: 40 },
      { code: "E04-06", perHour: 12 },
    ],
    height: (share) => share < 0.75 ? 1 : (1 - share) / 0.25,
    place: () => DARK,
  },
};

export function warningOf(scenario: Scenario): Bilingual {
  return SCRIPTS[scenario].warning;
}

export function endOf(scenario: Scenario, since: number): number {
  return since + SCRIPTS[scenario].hours * HOUR_MS;
}

/** Where it happens: places (km) and how far around each; none where it is everywhere. */
export function placesOf(scenario: Scenario): readonly (readonly [...Km, radius: number])[] {
  if (scenario === "blackout") return [DARK];
  if (scenario === "marathon") {
    return Array.from({ length: STOPS + 1 }, (_, k) => [...along(ROUTE, k / STOPS), BESIDE_KM] as const);
  }
  return [];
}

/** Whether a place (degrees) has no power while the cut lasts. */
export function isDark(lat: number, lon: number): boolean {
  const [x, y, radius] = DARK;
  return Math.hypot(metresEast(lon) / 1000 - x, metresNorth(lat) / 1000 - y) < radius;
}

/** Everything a scenario that starts at an instant will bring, oldest first; the same for the same instant. Pure. */
export function planOf(scenario: Scenario, since: number, streets: Streets): Planned[] {
  const random = new Random(`scenario ${scenario} ${since}`);
  const { streams, hours, height, place } = SCRIPTS[scenario];
  const out: Planned[] = [];
  for (const { code, perHour } of streams) {
    const category = categoryOf(code);
    for (let at = random.wait(1 / perHour); at < hours; at += random.wait(1 / perHour)) {
      const share = at / hours;
      if (random.next() > height(share)) continue;
      const edge = place ? streets.around(place(share), random) : streets.any(random, category.haunt);
      const time = Math.floor(since + at * HOUR_MS);
      const minutes = Math.min(LONGEST_MIN, Math.max(8, category.minutes * Math.exp(0.5 * random.bell())));
      const report = reportOf(category, streets.spot(edge, random), random);
      out.push({
        open: { id: idOf(scenario, since, out.length), time, ...report, status: "open" },
        closes: time + minutes * 60_000,
      });
    }
  }
  return out.sort((a, b) => a.open.time - b.open.time);
}

function idOf(scenario: Scenario, since: number, number: number): string {
  return `S-${scenario}-${since.toString(36)}-${number + 1}`;
}

/** Which scenario gave an id, and when it started; null: none did. */
export function originOf(id: string): { scenario: Scenario; since: number } | null {
  const [, name, base36] = /^S-([a-z]+)-([0-9a-z]+)-\d+$/.exec(id) ?? [];
  const scenario = SCENARIOS.find((known) => known === name), since = parseInt(base36 ?? "", 36);
  return scenario && Number.isSafeInteger(since) ? { scenario, since } : null;
}

/** Whether an id is one that a scenario gave. */
export function isOfScenario(id: string): boolean {
  return id.startsWith("S-");
}

/** A point at a share of a line's length. */
function along(line: readonly Km[], share: number): Km {
  const at = Math.max(0, Math.min(line.length - 1.0001, share * (line.length - 1)));
  const [a, b] = [line[Math.floor(at)]!, line[Math.floor(at) + 1]!];
  const part = at - Math.floor(at);
  return [a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part];
}
