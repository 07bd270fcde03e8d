/** Rings sorted into patches: outer rings with the holes that lie in them, told apart by their sense. */
import { areaOf } from "../land/line.ts";
import type { Line } from "../land/plane.ts";
import type { Patch } from "../roads/faces.ts";

export function nest(rings: readonly Line[]): Patch[] {
  const outers = rings.filter((r) => areaOf(r) > 0).sort((a, b) => areaOf(a) - areaOf(b))
    .map((outer) => ({ outer, holes: [] as Line[], box: boxOf(outer) }));
  for (const hole of rings.filter((r) => areaOf(r) < 0)) {
    const [west, south, east, north] = boxOf(hole);
    outers.find(({ box, outer }) =>
      box[0] < west && box[1] < south && box[2] > east && box[3] > north && has(outer, hole[0]!, hole[1]!)
    )?.holes.push(hole);
  }
  return outers;
}

/** West, south, east, north of a line. */
export function boxOf(line: Line): [number, number, number, number] {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < line.length; i += 2) {
    box[0] = Math.min(box[0], line[i]!);
    box[1] = Math.min(box[1], line[i + 1]!);
    box[2] = Math.max(box[2], line[i]!);
    box[3] = Math.max(box[3], line[i + 1]!);
  }
  return box;
}

/** Whether a point lies in a ring (even-odd). */
export function has(outer: Line, x: number, y: number): boolean {
  let inside = false;
  for (let i = 0, j = outer.length - 2; i < outer.length; j = i, i += 2) {
    const ay = outer[j + 1]!, by = outer[i + 1]!;
    if (ay > y !== by > y && x < outer[j]! + (y - ay) / (by - ay) * (outer[i]! - outer[j]!)) inside = !inside;
  }
  return inside;
}
