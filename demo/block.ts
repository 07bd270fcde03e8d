/** Building blocks: faces of the ground drawn in by half of each road that bounds them. */
import { areaOf } from "./land/line.ts";
import type { Line } from "./land/plane.ts";
import type { Arrangement } from "./roads/arrangement.ts";
import { originOf } from "./roads/faces.ts";
import { isRoad, WIDTH } from "./roads/kind.ts";

/** Pavement and verge on top of half the road, metres. */
const VERGE = 5;

/** The ring of a block, or nothing where the roads leave no room. */
export function blockRing(a: Arrangement, halves: readonly number[]): Line | undefined {
  const { line, off } = corners(a, halves);
  const before = areaOf(line);
  // Short edges of a curve may vanish when it is drawn in: they are left out, one at a time.
  for (let tries = 0; tries < 12 && off.length >= 3; tries++) {
    const out = drawIn(line, off);
    const lost = turnedEdge(line, out);
    if (lost < 0) {
      const after = areaOf(out);
      return after > 400 && after < before ? out : undefined;
    }
    // The two ends of the lost edge become the one corner between them.
    const next = (lost + 1) % off.length;
    line[2 * next] = (line[2 * lost]! + line[2 * next]!) / 2;
    line[2 * next + 1] = (line[2 * lost + 1]! + line[2 * next + 1]!) / 2;
    line.splice(2 * lost, 2);
    off.splice(lost, 1);
  }
  return undefined;
}

/** Every corner moved to where its two edges cross after each has moved to its left by its own distance. */
function drawIn(line: Line, off: readonly number[]): Line {
  const n = off.length;
  return off.flatMap((db, i) => {
    const p = (i + n - 1) % n, q = (i + 1) % n;
    const [ax, ay] = unit(line, p, i), [bx, by] = unit(line, i, q);
    const x = line[2 * i]!, y = line[2 * i + 1]!, da = off[p]!;
    const det = ax * by - ay * bx;
    if (Math.abs(det) < 0.15) return [x - by * db, y + bx * db];
    return [x + (bx * da - ax * db) / det, y + (by * da - ay * db) / det];
  });
}

/** The first edge that points the other way after drawing in, or -1. */
function turnedEdge(line: Line, out: Line): number {
  const n = line.length / 2;
  for (let i = 0; i < n; i++) {
    const q = (i + 1) % n, [ux, uy] = unit(line, i, q);
    if ((out[2 * q]! - out[2 * i]!) * ux + (out[2 * q + 1]! - out[2 * i + 1]!) * uy < 0) return i;
  }
  return -1;
}

function unit(line: Line, i: number, j: number): [number, number] {
  const dx = line[2 * j]! - line[2 * i]!,
    dy = line[2 * j + 1]! - line[2 * i + 1]!,
    len = Math.hypot(dx, dy) || 1;
  return [dx / len, dy / len];
}

/** The corners of a face, without nodes on straight edges, and how far each following edge moves in. */
function corners(a: Arrangement, halves: readonly number[]): { line: Line; off: number[] } {
  const line: Line = [], off: number[] = [];
  let [px, py, last] = [NaN, NaN, NaN];
  const n = halves.length;
  for (let k = 0; k <= n; k++) {
    const half = halves[k % n]!;
    const p = originOf(a, half), q = originOf(a, half ^ 1);
    const dx = a.x[q]! - a.x[p]!, dy = a.y[q]! - a.y[p]!, len = Math.hypot(dx, dy) || 1;
    const kind = a.kind[half >> 1]!;
    const distance = isRoad(kind) ? WIDTH[kind]! / 2 + VERGE : 14;
    const straight = px * dx / len + py * dy / len > 0.992 && distance === last;
    if (!straight && k > 0) {
      line.push(a.x[p]!, a.y[p]!);
      off.push(distance);
    }
    if (!straight || k === 0) [px, py, last] = [dx / len, dy / len, distance];
  }
  return { line, off };
}
