/**
 * The two weeks and more before the first start, made up behind everything else: what was reported, and who was where. The newest
 * first, so that history reaches back without a gap at any time; what the stores have already is not written again.
 */
import type { Pipeline } from "../streams/pipeline.ts";
import type { Incident } from "../streams/record.ts";
import type { Day } from "./day.ts";
import { type Past, QUARTER_MS } from "./past.ts";
import { DAY_MS } from "./rhythm.ts";

/** Two weeks, the longest period (a day) that is compared with one then, and the day before that, which proves a record. */
export const HISTORY_DAYS = 16;
/** Incidents handed to the ledger at once. */
export const PER_BATCH = 500;
/** Pause between batches of incidents: live feeds go first. */
const PAUSE_MS = 150;
/** Positions take at most a fifth of the time, and wait until ClickHouse has taken about this many rows or more. */
const REST = 4, LEAST_REST_MS = 30;
const WAITING_ROWS = 60_000;
const RETRY_MS = 5_000;
/** Nobody is told of a gap that is closed at once: less than so many incidents or quarters of an hour. */
const WORTH_TELLING = { incidents: 300, positions: 8 } as const;
/** A quarter that has so many of its workers was recorded as it happened; the others were silent. */
const WHOLE_SHARE = 0.9;

interface Filling {
  readonly pipeline: Pipeline;
  readonly feed: string;
  readonly day: Day;
  readonly past: Past;
  readonly now: number;
  readonly signal: AbortSignal;
  /** Enters the shifts of the day that an instant lies in: a fix outside a shift would be refused. */
  readonly plan?: (time: number) => Promise<void>;
  readonly days?: number;
  /** Live feeds go first; false: as fast as it goes. */
  readonly gently?: boolean;
}

/** `wrote`: how many incidents or quarters were not there yet. */
type Tell = (share: number, wrote: number) => void;

/** Resolves when all of it is there. Progress is the mean of both, told once there is something to write. */
export async function fillHistory(filling: Filling): Promise<void> {
  const { pipeline, signal } = filling;
  const shares = { incidents: 0, positions: 0 };
  const written = { incidents: 0, positions: 0 };
  const parts = ["incidents", "positions"] as const;
  const tell = (part: (typeof parts)[number]): Tell => (share, wrote) => {
    shares[part] = share;
    written[part] += wrote;
    if (parts.every((each) => written[each] < WORTH_TELLING[each])) return;
    pipeline.progress({ kind: "history", share: (shares.incidents + shares.positions) / 2 });
  };
  await Promise.all([
    fillIncidents(filling, tell("incidents")),
    fillPositions(filling, tell("positions")),
  ]);
  if (!signal.aborted) pipeline.progress(null);
}

/** The last day is there from the start; a day that the ledger knows already changes nothing, and is over at once. */
async function fillIncidents(
  { pipeline, feed, day, now, signal, days = HISTORY_DAYS, gently = true }: Filling,
  tell: Tell,
): Promise<void> {
  for (let back = 1; back < days && !signal.aborted; back++) {
    const to = now - back * DAY_MS;
    let wrote = 0;
    // As it ended: what was reported then is long over.
    const reported = day.backlog(to, 24).map(({ id }) => day.current(id, now)).filter((one) =>
      one !== undefined
    );
    for (const batch of batchesOf(reported.reverse())) {
      if (signal.aborted) return;
      const { fresh, changed } = await pipeline.incidents(feed, batch);
      wrote += fresh + changed;
      if (gently) await sleep(PAUSE_MS);
    }
    tell(back / (days - 1), wrote);
  }
}

function batchesOf(incidents: readonly Incident[]): Incident[][] {
  return Array.from(
    { length: Math.ceil(incidents.length / PER_BATCH) },
    (_, i) => incidents.slice(i * PER_BATCH, (i + 1) * PER_BATCH),
  );
}

/** One quarter of an hour after the other, back from the one before the present one. */
export async function fillPositions(filling: Filling, tell: Tell): Promise<void> {
  const { pipeline: { past: record }, past, now, signal, days = HISTORY_DAYS } = filling;
  const end = Math.floor(now / QUARTER_MS) * QUARTER_MS, start = end - days * DAY_MS;
  const known = await untilAnswered(filling, () => record.workersByQuarter(start, end));
  for (let quarter = end - QUARTER_MS; quarter >= start && !signal.aborted; quarter -= QUARTER_MS) {
    const there = known.get(quarter) ?? 0;
    // Partly there: the server stopped in it, or has more workers now.
    const some = there > 0 && there < past.heardIn(quarter) * WHOLE_SHARE;
    if (there === 0 || some) {
      const ids = some
        ? await untilAnswered(filling, () => record.workersBetween(quarter, quarter + QUARTER_MS))
        : [];
      await filling.plan?.(quarter);
      await writeQuarter(filling, quarter, ids);
    }
    tell(1 - (quarter - start) / (end - start), there === 0 || some ? 1 : 0);
  }
}

async function writeQuarter(
  { pipeline, past, signal, gently = true }: Filling,
  quarter: number,
  ids: readonly string[],
): Promise<void> {
  const { city, recorder } = pipeline;
  const except = new Set(ids.map((id) => city.workers.slotOf(id)));
  let began = performance.now();
  for (const batch of past.fixesIn(quarter, except)) {
    pipeline.pastFixes(batch);
    if (gently) await sleep(Math.max(LEAST_REST_MS, REST * (performance.now() - began)));
    while (recorder.backlog > WAITING_ROWS && !signal.aborted) await sleep(LEAST_REST_MS);
    if (signal.aborted) return;
    began = performance.now();
  }
}

/** ClickHouse may be away, or still opening: said once, asked until it answers. */
async function untilAnswered<T>({ pipeline, signal }: Filling, ask: () => Promise<T>): Promise<T> {
  for (let attempt = 0;; attempt++) {
    try {
      return await ask();
    } catch (error) {
      signal.throwIfAborted();
      if (attempt === 0) pipeline.report("demo history", error);
      await sleep(RETRY_MS);
      signal.throwIfAborted();
    }
  }
}

function sleep(ms: number): Promise<void> {
  return new Promise((wake) => setTimeout(wake, ms));
}
