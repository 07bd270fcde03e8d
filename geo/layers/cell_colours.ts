/** Colours of cells as one column of vertices: each row eases to its class in 400 ms, and only what changed is touched. */
import { NO_CLASS } from "./cell_measure.ts";
import type { Rgba } from "./ramp.ts";

export const EASE_MS = 400;

export interface Paint {
  /** By row: an index into `colours`, or NO_CLASS. */
  readonly ranks: Uint8Array;
  /** The same array as long as the colours are the same. */
  readonly colours: readonly Rgba[];
  /** 0–1, from the legend. */
  readonly opacity: number;
}

export class CellColours {
  /** How many cells are visible or about to be. */
  drawn = 0;
  /** RGBA by row: what is shown now, where it comes from and where it goes. */
  #shown = new Uint8ClampedArray(0);
  #from = new Uint8ClampedArray(0);
  #to = new Uint8ClampedArray(0);
  /** What was painted last: a row of the same class is passed over. */
  #ranks = new Uint8Array(0);
  #colours: readonly Rgba[] | null = null;
  #opacity = 1;
  #started = -Infinity;
  #rows = 0;
  /** Rows on their way: those that `refill` has to write. */
  #easing = new Uint32Array(0);
  #eased = 0;
  #listed = new Uint8Array(0);
  #arrived = true;

  /** Sets what the colours ease to; rows that are new start transparent. Returns whether anything changes. */
  paint(rows: number, { ranks, colours, opacity }: Paint, now: number): boolean {
    const same = colours === this.#colours && opacity === this.#opacity;
    const known = same ? this.#rows : 0;
    this.#resize(rows);
    this.#colours = colours;
    this.#opacity = opacity;
    let changed = false;
    for (let row = 0; row < rows; row++) {
      const rank = ranks[row] ?? NO_CLASS;
      if (row < known && rank === this.#ranks[row]) continue;
      this.#ranks[row] = rank;
      if (this.#aim(row, colours[rank], opacity)) changed = true;
    }
    if (!changed) return false;
    for (let i = 0; i < this.#eased; i++) {
      const at = this.#easing[i]! * 4;
      for (let part = at; part < at + 4; part++) this.#from[part] = this.#shown[part]!;
    }
    this.#started = now;
    this.#arrived = false;
    return true;
  }

  /** Moves the shown colours to this moment; `eased` false jumps to the end. Returns whether more is to come. */
  step(now: number, eased: boolean): boolean {
    const part = eased ? Math.min(1, Math.max(0, (now - this.#started) / EASE_MS)) : 1;
    const shown = this.#shown, from = this.#from, to = this.#to;
    for (let i = 0; i < this.#eased; i++) {
      const at = this.#easing[i]! * 4;
      for (let p = at; p < at + 4; p++) shown[p] = from[p]! + (to[p]! - from[p]!) * part;
    }
    this.#arrived = part === 1;
    return part < 1;
  }

  /** Writes the shown colours for every vertex; `starts` as in CellGeometry. */
  fill(target: Uint8Array, starts: Uint32Array): void {
    const { wide, shown } = this.#words(target);
    for (let row = 0; row < this.#rows; row++) wide.fill(shown[row]!, starts[row]!, starts[row + 1]!);
    this.#settle();
  }

  /** Writes them for the rows on their way only, into a target that holds the rest; returns the bytes that differ. */
  refill(target: Uint8Array, starts: Uint32Array): { from: number; to: number } {
    const { wide, shown } = this.#words(target);
    let low = Infinity, high = 0;
    for (let i = 0; i < this.#eased; i++) {
      const row = this.#easing[i]!;
      const colour = shown[row]!, end = starts[row + 1]!;
      for (let vertex = starts[row]!; vertex < end; vertex++) wide[vertex] = colour;
      low = Math.min(low, starts[row]!);
      high = Math.max(high, end);
    }
    this.#settle();
    return low < high ? { from: low * 4, to: high * 4 } : { from: 0, to: 0 };
  }

  /** What a row eases to. */
  target(row: number): Rgba {
    const [red, green, blue, alpha] = this.#to.subarray(row * 4, row * 4 + 4);
    return [red ?? 0, green ?? 0, blue ?? 0, alpha ?? 0];
  }

  #words(target: Uint8Array): { wide: Uint32Array; shown: Uint32Array } {
    return {
      wide: new Uint32Array(target.buffer, target.byteOffset, target.byteLength >>> 2),
      shown: new Uint32Array(this.#shown.buffer),
    };
  }

  /** Sets where a row goes, undefined: away in its own colour; returns whether that is elsewhere than before. */
  #aim(row: number, colour: Rgba | undefined, opacity: number): boolean {
    const to = this.#to, at = row * 4;
    const [red, green, blue, alpha] = colour ?? [to[at]!, to[at + 1]!, to[at + 2]!, 0];
    const shade = Math.round(alpha * opacity);
    if (to[at] === red && to[at + 1] === green && to[at + 2] === blue && to[at + 3] === shade) return false;
    this.drawn += Number(shade > 0) - Number(to[at + 3]! > 0);
    to[at] = red;
    to[at + 1] = green;
    to[at + 2] = blue;
    to[at + 3] = shade;
    if (this.#listed[row] === 0) {
      this.#listed[row] = 1;
      this.#easing[this.#eased++] = row;
    }
    return true;
  }

  /** What arrived and is written needs no more. */
  #settle(): void {
    if (!this.#arrived) return;
    for (let i = 0; i < this.#eased; i++) this.#listed[this.#easing[i]!] = 0;
    this.#eased = 0;
  }

  /** A sheet of cells only ever grows. */
  #resize(rows: number): void {
    if (rows <= this.#rows) return;
    this.#shown = widened(this.#shown, new Uint8ClampedArray(rows * 4));
    this.#from = widened(this.#from, new Uint8ClampedArray(rows * 4));
    this.#to = widened(this.#to, new Uint8ClampedArray(rows * 4));
    this.#ranks = widened(this.#ranks, new Uint8Array(rows).fill(NO_CLASS));
    this.#easing = widened(this.#easing, new Uint32Array(rows));
    this.#listed = widened(this.#listed, new Uint8Array(rows));
    this.#rows = rows;
  }
}

function widened<T extends Uint8Array | Uint8ClampedArray | Uint32Array>(old: T, next: T): T {
  next.set(old);
  return next;
}
