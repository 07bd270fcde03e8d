/** Where rings cross themselves or each other. Touching is no crossing: real boundaries meet in points all the time. */
import Flatbush from "flatbush";
import type { Position } from "./place.ts";

/** Crossings nearer than this to a corner, in degrees (0.1 mm), are corners that touch. */
const TOUCH = 1e-9;

/** The first crossing found between any two edges of closed rings, or undefined. */
export function crossingOf(rings: readonly (readonly Position[])[]): Position | undefined {
  const edges: [Position, Position][] = [];
  for (const ring of rings) for (let i = 1; i < ring.length; i++) edges.push([ring[i - 1]!, ring[i]!]);
  if (edges.length === 0) return undefined;
  const tree = new Flatbush(edges.length);
  for (const [a, b] of edges) {
    tree.add(Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[0], b[0]), Math.max(a[1], b[1]));
  }
  tree.finish();
  for (const [i, [a, b]] of edges.entries()) {
    const box = [
      Math.min(a[0], b[0]),
      Math.min(a[1], b[1]),
      Math.max(a[0], b[0]),
      Math.max(a[1], b[1]),
    ] as const;
    for (const j of tree.search(...box, (other) => other > i)) {
      const crossing = crossingOfEdges(a, b, ...edges[j]!);
      if (crossing) return crossing;
    }
  }
  return undefined;
}

function crossingOfEdges(a: Position, b: Position, c: Position, d: Position): Position | undefined {
  const abX = b[0] - a[0], abY = b[1] - a[1], cdX = d[0] - c[0], cdY = d[1] - c[1];
  const denominator = abX * cdY - abY * cdX;
  if (denominator === 0) return undefined;
  const along = ((c[0] - a[0]) * cdY - (c[1] - a[1]) * cdX) / denominator;
  const across = ((c[0] - a[0]) * abY - (c[1] - a[1]) * abX) / denominator;
  if (!(along > 0 && along < 1 && across > 0 && across < 1)) return undefined;
  const at: Position = [a[0] + along * abX, a[1] + along * abY];
  return [a, b, c, d].some((corner) => Math.hypot(corner[0] - at[0], corner[1] - at[1]) < TOUCH)
    ? undefined
    : at;
}
