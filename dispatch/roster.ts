/** The shifts of all workers in memory, for the fixes to ask: chains in columns, because there are millions. Pure. */
import type { Shift } from "../store/shift.ts";
import type { Duty } from "../streams/duty.ts";

const NONE = -1;

export class Roster implements Duty {
  /** How many shifts there are. */
  size = 0;
  /** Newest shift of each worker, by slot, and the one that held the last time that was asked about. */
  #head = new Int32Array(1024).fill(NONE);
  #last = new Int32Array(1024).fill(NONE);
  /** Columns by shift; `next` leads to the one before in time, and through those that are free. */
  #starts = new Float64Array(1024);
  #ends = new Float64Array(1024);
  #next = new Int32Array(1024);
  #used = 0;
  #free = NONE;

  holds(slot: number, time: number): boolean {
    if (slot >= this.#head.length) return false;
    const last = this.#last[slot]!;
    if (last !== NONE && time >= this.#starts[last]! && time < this.#ends[last]!) return true;
    const at = this.#at(slot, time);
    if (at === NONE) return false;
    this.#last[slot] = at;
    return true;
  }

  endOf(slot: number, time: number): number {
    if (slot >= this.#head.length) return -Infinity;
    let end = NaN, start = NaN;
    for (let at = this.#head[slot]!; at !== NONE; at = this.#next[at]!) {
      if (this.#ends[at] !== start) end = this.#ends[at]!;
      start = this.#starts[at]!;
      if (time >= start) return time < this.#ends[at]! ? end : -Infinity;
    }
    return -Infinity;
  }

  /**
   * Makes the shift of a worker that starts at an instant end at another; one that ends where it starts is taken away.
   * Returns whether the worker is on duty for a shorter time than before. Overlaps are the ledger's to refuse.
   */
  put(slot: number, starts: number, ends: number): boolean {
    if (slot >= this.#head.length) this.#growSlots(slot);
    let before = NONE, at = this.#head[slot]!;
    while (at !== NONE && this.#starts[at]! > starts) [before, at] = [at, this.#next[at]!];
    if (at !== NONE && this.#starts[at] === starts) {
      const shorter = ends < this.#ends[at]!;
      if (ends > starts) this.#ends[at] = ends;
      else this.#drop(slot, before, at);
      return shorter;
    }
    if (ends > starts) this.#insert(slot, before, at, { starts, ends });
    return false;
  }

  /** Shifts of a worker that hold some of a period, the newest first. */
  *of(slot: number, from = -Infinity, to = Infinity): Generator<Omit<Shift, "worker">> {
    if (slot >= this.#head.length) return;
    for (let at = this.#head[slot]!; at !== NONE; at = this.#next[at]!) {
      if (this.#ends[at]! <= from) return;
      if (this.#starts[at]! < to) yield { starts: this.#starts[at]!, ends: this.#ends[at]! };
    }
  }

  /** Shifts of all workers that hold some of a period, by slot, the newest first; makes no objects, because there are many. */
  forEachIn(from: number, to: number, take: (slot: number, starts: number, ends: number) => void): void {
    for (let slot = 0; slot < this.#head.length; slot++) {
      for (let at = this.#head[slot]!; at !== NONE && this.#ends[at]! > from; at = this.#next[at]!) {
        if (this.#starts[at]! < to) take(slot, this.#starts[at]!, this.#ends[at]!);
      }
    }
  }

  /** Slots of the workers who are on duty at an instant. */
  *slotsAt(time: number): Generator<number> {
    for (let slot = 0; slot < this.#head.length; slot++) if (this.holds(slot, time)) yield slot;
  }

  /** Forgets what ended before an instant. */
  prune(before: number): void {
    for (let slot = 0; slot < this.#head.length; slot++) {
      let newer = NONE, at = this.#head[slot]!;
      while (at !== NONE && this.#ends[at]! > before) [newer, at] = [at, this.#next[at]!];
      while (at !== NONE) {
        const next = this.#next[at]!;
        this.#drop(slot, newer, at);
        at = next;
      }
    }
  }

  /** The shift that holds a time. The first that starts no later decides: they do not overlap. */
  #at(slot: number, time: number): number {
    let at = this.#head[slot]!;
    while (at !== NONE && time < this.#starts[at]!) at = this.#next[at]!;
    return at !== NONE && time < this.#ends[at]! ? at : NONE;
  }

  #insert(slot: number, newer: number, older: number, { starts, ends }: Omit<Shift, "worker">): void {
    const at = this.#room();
    this.#starts[at] = starts;
    this.#ends[at] = ends;
    this.#next[at] = older;
    if (newer === NONE) this.#head[slot] = at;
    else this.#next[newer] = at;
    this.size++;
  }

  #drop(slot: number, newer: number, at: number): void {
    if (newer === NONE) this.#head[slot] = this.#next[at]!;
    else this.#next[newer] = this.#next[at]!;
    this.#next[at] = this.#free;
    this.#free = at;
    // Its place may soon hold a shift of somebody else.
    this.#last[slot] = NONE;
    this.size--;
  }

  #room(): number {
    const free = this.#free;
    if (free !== NONE) {
      this.#free = this.#next[free]!;
      return free;
    }
    if (this.#used === this.#starts.length) {
      const length = this.#used * 2;
      this.#starts = wider(this.#starts, new Float64Array(length));
      this.#ends = wider(this.#ends, new Float64Array(length));
      this.#next = wider(this.#next, new Int32Array(length));
    }
    return this.#used++;
  }

  #growSlots(slot: number): void {
    const length = Math.max(slot + 1, this.#head.length * 2);
    this.#head = wider(this.#head, new Int32Array(length).fill(NONE));
    this.#last = wider(this.#last, new Int32Array(length).fill(NONE));
  }
}

function wider<T extends { set(from: T): void }>(old: T, next: T): T {
  next.set(old);
  return next;
}
