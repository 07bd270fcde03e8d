/** What the figures of the wall usually are at this hour, and how they were over the last day: asked of history. */
import { type Asked, question } from "./question.ts";
import { type KnownPeriods, knownPeriods } from "./known_periods.ts";
import type { Basis, Span } from "./usual.ts";

export interface UsualFigures {
  readonly basis: Basis;
  /** Of how many periods it is the mean. */
  readonly periods: number;
  /** Incidents in 15 min, 60 min, 24 h. */
  readonly arrived: readonly [number, number, number];
  /** Workers heard of in a quarter of an hour; null while there is no history of them. */
  readonly workers: number | null;
  /** Incidents of the window, by category, and by cell of resolution 8. */
  readonly categories: ReadonlyMap<string, number>;
  readonly cells: ReadonlyMap<string, number>;
}

/** The last 24 h in quarters of an hour, the one in progress last. */
export interface DayFigures {
  /** Start of the first quarter, epoch ms. */
  readonly from: number;
  readonly incidents: readonly number[];
  /** 0 where nothing is known. */
  readonly workers: readonly number[];
}

export interface FiguresAsked {
  readonly now: number;
  /** Minutes of the window that categories and cells are counted in. */
  readonly window: number;
  readonly timeZone: string;
}

const QUARTER_MS = 900_000;
const QUARTERS = 96;
const ARRIVED = [15, 60, 1440] as const;

type Spans = { from: number[]; to: number[] };

const askCounts = question<{ category: string; cell: string; count: number }, Spans>("usual_counts");
const askWorkers = question<{ workers: number }, { quarters: number[] }>("usual_workers");
const askDayIncidents = question<{ quarter: number; count: number }, { since: number }>("day_incidents");
const askDayWorkers = question<{ quarter: number; count: number }, { since: number }>("day_workers");

/** Null while history is too short for any comparison. */
export async function usualFigures(store: Asked, asked: FiguresAsked): Promise<UsualFigures | null> {
  const { now, window, timeZone } = asked;
  const lengths = [...new Set([window, ...ARRIVED])];
  const known = new Map(
    await Promise.all(lengths.map(async (minutes): Promise<[number, KnownPeriods]> => [
      minutes,
      await knownPeriods(store, { now, minutes, timeZone }),
    ])),
  );
  const usual = known.get(window)!;
  if (usual.spans.length === 0) return null;
  const [rows, workers, ...arrived] = await Promise.all([
    askCounts(store, asSpans(usual.spans)),
    workersThen(store, known.get(ARRIVED[0])!.spans),
    ...ARRIVED.map((minutes) => meanOf(store, known.get(minutes)!.spans)),
  ]);
  const mean = (key: "category" | "cell") => {
    const means = new Map<string, number>();
    for (const row of rows) means.set(row[key], (means.get(row[key]) ?? 0) + row.count / usual.spans.length);
    return means;
  };
  return {
    basis: usual.basis,
    periods: usual.spans.length,
    arrived: arrived as [number, number, number],
    workers,
    categories: mean("category"),
    cells: mean("cell"),
  };
}

async function meanOf(store: Asked, spans: readonly Span[]): Promise<number> {
  if (spans.length === 0) return NaN;
  const rows = await askCounts(store, asSpans(spans));
  return rows.reduce((sum, { count }) => sum + count, 0) / spans.length;
}

/** Of the quarters in which the periods began, those that have workers; null when none has. */
async function workersThen(store: Asked, spans: readonly Span[]): Promise<number | null> {
  const quarters = spans.map(({ from }) => Math.floor(from / QUARTER_MS) * QUARTER_MS / 1000);
  const rows = await askWorkers(store, { quarters });
  return rows.length === 0 ? null : rows.reduce((sum, { workers }) => sum + workers, 0) / rows.length;
}

export async function dayFigures(store: Asked, now: number): Promise<DayFigures> {
  const from = (Math.floor(now / QUARTER_MS) - QUARTERS + 1) * QUARTER_MS;
  const since = from / 1000;
  const [incidents, workers] = await Promise.all([
    askDayIncidents(store, { since }),
    askDayWorkers(store, { since }),
  ]);
  const line = (rows: readonly { quarter: number; count: number }[]) => {
    const values = new Array<number>(QUARTERS).fill(0);
    for (const { quarter, count } of rows) {
      const at = (quarter * 1000 - from) / QUARTER_MS;
      if (at >= 0 && at < QUARTERS) values[at] = count;
    }
    return values;
  };
  return { from, incidents: line(incidents), workers: line(workers) };
}

function asSpans(spans: readonly Span[]): Spans {
  return { from: spans.map(({ from }) => Math.round(from)), to: spans.map(({ to }) => Math.round(to)) };
}
