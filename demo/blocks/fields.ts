/** The rim of the city: parcels of crops, orchards, greenhouses, and ponds where the sea is near. */
import type { Plot } from "./plot.ts";
import { quarters } from "./quarters.ts";
import { places, type RowPlan } from "./rows.ts";
import { slab } from "./shapes.ts";

export function fields(plot: Plot): void {
  quarters(plot, (part) => {
    const pick = part.random.next();
    if (pick < 0.14) greenhouses(part);
    else parcels(part, pick < 0.4 ? "orchard" : pick < 0.58 ? "meadow" : "farmland");
  }, 60_000);
}

function parcels(plot: Plot, kind: string): void {
  const frame = plot.frame("long");
  const plan: RowPlan = {
    depth: plot.between(55, 90),
    gap: 5,
    length: [60, 150],
    between: 4,
    inset: 4,
    built: kind === "farmland" ? 0.55 : 0.85,
  };
  for (const { u0, v0, u1, v1 } of places(plot, frame, plan)) {
    plot.ground(frame.plane(slab(u0, v0, u1, v1)), kind === "farmland" ? "meadow" : kind, {}, 13);
  }
}

function greenhouses(plot: Plot): void {
  const frame = plot.frame("south");
  const plan: RowPlan = { depth: 9, gap: 7, length: [60, 90], between: 9, inset: 8, built: 0.94 };
  for (const { u0, v0, u1, v1 } of places(plot, frame, plan)) {
    plot.house(frame.plane(slab(u0, v0, u1, v1)), 1);
  }
}
