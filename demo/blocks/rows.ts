/** Rows of equal buildings across a block. */
import type { Frame } from "./frame.ts";
import type { Plot } from "./plot.ts";

export interface RowPlan {
  /** Of a building across the row, and from one row to the next, metres. */
  readonly depth: number;
  readonly gap: number;
  /** Shortest and longest building, and the gap between two of a row. */
  readonly length: readonly [number, number];
  readonly between: number;
  /** Off the edge of the block. */
  readonly inset: number;
  /** Share of places that are built on. */
  readonly built: number;
  /** A lane of this width is kept free at these u. */
  readonly keepOff?: { readonly at: readonly number[]; readonly half: number };
}

export interface Place {
  readonly u0: number;
  readonly v0: number;
  readonly u1: number;
  readonly v1: number;
  readonly row: number;
}

/** Every place of a plan that lies wholly inside the block, row by row from low v. */
export function places(plot: Plot, frame: Frame, plan: RowPlan): Place[] {
  const out: Place[] = [];
  const { depth, gap, inset } = plan;
  const room = frame.top - frame.bottom - 2 * inset;
  const count = Math.floor((room + gap) / (depth + gap));
  if (count < 1) return out;
  // What is left over widens the gaps, so that rows fill the block.
  const pitch = count > 1
    ? depth + gap + Math.min(gap * 0.5, (room - count * (depth + gap) + gap) / (count - 1))
    : 0;
  const start = count > 1 ? frame.bottom + inset : frame.bottom + (frame.top - frame.bottom - depth) / 2;
  for (let row = 0; row < count; row++) {
    const v0 = start + row * pitch, v1 = v0 + depth;
    for (const [a, b] of frame.spans(v0, v1, inset)) {
      for (const [from, to] of without(a, b, plan.keepOff)) {
        divide(plot, plan, from, to, { v0, v1, row }, out);
      }
    }
  }
  return out;
}

function without(a: number, b: number, off: RowPlan["keepOff"]): [number, number][] {
  let parts: [number, number][] = [[a, b]];
  for (const at of off?.at ?? []) {
    parts = parts.flatMap(([from, to]): [number, number][] => {
      const [left, right] = [at - off!.half, at + off!.half];
      if (right <= from || left >= to) return [[from, to]];
      return [[from, left], [right, to]];
    });
  }
  return parts;
}

function divide(
  plot: Plot,
  { length: [shortest, longest], between, built }: RowPlan,
  from: number,
  to: number,
  strip: { v0: number; v1: number; row: number },
  out: Place[],
): void {
  const room = to - from;
  if (room < shortest * 0.7) return;
  const wanted = plot.between(shortest, longest);
  const n = Math.max(1, Math.round((room + between) / (wanted + between)));
  let size = (room - (n - 1) * between) / n;
  if (size > longest * 1.25) size = longest;
  const pitch = n > 1 ? (room - size) / (n - 1) : 0;
  for (let k = 0; k < n; k++) {
    const u0 = n > 1 ? from + k * pitch : from + (room - size) / 2;
    if (plot.chance(built)) out.push({ ...strip, u0, u1: u0 + size });
  }
}
