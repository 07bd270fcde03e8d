/** Where people work: offices, shopping streets, factories, the port. */
import type { Line } from "../land/plane.ts";
import { drawIn } from "./inset.ts";
import type { Plot } from "./plot.ts";
import { quarters } from "./quarters.ts";
import { places, type RowPlan } from "./rows.ts";
import { corner, court, oval, slab, tower } from "./shapes.ts";

/** Office towers on wide plinths, with a square between them. */
export function offices(plot: Plot): void {
  quarters(plot, officeRows, 30_000);
}

function officeRows(plot: Plot): void {
  const frame = plot.frame("long");
  const plan: RowPlan = { depth: 40, gap: 18, length: [42, 74], between: 16, inset: 7, built: 0.9 };
  const spots = places(plot, frame, plan);
  if (spots.length === 0) return shops(plot);
  for (const { u0, v0, u1, v1 } of spots) {
    const pick = plot.random.next();
    if (pick < 0.42) {
      plot.house(frame.plane(tower((u0 + u1) / 2, (v0 + v1) / 2, 38, 38)), Math.round(plot.between(28, 58)));
    } else if (pick < 0.72) {
      plot.house(frame.plane(corner(u0, v0, u1, v1, 20, pick < 0.57)), Math.round(plot.between(9, 22)));
    } else if (pick < 0.86) {
      plot.house(
        frame.plane(oval((u0 + u1) / 2, (v0 + v1) / 2, 21, 19, 18)),
        Math.round(plot.between(30, 62)),
      );
    } else plot.house(frame.plane(slab(u0, v0, u1, v1)), Math.round(plot.between(4, 8)));
  }
  const way = drawIn(plot.outline, 4);
  if (way && plot.area > 12_000) plot.path([...way, way[0]!, way[1]!]);
}

/** Department stores and houses with shops. */
export function shops(plot: Plot): void {
  quarters(plot, shopRows, 16_000);
}

function shopRows(plot: Plot): void {
  const frame = plot.frame("long"), [wide, high] = frame.size;
  if (plot.area > 7_000 && plot.area < 26_000 && plot.chance(0.35)) {
    const hall = drawIn(plot.outline, Math.min(14, Math.min(wide, high) * 0.12));
    if (hall) return plot.house(hall, Math.round(plot.between(4, 7)));
  }
  const plan: RowPlan = { depth: 22, gap: 10, length: [20, 46], between: 5, inset: 3.5, built: 0.95 };
  for (const { u0, v0, u1, v1 } of places(plot, frame, plan)) {
    plot.house(
      frame.plane(plot.chance(0.25) ? corner(u0, v0, u1, v1, 12, plot.chance(0.5)) : slab(u0, v0, u1, v1)),
      Math.round(plot.between(4, 14)),
    );
  }
}

/** Works side by side, each with halls of its own size. */
export function factory(plot: Plot): void {
  quarters(plot, halls, 48_000);
}

/** Halls in yards, some with tanks. */
function halls(plot: Plot): void {
  const frame = plot.frame("long"), deep = plot.between(28, 62);
  const plan: RowPlan = {
    depth: deep,
    gap: plot.between(15, 24),
    length: [deep, deep * 2.6],
    between: 14,
    inset: 10,
    built: 0.88,
  };
  const spots = places(plot, frame, plan);
  for (const { u0, v0, u1, v1 } of spots) {
    const pick = plot.random.next();
    if (pick < 0.08) tanks(plot, (line) => frame.plane(line), u0, v0, u1, v1);
    else if (pick < 0.24) plot.house(frame.plane(court(u0, v0, u1, v1, deep * 0.3)), 3);
    else if (pick < 0.34) {
      const middle = (u0 + u1) / 2;
      plot.house(frame.plane(slab(u0, v0, middle - 3, v1)), 2);
      plot.house(frame.plane(slab(middle + 3, v0 + deep * 0.2, u1, v1)), 4);
    } else plot.house(frame.plane(slab(u0, v0, u1, v1)), 2);
  }
  if (spots.length === 0) return cottagesOfWork(plot);
  const seen = new Set<number>();
  for (const { row, v1 } of spots) {
    if (seen.has(row)) continue;
    seen.add(row);
    for (const [a, b] of frame.spans(v1 + 7, v1 + 9, 3)) plot.lane(frame.plane([a, v1 + 8, b, v1 + 8]));
  }
}

function cottagesOfWork(plot: Plot): void {
  const frame = plot.frame("long");
  const plan: RowPlan = { depth: 16, gap: 8, length: [18, 44], between: 6, inset: 4, built: 0.9 };
  for (const { u0, v0, u1, v1 } of places(plot, frame, plan)) {
    plot.house(frame.plane(slab(u0, v0, u1, v1)), 2);
  }
}

function tanks(
  plot: Plot,
  plane: (line: Line) => Line,
  u0: number,
  v0: number,
  u1: number,
  v1: number,
): void {
  const r = Math.min(13, (v1 - v0) / 4.6);
  for (let u = u0 + r; u + r <= u1; u += 2.5 * r) {
    for (let v = v0 + r; v + r <= v1; v += 2.5 * r) plot.house(plane(oval(u, v, r, r, 14)), 5);
  }
}

/** Stacks of containers in lanes, cranes on the quay, sheds behind. */
export function terminal(plot: Plot): void {
  const frame = plot.frame("long");
  const sheds = plot.chance(0.3);
  const plan: RowPlan = sheds
    ? { depth: 34, gap: 16, length: [80, 150], between: 16, inset: 14, built: 0.92 }
    : { depth: 13, gap: 9, length: [74, 74], between: 12, inset: 22, built: 0.86 };
  const spots = places(plot, frame, plan);
  for (const { u0, v0, u1, v1 } of spots) {
    if (sheds) {
      plot.house(frame.plane(slab(u0, v0, u1, v1)), 3);
      continue;
    }
    // A stack is lines of six-metre boxes, some of them shipped.
    let from = u0;
    for (let u = u0; u <= u1 + 0.1; u += 12.3) {
      if (u + 12.3 <= u1 + 0.1 && !plot.chance(0.12)) continue;
      if (u - from > 6) plot.house(frame.plane(slab(from, v0, u, v1)), 4);
      from = u + 12.3;
    }
  }
  const seen = new Set<number>();
  for (const { row, v1 } of spots) {
    if (seen.has(row) || row % 3 !== 2) continue;
    seen.add(row);
    for (const [a, b] of frame.spans(v1 + 3, v1 + 6, 4)) plot.lane(frame.plane([a, v1 + 4.5, b, v1 + 4.5]));
  }
}
