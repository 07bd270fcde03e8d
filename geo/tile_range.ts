/** Which tiles of the Web Mercator pyramid lie under a box of degrees. Numbers are those of XYZ: y grows southwards. */
import type { Bounds } from "./place.ts";

export interface TileRange {
  readonly zoom: number;
  /** First and last column and row, both included. */
  readonly x: readonly [first: number, last: number];
  readonly y: readonly [first: number, last: number];
}

/** The latitude at which the Mercator square ends. */
const LAST_LATITUDE = 85.051128779807;

export function tilesUnder([west, south, east, north]: Bounds, zoom: number): TileRange {
  const n = 2 ** zoom;
  const column = (lon: number) => Math.floor((lon + 180) / 360 * n);
  const row = (lat: number) => {
    const within = Math.max(-LAST_LATITUDE, Math.min(LAST_LATITUDE, lat)) * Math.PI / 180;
    return Math.floor((1 - Math.asinh(Math.tan(within)) / Math.PI) / 2 * n);
  };
  const kept = (number: number) => Math.max(0, Math.min(n - 1, number));
  return { zoom, x: [kept(column(west)), kept(column(east))], y: [kept(row(north)), kept(row(south))] };
}

export function countTiles({ x, y }: TileRange): number {
  return (x[1] - x[0] + 1) * (y[1] - y[0] + 1);
}

/** At most `limit` tiles of the range, spread evenly over it, row by row. */
export function* pickTiles(range: TileRange, limit: number): Generator<[x: number, y: number]> {
  const columns = range.x[1] - range.x[0] + 1, count = countTiles(range), picked = Math.min(limit, count);
  for (let i = 0; i < picked; i++) {
    const at = Math.floor((i + 0.5) * count / picked);
    yield [range.x[0] + at % columns, range.y[0] + Math.floor(at / columns)];
  }
}

/** The box of degrees that a range of tiles fills. */
export function boundsOfTiles({ zoom, x, y }: TileRange): Bounds {
  const n = 2 ** zoom;
  const lon = (column: number) => column / n * 360 - 180;
  const lat = (row: number) => Math.atan(Math.sinh(Math.PI * (1 - 2 * row / n))) * 180 / Math.PI;
  return [lon(x[0]), lat(y[1] + 1), lon(x[1] + 1), lat(y[0])];
}

/** Share (0–1) of the first box's degrees that lie in the second. */
export function shareWithin(box: Bounds, other: Bounds): number {
  const side = (from: 0 | 1) => {
    const within = Math.min(box[from + 2]!, other[from + 2]!) - Math.max(box[from]!, other[from]!);
    return Math.max(0, within) / (box[from + 2]! - box[from]!);
  };
  return side(0) * side(1);
}
