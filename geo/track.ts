/** A way through the city: how long it is, and where somebody stayed. Pure. */
import { metresBetween, type Place } from "./place.ts";

export interface TimedPlace extends Place {
  /** Epoch ms. */
  readonly time: number;
}

/** A place where somebody stayed. */
export interface Stop extends Place {
  readonly from: number;
  readonly to: number;
}

/** Within so many metres somebody stays: about as far as GPS wanders between houses. */
const STAYS_WITHIN_M = 50;
const STAYS_MS = 5 * 60_000;
/** Nobody knows which way somebody took in a longer silence. */
export const SILENCE_MS = 3 * 60_000;
/** A phone that lies still sends seldom; who is heard of here, and here again after so long, was here. */
const STILL_MS = 10 * 60_000;

/** Metres along the points, in the order of their times, without what lies in a silence. */
export function lengthOf(points: readonly TimedPlace[]): number {
  return pairs(points).reduce(
    (sum, [a, b]) => b.time - a.time > SILENCE_MS ? sum : sum + metresBetween(a.lat, a.lon, b.lat, b.lon),
    0,
  );
}

/** The points as lines without a silence in them; a single point is a line of its own. */
export function linesOf<P extends TimedPlace>(points: readonly P[], silenceMs = SILENCE_MS): P[][] {
  const lines: P[][] = [];
  for (const point of points) {
    const line = lines.at(-1);
    if (line && point.time - line.at(-1)!.time <= silenceMs) line.push(point);
    else lines.push([point]);
  }
  return lines;
}

/** Stays of at least five minutes within 50 m of where they began. They do not overlap. */
export function stopsOf(points: readonly TimedPlace[]): Stop[] {
  return linesOf(points, STILL_MS).flatMap((line) => {
    const stops: Stop[] = [];
    for (let i = 0; i < line.length;) {
      const next = leaves(line, i);
      const [first, last] = [line[i]!, line[next - 1]!];
      const stays = last.time - first.time >= STAYS_MS;
      if (stays) stops.push({ lat: first.lat, lon: first.lon, from: first.time, to: last.time });
      i = stays ? next : i + 1;
    }
    return stops;
  });
}

/** Index of the first point after `start` that is elsewhere. */
function leaves(line: readonly TimedPlace[], start: number): number {
  const { lat, lon } = line[start]!;
  let next = start + 1;
  while (next < line.length && metresBetween(lat, lon, line[next]!.lat, line[next]!.lon) <= STAYS_WITHIN_M) {
    next++;
  }
  return next;
}

function pairs<T>(list: readonly T[]): (readonly [T, T])[] {
  return list.slice(1).map((item, i) => [list[i]!, item] as const);
}
