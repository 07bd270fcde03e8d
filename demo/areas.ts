/** Streets, communities and grids: the faces of each district grown together around seeds, so that they tile the land. */
import type { Haiwan } from "./haiwan.ts";
import { USE } from "./ground.ts";
import { STREETS } from "./land/streets.ts";
import { isRoad, ROAD } from "./roads/kind.ts";

/** How many grids the city has, about; Qingdao's West Coast has 1,333. */
const GRIDS = 1300;
const GRIDS_PER_COMMUNITY = 5;

export interface Areas {
  /** Grid of each face, -1 outside; community of each grid; street of each community; district of each street. */
  readonly gridOf: Int32Array;
  readonly communityOf: Int32Array;
  readonly streetOf: Int32Array;
  readonly districtOf: Int32Array;
}

/** Something to grow together: where it is, how much it weighs, and what it touches at what cost. */
interface Pieces {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly weight: Float64Array;
  readonly touches: readonly { to: number; cost: number }[][];
}

export function divide(city: Omit<Haiwan, "areas" | "register">): Areas {
  const { faces, district } = city.ground;
  const pieces = piecesOf(city);
  const total = pieces.weight.reduce((sum, w, f) => district[f]! >= 0 ? sum + w : sum, 0);
  const grids = group(pieces, district, (weight) => Math.max(20, Math.round(weight / total * GRIDS)));
  const gridPieces = merge(pieces, grids.of, grids.count);
  const communities = group(
    gridPieces,
    grids.parent,
    (_, n) => Math.max(3, Math.round(n / GRIDS_PER_COMMUNITY)),
  );
  const communityPieces = merge(gridPieces, communities.of, communities.count);
  const streets = growFrom(communityPieces, communities.parent);
  return {
    gridOf: grids.of.subarray(0, faces.count),
    communityOf: communities.of,
    streetOf: streets.of,
    districtOf: streets.parent,
  };
}

/** Faces with the cost of stepping over each shared line: rivers and main roads make good borders. */
function piecesOf({ ground, terrain }: Omit<Haiwan, "areas" | "register">): Pieces {
  const { arrangement: a, faces, district, use, px, py } = ground;
  const weight = new Float64Array(faces.count);
  const touches: { to: number; cost: number }[][] = Array.from({ length: faces.count }, () => []);
  for (let f = 0; f < faces.count; f++) {
    if (district[f]! < 0) continue;
    const hectares = faces.area[f]! / 1e4;
    const lived = use[f] === USE.block ? Math.max(0.1, terrain.density.at(px[f]!, py[f]!)) : 0.015;
    weight[f] = hectares * lived;
  }
  for (let half = 0; half < faces.of.length; half++) {
    const f = faces.of[half]!, to = faces.of[half ^ 1]!;
    if (f === to || district[f]! < 0 || district[f] !== district[to]) continue;
    const kind = a.kind[half >> 1]!;
    const wall = kind === ROAD.motorway || kind === ROAD.major
      ? 3
      : kind === ROAD.minor
      ? 1.8
      : isRoad(kind)
      ? 1
      : 1.2;
    const river = (use[f] === USE.river) !== (use[to] === USE.river) ? 2.5 : 1;
    touches[f]!.push({ to, cost: (60 + Math.hypot(px[f]! - px[to]!, py[f]! - py[to]!)) * wall * river });
  }
  return { x: px, y: py, weight, touches };
}

/** Splits the pieces of each parent into `count(weight, pieces)` connected groups of about equal weight. */
function group(
  pieces: Pieces,
  parentOf: Int32Array,
  count: (weight: number, pieces: number) => number,
): { of: Int32Array; parent: Int32Array; count: number } {
  const of = new Int32Array(parentOf.length).fill(-1);
  const parent: number[] = [];
  const members = new Map<number, number[]>();
  for (let i = 0; i < parentOf.length; i++) {
    if (parentOf[i]! < 0) continue;
    if (members.has(parentOf[i]!)) members.get(parentOf[i]!)!.push(i);
    else members.set(parentOf[i]!, [i]);
  }
  for (const [owner, list] of [...members].sort((a, b) => a[0] - b[0])) {
    const weight = list.reduce((sum, i) => sum + pieces.weight[i]!, 0);
    const wanted = Math.min(list.length, count(weight, list.length));
    const seeds = spread(pieces, list, wanted, weight);
    grow(pieces, parentOf, owner, seeds, of, parent.length);
    for (let k = 0; k < seeds.length; k++) parent.push(owner);
  }
  return { of, parent: Int32Array.from(parent), count: parent.length };
}

/** Communities joined to the streets of their district, each around the community nearest to where it was drawn. */
function growFrom(pieces: Pieces, districtOf: Int32Array): { of: Int32Array; parent: Int32Array } {
  const of = new Int32Array(districtOf.length).fill(-1);
  const parent: number[] = [];
  STREETS.forEach((streets, district) => {
    const free = new Set([...districtOf.keys()].filter((i) => districtOf[i] === district));
    const seeds = streets.map(({ at: [x, y] }) => {
      const far = (i: number) => Math.hypot(pieces.x[i]! - x * 1000, pieces.y[i]! - y * 1000);
      const seed = [...free].reduce((best, i) => far(i) < far(best) ? i : best);
      free.delete(seed);
      return seed;
    });
    grow(pieces, districtOf, district, seeds, of, parent.length);
    for (const _ of seeds) parent.push(district);
  });
  return { of, parent: Int32Array.from(parent) };
}

/** Seeds at even steps of weight along a curve that visits neighbours one after another (Morton's). */
function spread(pieces: Pieces, list: readonly number[], wanted: number, weight: number): number[] {
  const key = new Map(list.map((i) => [i, morton(pieces.x[i]! + 32_768, pieces.y[i]! + 32_768)]));
  const order = [...list].sort((a, b) => key.get(a)! - key.get(b)! || a - b);
  const seeds: number[] = [];
  let sum = 0;
  for (const i of order) {
    sum += pieces.weight[i]!;
    if (sum >= (seeds.length + 0.5) * weight / wanted && seeds.length < wanted) seeds.push(i);
  }
  return seeds.length > 0 ? seeds : [order[0]!];
}

function morton(x: number, y: number): number {
  let key = 0;
  for (let bit = 15; bit >= 0; bit--) key = key * 4 + ((x >> bit) & 1) * 2 + ((y >> bit) & 1);
  return key;
}

/** Dijkstra from all seeds at once: every piece joins the seed that reaches it most cheaply. */
function grow(
  pieces: Pieces,
  parentOf: Int32Array,
  owner: number,
  seeds: readonly number[],
  of: Int32Array,
  base: number,
) {
  const heap: { cost: number; piece: number; group: number }[] = [];
  seeds.forEach((piece, k) => push(heap, { cost: 0, piece, group: base + k }));
  while (heap.length > 0) {
    const { cost, piece, group: g } = pop(heap);
    if (of[piece]! >= 0) continue;
    of[piece] = g;
    for (const { to, cost: step } of pieces.touches[piece]!) {
      if (of[to]! < 0 && parentOf[to] === owner) push(heap, { cost: cost + step, piece: to, group: g });
    }
  }
}

type Entry = { cost: number; piece: number; group: number };

function push(heap: Entry[], entry: Entry): void {
  let i = heap.push(entry) - 1;
  while (i > 0 && heap[(i - 1) >> 1]!.cost > entry.cost) {
    heap[i] = heap[(i - 1) >> 1]!;
    i = (i - 1) >> 1;
  }
  heap[i] = entry;
}

function pop(heap: Entry[]): Entry {
  const top = heap[0]!, last = heap.pop()!;
  if (heap.length === 0) return top;
  let i = 0;
  for (;;) {
    let child = 2 * i + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && heap[child + 1]!.cost < heap[child]!.cost) child++;
    if (heap[child]!.cost >= last.cost) break;
    heap[i] = heap[child]!;
    i = child;
  }
  heap[i] = last;
  return top;
}

/** Groups as pieces of the next size up. */
function merge(pieces: Pieces, of: Int32Array, count: number): Pieces {
  const x = new Float64Array(count), y = new Float64Array(count);
  const weight = new Float64Array(count), size = new Float64Array(count);
  const least: Map<number, number>[] = Array.from({ length: count }, () => new Map());
  for (let i = 0; i < of.length; i++) {
    const g = of[i]!;
    if (g < 0) continue;
    x[g]! += pieces.x[i]!;
    y[g]! += pieces.y[i]!;
    weight[g]! += pieces.weight[i]!;
    size[g]!++;
    for (const { to, cost } of pieces.touches[i]!) {
      const other = of[to]!;
      if (other >= 0 && other !== g) least[g]!.set(other, Math.min(least[g]!.get(other) ?? Infinity, cost));
    }
  }
  for (let g = 0; g < count; g++) {
    x[g]! /= size[g]!;
    y[g]! /= size[g]!;
  }
  const touches = least.map((map, g) =>
    [...map].map(([to]) => ({ to, cost: 200 + Math.hypot(x[g]! - x[to]!, y[g]! - y[to]!) }))
  );
  return { x, y, weight, touches };
}
