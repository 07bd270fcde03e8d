/** Where incidents are drawn: beside each other where several lie in one place, as one number where there are too many. Pure. */
import type { Position } from "../place.ts";
import { declutter } from "./declutter.ts";
import { latOf, lonOf, xOf, yOf } from "./mercator.ts";
import type { IncidentMark } from "./incidents.ts";

/** So many incidents in one place that only their number is drawn. */
export interface IncidentCrowd {
  readonly lat: number;
  readonly lon: number;
  /** The worst of them, 1–4. */
  readonly severity: number;
  /** The most severe first. */
  readonly keys: readonly string[];
}

export interface IncidentSpots {
  /** As they are drawn, the most severe last and so on top. */
  readonly marks: readonly IncidentMark[];
  /** From where a mark belongs to where it is drawn, for those that had to make room. */
  readonly legs: readonly (readonly [from: Position, to: Position])[];
  readonly crowds: readonly IncidentCrowd[];
}

/** `zoom` of the map (512-pixel tiles), `size` of a mark in its pixels. */
export function spotsOf(marks: readonly IncidentMark[], zoom: number, size: number): IncidentSpots {
  const world = 512 * 2 ** zoom;
  const order = [...marks].sort((a, b) => a.severity - b.severity || (a.key < b.key ? -1 : 1));
  const things = {
    x: order.map(({ lon }) => xOf(lon) * world),
    y: order.map(({ lat }) => yOf(lat) * world),
    length: order.length,
  };
  const { x, y, crowds } = declutter(things, size);
  const drawn: IncidentMark[] = [];
  const legs: [Position, Position][] = [];
  order.forEach((mark, i) => {
    if (Number.isNaN(x[i])) return;
    const moved = Math.hypot(x[i]! - things.x[i]!, y[i]! - things.y[i]!);
    if (moved === 0) return drawn.push(mark);
    const lon = lonOf(x[i]! / world), lat = latOf(y[i]! / world);
    drawn.push({ ...mark, lon, lat });
    if (moved > size) legs.push([[mark.lon, mark.lat], [lon, lat]]);
  });
  return {
    marks: drawn.reverse(),
    legs,
    crowds: crowds.map((members) => {
      const [{ lat, lon, severity }] = members.map((i) => order[i]!) as [IncidentMark];
      return { lat, lon, severity, keys: members.map((i) => order[i]!.key) };
    }),
  };
}
