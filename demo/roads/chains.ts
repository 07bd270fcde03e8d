/** Roads as the arrangement has them: the edges of each road joined end to end, for drawing. */
import { simplify } from "../land/line.ts";
import type { Line } from "../land/plane.ts";
import type { Arrangement } from "./arrangement.ts";
import { isRoad } from "./kind.ts";
import type { Layout } from "./layout.ts";

/** The lines of every road of the layout. Arterials are given as they were drawn, since they leave the city. */
export function roadLines(a: Arrangement, { roads }: Layout): Line[][] {
  const out: Line[][] = roads.map((road) => road.arterial >= 0 ? [road.line] : []);
  let last = -1, name = -1;
  for (let e = 0; e < a.from.length; e++) {
    const at = a.name[e]!;
    if (!isRoad(a.kind[e]!) || roads[at]!.arterial >= 0) continue;
    const [p, q] = [a.from[e]!, a.to[e]!];
    const lines = out[at]!;
    if (at === name && p === last) lines[lines.length - 1]!.push(a.x[q]!, a.y[q]!);
    else lines.push([a.x[p]!, a.y[p]!, a.x[q]!, a.y[q]!]);
    last = q;
    name = at;
  }
  return out.map((lines) => lines.map((line) => simplify(line, 1.2)));
}

/** Edges that are drawn one after another, joined end to end. */
export function chain(a: Arrangement, wanted: (edge: number) => boolean): Line[] {
  const out: Line[] = [];
  let last = -1;
  for (let e = 0; e < a.from.length; e++) {
    if (!wanted(e)) continue;
    const [p, q] = [a.from[e]!, a.to[e]!];
    if (p === last) out[out.length - 1]!.push(a.x[q]!, a.y[q]!);
    else out.push([a.x[p]!, a.y[p]!, a.x[q]!, a.y[q]!]);
    last = q;
  }
  return out;
}
