/** Draws every road of Haiwan, from the hand-drawn arterials down to the streets of each quarter. */
import alea from "alea";
import { simplify, smooth } from "../land/line.ts";
import type { Line } from "../land/plane.ts";
import { BUILDABLE, SEED, type Terrain, WATER } from "../land/terrain.ts";
import { ARTERIALS, RAILWAYS } from "./arterials.ts";
import type { Stroke } from "./arrangement.ts";
import { Flow } from "./flow.ts";
import { EDGE, ROAD, type RoadClass } from "./kind.ts";
import { Streamlines } from "./streamlines.ts";

export interface Road {
  readonly line: Line;
  readonly class: RoadClass;
  /** Index into ARTERIALS, or -1 for a road that is named later. */
  readonly arterial: number;
}

export interface Layout {
  readonly roads: readonly Road[];
  /** Edges of empty ground, so that woods and fields are not one endless block. */
  readonly hedges: readonly Line[];
  readonly railways: readonly Line[];
}

export function layOut(terrain: Terrain): Layout {
  const { water, shore, sea, density, grain, height } = terrain;
  const roads: Road[] = ARTERIALS.map((road, arterial) => {
    const raw = smooth(road.line, 70);
    return {
      line: simplify(road.shore ? awayFromWater(raw, terrain, 95) : raw, 1.5),
      class: ROAD[road.class],
      arterial,
    };
  });
  const railways = RAILWAYS.map((rail) => simplify(smooth(rail, 70), 1.5));
  const flow = new Flow(terrain, roads.map(({ line, class: c }) => ({ line, weight: c === 1 ? 3 : 1.5 })));
  const streams = new Streamlines(flow, alea(`${SEED}/streets`));
  for (const road of roads) streams.register(road.line);
  for (const rail of railways) streams.register(rail);
  const add = (lines: Line[], kind: RoadClass, tolerance: number) => {
    for (const line of lines) roads.push({ line: simplify(line, tolerance), class: kind, arterial: -1 });
  };
  const dry = (x: number, y: number, margin: number) =>
    shore.at(x, y) > margin && height.at(x, y) < BUILDABLE && terrain.mainland.has(x, y);
  // Main roads may bridge a river, but never the sea or a lake.
  const bridged = (x: number, y: number) => {
    const kind = water.values[water.index(x, y)];
    return (kind === WATER.land || kind === WATER.river) && sea.at(x, y) > 110 &&
      height.at(x, y) < BUILDABLE &&
      terrain.mainland.has(x, y);
  };
  add(
    streams.draw({
      step: 45,
      shortest: 1500,
      spacing: () => 1150,
      passes: (x, y) => density.at(x, y) > 0.42 && bridged(x, y),
    }),
    ROAD.major,
    4,
  );
  add(
    streams.draw({
      step: 40,
      shortest: 700,
      spacing: (x, y) => density.at(x, y) > 0.3 ? 330 + grain.at(x, y) * 0.8 : 1500,
      passes: (x, y) => density.at(x, y) > 0.05 && dry(x, y, 40),
    }),
    ROAD.minor,
    4,
  );
  add(
    streams.draw({
      step: 30,
      shortest: 170,
      spacing: (x, y) => grain.at(x, y),
      passes: (x, y) => density.at(x, y) > 0.33 && dry(x, y, 35),
    }),
    ROAD.street,
    3,
  );
  const hedges = streams.draw({
    step: 80,
    shortest: 600,
    spacing: () => 1500,
    passes: (x, y) => terrain.mainland.has(x, y) && shore.at(x, y) > 30,
  }).map((line) => simplify(line, 8));
  return { roads, hedges, railways };
}

/** Pushes a shore road inland until `metres` of ground lie between it and the water. */
function awayFromWater(line: Line, { sea }: Terrain, metres: number): Line {
  const out = line.slice();
  for (let i = 0; i < out.length; i += 2) {
    for (let k = 0; k < 8 && sea.at(out[i]!, out[i + 1]!) < metres; k++) {
      const [x, y] = [out[i]!, out[i + 1]!];
      const gx = sea.at(x + 60, y) - sea.at(x - 60, y), gy = sea.at(x, y + 60) - sea.at(x, y - 60);
      const len = Math.hypot(gx, gy);
      if (len < 1) break;
      out[i] = x + gx / len * 30;
      out[i + 1] = y + gy / len * 30;
    }
  }
  for (let i = 2; i + 2 < out.length; i += 2) {
    out[i] = (out[i - 2]! + 2 * out[i]! + out[i + 2]!) / 4;
    out[i + 1] = (out[i - 1]! + 2 * out[i + 1]! + out[i + 3]!) / 4;
  }
  return out;
}

/** The strokes of roads and hedges for the arrangement. */
export function strokesOf({ roads, hedges }: Layout): Stroke[] {
  const reach = [60, 420, 320, 150] as const;
  return [
    ...roads.map(({ line, class: kind }, name) => ({ line, kind, name, reach: reach[kind] })),
    ...hedges.map((line) => ({ line, kind: EDGE.hedge, name: -1, reach: 1200 })),
  ];
}
