/** Places along a line, parts of it, and what runs beside it. Metres. */
import { lengthOf, simplify } from "./line.ts";
import type { Line } from "./plane.ts";

export function pointOn(line: Line, along: number): [number, number] {
  for (let i = 2; i < line.length; i += 2) {
    const dx = line[i]! - line[i - 2]!, dy = line[i + 1]! - line[i - 1]!, len = Math.hypot(dx, dy);
    if (along <= len || i + 2 >= line.length) {
      const t = len > 0 ? Math.max(0, Math.min(1, along / len)) : 0;
      return [line[i - 2]! + dx * t, line[i - 1]! + dy * t];
    }
    along -= len;
  }
  return [line[0]!, line[1]!];
}

/** The part between two distances from the start. */
export function part(line: Line, from: number, to: number): Line {
  const out: Line = [...pointOn(line, from)];
  let at = 0;
  for (let i = 2; i < line.length; i += 2) {
    at += Math.hypot(line[i]! - line[i - 2]!, line[i + 1]! - line[i - 1]!);
    if (at > from + 0.5 && at < to - 0.5) out.push(line[i]!, line[i + 1]!);
  }
  out.push(...pointOn(line, Math.min(to, lengthOf(line))));
  return out;
}

/** How far a point is from a line, and how far along it the nearest place is. */
export function nearestOn(line: Line, x: number, y: number): { off: number; along: number } {
  let off = Infinity, along = 0, at = 0;
  for (let i = 2; i < line.length; i += 2) {
    const ax = line[i - 2]!,
      ay = line[i - 1]!,
      dx = line[i]! - ax,
      dy = line[i + 1]! - ay,
      len = Math.hypot(dx, dy);
    const t = len > 0 ? Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (len * len))) : 0;
    const far = Math.hypot(x - ax - t * dx, y - ay - t * dy);
    if (far < off) [off, along] = [far, at + t * len];
    at += len;
  }
  return { off, along };
}

/** A line beside another, to its left when `off` is positive. */
export function beside(line: Line, off: number): Line {
  const n = line.length / 2, out: Line = [];
  for (let i = 0; i < n; i++) {
    const a = 2 * Math.max(0, i - 1), b = 2 * Math.min(n - 1, i + 1);
    const dx = line[b]! - line[a]!, dy = line[b + 1]! - line[a + 1]!, len = Math.hypot(dx, dy) || 1;
    out.push(line[2 * i]! - dy / len * off, line[2 * i + 1]! + dx / len * off);
  }
  return out;
}

/** The ring between two lines beside a line. */
export function band(line: Line, right: number, left: number): Line {
  const thin = simplify(line, 0.3), back = beside(thin, left), out = beside(thin, right);
  for (let i = back.length - 2; i >= 0; i -= 2) out.push(back[i]!, back[i + 1]!);
  return out;
}
