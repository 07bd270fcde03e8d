/**
 * Who counts as at work in a city without shifts, by fixes alone. A stint begins with the first fix after long silence, and is
 * over when nothing was heard for so long again, or at once where it began: whoever falls silent at the depot has come home. Pure.
 */
import { metresBetween } from "../geo/place.ts";

const MINUTE = 60_000;

export interface StintRules {
  /** So long without a fix is silence; and nobody is waited for who was not heard of for so long before. */
  readonly minutes: number;
  /** So long without a fix is off. */
  readonly offAfterMinutes: number;
  /** Silent so near to where the stint began is home. */
  readonly homeMetres: number;
}

/** Shown fixes by slot: epoch ms, -Infinity where none is known, and degrees. */
export interface Shown {
  readonly size: number;
  readonly time: Float64Array;
  readonly lat: Float64Array;
  readonly lon: Float64Array;
}

/** Of whom nothing is heard, and who had not gone. Instants are epoch ms. */
export interface Quiet {
  readonly slot: number;
  readonly last: number;
  /** When the stint began; -Infinity when that was before the server began to listen. */
  readonly since: number;
}

export class Stints {
  /** By slot: the last fix, and when and where the stint began. */
  #last = new Float64Array(0);
  #began = new Float64Array(0);
  #lat = new Float64Array(0);
  #lon = new Float64Array(0);
  /** 1: not heard of since the server began to listen. */
  #before = new Uint8Array(0);

  /** `from`: when the server began to listen; whoever was heard of before was at work. */
  constructor(private readonly rules: StintRules, private readonly from = -Infinity) {}

  /** Somebody of whom nothing had been heard since an instant when the server stopped. */
  restore(slot: number, last: number): void {
    this.#grow(slot + 1);
    this.#last[slot] = last;
    this.#began[slot] = -Infinity;
  }

  /** Asked often enough that no stint is missed; everybody is looked at. */
  *quiet({ size, time, lat, lon }: Shown, now: number): Generator<Quiet> {
    const silence = this.rules.minutes * MINUTE, off = this.rules.offAfterMinutes * MINUTE;
    this.#grow(size);
    for (let slot = 0; slot < size; slot++) {
      const heard = time[slot]!;
      if (heard > this.#last[slot]!) {
        const before = heard < this.from && this.#last[slot] === -Infinity;
        if (heard - this.#last[slot]! >= off) {
          [this.#began[slot], this.#lat[slot], this.#lon[slot]] = [
            before ? -Infinity : heard,
            lat[slot]!,
            lon[slot]!,
          ];
        }
        [this.#last[slot], this.#before[slot]] = [heard, Number(before)];
      }
      const last = this.#last[slot]!, since = this.#began[slot]!;
      if (now - last <= silence || now - last >= off || last - since < silence) continue;
      // Where it began is not known of whoever was last heard of, or told of, before the start: that one is waited for.
      const home = metresBetween(this.#lat[slot]!, this.#lon[slot]!, lat[slot]!, lon[slot]!);
      if (this.#before[slot] === 1 || !(home <= this.rules.homeMetres)) yield { slot, last, since };
    }
  }

  #grow(size: number): void {
    if (size <= this.#last.length) return;
    const length = Math.max(1024, 2 ** Math.ceil(Math.log2(size)));
    this.#last = grown(this.#last, length, -Infinity);
    this.#began = grown(this.#began, length, Infinity);
    this.#lat = grown(this.#lat, length, NaN);
    this.#lon = grown(this.#lon, length, NaN);
    const before = this.#before;
    this.#before = new Uint8Array(length);
    this.#before.set(before);
  }
}

function grown(known: Float64Array, length: number, empty: number): Float64Array<ArrayBuffer> {
  const longer = new Float64Array(length).fill(empty);
  longer.set(known);
  return longer;
}
