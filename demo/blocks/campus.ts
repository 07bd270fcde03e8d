/** Schools, universities, hospitals, halls of the state and parks: blocks with a plan of their own. */
import { drawIn } from "./inset.ts";
import type { Frame } from "./frame.ts";
import type { Plot } from "./plot.ts";
import { type Place, places, type RowPlan } from "./rows.ts";
import { corner, court, ladder, oval, slab, track } from "./shapes.ts";

const PITCH = [[102, 62], [78, 46], [52, 32]] as const;

/** A running track in one half, classrooms in the other. */
export function school(plot: Plot): void {
  const frame = plot.frame("south");
  const field = sports(plot, frame);
  const isPitch = ({ u0, v0, u1, v1 }: Place) =>
    field && u0 < field[2] + 6 && u1 > field[0] - 6 && v0 < field[3] + 6 && v1 > field[1] - 6;
  const plan: RowPlan = { depth: 30, gap: 16, length: [44, 70], between: 14, inset: 8, built: 0.95 };
  const wings = places(plot, frame, plan).filter((place) => !isPitch(place));
  for (const { u0, v0, u1, v1 } of wings) {
    const pick = plot.random.next();
    if (pick < 0.45) plot.house(frame.plane(court(u0, v0, u1, v1, 10)), 5);
    else if (pick < 0.8) plot.house(frame.plane(ladder(u0, v0, u1, v1, 10)), 5);
    else plot.house(frame.plane(slab(u0, v0 + 10, u1, v1)), 4);
  }
  if (wings.length > 0) return;
  const low: RowPlan = { depth: 12, gap: 14, length: [26, 58], between: 10, inset: 6, built: 1 };
  for (const place of places(plot, frame, low)) {
    const { u0, v0, u1, v1 } = place;
    if (!isPitch(place)) plot.house(frame.plane(slab(u0, v0, u1, v1)), 4);
  }
}

/** The largest track that fits; the box it takes. */
function sports(plot: Plot, frame: Frame): [number, number, number, number] | undefined {
  for (const [long, short] of PITCH) {
    for (const [a, b] of [[long, short], [short, long]] as const) {
      for (const share of [0.06, 0.3, 0.6]) {
        const v0 = frame.bottom + 8 + share * (frame.top - frame.bottom);
        const span = frame.spans(v0, v0 + b, 7).find(([from, to]) => to - from > a);
        // A pitch takes at most half of the ground.
        if (!span || a * b > plot.area * 0.45) continue;
        const u0 = plot.chance(0.5) ? span[0] : span[1] - a;
        plot.ground(frame.plane(track(u0, v0, u0 + a, v0 + b)), "pitch", { sport: "athletics" });
        if (a > 50 && b > 30) {
          plot.ground(
            frame.plane(slab(u0 + a * 0.2, v0 + b * 0.2, u0 + a * 0.8, v0 + b * 0.8)),
            "grass",
            {},
            15,
          );
        }
        return [u0, v0, u0 + a, v0 + b];
      }
    }
  }
  return undefined;
}

/** Halls, dormitories and lawns between them. */
export function university(plot: Plot): void {
  const frame = plot.frame("south");
  const field = sports(plot, frame);
  const plan: RowPlan = { depth: 32, gap: 30, length: [60, 96], between: 28, inset: 14, built: 0.88 };
  const halls = places(plot, frame, plan);
  for (const { u0, v0, u1, v1, row } of halls) {
    if (field && u0 < field[2] + 8 && u1 > field[0] - 8 && v0 < field[3] + 8 && v1 > field[1] - 8) continue;
    const pick = plot.random.next();
    if (row % 3 === 2) { for (const v of [v0, v1 - 12]) plot.house(frame.plane(slab(u0, v, u1, v + 12)), 6); }
    else if (pick < 0.4) plot.house(frame.plane(court(u0, v0, u1, v1, 13)), 6);
    else if (pick < 0.7) plot.house(frame.plane(ladder(u0, v0, u1, v1, 12)), 7);
    else plot.house(frame.plane(corner(u0, v0, u1, v1, 15, pick < 0.85)), 9);
  }
  const seen = new Set<number>();
  for (const { row, v1 } of halls) {
    if (seen.has(row)) continue;
    seen.add(row);
    for (const [a, b] of frame.spans(v1 + 14, v1 + 16, 5)) plot.lane(frame.plane([a, v1 + 15, b, v1 + 15]));
  }
}

/** Wards in combs around a tall house. */
export function hospital(plot: Plot): void {
  const frame = plot.frame("south");
  const plan: RowPlan = { depth: 44, gap: 16, length: [56, 84], between: 16, inset: 8, built: 1 };
  const spots = places(plot, frame, plan);
  spots.forEach(({ u0, v0, u1, v1 }, k) =>
    plot.house(frame.plane(ladder(u0, v0, u1, v1, 14)), k === 0 ? 18 : 8)
  );
  if (spots.length === 0) {
    for (const p of places(plot, frame, { ...plan, depth: 22, length: [26, 50] })) {
      plot.house(frame.plane(slab(p.u0, p.v0, p.u1, p.v1)), 8);
    }
  }
}

/** The seats of offices: symmetrical, behind a forecourt. */
export function townhall(plot: Plot): void {
  const frame = plot.frame("south");
  const plan: RowPlan = { depth: 40, gap: 22, length: [70, 110], between: 20, inset: 12, built: 1 };
  for (const { u0, v0, u1, v1, row } of places(plot, frame, plan)) {
    plot.house(
      frame.plane(row === 0 ? slab(u0, v0 + 12, u1, v1) : court(u0, v0, u1, v1, 14)),
      row === 0 ? 12 : 6,
    );
  }
}

/** Walks around a pond, a pavilion, a square where people dance in the evening. */
export function park(plot: Plot): void {
  const frame = plot.frame("long"), [wide, high] = frame.size;
  const way = drawIn(plot.outline, 10);
  if (way) plot.path([...way, way[0]!, way[1]!]);
  const v = (frame.top + frame.bottom) / 2;
  const span =
    frame.spans(v - high * 0.18, v + high * 0.18, 18).sort((a, b) => (b[1] - b[0]) - (a[1] - a[0]))[0];
  if (!span || span[1] - span[0] < 40) return;
  const [a, b] = span, size = b - a;
  if (wide > 110 && high > 70) {
    const pond = oval(a + size * 0.35, v, size * 0.2, high * 0.13, 22);
    plot.water(frame.plane(pond.map((at, i) => i & 1 ? at + 0.06 * high * Math.sin(pond[i - 1]! / 17) : at)));
    plot.path(
      frame.plane([
        ...oval(a + size * 0.35, v, size * 0.2 + 9, high * 0.13 + high * 0.06 + 5, 24),
        a + size * 0.55 + 9,
        v,
      ]),
    );
  }
  plot.ground(frame.plane(oval(b - size * 0.18, v, 15, 15, 20)), "pedestrian", {}, 15);
  plot.house(frame.plane(oval(b - size * 0.18, v + Math.min(24, high * 0.14), 5, 5, 8)), 1);
  plot.path(
    frame.plane([
      a,
      v,
      a + size * 0.1,
      v - high * 0.1,
      a + size * 0.5,
      v - high * 0.17,
      b - size * 0.18,
      v,
      b,
      v,
    ]),
  );
}
