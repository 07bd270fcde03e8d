/** The style of the base map: ground, boundaries, then an anchor below which live layers go, then labels. Pure. */
import type { CityDescription } from "./city.ts";
import type { MapColours } from "./map_flavor.ts";
import { BASEMAP, groundLayers } from "./map_ground.ts";
import { labelLayers } from "./map_labels.ts";
import type { LayerSpecification, SourceSpecification, StyleSpecification } from "./maplibre.ts";
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
  const drawn = basemap.kind !== "none";
  const schema = basemap.kind === "vector" ? basemap.schema : "v4";
  const vector = basemap.kind === "vector";
  return {
    version: 8,
    sources: { ...basemapSource(input), ...ownSources() },
    layers: [
      { id: "page", type: "background", paint: { "background-color": input.colours.page } },
      ...districtLand(input, drawn),
      ...(vector ? groundLayers({ ...input, schema }) : []),
      ...(basemap.kind === "raster" ? [RASTER] : []),
      ...districtOutlines(input, drawn),
      ANCHOR,
      ...labelLayers({ ...input, schema, drawn }).filter((layer) => vector || !onBasemap(layer)),
    ],
  };
}

const RASTER: LayerSpecification = { id: "raster", type: "raster", source: BASEMAP };
/** Draws nothing: only its place counts. */
const ANCHOR: LayerSpecification = { id: FIRST_LABEL, type: "background", layout: { visibility: "none" } };

function onBasemap(layer: LayerSpecification): boolean {
  return "source" in layer && layer.source === BASEMAP;
}

function ownSources(): Record<string, SourceSpecification> {
  const source = () => ({ type: "geojson" as const, data: EMPTY, tolerance: 0.3, buffer: 64 });
  return { districts: source(), "district-names": source() };
}

function basemapSource(
  { basemap, origin, through = (template) => template }: StyleInput,
): Record<string, SourceSpecification> {
  const whole = (url: string) => url.startsWith("/") ? origin + url : url;
  switch (basemap.kind) {
    case "vector": {
      const { tiles, minZoom, maxZoom, attribution } = basemap;
      return {
        [BASEMAP]: {
          type: "vector",
          tiles: [through(whole(tiles))],
          minzoom: minZoom,
          maxzoom: maxZoom,
          attribution,
        },
      };
    }
    case "raster": {
      const { tiles, tileSize, minZoom, maxZoom, attribution } = basemap;
      return {
        [BASEMAP]: {
          ...{
            type: "raster",
            tiles: [whole(tiles)],
            tileSize,
            minzoom: minZoom,
            maxzoom: maxZoom,
            attribution,
          },
        } as SourceSpecification,
      };
    }
    default:
      return {};
  }
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

function districtOutlines({ colours, scale }: StyleInput, drawn: boolean): LayerSpecification[] {
  return drawn ? [] : [{
    id: "district-outline",
    type: "line",
    source: "districts",
    paint: { "line-color": colours.boundary, "line-width": 1.1 * scale, "line-opacity": 0.75 },
  }];
}

/** Another's style, with our anchor below its first label. */
function intoForeign(foreign: StyleSpecification, input: StyleInput): StyleSpecification {
  const first = foreign.layers.findIndex(({ type }) => type === "symbol");
  const at = first < 0 ? foreign.layers.length : first;
  const own = labelLayers({ ...input, schema: "v4", drawn: true }).filter((layer) => !onBasemap(layer));
  return {
    ...foreign,
    sources: { ...foreign.sources, ...ownSources() },
    layers: [...foreign.layers.slice(0, at), ANCHOR, ...foreign.layers.slice(at), ...own],
  };
}
