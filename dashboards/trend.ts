/** How a cell was over the last hours: fixes, distinct workers and incidents in equal steps that end with the present one. */
import { finestRange } from "../geo/cell_range.ts";
import { knownPeriods } from "./known_periods.ts";
import { type Asked, question } from "./question.ts";
import type { Basis } from "./usual.ts";

export interface TrendPoint {
  /** Start of the step, epoch ms. */
  readonly time: number;
  readonly fixes: number;
  readonly workers: number;
  readonly incidents: number;
}

/** What is usual in each step, or why that is not known. */
export type UsualTrend =
  /** The mean of so many periods at the same local time, by step. */
  | {
    readonly kind: "known";
    readonly basis: Basis;
    readonly periods: number;
    readonly incidents: readonly number[];
  }
  /** History does not reach back as far as one such period. */
  | { readonly kind: "none"; readonly why: "too-short" };

export interface Trend {
  /** Start of the first step, epoch ms. */
  readonly from: number;
  readonly stepMinutes: number;
  readonly points: readonly TrendPoint[];
  readonly usual: UsualTrend;
}

export interface TrendOptions {
  /** H3 index of any kept resolution. */
  readonly cell: string;
  /** More than 0. */
  readonly hours: number;
  /** Length of a step in minutes, one of {@link STEPS_MINUTES}; by itself the shortest that gives at most 120 points. */
  readonly stepMinutes?: number;
  readonly now: number;
  readonly timeZone: string;
}

export const STEPS_MINUTES = [1, 5, 15, 60, 180, 360, 1440] as const;
const MOST_POINTS = 120;
const MINUTE = 60_000;

type Params = { first: bigint; last: bigint; from: number; to: number; step: number };
type Moves = { step: number; fixes: number; workers: number };

const askMoves = question<Moves, Params>("cell_trend");
type UsualParams = { first: bigint; last: bigint; starts: number[]; length: number; step: number };

const askUsual = question<{ step: number; incidents: number }, UsualParams>("cell_usual");
const askIncidents = question<{ step: number; incidents: number }, Params>("cell_trend_incidents");

/** The shortest step of the clock that needs no more than {@link MOST_POINTS} points: 15 min for 24 h. */
export function stepFor(hours: number): number {
  return STEPS_MINUTES.find((step) => hours * 60 / step <= MOST_POINTS) ?? STEPS_MINUTES.at(-1)!;
}

/** Steps start at whole multiples of their length in UTC; the last one is in progress. Steps without anything are zero. */
export async function cellTrend(store: Asked, options: TrendOptions): Promise<Trend> {
  const { cell, hours, now, timeZone, stepMinutes = stepFor(options.hours) } = options;
  const step = stepMinutes * MINUTE;
  const count = Math.max(1, Math.ceil(hours * 60 / stepMinutes));
  const from = (Math.floor(now / step) - count + 1) * step;
  const [first, last] = finestRange(cell);
  const params = { first, last, from: from / 1000, to: (from + count * step) / 1000, step: step / 1000 };
  const [moves, incidents, usual] = await Promise.all([
    askMoves(store, params),
    askIncidents(store, params),
    usualTrend(store, { ...params, count, timeZone }),
  ]);
  const points = Array.from(
    { length: count },
    (_, i) => ({ time: from + i * step, fixes: 0, workers: 0, incidents: 0 }),
  );
  for (const row of moves) Object.assign(points[row.step]!, { fixes: row.fixes, workers: row.workers });
  for (const row of incidents) points[row.step]!.incidents = row.incidents;
  return { from, stepMinutes, points, usual };
}

interface UsualAsked extends Params {
  readonly count: number;
  readonly timeZone: string;
}

async function usualTrend(store: Asked, asked: UsualAsked): Promise<UsualTrend> {
  const { first, last, from, to, step, count, timeZone } = asked;
  const length = to - from;
  const { basis, spans } = await knownPeriods(store, { now: to * 1000, minutes: length / 60, timeZone });
  if (spans.length === 0) return { kind: "none", why: "too-short" };
  const starts = spans.map((span) => Math.round(span.from / 1000));
  const incidents = new Array<number>(count).fill(0);
  for (const row of await askUsual(store, { first, last, starts, length, step })) {
    incidents[row.step] = row.incidents / spans.length;
  }
  return { kind: "known", basis, periods: spans.length, incidents };
}
