/** What came in during a window, by category, by district and by cell, and which cells stand out. Pure. */
import { parentOf } from "../geo/cell.ts";
import { FALSE_DISCOVERY, poissonTail, significances, stepUp } from "../geo/statistics.ts";
import type { IncidentRecord } from "../streams/record.ts";
import type { Basis } from "./usual.ts";

export interface Share {
  readonly count: number;
  /** Of them with severity 1 or 2. */
  readonly severe: number;
  /** Mean of the same hours before; null when there is no history. */
  readonly usual: number | null;
}

export interface CategoryShare extends Share {
  readonly code: string;
}

export interface DistrictShare extends Share {
  readonly code: string;
  readonly name: string;
}

/** A cell of resolution 8 in which more came in than chance and habit explain. */
export interface HotCell {
  readonly cell: string;
  readonly count: number;
  readonly usual: number | null;
  /** Of the latest incident there that has one. */
  readonly address: string;
  readonly district: string | null;
  /** The category that came most, how often, and since when (epoch ms). */
  readonly category: string;
  readonly categoryCount: number;
  readonly since: number;
  readonly worst: number;
  /** Most of it came in the last quarter of the window. */
  readonly rising: boolean;
}

export interface Breakdown {
  /** Minutes. */
  readonly window: number;
  readonly total: number;
  readonly categories: readonly CategoryShare[];
  readonly districts: readonly DistrictShare[];
  readonly hottest: readonly HotCell[];
  /** What hot means: more than usual at this hour, or, without history, more than in the cells around. */
  readonly against: Basis | "neighbours";
}

/** Means of the same hours before. */
export interface Usual {
  readonly basis: Basis;
  readonly categories: ReadonlyMap<string, number>;
  readonly cells: ReadonlyMap<string, number>;
}

export interface BreakdownInput {
  /** Every incident the city knows of the window, whatever became of it; others may be among them. */
  readonly incidents: Iterable<IncidentRecord>;
  readonly now: number;
  /** Minutes. */
  readonly window: number;
  readonly usual: Usual | null;
  /** Index of the district that holds a place, if any. */
  readonly districtAt: (lat: number, lon: number) => number | undefined;
  readonly districts: readonly { readonly code: string; readonly name: string }[];
  /** Middle of a cell. */
  readonly placeOf: (cell: string) => { readonly lat: number; readonly lon: number };
  /** Cells of resolution 8 in the city. */
  readonly cells: number;
  /** The part of the city that is looked at; all of it without. What is usual is then known of places, not of categories. */
  readonly within?: (lat: number, lon: number) => boolean;
}

export const HOT_RESOLUTION = 8;
const MOST_HOT = 5;
/** Two reports of one thing are no hotspot. */
const LEAST_HOT = 3;
/** Where nothing ever happened, so much is still taken for usual: a first report is news, not a hotspot. */
const LEAST_USUAL = 0.25;

interface Pile {
  count: number;
  severe: number;
}

export function breakdown(input: BreakdownInput): Breakdown {
  const { now, window, usual, within } = input;
  const from = now - window * 60_000;
  const categories = new Map<string, Pile>(), districts = new Map<number, Pile>();
  const cells = new Map<string, IncidentRecord[]>();
  let total = 0;
  for (const incident of input.incidents) {
    if (incident.time <= from || incident.time > now) continue;
    // Cells on the edge of the part that is looked at are compared whole, as what is usual there is.
    const cell = parentOf(incident.cell, HOT_RESOLUTION);
    const pile = cells.get(cell);
    if (pile) pile.push(incident);
    else cells.set(cell, [incident]);
    if (within && !within(incident.lat, incident.lon)) continue;
    total++;
    add(categories, incident.category, incident.severity);
    const district = input.districtAt(incident.lat, incident.lon);
    if (district !== undefined) add(districts, district, incident.severity);
  }
  const usualDistricts = usual ? usualByDistrict(input) : null;
  return {
    window,
    total,
    categories: [...categories].map(([code, pile]) => ({
      code,
      ...pile,
      usual: usual && !within ? usual.categories.get(code) ?? 0 : null,
    })).sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1)),
    districts: input.districts.map(({ code, name }, i) => ({
      code,
      name,
      ...(districts.get(i) ?? { count: 0, severe: 0 }),
      usual: usualDistricts ? usualDistricts[i]! : null,
    })).sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1)),
    hottest: hottest(cells, input),
    against: usual?.basis ?? "neighbours",
  };
}

function add<K>(piles: Map<K, Pile>, key: K, severity: number): void {
  const pile = piles.get(key) ?? { count: 0, severe: 0 };
  pile.count++;
  if (severity <= 2) pile.severe++;
  piles.set(key, pile);
}

function usualByDistrict({ usual, districts, districtAt, placeOf }: BreakdownInput): number[] {
  const means = new Array<number>(districts.length).fill(0);
  for (const [cell, mean] of usual!.cells) {
    const { lat, lon } = placeOf(cell);
    const at = districtAt(lat, lon);
    if (at !== undefined) means[at]! += mean;
  }
  return means;
}

/**
 * With history: cells whose count is larger than a Poisson count with the usual mean would be by chance, the false
 * discovery rate held over all cells of the city (Benjamini and Hochberg 1995). Without: Gi* of the counts of now.
 */
function hottest(cells: ReadonlyMap<string, readonly IncidentRecord[]>, input: BreakdownInput): HotCell[] {
  const { usual, within, placeOf } = input;
  const inside = (cell: string) => {
    const { lat, lon } = placeOf(cell);
    return !within || within(lat, lon);
  };
  const counts = new Map([...cells].map(([cell, found]) => [cell, found.length]));
  const hot = usual ? abovePoisson(counts, usual.cells, input.cells) : new Set(
    [...significances(counts, { cells: Math.max(input.cells, counts.size) })].filter(([, s]) => s.hot).map((
      [cell],
    ) => cell),
  );
  const excess = (cell: string) => counts.get(cell)! - (usual?.cells.get(cell) ?? 0);
  return [...hot]
    .filter((cell) => counts.get(cell)! >= LEAST_HOT && inside(cell))
    .sort((a, b) => excess(b) - excess(a) || (a < b ? -1 : 1))
    .slice(0, MOST_HOT)
    .map((cell) => describe(cell, cells.get(cell)!, input));
}

function abovePoisson(
  counts: ReadonlyMap<string, number>,
  usual: ReadonlyMap<string, number>,
  cells: number,
): Set<string> {
  const tested = [...counts].map(([cell, count]) => ({
    cell,
    p: poissonTail(count, Math.max(LEAST_USUAL, usual.get(cell) ?? 0)),
  }));
  const limit = stepUp(tested.map(({ p }) => p), Math.max(cells, tested.length), FALSE_DISCOVERY);
  return new Set(tested.filter(({ p }) => p <= limit).map(({ cell }) => cell));
}

function describe(cell: string, found: readonly IncidentRecord[], input: BreakdownInput): HotCell {
  const { now, window, usual, districts, districtAt } = input;
  const by = new Map<string, IncidentRecord[]>();
  for (const incident of found) by.set(incident.category, [...by.get(incident.category) ?? [], incident]);
  const [category, same] = [...by].sort((a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1))[0]!;
  const latest = found.toSorted((a, b) => b.time - a.time);
  const district = districtAt(latest[0]!.lat, latest[0]!.lon);
  const fresh = found.filter(({ time }) => time > now - window * 15_000).length;
  return {
    cell,
    count: found.length,
    usual: usual ? usual.cells.get(cell) ?? 0 : null,
    address: latest.find(({ address }) => address)?.address ?? "",
    district: district === undefined ? null : districts[district]!.name,
    category,
    categoryCount: same.length,
    since: Math.min(...same.map(({ time }) => time)),
    worst: Math.min(...found.map(({ severity }) => severity)),
    rising: fresh > found.length / 2,
  };
}
