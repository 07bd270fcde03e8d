/** Lines on the plane: smoothing, resampling, simplifying, measuring. Pure. */
import type { Line } from "./plane.ts";

/** Catmull-Rom through control points in kilometres, sampled about every `step` metres. */
export function smooth(control: readonly (readonly [number, number])[], step: number): Line {
  const out: Line = [];
  const at = (i: number) => control[Math.max(0, Math.min(control.length - 1, i))]!;
  for (let i = 0; i + 1 < control.length; i++) {
    const [p0, p1, p2, p3] = [at(i - 1), at(i), at(i + 1), at(i + 2)];
    const n = Math.max(1, Math.round(Math.hypot(p2[0] - p1[0], p2[1] - p1[1]) * 1000 / step));
    for (let k = 0; k < n; k++) {
      const t = k / n;
      out.push(blend(p0[0], p1[0], p2[0], p3[0], t) * 1000, blend(p0[1], p1[1], p2[1], p3[1], t) * 1000);
    }
  }
  const end = control[control.length - 1]!;
  out.push(end[0] * 1000, end[1] * 1000);
  return out;
}

function blend(a: number, b: number, c: number, d: number, t: number): number {
  return 0.5 *
    (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t * t * t);
}

export function lengthOf(line: Line): number {
  let sum = 0;
  for (let i = 2; i < line.length; i += 2) {
    sum += Math.hypot(line[i]! - line[i - 2]!, line[i + 1]! - line[i - 1]!);
  }
  return sum;
}

/** The signed area of a ring in m², positive when counter-clockwise. */
export function areaOf(ring: Line): number {
  let sum = 0;
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
    sum += ring[j]! * ring[i + 1]! - ring[i]! * ring[j + 1]!;
  }
  return sum / 2;
}

/** Douglas-Peucker: drops vertices that lie within `tolerance` metres of the line without them. */
export function simplify(line: Line, tolerance: number): Line {
  const n = line.length / 2;
  if (n < 3) return line;
  const keep = new Uint8Array(n);
  keep[0] = keep[n - 1] = 1;
  const stack = [0, n - 1];
  while (stack.length) {
    const to = stack.pop()!, from = stack.pop()!;
    let worst = tolerance * tolerance, at = -1;
    for (let i = from + 1; i < to; i++) {
      const d = squareToSegment(line[2 * i]!, line[2 * i + 1]!, line, 2 * from, 2 * to);
      if (d > worst) [worst, at] = [d, i];
    }
    if (at < 0) continue;
    keep[at] = 1;
    stack.push(from, at, at, to);
  }
  const out: Line = [];
  for (let i = 0; i < n; i++) if (keep[i]) out.push(line[2 * i]!, line[2 * i + 1]!);
  return out;
}

function squareToSegment(x: number, y: number, line: Line, a: number, b: number): number {
  const ax = line[a]!, ay = line[a + 1]!, dx = line[b]! - ax, dy = line[b + 1]! - ay;
  const len = dx * dx + dy * dy;
  const t = len > 0 ? Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / len)) : 0;
  return (x - ax - t * dx) ** 2 + (y - ay - t * dy) ** 2;
}

/** Both banks of a stream as one ring: `width(share)` metres wide at each share of its length. */
export function ribbon(line: Line, width: (share: number) => number): Line {
  const n = line.length / 2;
  const left: Line = [], right: Line = [];
  for (let i = 0; i < n; i++) {
    const a = 2 * Math.max(0, i - 1), b = 2 * Math.min(n - 1, i + 1);
    const dx = line[b]! - line[a]!, dy = line[b + 1]! - line[a + 1]!, len = Math.hypot(dx, dy) || 1;
    const half = width(i / (n - 1)) / 2;
    left.push(line[2 * i]! - dy / len * half, line[2 * i + 1]! + dx / len * half);
    right.unshift(line[2 * i]! + dy / len * half, line[2 * i + 1]! - dx / len * half);
  }
  return left.concat(right);
}

/** Whether a point lies in rings (even-odd), answered through buckets of rows, so that many points are cheap. */
export class Inside {
  readonly #rows = new Map<number, number[]>();

  constructor(rings: readonly Line[], readonly step = 200) {
    for (const ring of rings) {
      for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
        const [ax, ay, bx, by] = [ring[j]!, ring[j + 1]!, ring[i]!, ring[i + 1]!];
        const to = Math.floor(Math.max(ay, by) / step);
        for (let row = Math.floor(Math.min(ay, by) / step); row <= to; row++) {
          const list = this.#rows.get(row);
          if (list) list.push(ax, ay, bx, by);
          else this.#rows.set(row, [ax, ay, bx, by]);
        }
      }
    }
  }

  has(x: number, y: number): boolean {
    const list = this.#rows.get(Math.floor(y / this.step));
    if (!list) return false;
    let inside = false;
    for (let i = 0; i < list.length; i += 4) {
      const ay = list[i + 1]!, by = list[i + 3]!;
      if (ay > y !== by > y && x < list[i]! + (y - ay) / (by - ay) * (list[i + 2]! - list[i]!)) {
        inside = !inside;
      }
    }
    return inside;
  }
}
