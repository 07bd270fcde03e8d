/** The ground of Haiwan: water, heights, who lives where, and which way streets run. */
import { createNoise2D, type NoiseFunction2D } from "simplex-noise";
import alea from "alea";
import { type Coast, drawCoast, drawIslands, drawLakes } from "./coast.ts";
import { Field } from "./field.ts";
import { Inside, ribbon, smooth } from "./line.ts";
import type { Line } from "./plane.ts";
import { BORDER, CENTRES, HILLS, RIVERS, RUNWAYS } from "./shape.ts";

export const SEED = "haiwan-1";

/** What covers a square of {@link Terrain.water}. */
export const WATER = { land: 0, sea: 1, river: 2, lake: 3 } as const;

export interface Terrain {
  readonly coast: Coast;
  readonly islands: readonly Line[];
  readonly lakes: readonly Line[];
  /** Middle and banks of each river of shape.ts. */
  readonly rivers: readonly { readonly middle: Line; readonly banks: Line }[];
  readonly border: Line;
  readonly runways: readonly Line[];
  /** {@link WATER} per square of 30 m. */
  readonly water: Field;
  /** Metres to any water, and to the sea alone. */
  readonly shore: Field;
  readonly sea: Field;
  readonly height: Field;
  /** 0 (nobody) to about 1.3 (old town). */
  readonly density: Field;
  /** Usual distance between streets, metres. */
  readonly grain: Field;
  /** Within the municipal border and not in the sea; islands are not part of it. */
  readonly mainland: Inside;
  readonly mainlandRing: Line;
}

/** Above this nobody builds. */
export const BUILDABLE = 105;

export function drawTerrain(): Terrain {
  const random = alea(SEED);
  const noise = createNoise2D(random);
  const coast = drawCoast(noise);
  const islands = drawIslands(noise);
  const lakes = drawLakes(noise);
  const rivers = RIVERS.map(({ line, width: [from, to] }) => {
    const middle = wobble(smooth(line, 90), noise, 55);
    return { middle, banks: ribbon(middle, (s) => from + (to - from) * s * s + 12 * Math.sin(s * 40)) };
  });
  const border = wobble(smooth(BORDER, 150), noise, 160);
  const sea = [...coast.line, 600_000, -600_000, -600_000, -600_000];
  const water = new Field(30);
  for (const river of rivers) water.paint([river.banks], WATER.river);
  water.paint([sea], WATER.sea).paint(lakes, WATER.lake);
  for (const island of islands) water.paint([island], WATER.land);
  const shore = water.distanceTo((kind) => kind !== WATER.land);
  const toSea = water.distanceTo((kind) => kind === WATER.sea);
  const height = new Field(100).fill((x, y) => heightAt(noise, x, y));
  const runways = RUNWAYS.map((runway) => rectangle(runway, 60));
  const mainlandRing = cutMainland(coast.line, border);
  return {
    coast,
    islands,
    lakes,
    rivers,
    border,
    runways,
    water,
    shore,
    sea: toSea,
    height,
    ...settle(noise, height, runways),
    mainland: new Inside([mainlandRing]),
    mainlandRing,
  };
}

/** Round hills, bent and furrowed: distances are measured on warped ground, and ridges run through the slopes. */
function heightAt(noise: NoiseFunction2D, x: number, y: number): number {
  const wx = x / 1000 + 0.75 * noise(x / 3100, y / 3100 + 11) + 0.3 * noise(x / 1100 + 7, y / 1100);
  const wy = y / 1000 + 0.75 * noise(x / 3100 + 23, y / 3100) + 0.3 * noise(x / 1100, y / 1100 + 29);
  let h = 0;
  for (const [hx, hy, r, top] of HILLS) {
    const small = r < 1 ? 0.35 : 1;
    const px = x / 1000 + (wx - x / 1000) * small, py = y / 1000 + (wy - y / 1000) * small;
    const d2 = ((px - hx) ** 2 + (py - hy) ** 2) / (r * r);
    if (d2 < 6) h += top * Math.max(0, 1 / (1 + d2 * d2 * 1.6) - 0.017);
  }
  const ridge = 1 - Math.abs(noise(x / 1900 + 3, y / 1900 + 9));
  return h * (0.55 + 0.75 * ridge * ridge + 0.16 * noise(x / 620, y / 620));
}

/** Density falls off around the centres and ends at hills and runways; villages dot the plain. */
function settle(noise: NoiseFunction2D, height: Field, runways: readonly Line[]) {
  const grain = new Field(100);
  const fly = new Inside(runways.map((r) => swell(r, 420)));
  const density = new Field(100).fill((x, y) => {
    let sum = 0, weight = 0, mean = 0;
    for (const [cx, cy, r, w, g] of CENTRES) {
      const d2 = ((x / 1000 - cx) ** 2 + (y / 1000 - cy) ** 2) / (r * r);
      if (d2 > 9) continue;
      const near = w / (1 + d2 * d2);
      sum += near;
      weight += near * near;
      mean += near * near * g;
    }
    grain.values[grain.index(x, y)] = (weight > 0 ? mean / weight : 230) *
      (1 + 0.38 * noise(x / 1300, y / 1300 + 31));
    const ragged = 0.16 * noise(x / 1700 + 3, y / 1700) + 0.1 * noise(x / 600, y / 600 + 17);
    const village = Math.max(0, noise(x / 1250 + 70, y / 1250) - 0.62) * 2.4;
    if (height.at(x, y) > BUILDABLE || fly.has(x, y)) return 0;
    return Math.max(0.06, Math.min(1.3, sum) + ragged, village);
  });
  return { density, grain };
}

/** The ring of the mainland: the coast between the two ends of the border, and the border back. */
function cutMainland(coast: Line, border: Line): Line {
  const from = nearestVertex(coast, border[0]!, border[1]!);
  const to = nearestVertex(coast, border[border.length - 2]!, border[border.length - 1]!);
  border[0] = coast[from]!;
  border[1] = coast[from + 1]!;
  border[border.length - 2] = coast[to]!;
  border[border.length - 1] = coast[to + 1]!;
  const ring = coast.slice(from, to + 2);
  for (let i = border.length - 4; i >= 2; i -= 2) ring.push(border[i]!, border[i + 1]!);
  return ring;
}

/** Index (of x) of the vertex of a line next to a point. */
export function nearestVertex(line: Line, x: number, y: number): number {
  let best = Infinity, at = 0;
  for (let i = 0; i < line.length; i += 2) {
    const d = (line[i]! - x) ** 2 + (line[i + 1]! - y) ** 2;
    if (d < best) [best, at] = [d, i];
  }
  return at;
}

function wobble(line: Line, noise: NoiseFunction2D, metres: number): Line {
  return line.map((v, i) => {
    const x = line[i & ~1]!, y = line[i | 1]!;
    return v + metres * (i & 1 ? noise(x / 700, y / 700 + 50) : noise(x / 700 + 50, y / 700));
  });
}

function rectangle([x, y, length, degrees]: readonly [number, number, number, number], wide: number): Line {
  const a = degrees * Math.PI / 180, [c, s] = [Math.cos(a), Math.sin(a)];
  const [u, v] = [length * 500, wide / 2];
  return [[-u, -v], [u, -v], [u, v], [-u, v]].flatMap(([p, q]) => [
    x * 1000 + c * p! - s * q!,
    y * 1000 + s * p! + c * q!,
  ]);
}

/** A rectangle grown by `metres` on every side. */
export function swell(ring: Line, metres: number): Line {
  const cx = (ring[0]! + ring[4]!) / 2, cy = (ring[1]! + ring[5]!) / 2;
  const ux = ring[2]! - ring[0]!, uy = ring[3]! - ring[1]!, u = Math.hypot(ux, uy);
  const vx = ring[6]! - ring[0]!, vy = ring[7]! - ring[1]!, v = Math.hypot(vx, vy);
  const a = (0.5 * u + metres) / u, b = (0.5 * v + metres) / v;
  return [[-a, -b], [a, -b], [a, b], [-a, b]].flatMap(([p, q]) => [
    cx + ux * p! + vx * q!,
    cy + uy * p! + vy * q!,
  ]);
}
