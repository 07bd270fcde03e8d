/** The plane the city is drawn on: metres east and north of its centre, and the way back to degrees. */
import type { Place } from "../../geo/place.ts";

export const ORIGIN: Place = { lat: 36.6, lon: 121.9 };
const M_PER_LAT = 111_195;
/** cos 36.6° as a literal, so that every engine draws the same city. */
const M_PER_LON = M_PER_LAT * 0.8028175;

/** A flat polyline `[x0, y0, x1, y1, …]` in metres. */
export type Line = number[];

const round6 = (value: number) => Math.round(value * 1e6) / 1e6;

export function latOf(y: number): number {
  return round6(ORIGIN.lat + y / M_PER_LAT);
}

export function lonOf(x: number): number {
  return round6(ORIGIN.lon + x / M_PER_LON);
}

export function metresEast(lon: number): number {
  return (lon - ORIGIN.lon) * M_PER_LON;
}

export function metresNorth(lat: number): number {
  return (lat - ORIGIN.lat) * M_PER_LAT;
}

/** GeoJSON positions of a line, rounded to `digits` decimals; consecutive equal ones are written once. */
export function positionsOf(line: Line, digits = 6): [number, number][] {
  const scale = 10 ** digits;
  const out: [number, number][] = [];
  let lastX = NaN, lastY = NaN;
  for (let i = 0; i < line.length; i += 2) {
    const x = Math.round(lonOf(line[i]!) * scale) / scale,
      y = Math.round(latOf(line[i + 1]!) * scale) / scale;
    if (x === lastX && y === lastY) continue;
    out.push([x, y]);
    lastX = x;
    lastY = y;
  }
  return out;
}

/** A closed GeoJSON ring of an open line. */
export function ringOf(line: Line, digits = 6): [number, number][] {
  const ring = positionsOf(line, digits);
  const [first, last] = [ring[0]!, ring[ring.length - 1]!];
  if (first[0] !== last[0] || first[1] !== last[1]) ring.push(first);
  return ring;
}
