/** Outlines drawn in from all sides. */
import { areaOf } from "../land/line.ts";
import type { Line } from "../land/plane.ts";

/** The outline `metres` inside another, corner by corner, or nothing where it would cross itself. */
export function drawIn(line: Line, metres: number): Line | undefined {
  const n = line.length / 2, out: Line = [];
  for (let i = 0; i < n; i++) {
    const p = (i + n - 1) % n, q = (i + 1) % n;
    const [ax, ay] = unit(line, p, i), [bx, by] = unit(line, i, q);
    const det = ax * by - ay * bx, x = line[2 * i]!, y = line[2 * i + 1]!;
    if (Math.abs(det) < 0.12) out.push(x - by * metres, y + bx * metres);
    else out.push(x + (bx - ax) * metres / det, y + (by - ay) * metres / det);
  }
  for (let i = 0; i < n; i++) {
    const q = (i + 1) % n, [ux, uy] = unit(line, i, q);
    if ((out[2 * q]! - out[2 * i]!) * ux + (out[2 * q + 1]! - out[2 * i + 1]!) * uy < 1) return undefined;
  }
  const after = areaOf(out);
  return after > 60 && after < areaOf(line) ? out : undefined;
}

function unit(line: Line, i: number, j: number): [number, number] {
  const dx = line[2 * j]! - line[2 * i]!,
    dy = line[2 * j + 1]! - line[2 * i + 1]!,
    len = Math.hypot(dx, dy) || 1;
  return [dx / len, dy / len];
}
