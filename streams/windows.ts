/**
 * Counts of incidents and fixes per cell over the last 15 min, 60 min and 24 h, kept incrementally and exact.
 *
 * A window is whole steps of the clock that end with the current one: 15 and 60 steps of a minute, 96 steps of a quarter
 * of an hour. An event belongs to the step of its own time, however late it comes; one that is ahead of the clock waits
 * for its step. Events of the last hour lie in buckets of a minute; a minute that leaves the hour is folded into its
 * quarter.
 */
import type { CellTable } from "../geo/cell.ts";
import { LevelCounts } from "./counts.ts";
import { Bucket } from "./tally.ts";
import { type Window, WINDOWS } from "./wire.ts";

const MINUTE = 60_000;
/** Minutes in a step, and steps in the window, in the order of {@link WINDOWS}. */
const STEPS = [[1, 15], [1, 60], [15, 96]] as const;
const QUARTER = 15;
const HOUR = 60;
/** A minute's bucket rests once it is this old: until then most phones have delivered. */
const REST_AFTER = 3;

function holds(window: 0 | 1 | 2, minute: number, now: number): boolean {
  const [step, steps] = STEPS[window];
  const age = Math.floor(now / step) - Math.floor(minute / step);
  return age >= 0 && age < steps;
}

/** One kind of event, counted in every window. */
export class WindowCounts {
  /** Events of the whole city, in the order of {@link WINDOWS}. */
  readonly totals: [number, number, number] = [0, 0, 0];
  readonly #levels: readonly LevelCounts[];
  readonly #minutes = new Map<number, Bucket>();
  readonly #quarters = new Map<number, Bucket>();
  #now: number;
  #lastMinute = -1;
  #lastBucket: Bucket | undefined;

  constructor(cells: CellTable, now: number) {
    this.#levels = WINDOWS.map(() => new LevelCounts(cells));
    this.#now = Math.floor(now / MINUTE);
  }

  /** Counts by slot of the level: see {@link LevelCounts.at}. */
  at(resolution: number, window: Window): Uint32Array {
    return this.#levels[WINDOWS.indexOf(window)]!.at(resolution);
  }

  /** Adds events at a finest cell; a negative delta takes back what was added with the same cell and time. */
  add(slot: number, time: number, delta = 1): void {
    const minute = Math.floor(time / MINUTE), now = this.#now;
    const day = holds(2, minute, now);
    if (!day && minute < now) return;
    this.#bucket(minute).add(slot, delta);
    const age = now - minute;
    if (age >= 0 && age < 15) this.#count(0, slot, delta);
    if (age >= 0 && age < HOUR) this.#count(1, slot, delta);
    if (day) this.#count(2, slot, delta);
  }

  /** Moves the windows to a later time; an earlier one changes nothing. */
  advance(time: number): void {
    const was = this.#now, now = Math.floor(time / MINUTE);
    if (now <= was) return;
    this.#now = now;
    this.#lastMinute = -1;
    for (const [quarter, bucket] of this.#quarters) {
      this.#shift(bucket, quarter * QUARTER, was, now);
      if (!holds(2, quarter * QUARTER, now)) this.#quarters.delete(quarter);
      else if ((quarter + 1) * QUARTER <= now - HOUR) bucket.rest();
    }
    for (const [minute, bucket] of this.#minutes) {
      this.#shift(bucket, minute, was, now);
      if (now - minute >= HOUR) this.#fold(minute, bucket);
      else if (now - minute >= REST_AFTER) bucket.rest();
    }
  }

  /** Bytes in packed buckets: what a day of history costs. */
  get packedBytes(): number {
    let sum = 0;
    for (const bucket of this.#minutes.values()) sum += bucket.packedBytes;
    for (const bucket of this.#quarters.values()) sum += bucket.packedBytes;
    return sum;
  }

  #count(window: number, slot: number, delta: number): void {
    this.#levels[window]!.add(slot, delta);
    this.totals[window]! += delta;
  }

  #bucket(minute: number): Bucket {
    if (minute === this.#lastMinute) return this.#lastBucket!;
    const old = this.#now - minute >= HOUR;
    const buckets = old ? this.#quarters : this.#minutes;
    const step = old ? Math.floor(minute / QUARTER) : minute;
    let bucket = buckets.get(step);
    if (!bucket) buckets.set(step, bucket = new Bucket());
    this.#lastMinute = minute;
    return this.#lastBucket = bucket;
  }

  #shift(bucket: Bucket, minute: number, was: number, now: number): void {
    for (const window of [0, 1, 2] as const) {
      const before = holds(window, minute, was), after = holds(window, minute, now);
      if (before === after) continue;
      const sign = after ? 1 : -1;
      bucket.each((slot, count) => this.#count(window, slot, sign * count));
    }
  }

  #fold(minute: number, bucket: Bucket): void {
    this.#minutes.delete(minute);
    if (!holds(2, minute, this.#now)) return;
    const quarter = this.#bucket(minute);
    bucket.each((slot, count) => quarter.add(slot, count));
  }
}

export class Windows {
  readonly incidents: WindowCounts;
  readonly fixes: WindowCounts;

  constructor(cells: CellTable, now: number) {
    this.incidents = new WindowCounts(cells, now);
    this.fixes = new WindowCounts(cells, now);
  }

  advance(now: number): void {
    this.incidents.advance(now);
    this.fixes.advance(now);
  }
}
