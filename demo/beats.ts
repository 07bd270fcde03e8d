/** The ground of the patrols: which streets lie in which grid, and where each community has its station. */
import type { Haiwan } from "./haiwan.ts";
import { isRoad, ROAD } from "./roads/kind.ts";
import type { RoadGraph } from "./roads/graph.ts";
import { metresBetween } from "../geo/place.ts";

/** A grid with less street than this has nobody of its own: hills, harbour basins, metres. */
const LEAST_STREET_M = 250;
/** Communities listed as near to each, the nearest first. */
export const NEAR = 8;

/** Grids and communities are numbered as in {@link Haiwan.areas}; edges and nodes as in the road graph. */
export interface Beats {
  /** Grids on either side of each edge, -1 for none. */
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** Streets of grid g that can be walked: `streets[first[g]]` … `streets[first[g + 1] - 1]`; `sums` adds up metres. */
  readonly first: Uint32Array;
  readonly streets: Uint32Array;
  readonly sums: Float64Array;
  /** Grids that are patrolled, ascending. */
  readonly patrolled: Uint32Array;
  /** Node in the middle of each grid, and metres from it to the farthest end of a street; 0 where nobody patrols. */
  readonly middle: Uint32Array;
  readonly reach: Float32Array;
  readonly communityOf: Int32Array;
  /** Grid and node of each community's station: shifts start and end there, and people meet for their meals. */
  readonly stationGrid: Uint32Array;
  readonly station: Uint32Array;
  /** {@link NEAR} communities nearest to community c, itself the first: `near[c * NEAR]` …; repeated where there are fewer. */
  readonly near: Uint16Array;
}

/** Nobody patrols on a motorway. */
export function isOpen(roads: RoadGraph, edge: number): boolean {
  return roads.class[edge] !== ROAD.motorway;
}

export function beatsOf({ roads, ground, areas }: Haiwan): Beats {
  const { left, right } = sidesOf(ground, areas, roads.edges);
  const grids = areas.communityOf.length, joined = largestPart(roads);
  const lists: number[][] = Array.from({ length: grids }, () => []);
  for (let e = 0; e < roads.edges; e++) {
    if (!isOpen(roads, e) || !joined[roads.from[e]!] || roads.bridge[e]) continue;
    for (const grid of new Set([left[e]!, right[e]!])) if (grid >= 0) lists[grid]!.push(e);
  }
  const first = new Uint32Array(grids + 1), streets = Uint32Array.from(lists.flat());
  lists.forEach((list, g) => first[g + 1] = first[g]! + list.length);
  const sums = new Float64Array(streets.length);
  const middle = new Uint32Array(grids), reach = new Float32Array(grids), patrolled: number[] = [];
  lists.forEach((list, g) => {
    let sum = 0;
    list.forEach((e, k) => sums[first[g]! + k] = sum += roads.length[e]!);
    if (sum < LEAST_STREET_M) return;
    patrolled.push(g);
    [middle[g], reach[g]] = middleOf(roads, list);
  });
  const stationGrid = stationsOf(roads, areas.communityOf, { patrolled, middle });
  const station = stationGrid.map((g) => middle[g]!);
  return {
    ...{ left, right, first, streets, sums, middle, reach, stationGrid, station },
    patrolled: Uint32Array.from(patrolled),
    communityOf: areas.communityOf,
    near: nearOf(roads, station),
  };
}

/** Edges of the road graph are the roads of the arrangement, in its order. */
function sidesOf({ arrangement: a, faces }: Haiwan["ground"], { gridOf }: Haiwan["areas"], edges: number) {
  const left = new Int32Array(edges), right = new Int32Array(edges);
  let edge = 0;
  for (let e = 0; e < a.from.length; e++) {
    if (!isRoad(a.kind[e]!)) continue;
    left[edge] = gridOf[faces.of[2 * e]!] ?? -1;
    right[edge++] = gridOf[faces.of[2 * e + 1]!] ?? -1;
  }
  return { left, right };
}

/** Whether each node belongs to the largest connected part of the streets. */
function largestPart(roads: RoadGraph): Uint8Array {
  const { nodes, first, incident, from, to } = roads;
  const part = new Int32Array(nodes).fill(-1), sizes: number[] = [];
  for (let seed = 0; seed < nodes; seed++) {
    if (part[seed]! >= 0) continue;
    const stack = [seed], number = sizes.push(0) - 1;
    part[seed] = number;
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
      sizes[number]!++;
      for (let k = first[node]!; k < first[node + 1]!; k++) {
        const edge = incident[k]!;
        if (!isOpen(roads, edge)) continue;
        const next = from[edge] === node ? to[edge]! : from[edge]!;
        if (part[next]! < 0) part[next] = number, stack.push(next);
      }
    }
  }
  const largest = sizes.indexOf(Math.max(...sizes));
  return Uint8Array.from(part, (number) => number === largest ? 1 : 0);
}

/** The node nearest to the mean of the ends of some streets, and how far (m) the farthest end is from it. */
function middleOf({ from, to, lat, lon }: RoadGraph, edges: readonly number[]): [number, number] {
  const nodes = edges.flatMap((e) => [from[e]!, to[e]!]);
  const mean = (column: Float64Array) => nodes.reduce((sum, n) => sum + column[n]!, 0) / nodes.length;
  const [y, x] = [mean(lat), mean(lon)];
  const far = (n: number) => metresBetween(lat[n]!, lon[n]!, y, x);
  const middle = nodes.reduce((best, n) => far(n) < far(best) ? n : best);
  return [
    middle,
    Math.max(...nodes.map((n) => metresBetween(lat[n]!, lon[n]!, lat[middle]!, lon[middle]!))),
  ];
}

/** The grid nearest to the middle of the community; one without streets has its people meet at the first station there is. */
function stationsOf(
  { lat, lon }: RoadGraph,
  communityOf: Int32Array,
  { patrolled, middle }: { patrolled: readonly number[]; middle: Uint32Array },
): Uint32Array {
  const members = new Map<number, number[]>();
  for (const g of patrolled) members.set(communityOf[g]!, [...members.get(communityOf[g]!) ?? [], g]);
  const count = communityOf.reduce((most, c) => Math.max(most, c + 1), 0);
  return Uint32Array.from({ length: count }, (_, c) => {
    const grids = members.get(c) ?? [patrolled[0]!];
    const mean = (column: Float64Array) =>
      grids.reduce((sum, g) => sum + column[middle[g]!]!, 0) / grids.length;
    const [y, x] = [mean(lat), mean(lon)];
    const far = (g: number) => metresBetween(lat[middle[g]!]!, lon[middle[g]!]!, y, x);
    return grids.reduce((best, g) => far(g) < far(best) ? g : best);
  });
}

function nearOf({ lat, lon }: RoadGraph, station: Uint32Array): Uint16Array {
  const near = new Uint16Array(station.length * NEAR);
  const numbers = Array.from(station.keys());
  station.forEach((at, c) => {
    const far = numbers.map((d) =>
      metresBetween(lat[at]!, lon[at]!, lat[station[d]!]!, lon[station[d]!]!) + (d === c ? -1 : 0)
    );
    const order = [...numbers].sort((a, b) => far[a]! - far[b]!);
    for (let k = 0; k < NEAR; k++) near[c * NEAR + k] = order[Math.min(k, order.length - 1)]!;
  });
  return near;
}
