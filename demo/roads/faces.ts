/** The faces of the arrangement: the pieces of ground between its lines, and rings around any set of them. */
import { areaOf } from "../land/line.ts";
import type { Line } from "../land/plane.ts";
import type { Arrangement } from "./arrangement.ts";

/** Half-edge 2·e runs from `from` to `to` of edge e, 2·e+1 back; a face lies on its left. */
export interface Faces {
  readonly count: number;
  /** Face on the left of each half-edge. */
  readonly of: Int32Array;
  /** The half-edge that follows along the same face. */
  readonly next: Int32Array;
  /** One half-edge of each face. */
  readonly start: Int32Array;
  /** m², negative for the outside of a connected part. */
  readonly area: Float64Array;
}

export function originOf(a: Arrangement, half: number): number {
  return half & 1 ? a.to[half >> 1]! : a.from[half >> 1]!;
}

export function findFaces(a: Arrangement): Faces {
  const next = turns(a);
  const of = new Int32Array(next.length).fill(-1);
  const start: number[] = [], area: number[] = [];
  for (let h = 0; h < next.length; h++) {
    if (of[h]! >= 0) continue;
    let sum = 0;
    for (let at = h; of[at]! < 0; at = next[at]!) {
      of[at] = start.length;
      const p = originOf(a, at), q = originOf(a, at ^ 1);
      sum += a.x[p]! * a.y[q]! - a.x[q]! * a.y[p]!;
    }
    start.push(h);
    area.push(sum / 2);
  }
  return { count: start.length, of, next, start: Int32Array.from(start), area: Float64Array.from(area) };
}

/** For each half-edge the one that keeps the same face on its left: the next clockwise one at the node it reaches. */
function turns(a: Arrangement): Int32Array {
  const n = a.from.length, around: number[][] = a.x.map(() => []);
  const angle = new Float64Array(2 * n);
  for (let e = 0; e < n; e++) {
    const p = a.from[e]!, q = a.to[e]!;
    angle[2 * e] = Math.atan2(a.y[q]! - a.y[p]!, a.x[q]! - a.x[p]!);
    angle[2 * e + 1] = Math.atan2(a.y[p]! - a.y[q]!, a.x[p]! - a.x[q]!);
    around[p]!.push(2 * e);
    around[q]!.push(2 * e + 1);
  }
  const next = new Int32Array(2 * n);
  for (const list of around) {
    list.sort((g, h) => angle[g]! - angle[h]!);
    list.forEach((half, i) => next[half ^ 1] = list[(i + list.length - 1) % list.length]!);
  }
  return next;
}

/** The outline of one face without the dead ends that stick into it. */
export function outlineOf(faces: Faces, face: number): number[] {
  const halves: number[] = [];
  const start = faces.start[face]!;
  let at = start;
  do {
    if (halves.length && halves[halves.length - 1]! === (at ^ 1)) halves.pop();
    else halves.push(at);
    at = faces.next[at]!;
  } while (at !== start);
  while (halves.length > 2 && halves[0]! === (halves[halves.length - 1]! ^ 1)) {
    halves.pop();
    halves.shift();
  }
  return halves;
}

export function lineOf(a: Arrangement, halves: readonly number[]): Line {
  return halves.flatMap((half) => [a.x[originOf(a, half)]!, a.y[originOf(a, half)]!]);
}

/** A point inside a face: beside the middle of its longest edge, a metre or so in. */
export function pointIn(a: Arrangement, halves: readonly number[]): [number, number] {
  let best = 0, point: [number, number] = [0, 0];
  for (const half of halves) {
    const p = originOf(a, half), q = originOf(a, half ^ 1);
    const dx = a.x[q]! - a.x[p]!, dy = a.y[q]! - a.y[p]!, len = Math.hypot(dx, dy);
    if (len <= best) continue;
    best = len;
    point = [(a.x[p]! + a.x[q]!) / 2 - dy / len * 1.2, (a.y[p]! + a.y[q]!) / 2 + dx / len * 1.2];
  }
  return point;
}

export interface Patch {
  readonly outer: Line;
  readonly holes: readonly Line[];
}

/**
 * Dissolves faces that carry the same label into patches; neighbours share their border point by point. `label` is per
 * face, negative for none. The answer is by label.
 */
export function dissolve(a: Arrangement, faces: Faces, label: Int32Array): Map<number, Patch[]> {
  const mine = (half: number) => label[faces.of[half]!]!;
  const rim = (half: number) => mine(half) >= 0 && mine(half) !== mine(half ^ 1);
  const done = new Uint8Array(faces.of.length);
  const outers = new Map<number, Line[]>(), holes = new Map<number, Line[]>();
  for (let h = 0; h < done.length; h++) {
    if (done[h] || !rim(h)) continue;
    const ring: Line = [];
    let at = h;
    do {
      done[at] = 1;
      ring.push(a.x[originOf(a, at)]!, a.y[originOf(a, at)]!);
      // Turn through the inside of the patch until its rim goes on.
      at = faces.next[at]!;
      while (!rim(at)) at = faces.next[at ^ 1]!;
    } while (at !== h);
    const list = areaOf(ring) > 0 ? outers : holes;
    const key = mine(h);
    if (list.has(key)) list.get(key)!.push(ring);
    else list.set(key, [ring]);
  }
  const out = new Map<number, Patch[]>();
  for (const [key, rings] of outers) {
    const patches = rings.map((outer) => ({ outer, holes: [] as Line[] })).sort((p, q) =>
      areaOf(p.outer) - areaOf(q.outer)
    );
    for (const hole of holes.get(key) ?? []) {
      const size = -areaOf(hole);
      (patches.find((p) => areaOf(p.outer) > size && holds(p.outer, hole)) ?? patches[patches.length - 1])!
        .holes.push(hole);
    }
    out.set(key, patches);
  }
  return out;
}

function holds(outer: Line, hole: Line): boolean {
  const x = hole[0]!, y = hole[1]! + 1e-4;
  let inside = false;
  for (let i = 0, j = outer.length - 2; i < outer.length; j = i, i += 2) {
    const ay = outer[j + 1]!, by = outer[i + 1]!;
    if (ay > y !== by > y && x < outer[j]! + (y - ay) / (by - ay) * (outer[i]! - outer[j]!)) inside = !inside;
  }
  return inside;
}
