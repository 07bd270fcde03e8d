/** The MapLibre map below ours: flat and north up, moved only by a person; below a wall as sharp as the glass. */
import type { CityDescription } from "./city.ts";
import { centreOf, type MapFrame } from "./map_frame.ts";
import { BaseMap, type MapOptions, type StyleSpecification } from "./maplibre.ts";
import type { MapView } from "./url_state.ts";

/** Zooms of a view: nearest and farthest, and how much farther than a city's own view one can go. */
const NEAREST = 19, FARTHEST = 3, BACK = 2.5;

export interface BaseMapOptions {
  readonly container: HTMLElement;
  readonly city: CityDescription;
  readonly label: string;
  readonly frame: MapFrame;
  readonly view: MapView;
  readonly motion: () => boolean;
}

/** A map that nobody can tilt or turn, and that a reader of the page knows by its label. */
export function openFlat(label: string, options: MapOptions): BaseMap {
  const map = new BaseMap({
    ...options,
    attributionControl: false,
    renderWorldCopies: false,
    pitchWithRotate: false,
    dragRotate: false,
    touchPitch: false,
    maxPitch: 0,
    localIdeographFontFamily: false,
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.getCanvas().setAttribute("aria-label", label);
  return map;
}

/** So far out and in the map itself goes: over the same parts of the city on every screen. */
export function zoomLimits(
  { view }: CityDescription,
  { magnification }: MapFrame,
): [least: number, most: number] {
  const magnified = Math.log2(magnification);
  return [Math.max(0, Math.max(FARTHEST, view.zoom - BACK) + magnified), NEAREST + magnified];
}

export function openMap(
  { container, city, label, frame, view, motion }: BaseMapOptions,
  style: StyleSpecification,
): BaseMap {
  const [least, most] = zoomLimits(city, frame);
  return openFlat(label, {
    container,
    style,
    ...centreOf(view, frame),
    minZoom: least,
    maxZoom: most,
    // A wall's canvas is wider than MapLibre's default limit, which would scale it down without a word.
    maxCanvasSize: [16_384, 16_384],
    pixelRatio: frame.pixelRatio,
    fadeDuration: motion() ? 300 : 0,
    canvasContextAttributes: { antialias: true, powerPreference: "high-performance" },
  });
}
