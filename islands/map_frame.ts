/** From the view that all screens of a wall share to the centre of this screen's map, and back. Pure. */
import type { Box, Size } from "./wall/display.ts";
import type { MapView } from "./url_state.ts";

export interface MapFrame {
  /** The whole picture, px; {@link MapView} is about its middle. */
  readonly picture: Size;
  /** What the map covers of it. */
  readonly part: Box;
  /** What no panel covers. */
  readonly free: Box;
  /** Px on the glass per px of the picture. */
  readonly pixelRatio: number;
  /** How much larger the city is drawn than on a screen of 1080 lines. */
  readonly magnification: number;
}

/** What MapLibre shows: the middle of its own canvas. */
export interface MapCentre {
  readonly center: [lon: number, lat: number];
  readonly zoom: number;
}

/** Width of the world at zoom 0, px. */
const WORLD_PX = 512;
const LINES = 1080;
/** Narrower than this for its height, and the width decides. */
const LEAST_WIDTH = 1350;

/** A larger screen shows the same part of the city, not more of it. */
export function magnificationOf({ width, height }: Size): number {
  return Math.min(height / LINES, width / LEAST_WIDTH);
}

/** A map that is the whole picture. */
export function wholeFrame({ width, height }: Size): MapFrame {
  const part = { x: 0, y: 0, width, height };
  return { picture: { width, height }, part, free: part, pixelRatio: 1, magnification: 1 };
}

export function centreOf(view: MapView, frame: MapFrame): MapCentre {
  const zoom = view.zoom + Math.log2(frame.magnification);
  const { x, y } = offset(frame, zoom);
  return { center: shifted(view.lon, view.lat, x, y), zoom };
}

export function viewOf({ center: [lon, lat], zoom }: MapCentre, frame: MapFrame): MapView {
  const { x, y } = offset(frame, zoom);
  const [midLon, midLat] = shifted(lon, lat, -x, -y);
  return { lat: midLat, lon: midLon, zoom: zoom - Math.log2(frame.magnification) };
}

/** From the middle of the picture to the middle of the part, in parts of the world. */
function offset({ picture, part }: MapFrame, zoom: number): { x: number; y: number } {
  const world = WORLD_PX * 2 ** zoom;
  return {
    x: (part.x + part.width / 2 - picture.width / 2) / world,
    y: (part.y + part.height / 2 - picture.height / 2) / world,
  };
}

/** Moves a place by parts of the Mercator square, y downwards. */
function shifted(lon: number, lat: number, x: number, y: number): [number, number] {
  if (x === 0 && y === 0) return [lon, lat];
  const mercatorY = (1 - Math.asinh(Math.tan(lat * Math.PI / 180)) / Math.PI) / 2 + y;
  return [lon + x * 360, Math.atan(Math.sinh(Math.PI * (1 - 2 * mercatorY))) * 180 / Math.PI];
}
