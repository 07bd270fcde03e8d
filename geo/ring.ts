/** A line that a person drew around something, and whether a place lies within it. Pure. */
import pointInPolygon from "point-in-polygon-hao";
import type { Place } from "./place.ts";

/** Corners in their order; the last joins the first. */
export type Ring = readonly Place[];

/** Asks quickly of places far away: of many, most are. On the line counts as within. */
export function inRing(ring: Ring): (place: Place) => boolean {
  const corners = ring.map(({ lat, lon }) => [lon, lat]);
  const closed = [[...corners, corners[0]!]];
  const lats = ring.map(({ lat }) => lat), lons = ring.map(({ lon }) => lon);
  const south = Math.min(...lats), north = Math.max(...lats);
  const west = Math.min(...lons), east = Math.max(...lons);
  return ({ lat, lon }) =>
    lat >= south && lat <= north && lon >= west && lon <= east &&
    pointInPolygon([lon, lat], closed) !== false;
}
