/** A place is WGS-84 degrees; this module is the one conversion between the axis orders of the world outside. */

/** WGS-84 degrees. H3 and people say latitude first; see {@link toPosition} for everything that says longitude first. */
export interface Place {
  readonly lat: number;
  readonly lon: number;
}

/** `[lon, lat]` in degrees: the order of GeoJSON, MapLibre and deck.gl. */
export type Position = readonly [lon: number, lat: number];

/** `[west, south, east, north]` in degrees, as in GeoJSON's bbox. Never crosses the antimeridian. */
export type Bounds = readonly [west: number, south: number, east: number, north: number];

/** IUGG mean radius of the Earth in metres. */
export const EARTH_RADIUS_M = 6_371_008.8;

const RADIANS = Math.PI / 180;

export function toPosition({ lat, lon }: Place): Position {
  return [lon, lat];
}

export function fromPosition([lon, lat]: Position): Place {
  return { lat, lon };
}

export function contains([west, south, east, north]: Bounds, lat: number, lon: number): boolean {
  return lon >= west && lon <= east && lat >= south && lat <= north;
}

export function centreOf([west, south, east, north]: Bounds): Place {
  return { lat: (south + north) / 2, lon: (west + east) / 2 };
}

/** Great-circle distance in metres (haversine formula). Takes bare numbers because it runs once per fix. */
export function metresBetween(latA: number, lonA: number, latB: number, lonB: number): number {
  const dLat = Math.sin((latB - latA) * RADIANS / 2);
  const dLon = Math.sin((lonB - lonA) * RADIANS / 2);
  const h = dLat * dLat + Math.cos(latA * RADIANS) * Math.cos(latB * RADIANS) * dLon * dLon;
  return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(h)));
}
