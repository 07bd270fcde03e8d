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

/** The windows, as bits, that hold a minute at the minute `now`. */
function maskOf(minute: number, now: number): number {
  let mask = 0;
  for (let window = 0; window < STEPS.length; window++) {
    const [step, steps] = STEPS[window]!;
    const age = Math.floor(now / step) - Math.floor(minute / step);
    if (age >= 0 && age < steps) mask |= 1 << window;
  }
  return mask;
}

/** One kind of event, counted in every window. */
export class WindowCounts {
  /** Events of the whole city, in the order of {@link WINDOWS}. */
  readonly totals: [number, number, number] = [0, 0, 0];
  readonly #counts: LevelCounts;
  readonly #minutes = new Map<number, Bucket>();
  readonly #quarters = new Map<number, Bucket>();
  #now: number;
  #tidied = 0;
  #lastMinute = -1;
  #lastBucket: Bucket | undefined;

  constructor(cells: CellTable, now: number) {
    this.#counts = new LevelCounts(cells, WINDOWS.length);
    this.#now = Math.floor(now / MINUTE);
  }

  /** Counts by slot of the level: see {@link LevelCounts.at}. */
  at(resolution: number, window: Window): Uint32Array {
    return this.#counts.at(resolution, WINDOWS.indexOf(window));
  }

  /** Adds events at a finest cell; a negative delta takes back what was added with the same cell and time. */
  add(slot: number, time: number, delta = 1): void {
    const minute = Math.floor(time / MINUTE);
    const mask = maskOf(minute, this.#now);
    if (mask === 0 && minute < this.#now) return;
    this.#bucket(minute).add(slot, delta);
    if (mask !== 0) this.#count(slot, delta, mask);
  }

  /** Moves the windows to a later time; an earlier one changes nothing. */
  advance(time: number): void {
    const was = this.#now, now = Math.floor(time / MINUTE);
    if (now > was) {
      this.#now = now;
      this.#lastMinute = -1;
      for (const [quarter, bucket] of this.#quarters) this.#shift(bucket, quarter * QUARTER, was, now);
      for (const [minute, bucket] of this.#minutes) this.#shift(bucket, minute, was, now);
    }
    const second = Math.floor(time / 1000);
    if (second === this.#tidied) return;
    this.#tidied = second;
    this.#tidy(now - was);
  }

  /** Packs the bucket of a time that no more events are expected for: a restored one. */
  rest(time: number): void {
    const minute = Math.floor(time / MINUTE);
    if (maskOf(minute, this.#now) !== 0) this.#bucket(minute).rest();
  }

  /** Bytes in packed buckets: what a day of history costs. */
  get packedBytes(): number {
    let sum = 0;
    for (const bucket of this.#minutes.values()) sum += bucket.packedBytes;
    for (const bucket of this.#quarters.values()) sum += bucket.packedBytes;
    return sum;
  }

  #count(slot: number, delta: number, mask: number): void {
    this.#counts.add(slot, delta, mask);
    for (let window = 0; window < WINDOWS.length; window++) {
      if ((mask >> window & 1) !== 0) this.totals[window]! += delta;
    }
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
    const before = maskOf(minute, was), after = maskOf(minute, now);
    const entered = after & ~before, left = before & ~after;
    if (entered !== 0) bucket.each((slot, count) => this.#count(slot, count, entered));
    if (left !== 0) bucket.each((slot, count) => this.#count(slot, -count, left));
  }

  /**
   * Folds and packs what is old. None of it changes a count, so that it is spread over the seconds of a minute: one step a
   * call, and as many more as the minutes that began since the last one make due.
   */
  #tidy(minutes: number): void {
    let steps = Math.max(0, minutes) * 3 + 1;
    for (const [quarter, bucket] of this.#quarters) {
      if (maskOf(quarter * QUARTER, this.#now) === 0) this.#quarters.delete(quarter);
      else if ((quarter + 1) * QUARTER <= this.#now - HOUR && bucket.rest() && --steps <= 0) return;
    }
    for (const [minute, bucket] of this.#minutes) {
      const age = this.#now - minute;
      if (age < REST_AFTER) continue;
      if (age >= HOUR) this.#fold(minute, bucket);
      else if (!bucket.rest()) continue;
      if (--steps <= 0) return;
    }
  }

  #fold(minute: number, bucket: Bucket): void {
    this.#minutes.delete(minute);
    if (maskOf(minute, this.#now) === 0) return;
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
