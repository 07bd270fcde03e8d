/** Where people live: housing estates, towers, courtyards of the old town, villas, villages grown into the city. */
import { areaOf } from "../land/line.ts";
import type { Line } from "../land/plane.ts";
import { drawIn } from "./inset.ts";
import type { Frame } from "./frame.ts";
import type { Plot } from "./plot.ts";
import { school } from "./campus.ts";
import { quarters } from "./quarters.ts";
import { places, type RowPlan } from "./rows.ts";
import { corner, flats, oval, slab, tower } from "./shapes.ts";

/** A block of flats; a large one is several estates, each of its own year, with lanes between them. */
export function estate(plot: Plot): void {
  quarters(plot, (part) => {
    const pick = part.random.next();
    if (pick < 0.13) return pointTowers(part);
    return pick > 0.95 && part.area > 9_000 && part.area < plot.area / 2 ? school(part) : slabs(part);
  });
}

/** Tower estates, with a few older slabs among them where the block is large. */
export function towers(plot: Plot): void {
  quarters(plot, (part) => part.chance(0.72) ? pointTowers(part) : slabs(part));
}

/** Slabs in rows that face south, a gate, a spine and lanes between the rows. */
function slabs(plot: Plot): void {
  const frame = plot.frame("south"), [wide] = frame.size;
  const high = plot.chance(plot.area > 30_000 ? 0.42 : 0.22);
  const plan: RowPlan = high
    ? {
      depth: 15,
      gap: plot.between(34, 46),
      length: [34, 58],
      between: plot.between(14, 24),
      inset: 9,
      built: 0.94,
    }
    : {
      depth: 12.5,
      gap: plot.between(17, 24),
      length: [38, 66],
      between: plot.between(8, 13),
      inset: 6,
      built: 0.97,
    };
  const middle = middleOf(frame), spine = wide > 90 ? [middle + plot.between(-0.12, 0.12) * wide] : [];
  const rows = places(plot, frame, { ...plan, keepOff: { at: spine, half: 5 } });
  const heart = plot.area > 24_000 && plot.chance(0.45) ? heartOf(plot, frame, rows.length) : undefined;
  for (const { u0, v0, u1, v1 } of rows) {
    if (heart && u0 < heart.u1 && u1 > heart.u0 && v0 < heart.v1 && v1 > heart.v0) continue;
    const storeys = high ? Math.round(plot.between(17, 32)) : Math.round(plot.between(5, 7));
    plot.house(frame.plane(flats(u0, v0, u1, v1, high ? 17 : 14)), storeys);
  }
  lanes(plot, frame, rows, spine);
  if (heart) garden(plot, frame, heart);
}

/** A spine through the block, and a lane behind every second row. */
function lanes(
  plot: Plot,
  frame: Frame,
  rows: readonly { v0: number; v1: number; row: number }[],
  spine: readonly number[],
) {
  for (const u of spine) {
    const inside = frame.column(u);
    if (inside) plot.lane(frame.plane([u, inside[0] - 14, u, inside[1] - 3]));
  }
  const seen = new Set<number>();
  const gap = rows.length > 0 ? gapOf(rows) : 0;
  for (const { row, v1 } of rows) {
    if (seen.has(row)) continue;
    seen.add(row);
    const v = v1 + gap / 2;
    for (const [a, b] of frame.spans(v - 2, v + 2, 4)) {
      const line = frame.plane([a, v, b, v]);
      if (row % 2 === 0) plot.lane(line);
      else plot.path(line);
    }
  }
}

function gapOf(rows: readonly { v0: number; v1: number; row: number }[]): number {
  const first = rows[0]!, next = rows.find(({ row }) => row !== first.row);
  return next ? next.v0 - first.v1 : 0;
}

interface Heart {
  readonly u0: number;
  readonly v0: number;
  readonly u1: number;
  readonly v1: number;
}

function heartOf(plot: Plot, frame: Frame, n: number): Heart | undefined {
  if (n < 12) return undefined;
  const [wide, high] = frame.size, u = middleOf(frame), v = (frame.top + frame.bottom) / 2;
  const [a, b] = [wide * plot.between(0.1, 0.18), high * plot.between(0.1, 0.16)];
  return { u0: u - a, v0: v - b, u1: u + a, v1: v + b };
}

/** Lawns, a winding path and sometimes a pond, where a row or two were left out. */
function garden(plot: Plot, frame: Frame, { u0, v0, u1, v1 }: Heart): void {
  const [u, v] = [(u0 + u1) / 2, (v0 + v1) / 2], [a, b] = [(u1 - u0) / 2, (v1 - v0) / 2];
  const bend = plot.between(0.2, 0.5), lawn: Line = [];
  for (let k = 0; k < 20; k++) {
    const t = Math.PI * k / 10, r = 0.78 + 0.22 * Math.sin(3 * t + bend * 9);
    lawn.push(u + a * r * Math.cos(t), v + b * r * Math.sin(t));
  }
  plot.ground(frame.plane(lawn), "garden", {}, 15);
  if (plot.chance(0.5)) plot.water(frame.plane(oval(u - a * bend, v, a * 0.3, b * 0.3, 14)));
  plot.path(frame.plane([u0, v, u - a * 0.4, v + b * bend, u + a * 0.3, v - b * bend, u1, v]));
}

function middleOf(frame: Frame): number {
  return (frame.left + frame.right) / 2;
}

/** Point towers in a park, with a lane around them. */
function pointTowers(plot: Plot): void {
  const frame = plot.frame("south");
  const side = plot.between(22, 30), gap = plot.between(32, 48);
  const plan: RowPlan = {
    depth: side,
    gap,
    length: [side, side + 4],
    between: gap * 0.8,
    inset: 12,
    built: 0.9,
  };
  const spots = places(plot, frame, plan);
  for (const { u0, v0, u1, v1 } of spots) {
    plot.house(
      frame.plane(tower((u0 + u1) / 2, (v0 + v1) / 2, u1 - u0, side)),
      Math.round(plot.between(24, 34)),
    );
  }
  if (plot.area > 9_000) {
    const way = drawIn(plot.outline, 8);
    if (way) plot.lane([...way, way[0]!, way[1]!]);
  }
  lanes(plot, frame, spots, []);
}

/** Houses along the four streets around a court, and low rows within: the li-yuan of the old port. */
export function courtyards(plot: Plot): void {
  const deep = plot.between(10, 13.5);
  const outer = drawIn(plot.outline, 1.5), inner = outer && drawIn(outer, deep);
  if (!outer || !inner || inner.length !== outer.length) return cottages(plot);
  const n = outer.length / 2;
  for (let i = 0; i < n; i++) {
    const j = (i + 1) % n;
    terrace(plot, [outer[2 * i]!, outer[2 * i + 1]!, outer[2 * j]!, outer[2 * j + 1]!], [
      inner[2 * i]!,
      inner[2 * i + 1]!,
      inner[2 * j]!,
      inner[2 * j + 1]!,
    ]);
  }
  yards(plot, inner);
}

/** One side of the court, cut into houses of different depth. */
function terrace(plot: Plot, front: Line, back: Line): void {
  const length = Math.hypot(front[2]! - front[0]!, front[3]! - front[1]!);
  const n = Math.max(1, Math.round(length / plot.between(13, 22)));
  const at = (line: Line, share: number, k: 0 | 1) => line[k]! + (line[k + 2]! - line[k]!) * share;
  for (let k = 0; k < n; k++) {
    if (plot.chance(0.05)) continue;
    const [a, b] = [k / n, (k + 1) / n], deep = plot.between(0.72, 1);
    const behind = (share: number, axis: 0 | 1) => {
      const f = at(front, share, axis);
      return f + (at(back, share, axis) - f) * deep;
    };
    plot.house([
      at(front, a, 0),
      at(front, a, 1),
      at(front, b, 0),
      at(front, b, 1),
      behind(b, 0),
      behind(b, 1),
      behind(a, 0),
      behind(a, 1),
    ], Math.round(plot.between(2, 5)));
  }
}

function yards(plot: Plot, inner: Line): void {
  const size = areaOf(inner);
  if (size < 700) return;
  const yard = plot.within(inner, size), frame = yard.frame("south");
  const plan: RowPlan = { depth: 6.5, gap: 6, length: [9, 20], between: 2.5, inset: 4, built: 0.8 };
  for (const { u0, v0, u1, v1 } of places(yard, frame, plan)) {
    yard.house(frame.plane(slab(u0, v0, u1, v1)), 2);
  }
}

/** Small houses in rows, where a block is too odd for a court. */
export function cottages(plot: Plot): void {
  const frame = plot.frame("long");
  const plan: RowPlan = { depth: 9, gap: 6, length: [11, 22], between: 2, inset: 2, built: 0.92 };
  for (const { u0, v0, u1, v1 } of places(plot, frame, plan)) {
    plot.house(frame.plane(slab(u0, v0, u1, v1)), Math.round(plot.between(2, 4)));
  }
}

/** Detached houses in gardens on the slopes above the sea. */
export function villas(plot: Plot): void {
  const frame = plot.frame("south");
  const plan: RowPlan = { depth: 17, gap: 13, length: [15, 22], between: 12, inset: 7, built: 0.86 };
  const rows = places(plot, frame, plan);
  for (const { u0, v0, u1, v1, row } of rows) {
    const [du, dv] = [plot.between(0, 3), plot.between(0, 5)];
    const plan = corner(u0 + du, v0, u1, v1 - dv, 9, (row & 1) === 0);
    plot.house(frame.plane(plot.chance(0.6) ? plan : slab(u0 + du, v0 + dv, u1, v1)), 2);
  }
  lanes(plot, frame, rows.filter(({ row }) => row % 2 === 0), []);
}

/** Farmhouses that the city grew around: small courts wall to wall, lanes a cart wide. */
export function village(plot: Plot): void {
  const frame = plot.frame("south");
  const plan: RowPlan = { depth: 12, gap: 4.5, length: [9.5, 13], between: 1.2, inset: 4, built: 0.93 };
  const rows = places(plot, frame, plan);
  for (const { u0, v0, u1, v1 } of rows) {
    if (plot.chance(0.3)) plot.house(frame.plane(slab(u0, v0, u1, v1)), 3);
    else plot.house(frame.plane(corner(u0, v0, u1, v1, 5, plot.chance(0.5))), 1);
  }
  lanes(plot, frame, rows.filter(({ row }) => row % 4 < 2), []);
}
