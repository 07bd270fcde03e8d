/** Clears an arrangement of what leads nowhere: overshoots, stubs, lines outside the city, parts cut off from the rest. */
import type { Arrangement } from "./arrangement.ts";
import { isRoad, ROAD } from "./kind.ts";

/** Dead ends shorter than this are mistakes of drawing, metres; streets that end nowhere are lanes of their block. */
const SHORTEST_STUB = 60;

/** `keeps` says whether an edge may stay, by kind, middle and name. */
export function prune(
  a: Arrangement,
  keeps: (kind: number, x: number, y: number, name: number) => boolean,
): Arrangement {
  const alive = new Uint8Array(a.from.length);
  for (let e = 0; e < alive.length; e++) {
    const [p, q] = [a.from[e]!, a.to[e]!];
    if (keeps(a.kind[e]!, (a.x[p]! + a.x[q]!) / 2, (a.y[p]! + a.y[q]!) / 2, a.name[e]!)) alive[e] = 1;
  }
  dropStubs(a, alive);
  keepConnected(a, alive, (kind) => isRoad(kind));
  dropStubs(a, alive);
  keepConnected(a, alive, () => true);
  return compact(a, alive);
}

/** Removes dead ends: all that are no roads, and roads too short to be meant. */
function dropStubs(a: Arrangement, alive: Uint8Array): void {
  const at: number[][] = a.x.map(() => []);
  for (let e = 0; e < alive.length; e++) {
    if (!alive[e]) continue;
    at[a.from[e]!]!.push(e);
    at[a.to[e]!]!.push(e);
  }
  const live = (node: number) => at[node]!.filter((e) => alive[e]);
  for (let node = 0; node < at.length; node++) {
    let here = node;
    let edges = live(here);
    const chain: number[] = [];
    let length = 0, roads = false;
    while (edges.length === 1 || (chain.length > 0 && edges.length === 2)) {
      const e = edges.find((edge) => edge !== chain[chain.length - 1])!;
      if (e === undefined) break;
      const other = a.from[e] === here ? a.to[e]! : a.from[e]!;
      chain.push(e);
      roads ||= isRoad(a.kind[e]!) && a.kind[e]! < ROAD.street;
      length += Math.hypot(a.x[other]! - a.x[here]!, a.y[other]! - a.y[here]!);
      if (roads && length >= SHORTEST_STUB) break;
      here = other;
      edges = live(here);
    }
    if (!chain.length) continue;
    const meant = roads && length >= SHORTEST_STUB;
    for (const e of chain) if (!meant || !isRoad(a.kind[e]!)) alive[e] = 0;
  }
}

/** Keeps the largest connected part of the edges that `counts` names, and all other edges. */
function keepConnected(a: Arrangement, alive: Uint8Array, counts: (kind: number) => boolean): void {
  const root = Int32Array.from(a.x, (_, i) => i);
  const find = (i: number): number => {
    while (root[i] !== i) i = root[i] = root[root[i]!]!;
    return i;
  };
  const member = (e: number) => alive[e] === 1 && counts(a.kind[e]!);
  for (let e = 0; e < alive.length; e++) if (member(e)) root[find(a.from[e]!)] = find(a.to[e]!);
  const size = new Map<number, number>();
  for (let e = 0; e < alive.length; e++) {
    if (member(e)) size.set(find(a.from[e]!), (size.get(find(a.from[e]!)) ?? 0) + 1);
  }
  let largest = -1, most = 0;
  for (const [part, n] of size) if (n > most) [largest, most] = [part, n];
  for (let e = 0; e < alive.length; e++) if (member(e) && find(a.from[e]!) !== largest) alive[e] = 0;
}

function compact(a: Arrangement, alive: Uint8Array): Arrangement {
  const number = new Int32Array(a.x.length).fill(-1);
  const out: Arrangement = { x: [], y: [], from: [], to: [], kind: [], name: [] };
  const node = (old: number) => {
    if (number[old]! < 0) {
      number[old] = out.x.length;
      out.x.push(a.x[old]!);
      out.y.push(a.y[old]!);
    }
    return number[old]!;
  };
  for (let e = 0; e < alive.length; e++) {
    if (!alive[e]) continue;
    out.from.push(node(a.from[e]!));
    out.to.push(node(a.to[e]!));
    out.kind.push(a.kind[e]!);
    out.name.push(a.name[e]!);
  }
  return out;
}
