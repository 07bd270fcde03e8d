/** Where it was more than elsewhere: incidents per cell in a period, and in the same hours of the week before. */
import { around } from "../geo/cell.ts";
import { FALSE_DISCOVERY, RINGS, type Significance, significances } from "../geo/statistics.ts";
import type { HotspotParams } from "./hotspot_params.ts";
import { type Asked, question } from "./question.ts";

export interface HotspotCell {
  readonly cell: string;
  readonly count: number;
  readonly before: number;
  /** Gi* of the period's counts; null where nothing happened in it. */
  readonly z: number | null;
  readonly hot: boolean;
}

export interface TopCell extends HotspotCell {
  readonly difference: number;
  /** count / before; null where before is below {@link LEAST_FOR_RATIO}. */
  readonly ratio: number | null;
  /** 1 is the most severe; null where nothing happened in the period. */
  readonly worst: number | null;
  /** The most frequent category of the period. */
  readonly category: string;
  readonly categoryCount: number;
  /** That of the latest incident of the period that has one; empty when none has. */
  readonly address: string;
}

/** A value of a filter, with what it would show under the other filter. */
export interface Choice {
  readonly name: string;
  readonly count: number;
  readonly before: number;
}

export interface Hotspots {
  readonly params: HotspotParams & {
    readonly fromBefore: number;
    readonly toBefore: number;
    readonly timeZone: string;
  };
  readonly cells: readonly HotspotCell[];
  readonly top: readonly TopCell[];
  readonly totals: {
    readonly count: number;
    readonly before: number;
    /** Cells with at least one incident in the period. */
    readonly cells: number;
    readonly hot: number;
  };
  readonly rules: {
    readonly leastForRatio: number;
    readonly falseDiscovery: number;
    readonly rings: number;
    /** Cells compared with each other. */
    readonly studyCells: number;
  };
  readonly categories: readonly Choice[];
  readonly sources: readonly Choice[];
}

/** Below so many incidents in the week before, a ratio says more about chance than about the city: none is given. */
export const LEAST_FOR_RATIO = 5;
/** Seven days of 24 h: the same hours of the same weekday, except across a change of daylight saving time. */
export const WEEK_MS = 7 * 24 * 3_600_000;
const TOP = 100;
/** More cells than this make an answer of many megabytes that no map needs. */
const MOST_CELLS = 60_000;

/** The period has incidents in more cells than can be answered. */
export class TooManyCells extends Error {
  override name = "TooManyCells";

  constructor(resolution: number) {
    super(
      `resolution=${resolution}: incidents lie in more than ${MOST_CELLS} cells; ` +
        `use ${resolution - 1} or coarser, or a shorter period`,
    );
  }
}

type Period = { from: number; to: number; from_before: number; to_before: number };
type Filters = { category: string; source: string; resolution: number; most: number };
type CellRow = {
  cell: string;
  count: number;
  before: number;
  worst: number;
  main_category: string;
  main_count: number;
  address: string;
};
type ChoiceRow = { category: string; source: string; count: number; before: number };

const askCells = question<CellRow, Period & Filters>("hotspots");
const askArea = question<{ cells: number }, { resolution: number; rings: number }>("hotspot_area");
const askChoices = question<ChoiceRow, Period>("hotspot_choices");

export async function hotspots(
  store: Asked,
  city: { readonly timeZone: string },
  params: HotspotParams,
): Promise<Hotspots> {
  const { from, to, category, source, resolution } = params;
  const period = { from, to, from_before: from - WEEK_MS, to_before: to - WEEK_MS };
  const filters = { category: category ?? "", source: source ?? "", resolution, most: MOST_CELLS + 1 };
  const [rows, area, choices] = await Promise.all([
    askCells(store, { ...period, ...filters }),
    askArea(store, { resolution, rings: RINGS }),
    askChoices(store, period),
  ]);
  if (rows.length > MOST_CELLS) throw new TooManyCells(resolution);
  const studyCells = area[0]?.cells ?? 0;
  const found = significances(new Map(rows.map(({ cell, count }) => [cell, count])), {
    cells: studyCells,
    neighbours: around,
  });
  const cells = rows.map((row) => describe(row, found.get(row.cell)));
  cells.sort((a, b) => b.count - a.count || b.before - a.before || (a.cell < b.cell ? -1 : 1));
  return {
    params: {
      ...params,
      fromBefore: period.from_before,
      toBefore: period.to_before,
      timeZone: city.timeZone,
    },
    cells: cells.map(({ cell, count, before, z, hot }) => ({ cell, count, before, z, hot })),
    top: cells.slice(0, TOP),
    totals: {
      count: sum(cells, "count"),
      before: sum(cells, "before"),
      cells: cells.filter(({ count }) => count > 0).length,
      hot: cells.filter(({ hot }) => hot).length,
    },
    rules: { leastForRatio: LEAST_FOR_RATIO, falseDiscovery: FALSE_DISCOVERY, rings: RINGS, studyCells },
    categories: fold(choices.filter((row) => !source || row.source === source), "category", category),
    sources: fold(choices.filter((row) => !category || row.category === category), "source", source),
  };
}

function describe(row: CellRow, significance: Significance | undefined): TopCell {
  const { cell, count, before } = row;
  return {
    cell,
    count,
    before,
    z: significance ? Math.round(significance.z * 100) / 100 : null,
    hot: significance?.hot ?? false,
    difference: count - before,
    ratio: before >= LEAST_FOR_RATIO ? Math.round(count / before * 100) / 100 : null,
    worst: count > 0 ? row.worst : null,
    category: row.main_category,
    categoryCount: row.main_count,
    address: row.address,
  };
}

function sum(cells: readonly HotspotCell[], of: "count" | "before"): number {
  return cells.reduce((total, cell) => total + cell[of], 0);
}

/** Counts by one name, most frequent first. What is chosen is always among them, so that it can be seen and undone. */
function fold(rows: readonly ChoiceRow[], by: "category" | "source", chosen: string | null): Choice[] {
  const choices = new Map<string, { name: string; count: number; before: number }>();
  if (chosen) choices.set(chosen, { name: chosen, count: 0, before: 0 });
  for (const row of rows) {
    const choice = choices.get(row[by]) ?? { name: row[by], count: 0, before: 0 };
    choice.count += row.count;
    choice.before += row.before;
    choices.set(row[by], choice);
  }
  return [...choices.values()].sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
}
