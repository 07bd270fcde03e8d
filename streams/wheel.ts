/** Says what has fallen due without looking at everything each second: a ring of one-second lists. */

const NONE = -1;

/**
 * Each watched slot has one entry. Its due time may grow meanwhile: the entry is then moved on when its second comes, so
 * that a worker who reports all the time costs nothing between.
 */
export class Wheel {
  readonly #heads: Int32Array;
  #next = new Int32Array(1024);
  #second: number;

  /** `spanMs`: the farthest a due time lies ahead; farther ones work too, and are looked at once a turn. */
  constructor(spanMs: number, now: number) {
    this.#heads = new Int32Array(Math.ceil(spanMs / 1000) + 2).fill(NONE);
    this.#second = Math.floor(now / 1000);
  }

  watch(slot: number, due: number): void {
    if (slot >= this.#next.length) {
      const wider = new Int32Array(Math.max(slot + 1, this.#next.length * 2));
      wider.set(this.#next);
      this.#next = wider;
    }
    const last = this.#second + this.#heads.length - 1;
    const place = Math.min(Math.max(Math.floor(due / 1000), this.#second), last) % this.#heads.length;
    this.#next[slot] = this.#heads[place]!;
    this.#heads[place] = slot;
  }

  /** Calls `expire` for each slot that was due before `now`, and forgets it. */
  advance(now: number, dueOf: (slot: number) => number, expire: (slot: number) => void): void {
    const from = this.#second, to = Math.max(from, Math.floor(now / 1000));
    this.#second = to;
    for (let second = Math.max(from, to - this.#heads.length + 1); second <= to; second++) {
      const place = second % this.#heads.length;
      let slot = this.#heads[place]!;
      this.#heads[place] = NONE;
      while (slot !== NONE) {
        const next = this.#next[slot]!;
        const due = dueOf(slot);
        if (due < now) expire(slot);
        else this.watch(slot, due);
        slot = next;
      }
    }
  }
}
