/** The ramps of interchanges: diamonds at main roads, quarter turns and loops between expressways. */
import type { Haiwan } from "../haiwan.ts";
import { nearestOn, pointOn } from "../land/along.ts";
import { lengthOf } from "../land/line.ts";
import type { Line } from "../land/plane.ts";
import { type Interchange, interchangesOf } from "../roads/interchanges.ts";
import { lines, type MapFeature } from "./feature.ts";

/** How far from the crossing a ramp leaves an expressway and meets a main road, metres. */
const LEAVES = 330, MEETS = 62;
/** Of a loop between expressways. */
const LOOP_RADIUS = 95;

export function drawRamps(city: Haiwan): MapFeature[] {
  return rampsOf(city).map(({ line, kind }) =>
    lines(
      "roads",
      {
        kind,
        kind_detail: kind === "highway" ? "motorway_link" : "primary_link",
        is_link: true,
        oneway: "yes",
        min_zoom: 12,
      },
      [line],
      { from: 12 },
    )
  );
}

export interface Ramp {
  readonly line: Line;
  readonly kind: "highway" | "major_road";
}

export function rampsOf(city: Haiwan): Ramp[] {
  return interchangesOf(city.ground.arrangement).flatMap((at) => rampsAt(city, at));
}

function rampsAt(
  { ground: { arrangement: a }, layout }: Haiwan,
  { node, expressway, road, between }: Interchange,
): Ramp[] {
  const [x, y] = [a.x[node]!, a.y[node]!];
  const over = arm(layout.roads[expressway]!.line, x, y), under = arm(layout.roads[road]!.line, x, y);
  const full = between === "expressways";
  const out: Ramp[] = [];
  for (const p of [-1, 1]) {
    for (const q of [-1, 1]) {
      const from = over(p * LEAVES), to = under(q * (full ? LEAVES : MEETS));
      // At an end of either road there is no arm to lead to.
      if (!from || !to) continue;
      const corner: [number, number] = full
        ? [x + (from[0] - x) * 0.25 + (to[0] - x) * 0.25, y + (from[1] - y) * 0.25 + (to[1] - y) * 0.25]
        : [x + (from[0] - x) * 0.25 + (to[0] - x), y + (from[1] - y) * 0.25 + (to[1] - y)];
      out.push({ line: curve(from, corner, to), kind: full ? "highway" : "major_road" });
      if (full && p === q && wide(x, y, from, to)) out.push({ line: loop(x, y, from, to), kind: "highway" });
    }
  }
  return out;
}

/** Whether two arms stand far enough apart for a loop between them. */
function wide(x: number, y: number, [ax, ay]: [number, number], [bx, by]: [number, number]): boolean {
  const cos = ((ax - x) * (bx - x) + (ay - y) * (by - y)) /
    (Math.hypot(ax - x, ay - y) * Math.hypot(bx - x, by - y));
  return Math.abs(cos) < 0.64;
}

/** Points of a road before and after a crossing, or nothing past its ends. */
function arm(line: Line, x: number, y: number): (metres: number) => [number, number] | undefined {
  const { along } = nearestOn(line, x, y), length = lengthOf(line);
  return (metres) =>
    along + metres < 0 || along + metres > length ? undefined : pointOn(line, along + metres);
}

function curve([ax, ay]: [number, number], [cx, cy]: [number, number], [bx, by]: [number, number]): Line {
  const out: Line = [];
  for (let k = 0; k <= 12; k++) {
    const t = k / 12, u = 1 - t;
    out.push(u * u * ax + 2 * u * t * cx + t * t * bx, u * u * ay + 2 * u * t * cy + t * t * by);
  }
  return out;
}

/** The long way round a circle that touches both arms. */
function loop(x: number, y: number, from: [number, number], to: [number, number]): Line {
  const unit = ([px, py]: [number, number]) => {
    const len = Math.hypot(px - x, py - y) || 1;
    return [(px - x) / len, (py - y) / len] as const;
  };
  const [ux, uy] = unit(from), [vx, vy] = unit(to), r = LOOP_RADIUS;
  const half = Math.acos(Math.max(-1, Math.min(1, ux * vx + uy * vy))) / 2,
    between = Math.hypot(ux + vx, uy + vy) || 1;
  const far = r / Math.sin(half), touch = r / Math.tan(half);
  const [cx, cy] = [x + (ux + vx) / between * far, y + (uy + vy) / between * far];
  const start = Math.atan2(y + uy * touch - cy, x + ux * touch - cx);
  const sense = ux * vy - uy * vx > 0 ? 1 : -1, sweep = Math.PI + 2 * half, out: Line = [];
  for (let k = 0; k <= 20; k++) {
    const t = start + sense * sweep * k / 20;
    out.push(cx + r * Math.cos(t), cy + r * Math.sin(t));
  }
  return out;
}
