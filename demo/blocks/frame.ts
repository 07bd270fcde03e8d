/** A block seen along its own streets: `u` runs along rows of houses, `v` from row to row. */
import type { Line } from "../land/plane.ts";
import { boxOf } from "../map/nest.ts";

/** A stretch of `u`. */
export type Span = readonly [from: number, to: number];

const NEAR = 1e-6;

export class Frame {
  /** The outline in (u, v). */
  readonly local: Line;
  /** Extent along u, and along v. */
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  readonly top: number;

  private constructor(outline: Line, readonly cos: number, readonly sin: number) {
    this.local = this.turn(outline, -1);
    [this.left, this.bottom, this.right, this.top] = boxOf(this.local);
  }

  /** Rows face south as nearly as the streets allow, or run along the longer side. */
  static of(outline: Line, rows: "south" | "long"): Frame {
    let c = 0, s = 0;
    for (let i = 0, j = outline.length - 2; i < outline.length; j = i, i += 2) {
      const dx = outline[i]! - outline[j]!, dy = outline[i + 1]! - outline[j + 1]!;
      const a = 4 * Math.atan2(dy, dx), len = Math.hypot(dx, dy);
      c += len * Math.cos(a);
      s += len * Math.sin(a);
    }
    let angle = Math.atan2(s, c) / 4;
    if (rows === "long") {
      const across = new Frame(outline, Math.cos(angle), Math.sin(angle));
      const [wide, high] = across.size;
      if (high > wide) angle += Math.PI / 2;
    }
    return new Frame(outline, Math.cos(angle), Math.sin(angle));
  }

  get size(): [number, number] {
    return [this.right - this.left, this.top - this.bottom];
  }

  /** A line in (u, v) back on the plane. */
  plane(line: Line): Line {
    return this.turn(line, 1);
  }

  private turn(line: Line, way: 1 | -1): Line {
    const { cos, sin } = this, out: Line = new Array(line.length);
    for (let i = 0; i < line.length; i += 2) {
      out[i] = line[i]! * cos - way * line[i + 1]! * sin;
      out[i + 1] = way * line[i]! * sin + line[i + 1]! * cos;
    }
    return out;
  }

  /** Where the whole strip between two rows lies inside the block, `inset` metres off its sides. */
  spans(v0: number, v1: number, inset: number): Span[] {
    const levels = [v0, v1];
    for (let i = 1; i < this.local.length; i += 2) {
      const v = this.local[i]!;
      if (v > v0 && v < v1) levels.push(v);
    }
    levels.sort((a, b) => a - b);
    let spans: Span[] = [[-Infinity, Infinity]];
    for (let k = 0; k + 1 < levels.length; k++) {
      if (levels[k + 1]! - levels[k]! < 3 * NEAR) continue;
      // Between two levels with corners the sides are straight, and the stretches at both ends are the same ones.
      const low = this.#across(levels[k]! + NEAR), high = this.#across(levels[k + 1]! - NEAR);
      spans = common(
        spans,
        low.map(([a, b], i): Span => [Math.max(a, high[i]?.[0] ?? b), Math.min(b, high[i]?.[1] ?? a)])
          .filter(([a, b]) => b > a),
      );
    }
    return spans.map(([a, b]) => [a + inset, b - inset] as const).filter(([a, b]) => b > a);
  }

  /** The widest stretch of v inside the block at one u. */
  column(u: number): Span | undefined {
    const cuts: number[] = [], line = this.local;
    for (let i = 0, j = line.length - 2; i < line.length; j = i, i += 2) {
      const a = line[j]!, b = line[i]!;
      if (a > u !== b > u) cuts.push(line[j + 1]! + (u - a) / (b - a) * (line[i + 1]! - line[j + 1]!));
    }
    cuts.sort((a, b) => a - b);
    let best: Span | undefined;
    for (let k = 0; k + 1 < cuts.length; k += 2) {
      if (!best || cuts[k + 1]! - cuts[k]! > best[1] - best[0]) best = [cuts[k]!, cuts[k + 1]!];
    }
    return best;
  }

  #across(v: number): Span[] {
    const cuts: number[] = [], line = this.local;
    for (let i = 0, j = line.length - 2; i < line.length; j = i, i += 2) {
      const a = line[j + 1]!, b = line[i + 1]!;
      if (a > v !== b > v) cuts.push(line[j]! + (v - a) / (b - a) * (line[i]! - line[j]!));
    }
    cuts.sort((a, b) => a - b);
    const out: Span[] = [];
    for (let k = 0; k + 1 < cuts.length; k += 2) out.push([cuts[k]!, cuts[k + 1]!]);
    return out;
  }
}

function common(some: readonly Span[], others: readonly Span[]): Span[] {
  const out: Span[] = [];
  for (const [a, b] of some) {
    for (const [c, d] of others) {
      if (Math.min(b, d) > Math.max(a, c)) out.push([Math.max(a, c), Math.min(b, d)]);
    }
  }
  return out;
}
