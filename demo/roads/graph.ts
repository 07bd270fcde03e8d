/** The road graph as flat columns: nodes, edges, and for each node the edges that leave it (CSR). */
import { metresBetween } from "../../geo/place.ts";
import { latOf, lonOf } from "../land/plane.ts";
import { type Terrain, WATER } from "../land/terrain.ts";
import type { Arrangement } from "./arrangement.ts";
import { overpasses } from "./interchanges.ts";
import { isRoad, ROAD } from "./kind.ts";

export interface RoadGraph {
  readonly nodes: number;
  readonly edges: number;
  /** Of each node, WGS-84 degrees. */
  readonly lat: Float64Array;
  readonly lon: Float64Array;
  /** Ends, class (kind.ts), length in metres, and index of the name of each edge. */
  readonly from: Uint32Array;
  readonly to: Uint32Array;
  readonly class: Uint8Array;
  readonly length: Float32Array;
  readonly name: Uint16Array;
  /** 1 where the edge crosses water. */
  readonly bridge: Uint8Array;
  /** Edges of node n: `incident[first[n]]` … `incident[first[n + 1] - 1]`; both ends list an edge. */
  readonly first: Uint32Array;
  readonly incident: Uint32Array;
}

export function graphOf(a: Arrangement, terrain: Terrain): RoadGraph {
  const passed = overpasses(a);
  const number = new Int32Array(a.x.length).fill(-1), above = new Map<number, number>();
  const chosen: number[] = [], kept: number[] = [];
  /** The node of the graph; an expressway that only passes over has one of its own. */
  const nodeOf = (e: number, node: number): number => {
    const flies = a.kind[e] === ROAD.motorway && passed.has(node);
    const known = flies ? above.get(node) ?? -1 : number[node]!;
    if (known >= 0) return known;
    if (flies) above.set(node, kept.length);
    else number[node] = kept.length;
    return kept.push(node) - 1;
  };
  const ends: [number, number][] = [];
  for (let e = 0; e < a.from.length; e++) {
    if (!isRoad(a.kind[e]!)) continue;
    chosen.push(e);
    ends.push([nodeOf(e, a.from[e]!), nodeOf(e, a.to[e]!)]);
  }
  const lat = Float64Array.from(kept, (n) => latOf(a.y[n]!)),
    lon = Float64Array.from(kept, (n) => lonOf(a.x[n]!));
  const from = Uint32Array.from(ends, ([node]) => node);
  const to = Uint32Array.from(ends, ([, node]) => node);
  const graph = {
    nodes: kept.length,
    edges: chosen.length,
    lat,
    lon,
    from,
    to,
    class: Uint8Array.from(chosen, (e) => a.kind[e]!),
    length: Float32Array.from(
      chosen,
      (_, i) => metresBetween(lat[from[i]!]!, lon[from[i]!]!, lat[to[i]!]!, lon[to[i]!]!),
    ),
    name: Uint16Array.from(chosen, (e) => a.name[e]!),
    bridge: Uint8Array.from(chosen, (e) => isWet(a, e, terrain) ? 1 : 0),
  };
  return { ...graph, ...incidence(graph) };
}

function isWet(a: Arrangement, e: number, { water }: Terrain): boolean {
  const [p, q] = [a.from[e]!, a.to[e]!];
  return [0, 0.25, 0.5, 0.75, 1].some((t) => {
    const at = water.index(a.x[p]! + (a.x[q]! - a.x[p]!) * t, a.y[p]! + (a.y[q]! - a.y[p]!) * t);
    return water.values[at] !== WATER.land;
  });
}

function incidence({ nodes, edges, from, to }: Pick<RoadGraph, "nodes" | "edges" | "from" | "to">) {
  const first = new Uint32Array(nodes + 1);
  for (let e = 0; e < edges; e++) {
    first[from[e]! + 1]!++;
    first[to[e]! + 1]!++;
  }
  for (let n = 0; n < nodes; n++) first[n + 1]! += first[n]!;
  const fill = first.slice(), incident = new Uint32Array(2 * edges);
  for (let e = 0; e < edges; e++) {
    incident[fill[from[e]!]!++] = e;
    incident[fill[to[e]!]!++] = e;
  }
  return { first, incident };
}
