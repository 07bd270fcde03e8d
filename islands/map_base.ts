/** The MapLibre map below ours: flat and north up, moved only by a person; below a wall as sharp as the glass. */
import type { CityDescription } from "./city.ts";
import { centreOf, type MapFrame } from "./map_frame.ts";
import { BaseMap, type MapOptions, type StyleSpecification } from "./maplibre.ts";
import type { MapView } from "./url_state.ts";

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

export function openMap(
  { container, city, label, frame, view, motion }: BaseMapOptions,
  style: StyleSpecification,
): BaseMap {
  return openFlat(label, {
    container,
    style,
    ...centreOf(view, frame),
    minZoom: Math.max(3, city.view.zoom - 2.5 + Math.log2(frame.magnification)),
    maxZoom: 19,
    // A wall's canvas is wider than MapLibre's default limit, which would scale it down without a word.
    maxCanvasSize: [16_384, 16_384],
    pixelRatio: frame.pixelRatio,
    fadeDuration: motion() ? 300 : 0,
    canvasContextAttributes: { antialias: true, powerPreference: "high-performance" },
  });
}
