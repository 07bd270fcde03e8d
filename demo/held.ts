/** Fixes that phones hold while there is no radio, to be sent when it is back: rings out of a pool, because few need one. */
import type { FixBatch } from "../streams/batch.ts";

/** A phone holds ten minutes; then the oldest fix is lost. */
export const HOLD_MOST = 60;
const COLUMNS = ["time", "lat", "lon", "accuracy", "speed", "heading", "battery"] as const;
const WIDTH = COLUMNS.length;
const NONE = -1;

export class Held {
  /** Fixes that all phones together hold. */
  total = 0;
  /** Ring of each worker, and how many fixes it ever took since it was taken. */
  readonly #ring: Int32Array;
  #taken = new Float64Array(0);
  #values = new Float64Array(0);
  readonly #free: number[] = [];

  constructor(size: number) {
    this.#ring = new Int32Array(size).fill(NONE);
  }

  holds(i: number): boolean {
    return this.#ring[i] !== NONE;
  }

  /** Takes the last row of a batch away, to be sent later. */
  hold(i: number, batch: FixBatch): void {
    if (this.#ring[i] === NONE) this.#ring[i] = this.#open();
    const ring = this.#ring[i]!, row = --batch.size;
    const taken = this.#taken[ring]!++;
    if (taken < HOLD_MOST) this.total++;
    let at = (ring * HOLD_MOST + taken % HOLD_MOST) * WIDTH;
    for (const column of COLUMNS) this.#values[at++] = batch[column][row]!;
  }

  /** Appends what a phone holds to a batch, the oldest first. */
  send(i: number, slot: number, batch: FixBatch): void {
    const ring = this.#ring[i]!, taken = this.#taken[ring]!;
    for (let n = Math.max(0, taken - HOLD_MOST); n < taken; n++) {
      const row = batch.size++;
      batch.worker[row] = slot;
      let at = (ring * HOLD_MOST + n % HOLD_MOST) * WIDTH;
      for (const column of COLUMNS) batch[column][row] = this.#values[at++]!;
    }
    this.drop(i);
  }

  /** Forgets what a phone holds. */
  drop(i: number): void {
    const ring = this.#ring[i]!;
    if (ring === NONE) return;
    this.total -= Math.min(HOLD_MOST, this.#taken[ring]!);
    this.#ring[i] = NONE;
    this.#free.push(ring);
  }

  #open(): number {
    if (this.#free.length === 0) this.#grow();
    const ring = this.#free.pop()!;
    this.#taken[ring] = 0;
    return ring;
  }

  #grow(): void {
    const rings = Math.max(64, this.#taken.length * 2), known = this.#taken.length;
    const taken = new Float64Array(rings), values = new Float64Array(rings * HOLD_MOST * WIDTH);
    taken.set(this.#taken);
    values.set(this.#values);
    [this.#taken, this.#values] = [taken, values];
    for (let ring = rings - 1; ring >= known; ring--) this.#free.push(ring);
  }
}
