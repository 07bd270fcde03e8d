/** The wall's scenes: what each shows when it is opened. Whoever then changes something has changed it; nothing cycles. Pure. */
import type { FeatureCollection, Position } from "geojson";
import { Grids } from "../../geo/grid.ts";
import type { Bounds } from "../../geo/place.ts";
import type { Area } from "../../geo/polygon.ts";
import { areaNames } from "../city.ts";
import { FIRST_STATE, type MapView, type ScreenState } from "../url_state.ts";
import type { Preset } from "./scene_name.ts";
import { magnificationOf, type MapFrame } from "../map_frame.ts";

/** A district as scenes need it. */
export interface District {
  readonly code: string;
  /** As the map has it; in both languages where the city gives both. */
  readonly names: { readonly zh: string; readonly en: string };
  readonly bounds: Bounds;
  readonly holds: (lat: number, lon: number) => boolean;
}

/** What a screen shows when a scene is opened and its address says nothing else. */
export function firstState(preset: Preset): ScreenState {
  const first = { ...FIRST_STATE, preset };
  switch (preset) {
    case "overview":
      return first;
    case "districts":
      return { ...first, measure: "incidents", window: 1440 };
    case "night":
      return { ...first, measure: "workers", theme: "night" };
    default:
      return { ...first, measure: "incidents", window: 1440 };
  }
}

/** The view that shows a place whole in what panels leave free. */
export function fit(
  [west, south, east, north]: Bounds,
  { picture, free }: Pick<MapFrame, "picture" | "free">,
): MapView {
  const y = (lat: number) => (1 - Math.asinh(Math.tan(lat * Math.PI / 180)) / Math.PI) / 2;
  const latOf = (at: number) => Math.atan(Math.sinh(Math.PI * (1 - 2 * at))) * 180 / Math.PI;
  const [wide, high] = [(east - west) / 360, y(south) - y(north)];
  const world = FILL * Math.min(free.width / wide, free.height / high);
  const zoom = Math.min(MOST_ZOOM, Math.log2(world / 512));
  const scale = 512 * 2 ** zoom;
  // The free part is not the middle of the picture, which the view is about.
  const dx = (free.x + free.width / 2 - picture.width / 2) / scale;
  const dy = (free.y + free.height / 2 - picture.height / 2) / scale;
  return {
    lat: latOf((y(south) + y(north)) / 2 - dy),
    lon: (west + east) / 2 - dx * 360,
    zoom: zoom - Math.log2(magnificationOf(picture)),
  };
}

/** The city's own view; where panels leave a middle that is not the picture's, as on very wide walls, about that one. */
export function between(view: MapView, { picture, free }: Pick<MapFrame, "picture" | "free">): MapView {
  const off = free.x + free.width / 2 - picture.width / 2;
  if (Math.abs(off) < picture.width * OFF_CENTRE) return view;
  const world = 512 * 2 ** (view.zoom + Math.log2(magnificationOf(picture)));
  return { ...view, lon: view.lon - off / world * 360 };
}

/** Less than this of the picture's width is no reason to look elsewhere. */
const OFF_CENTRE = 0.02;
/** How much of the free part a district fills. */
const FILL = 0.92;
const MOST_ZOOM = 16;

/** The districts of a city's own polygons. */
export function districtsOf(collection: FeatureCollection | null): readonly District[] {
  return (collection?.features ?? []).flatMap(({ properties, geometry }): District[] => {
    const code: unknown = properties?.["code"];
    if (typeof code !== "string" || !geometry || !("coordinates" in geometry)) return [];
    const parts = geometry.type === "Polygon"
      ? [geometry.coordinates]
      : geometry.type === "MultiPolygon"
      ? geometry.coordinates
      : [];
    const area = new Grids(
      parts.length > 0 ? [{ code, name: code, parts: parts as unknown as Area["parts"] }] : [],
    );
    return [{
      code,
      names: areaNames(properties, code),
      bounds: boundsOf(geometry.coordinates),
      holds: (lat, lon) => area.at(lat, lon) !== undefined,
    }];
  });
}

function boundsOf(coordinates: unknown): Bounds {
  const bounds: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  const walk = (part: unknown): void => {
    if (!Array.isArray(part)) return;
    if (typeof part[0] !== "number") return part.forEach(walk);
    const [lon, lat] = part as Position;
    bounds[0] = Math.min(bounds[0], lon!);
    bounds[1] = Math.min(bounds[1], lat!);
    bounds[2] = Math.max(bounds[2], lon!);
    bounds[3] = Math.max(bounds[3], lat!);
  };
  walk(coordinates);
  return bounds;
}
