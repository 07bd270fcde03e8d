/** Colours of cells as one column of vertices: each value eases to its class in 400 ms, and only colours change. */
import { type Breaks, classOf, RAMP } from "./ramp.ts";

export const EASE_MS = 400;
/** With a selection, everything else dims to this. */
const DIMMED = 0.6;

export interface Paint {
  readonly values: Uint32Array;
  readonly breaks: Breaks;
  /** 0–1, from the legend. */
  readonly opacity: number;
  /** Row that stays bright while the others dim, or -1 when nothing is selected, or -2 when it is not a row here. */
  readonly selected: number;
}

export class CellColours {
  /** RGBA by row: what is shown now, where it comes from and where it goes. */
  #shown = new Uint8ClampedArray(0);
  #from = new Uint8ClampedArray(0);
  #to = new Uint8ClampedArray(0);
  #started = -Infinity;
  #rows = 0;

  /** Sets what the colours ease to; rows that are new start transparent. Returns whether anything changes. */
  paint(rows: number, { values, breaks, opacity, selected }: Paint, now: number): boolean {
    this.#resize(rows);
    const to = this.#to;
    let changed = false;
    for (let row = 0; row < rows; row++) {
      const at = row * 4;
      const rank = classOf(values[row] ?? 0, breaks);
      const dim = selected === -1 || selected === row ? opacity : opacity * DIMMED;
      const [red, green, blue, alpha] = RAMP[rank] ?? [to[at]!, to[at + 1]!, to[at + 2]!, 0];
      const shade = Math.round(alpha * dim);
      if (to[at] === red && to[at + 1] === green && to[at + 2] === blue && to[at + 3] === shade) continue;
      changed = true;
      to[at] = red;
      to[at + 1] = green;
      to[at + 2] = blue;
      to[at + 3] = shade;
    }
    if (changed) {
      this.#from.set(this.#shown);
      this.#started = now;
    }
    return changed;
  }

  /** Moves the shown colours to this moment; `eased` false jumps to the end. Returns whether more is to come. */
  step(now: number, eased: boolean): boolean {
    const part = eased ? Math.min(1, Math.max(0, (now - this.#started) / EASE_MS)) : 1;
    const shown = this.#shown, from = this.#from, to = this.#to;
    if (part === 1) shown.set(to);
    else for (let i = 0; i < shown.length; i++) shown[i] = from[i]! + (to[i]! - from[i]!) * part;
    return part < 1;
  }

  /** Writes the shown colours for every vertex; `starts` as in CellGeometry. */
  fill(target: Uint8Array, starts: Uint32Array): void {
    const wide = new Uint32Array(target.buffer, target.byteOffset, target.byteLength >>> 2);
    const shown = new Uint32Array(this.#shown.buffer);
    for (let row = 0; row < this.#rows; row++) wide.fill(shown[row]!, starts[row]!, starts[row + 1]!);
  }

  /** How many cells are visible or about to be. */
  get drawn(): number {
    let count = 0;
    for (let i = 3; i < this.#rows * 4; i += 4) if (this.#to[i]! > 0) count++;
    return count;
  }

  #resize(rows: number): void {
    if (rows === this.#rows) return;
    const room = Math.min(rows, this.#rows) * 4;
    const resized = (old: Uint8ClampedArray<ArrayBuffer>) => {
      const next = new Uint8ClampedArray(rows * 4);
      next.set(old.subarray(0, room));
      return next;
    };
    this.#shown = resized(this.#shown);
    this.#from = resized(this.#from);
    this.#to = resized(this.#to);
    this.#rows = rows;
  }
}
