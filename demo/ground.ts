/** The ground of Haiwan cut into faces by roads, shores and borders, and what each face is used for. */
import alea from "alea";
import { createNoise2D } from "simplex-noise";
import { Inside, smooth } from "./land/line.ts";
import type { Line } from "./land/plane.ts";
import { DIVIDES, type Km } from "./land/shape.ts";
import { SEED, type Terrain, WATER } from "./land/terrain.ts";
import { arrange, type Arrangement, type Stroke } from "./roads/arrangement.ts";
import { type Faces, findFaces, lineOf, outlineOf, pointIn } from "./roads/faces.ts";
import { EDGE, isRoad } from "./roads/kind.ts";
import { type Layout, strokesOf } from "./roads/layout.ts";
import { prune } from "./roads/prune.ts";

export const USE = { outside: 0, sea: 1, river: 2, open: 3, park: 4, block: 5, port: 6 } as const;

export interface Ground {
  readonly arrangement: Arrangement;
  readonly faces: Faces;
  /** District of each face, -1 for the sea and the outside. */
  readonly district: Int32Array;
  /** {@link USE} of each face. */
  readonly use: Uint8Array;
  /** A point inside each face, metres. */
  readonly px: Float64Array;
  readonly py: Float64Array;
}

/** A point in each district, from which its ground is filled; kilometres. */
const SEEDS: readonly Km[] = [[-2.4, -2.9], [4.4, -1.4], [0.6, 6.6], [13.6, 4.4], [-10.2, 6.8], [
  -14.2,
  -5.2,
]];

export function cutGround(terrain: Terrain, layout: Layout): Ground {
  const walled = createNoise2D(alea(`${SEED}/compounds`));
  const arrangement = prune(arrange([...edgesOf(terrain), ...strokesOf(layout)]), (kind, x, y, name) => {
    if (kind === EDGE.coast || kind === EDGE.municipal) return true;
    // Walled compounds and campuses let no street through; the newer a quarter, the larger they are.
    const open = Math.max(0.2, Math.min(0.62, 0.62 - (terrain.grain.at(x, y) - 118) / 190));
    if (kind === EDGE.street && walled(x / 460, y / 460) > open) return false;
    if (terrain.mainland.has(x, y)) return true;
    // Only what was drawn by hand crosses the sea.
    return isRoad(kind) && (layout.roads[name]?.arterial ?? -1) >= 0 &&
      terrain.water.values[terrain.water.index(x, y)] === WATER.sea;
  });
  const faces = findFaces(arrangement);
  const px = new Float64Array(faces.count), py = new Float64Array(faces.count);
  for (let f = 0; f < faces.count; f++) {
    [px[f], py[f]] = pointIn(arrangement, outlineOf(faces, f));
  }
  const district = fillDistricts(arrangement, faces, px, py);
  const ground = { arrangement, faces, district, px, py, use: new Uint8Array(faces.count) };
  assignUses(ground, terrain);
  return ground;
}

/** Coast, municipal border, district borders and river banks. */
function edgesOf(terrain: Terrain): Stroke[] {
  const stroke = (line: Line, kind: number): Stroke => ({ line, kind, name: -1, reach: 0 });
  const ring = terrain.mainlandRing, inland = terrain.border.length;
  const coast = ring.slice(0, ring.length - inland + 4);
  const closing = [...ring.slice(ring.length - inland + 2), ring[0]!, ring[1]!];
  return [
    stroke(coast, EDGE.coast),
    stroke(closing, EDGE.municipal),
    ...terrain.rivers.slice(0, 3).map(({ middle }) => stroke(middle, EDGE.divide)),
    ...Object.values(DIVIDES).map((line) => stroke(overshoot(smooth(line, 110), 500), EDGE.divide)),
    ...terrain.rivers.map(({ banks }) => stroke([...banks, banks[0]!, banks[1]!], EDGE.bank)),
  ];
}

/** Lengthens both ends, so that they surely cross what they are to meet; what hangs over is pruned. */
function overshoot(line: Line, metres: number): Line {
  const n = line.length;
  const past = (ax: number, ay: number, bx: number, by: number) => {
    const len = Math.hypot(bx - ax, by - ay);
    return [bx + (bx - ax) / len * metres, by + (by - ay) / len * metres];
  };
  return [
    ...past(line[2]!, line[3]!, line[0]!, line[1]!),
    ...line,
    ...past(line[n - 4]!, line[n - 3]!, line[n - 2]!, line[n - 1]!),
  ];
}

/** Spreads each district from its seed over every line but coast and borders. */
function fillDistricts(a: Arrangement, faces: Faces, px: Float64Array, py: Float64Array): Int32Array {
  const district = new Int32Array(faces.count).fill(-1);
  SEEDS.forEach(([x, y], d) => {
    let best = Infinity, seed = 0;
    for (let f = 0; f < faces.count; f++) {
      const far = Math.hypot(px[f]! - x * 1000, py[f]! - y * 1000);
      if (far < best && faces.area[f]! > 0) [best, seed] = [far, f];
    }
    const stack = [seed];
    district[seed] = d;
    while (stack.length) {
      const start = faces.start[stack.pop()!]!;
      let half = start;
      do {
        const kind = a.kind[half >> 1]!, over = faces.of[half ^ 1]!;
        const wall = kind === EDGE.coast || kind === EDGE.municipal || kind === EDGE.divide;
        if (!wall && district[over]! < 0) {
          district[over] = d;
          stack.push(over);
        }
        half = faces.next[half]!;
      } while (half !== start);
    }
  });
  return district;
}

function assignUses({ arrangement: a, faces, district, use, px, py }: Ground, terrain: Terrain): void {
  const random = alea(`${SEED}/uses`);
  for (let f = 0; f < faces.count; f++) {
    const lot = random();
    if (faces.area[f]! <= 0) continue;
    const [x, y] = [px[f]!, py[f]!];
    if (district[f]! < 0) {
      use[f] = USE.sea;
      continue;
    }
    const water = terrain.water.values[terrain.water.index(x, y)]!;
    const { roads, coast } = rimOf(a, faces, f);
    const size = faces.area[f]!;
    if (water === WATER.river) use[f] = USE.river;
    else if (coast > 0.12 && size < 2.5e6 && nearQuay(terrain, x, y)) use[f] = USE.port;
    else if (hasLake(terrain, x, y, () => lineOf(a, outlineOf(faces, f)))) use[f] = USE.park;
    else if (roads < 0.3 || terrain.height.at(x, y) > 112) use[f] = USE.open;
    else if (size > 420_000) use[f] = terrain.density.at(x, y) > 0.42 && roads > 0.7 ? USE.block : USE.open;
    else if (coast > 0.1 || terrain.shore.at(x, y) < 90) use[f] = lot < 0.62 ? USE.park : USE.block;
    else use[f] = size > 12_000 && size < 260_000 && lot < 0.026 ? USE.park : USE.block;
  }
}

/** Shares of a face's rim that are road and coast. */
function rimOf(a: Arrangement, faces: Faces, face: number): { roads: number; coast: number } {
  let all = 0, roads = 0, coast = 0;
  const start = faces.start[face]!;
  let half = start;
  do {
    const e = half >> 1, p = a.from[e]!, q = a.to[e]!;
    const len = Math.hypot(a.x[p]! - a.x[q]!, a.y[p]! - a.y[q]!);
    all += len;
    if (isRoad(a.kind[e]!)) roads += len;
    if (a.kind[e] === EDGE.coast) coast += len;
    half = faces.next[half]!;
  } while (half !== start);
  return { roads: roads / all, coast: coast / all };
}

/** Whether a lake lies in a face with this point; lakes are no lines of the arrangement. */
function hasLake({ lakes }: Terrain, x: number, y: number, outline: () => Line): boolean {
  return lakes.some((lake) =>
    Math.hypot(lake[0]! - x, lake[1]! - y) < 3_000 && new Inside([outline()]).has(lake[0]!, lake[1]!)
  );
}

function nearQuay(terrain: Terrain, x: number, y: number): boolean {
  return metresToQuay(terrain, x, y) < 850;
}

export function metresToQuay(terrain: Terrain, x: number, y: number): number {
  let best = Infinity;
  for (const quay of terrain.coast.quays) {
    for (let i = 2; i < quay.length; i += 2) {
      const ax = quay[i - 2]!, ay = quay[i - 1]!, dx = quay[i]! - ax, dy = quay[i + 1]! - ay;
      const t = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)));
      best = Math.min(best, Math.hypot(x - ax - t * dx, y - ay - t * dy));
    }
  }
  return best;
}
