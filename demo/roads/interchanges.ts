/** Where expressways can be left: they pass over all other roads but at these crossings. */
import type { Arrangement } from "./arrangement.ts";
import { isRoad, ROAD } from "./kind.ts";

/** Interchanges of one expressway stand so far apart, metres. */
const APART = 800;

export interface Interchange {
  /** Of the arrangement. */
  readonly node: number;
  /** Names (indices) of the expressway, and of the road it meets: a main road or another expressway. */
  readonly expressway: number;
  readonly road: number;
  readonly between: "expressways" | "main road";
}

export function interchangesOf(a: Arrangement): Interchange[] {
  const out: Interchange[] = [];
  for (const found of [...crossings(a, ROAD.motorway), ...crossings(a, ROAD.major)]) {
    const near = out.some((other) =>
      other.expressway === found.expressway &&
      Math.hypot(a.x[other.node]! - a.x[found.node]!, a.y[other.node]! - a.y[found.node]!) < APART
    );
    if (!near) out.push(found);
  }
  return out;
}

/** Nodes where an expressway meets a road of a class, in the order of the nodes. */
function crossings(a: Arrangement, wanted: number): Interchange[] {
  const around = new Map<number, number[]>();
  for (let e = 0; e < a.from.length; e++) {
    if (a.kind[e] !== ROAD.motorway && a.kind[e] !== wanted) continue;
    for (const node of [a.from[e]!, a.to[e]!]) {
      if (around.has(node)) around.get(node)!.push(e);
      else around.set(node, [e]);
    }
  }
  return [...around].sort((p, q) => p[0] - q[0]).flatMap(([node, edges]): Interchange[] => {
    const ways = edges.filter((e) => a.kind[e] === ROAD.motorway).map((e) => a.name[e]!);
    const expressway = ways[0];
    const road = edges.map((e) => a.name[e]!).find((name) => !ways.includes(name)) ??
      ways.find((w) => w !== expressway);
    if (expressway === undefined || road === undefined) return [];
    return [{ node, expressway, road, between: wanted === ROAD.motorway ? "expressways" : "main road" }];
  });
}

/** Nodes at which an expressway passes over or under what it crosses. */
export function overpasses(a: Arrangement): Set<number> {
  const ways = new Map<number, number>(), others = new Set<number>();
  for (let e = 0; e < a.from.length; e++) {
    for (const node of [a.from[e]!, a.to[e]!]) {
      if (a.kind[e] === ROAD.motorway) ways.set(node, (ways.get(node) ?? 0) + 1);
      else if (isRoad(a.kind[e]!)) others.add(node);
    }
  }
  const joined = new Set(interchangesOf(a).map(({ node }) => node));
  // Where an expressway ends it runs into the road.
  const passed = [...ways].filter(([node, n]) => n > 1 && others.has(node) && !joined.has(node)).map((
    [node],
  ) => node);
  return withoutLinks(a, passed.sort((p, q) => p - q));
}

/** Leaves out crossings without which a part of the roads could not be reached at all: those are junctions. */
function withoutLinks(a: Arrangement, passed: readonly number[]): Set<number> {
  const all = new Set(passed), root = Int32Array.from({ length: 2 * a.x.length }, (_, i) => i);
  const find = (i: number): number => {
    while (root[i] !== i) i = root[i] = root[root[i]!]!;
    return i;
  };
  const above = (node: number) => node + a.x.length;
  for (let e = 0; e < a.from.length; e++) {
    if (!isRoad(a.kind[e]!)) continue;
    const [p, q] = [a.from[e]!, a.to[e]!].map((n) =>
      a.kind[e] === ROAD.motorway && all.has(n) ? above(n) : n
    );
    root[find(p!)] = find(q!);
  }
  for (const node of passed) {
    const [up, down] = [find(above(node)), find(node)];
    if (up === down) continue;
    all.delete(node);
    root[up] = down;
  }
  return all;
}
