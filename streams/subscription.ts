/** From what a screen shows to the rooms it is in. Pure: the same view always gives the same rooms. */
import { cellsIn, COARSEST, FINEST } from "../geo/cell.ts";
import type { Bounds } from "../geo/place.ts";
import { WHOLE_CITY_UP_TO } from "./cells_room.ts";
import { checkFilter, isEmpty } from "./incident_filter.ts";
import { type View, WINDOWS } from "./wire.ts";

/** Views of more tiles than this get cells of the whole city and no single workers. */
export const MOST_TILES = 128;

/** Degrees of latitude: fine cells stick out of the tile they belong to by up to a fifth of its 3.7 km edge. */
const MARGIN = 0.008;

/** Parses what a client sent; null when it is no view. Screens are not trusted more than feeds. */
export function checkView(value: unknown): View | null {
  if (typeof value !== "object" || value === null) return null;
  const { bounds, zoom, resolution, window, cells, workers } = value as Record<string, unknown>;
  const edges = Array.isArray(bounds) && bounds.length === 4 && bounds.every((edge) => Number.isFinite(edge));
  if (!edges || !Number.isFinite(zoom)) return null;
  if (!Number.isInteger(resolution) || (resolution as number) < COARSEST || (resolution as number) > FINEST) {
    return null;
  }
  if (!WINDOWS.some((minutes) => minutes === window)) return null;
  const filter = checkFilter((value as Record<string, unknown>)["filter"]);
  if (!filter) return null;
  return {
    bounds: bounds as unknown as Bounds,
    zoom: zoom as number,
    resolution: resolution as number,
    window: window as View["window"],
    cells: cells === true,
    workers: workers === true,
    ...(isEmpty(filter) ? {} : { filter }),
  };
}

/** The tiles (H3 cells of resolution {@link COARSEST}) that a view touches inside the city; null when too many. */
export function tilesOf(view: View, city: Bounds): string[] | null {
  const west = Math.max(view.bounds[0], city[0]);
  const south = Math.max(view.bounds[1], city[1]);
  const east = Math.min(view.bounds[2], city[2]);
  const north = Math.min(view.bounds[3], city[3]);
  if (west >= east || south >= north) return [];
  // A tile covers about 36 km²; a rough count first, so that a view of the whole Earth costs nothing.
  const squareKm = (east - west) * 111 * Math.cos(south * Math.PI / 180) * (north - south) * 111;
  if (squareKm > MOST_TILES * 36) return null;
  const high = MARGIN / Math.cos(south * Math.PI / 180);
  return cellsIn([west - high, south - MARGIN, east + high, north + MARGIN], COARSEST);
}

/** Whether cells of this resolution are sent for the whole city rather than by tile. */
export function wholeCity(resolution: number): boolean {
  return resolution <= WHOLE_CITY_UP_TO;
}
