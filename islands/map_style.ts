/** The style of the base map: ground, boundaries, then an anchor below which live layers go, then labels. Pure. */
import type { CityDescription, Tone } from "./city.ts";
import type { MapColours } from "./map_flavor.ts";
import { BASEMAP, groundLayers } from "./map_ground.ts";
import { labelLayers } from "./map_labels.ts";
import type { LayerSpecification, SourceSpecification, StyleSpecification } from "./maplibre.ts";
import { rasterPaint } from "./raster_tone.ts";
import type { Lang } from "./words.ts";

/** Live layers that stay below names are put before this one. */
export const FIRST_LABEL = "label-anchor";

export interface StyleInput {
  readonly colours: MapColours;
  readonly lang: Lang;
  /** Size of the body type over 24 px: everything on the map grows with it. */
  readonly scale: number;
  readonly basemap: CityDescription["basemap"];
  /** Of this server: tiles are fetched by a worker, which needs whole addresses. */
  readonly origin: string;
  /** Turns the address of a vector tile into the one that MapLibre is to ask. */
  readonly through?: (template: string) => string;
  /** The style that the city's file names, when it does. */
  readonly foreign?: StyleSpecification | null;
}

const EMPTY = { type: "FeatureCollection" as const, features: [] };

export function mapStyle(input: StyleInput): StyleSpecification {
  const { basemap, foreign } = input;
  if (basemap.kind === "style" && foreign) return intoForeign(foreign, input);
  const drawn = basemap.kind === "vector" || basemap.kind === "raster";
  const schema = basemap.kind === "vector" ? basemap.schema : "v4";
  const vector = basemap.kind === "vector";
  return {
    version: 8,
    sources: { ...basemapSource(input), ...ownSources() },
    layers: [
      { id: "page", type: "background", paint: { "background-color": input.colours.page } },
      ...districtLand(input, drawn),
      ...(vector ? groundLayers({ ...input, schema }) : []),
      ...(basemap.kind === "raster" ? [rasterLayer(basemap.tone, input.colours)] : []),
      // A map of our schema has borders of its own.
      ...(vector ? [] : districtOutlines(input)),
      ANCHOR,
      ...labelLayers({ ...input, schema, drawn }).filter((layer) => vector || !onBasemap(layer)),
    ],
  };
}

/** Whether a source of the map is part of the ground, rather than of what lies on it. */
export function isGround(source: string): boolean {
  return !OWN.has(source);
}

/** Districts, and what ground_layers.ts and fence_layers.ts add when it is looked at. */
const OWN: ReadonlySet<string> = new Set([
  "districts",
  "district-names",
  "streets",
  "streets-names",
  "grids",
  "grids-names",
  "heat",
  "fences",
  "fence-names",
  "fence-draft",
]);

/** Draws nothing: only its place counts. */
const ANCHOR: LayerSpecification = { id: FIRST_LABEL, type: "background", layout: { visibility: "none" } };

function rasterLayer(tone: Tone, { page }: MapColours): LayerSpecification {
  return { id: "raster", type: "raster", source: BASEMAP, paint: rasterPaint(tone, page) };
}

function onBasemap(layer: LayerSpecification): boolean {
  return "source" in layer && layer.source === BASEMAP;
}

function ownSources(): Record<string, SourceSpecification> {
  const source = () => ({ type: "geojson" as const, data: EMPTY, tolerance: 0.3, buffer: 64 });
  return { districts: source(), "district-names": source() };
}

function basemapSource(
  { basemap, origin, scale, through = (template) => template }: StyleInput,
): Record<string, SourceSpecification> {
  const whole = (url: string) => url.startsWith("/") ? origin + url : url;
  if (basemap.kind !== "vector" && basemap.kind !== "raster") return {};
  const { tiles, minZoom, maxZoom, attribution } = basemap;
  const shared = { minzoom: minZoom, maxzoom: maxZoom, attribution };
  const source: SourceSpecification = basemap.kind === "vector"
    ? { type: "vector", tiles: [through(whole(tiles))], ...shared }
    : { type: "raster", tiles: [whole(tiles)], tileSize: drawnSize(basemap.tileSize, scale), ...shared };
  return { [BASEMAP]: source };
}

/** Names in images are as large as their makers drew them: on a wall, images are drawn larger, by whole steps of zoom. */
function drawnSize(tileSize: number, scale: number): number {
  return tileSize * 2 ** Math.max(0, Math.round(Math.log2(scale)));
}

/** A city without a map stands on its districts. */
function districtLand({ colours }: StyleInput, drawn: boolean): LayerSpecification[] {
  return drawn ? [] : [{
    id: "district-land",
    type: "fill",
    source: "districts",
    paint: { "fill-color": colours.land },
  }];
}

function districtOutlines({ colours, scale }: StyleInput): LayerSpecification[] {
  return [{
    id: "district-outline",
    type: "line",
    source: "districts",
    paint: { "line-color": colours.boundary, "line-width": 1.1 * scale, "line-opacity": 0.75 },
  }];
}

/**
 * Another's style, with our anchor above its ground and below its names. Styles mix the two (arrows of one-way streets below
 * houses): what is no symbol is drawn first here, each kind in the order of the style.
 */
function intoForeign(foreign: StyleSpecification, input: StyleInput): StyleSpecification {
  const outlines = districtOutlines(input);
  const own = labelLayers({ ...input, schema: "v4", drawn: true }).filter((layer) => !onBasemap(layer));
  const ours = new Set([...outlines, ANCHOR, ...own].map(({ id }) => id));
  const layers = foreign.layers.map((layer) => apart(layer, ours));
  return {
    ...foreign,
    sources: {
      ...Object.fromEntries(Object.entries(foreign.sources).map(([id, source]) => [theirs(id, OWN), source])),
      ...ownSources(),
    },
    layers: [
      ...layers.filter(({ type }) => type !== "symbol"),
      ...outlines,
      ANCHOR,
      ...layers.filter(({ type }) => type === "symbol"),
      ...own,
    ],
  };
}

/** A layer whose names are not among ours. */
function apart(layer: LayerSpecification, ours: ReadonlySet<string>): LayerSpecification {
  const id = theirs(layer.id, ours);
  return "source" in layer
    ? { ...layer, id, source: theirs(layer.source, OWN) } as LayerSpecification
    : { ...layer, id };
}

function theirs(id: string, ours: ReadonlySet<string>): string {
  return ours.has(id) ? `their-${id}` : id;
}
