/** Plays a recording: hands on the rows that are due, with their times shifted and stretched to the clock on the wall. */
import type { Row, RowKind, TimedRow } from "./recording.ts";

/** Rows are gathered for so long, and no more than so many. */
const TICK_MS = 200;
export const MOST_ROWS = 2_000;

export interface PlayOptions {
  readonly kind: RowKind;
  /** Epoch ms of the recording that is played at `begin`; earlier fixes are passed over, earlier incidents brought along. */
  readonly from: number;
  /** Epoch ms on the wall. */
  readonly begin: number;
  /** Recorded seconds per second. */
  readonly speed: number;
  /** Whether times inside the rows move with the recording. */
  readonly shift: boolean;
  readonly now: () => number;
  /** Resolves after so long, or at once when the signal aborts. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly signal: AbortSignal;
}

/** Rows that are due, and the moment of the recording they reach. */
export interface Due {
  readonly rows: readonly Row[];
  readonly at: number;
}

/** Yields in the order of the recording, and waits between what is due and what is not. Ends early with the signal. */
export async function* play(recorded: AsyncIterable<TimedRow>, options: PlayOptions): AsyncGenerator<Due> {
  const { kind, from, now, sleep, signal } = options;
  const shifted = shifter(options);
  const earlier = new Map<unknown, Row>();
  let rows: Row[] = [], reached = from;
  for await (const { at, row } of recorded) {
    if (signal.aborted) return;
    if (at < from && kind !== "cameras") {
      if (kind === "incidents") bringAlong(earlier, row);
      continue;
    }
    if (earlier.size > 0) {
      for (const open of earlier.values()) rows.push(shifted(open));
      earlier.clear();
    }
    const due = kind === "cameras" ? -Infinity : wallTime(options, at);
    while (due > now() && !signal.aborted) {
      if (rows.length > 0) yield { rows, at: reached };
      rows = [];
      await sleep(Math.max(TICK_MS, due - now()), signal);
    }
    rows.push(shifted(row));
    if (kind !== "cameras") reached = Math.max(reached, at);
    if (rows.length < MOST_ROWS) continue;
    yield { rows, at: reached };
    rows = [];
  }
  for (const open of earlier.values()) rows.push(shifted(open));
  if (rows.length > 0 && !signal.aborted) yield { rows, at: reached };
}

/** When a moment of the recording is played, epoch ms on the wall. */
export function wallTime(
  { from, begin, speed }: Pick<PlayOptions, "from" | "begin" | "speed">,
  at: number,
): number {
  return begin + (at - from) / speed;
}

/** Only what is still open matters at the beginning. */
function bringAlong(earlier: Map<unknown, Row>, row: Row): void {
  const id = JSON.stringify([row.source, row.id]);
  if (row.status === "closed" || row.status === "withdrawn") earlier.delete(id);
  else earlier.set(id, row);
}

function shifter(options: PlayOptions): (row: Row) => Row {
  if (!options.shift) return (row) => row;
  return (row) =>
    typeof row.time === "number" ? { ...row, time: Math.floor(wallTime(options, row.time)) } : row;
}
