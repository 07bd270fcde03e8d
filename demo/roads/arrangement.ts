/**
 * The planar arrangement of all lines of the city: roads, coast, banks and borders cut at every crossing into edges
 * between shared nodes, so that whatever lies between them tiles the ground exactly.
 */
import type { Line } from "../land/plane.ts";
import { rankOf } from "./kind.ts";
import { Nodes } from "./nodes.ts";

export interface Stroke {
  readonly line: Line;
  /** A road class, or one of the dividing kinds of kind.ts. */
  readonly kind: number;
  /** Index into the names of roads, or -1. */
  readonly name: number;
  /** How far (m) an end may be lengthened to meet another line; 0 leaves ends where they are. */
  readonly reach: number;
}

export interface Arrangement {
  readonly x: number[];
  readonly y: number[];
  readonly from: number[];
  readonly to: number[];
  readonly kind: number[];
  readonly name: number[];
}

const CELL = 160;

interface Segments {
  ax: number[];
  ay: number[];
  bx: number[];
  by: number[];
  stroke: number[];
}

export function arrange(strokes: readonly Stroke[]): Arrangement {
  const lines = reachOut(strokes);
  const s = segmentsOf(lines);
  const grid = squares(s);
  const cuts: number[][] = s.ax.map(() => []);
  for (const list of grid.values()) {
    for (let p = 0; p < list.length; p++) {
      for (let q = p + 1; q < list.length; q++) cross(s, list[p]!, list[q]!, cuts);
    }
  }
  return joinUp(strokes, s, cuts);
}

/** Lengthens loose ends to the nearest line they point at, a little beyond it, so that the crossing is found. */
function reachOut(strokes: readonly Stroke[]): Line[] {
  const lines = strokes.map((s) => s.line.slice());
  const s = segmentsOf(lines), grid = squares(s);
  strokes.forEach(({ reach }, k) => {
    const line = lines[k]!;
    if (reach <= 0 || line.length < 4) return;
    const n = line.length;
    const head = aim(s, grid, k, line[2]!, line[3]!, line[0]!, line[1]!, reach);
    const tail = aim(s, grid, k, line[n - 4]!, line[n - 3]!, line[n - 2]!, line[n - 1]!, reach);
    if (tail) line.push(...tail);
    if (head) line.unshift(...head);
  });
  return lines;
}

/** Where the ray from (x, y), coming from (px, py), first meets a line of another stroke within reach. */
function aim(
  s: Segments,
  grid: Map<number, number[]>,
  stroke: number,
  px: number,
  py: number,
  x: number,
  y: number,
  reach: number,
): [number, number] | undefined {
  const len = Math.hypot(x - px, y - py) || 1, dx = (x - px) / len, dy = (y - py) / len;
  let best = reach;
  const seen = new Set<number>();
  for (let d = 0; d <= reach; d += CELL / 2) {
    for (const i of grid.get(squareOf(x + dx * d, y + dy * d)) ?? []) {
      if (seen.has(i) || s.stroke[i] === stroke) continue;
      seen.add(i);
      const ex = s.bx[i]! - s.ax[i]!, ey = s.by[i]! - s.ay[i]!, det = dx * ey - dy * ex;
      if (Math.abs(det) < 0.2 * Math.hypot(ex, ey)) continue;
      const t = ((s.ax[i]! - x) * ey - (s.ay[i]! - y) * ex) / det;
      const u = ((s.ax[i]! - x) * dy - (s.ay[i]! - y) * dx) / det;
      if (t > -3 && t < best && u >= 0 && u <= 1) best = t;
    }
  }
  return best < reach ? [x + dx * (best + 1), y + dy * (best + 1)] : undefined;
}

function segmentsOf(lines: readonly Line[]): Segments {
  const s: Segments = { ax: [], ay: [], bx: [], by: [], stroke: [] };
  lines.forEach((line, k) => {
    for (let i = 2; i < line.length; i += 2) {
      s.ax.push(line[i - 2]!);
      s.ay.push(line[i - 1]!);
      s.bx.push(line[i]!);
      s.by.push(line[i + 1]!);
      s.stroke.push(k);
    }
  });
  return s;
}

const squareOf = (x: number, y: number) => Math.floor(x / CELL) * 65_536 + Math.floor(y / CELL);

/** Segments by the squares their boxes touch, 5 m wider than they are. */
function squares(s: Segments): Map<number, number[]> {
  const grid = new Map<number, number[]>();
  for (let i = 0; i < s.ax.length; i++) {
    const c1 = Math.floor((Math.max(s.ax[i]!, s.bx[i]!) + 5) / CELL);
    const r1 = Math.floor((Math.max(s.ay[i]!, s.by[i]!) + 5) / CELL);
    const r0 = Math.floor((Math.min(s.ay[i]!, s.by[i]!) - 5) / CELL);
    for (let c = Math.floor((Math.min(s.ax[i]!, s.bx[i]!) - 5) / CELL); c <= c1; c++) {
      for (let r = r0; r <= r1; r++) {
        const list = grid.get(c * 65_536 + r);
        if (list) list.push(i);
        else grid.set(c * 65_536 + r, [i]);
      }
    }
  }
  return grid;
}

/** Notes on both segments the share at which they cross. Found once per square they share; twice does no harm. */
function cross(s: Segments, i: number, j: number, cuts: number[][]): void {
  const ax = s.ax[i]!, ay = s.ay[i]!, cx = s.ax[j]!, cy = s.ay[j]!;
  const dx = s.bx[i]! - ax, dy = s.by[i]! - ay, ex = s.bx[j]! - cx, ey = s.by[j]! - cy;
  const det = dx * ey - dy * ex;
  if (Math.abs(det) < 1e-9) return;
  const t = ((cx - ax) * ey - (cy - ay) * ex) / det;
  if (t < 0 || t > 1) return;
  const u = ((cx - ax) * dy - (cy - ay) * dx) / det;
  if (u < 0 || u > 1) return;
  cuts[i]!.push(t);
  cuts[j]!.push(u);
}

/** Makes edges between the cuts; nodes nearer than 4 m are one, and of two equal edges the more important stays. */
function joinUp(strokes: readonly Stroke[], s: Segments, cuts: number[][]): Arrangement {
  const nodes = new Nodes(4);
  const out: Arrangement = { x: nodes.x, y: nodes.y, from: [], to: [], kind: [], name: [] };
  const known = new Map<number, number>();
  // Dividing lines come first: their vertices stay where they were drawn and roads are pulled to them.
  const order = s.ax.map((_, i) => i).sort((a, b) =>
    strokes[s.stroke[b]!]!.kind - strokes[s.stroke[a]!]!.kind || a - b
  );
  for (const i of order) {
    const stroke = strokes[s.stroke[i]!]!;
    const dx = s.bx[i]! - s.ax[i]!, dy = s.by[i]! - s.ay[i]!;
    const shares = [0, ...cuts[i]!.sort((a, b) => a - b), 1];
    let last = -1;
    for (const t of shares) {
      const node = nodes.at(s.ax[i]! + dx * t, s.ay[i]! + dy * t);
      if (last >= 0 && node !== last) {
        const key = Math.min(last, node) * 4_194_304 + Math.max(last, node);
        const old = known.get(key);
        if (old === undefined) {
          known.set(key, out.from.length);
          out.from.push(last);
          out.to.push(node);
          out.kind.push(stroke.kind);
          out.name.push(stroke.name);
        } else if (rankOf(stroke.kind) < rankOf(out.kind[old]!)) {
          out.kind[old] = stroke.kind;
          out.name[old] = stroke.name;
        }
      }
      last = node;
    }
  }
  return out;
}
