/**
 * What the base map draws below its labels: layers of the Protomaps library in our colours, as wide as this wall needs them,
 * with the uses and the relief that the library leaves plain. One list for tiles of the schema's version 4 and, by other
 * names of the same things, 3. Pure.
 */
import { layers as libraryLayers } from "@protomaps/basemaps";
import { flavorOf, type MapColours } from "./map_flavor.ts";
import type { LayerSpecification } from "./maplibre.ts";
import { asVersion3 } from "./map_version3.ts";

/** Source of the base map's tiles. */
export const BASEMAP = "basemap";

export interface GroundInput {
  readonly colours: MapColours;
  /** Size of the body type over 24 px: lines grow with it. */
  readonly scale: number;
  readonly schema: "v3" | "v4";
}

type Layer = LayerSpecification & {
  filter?: unknown;
  layout?: Record<string, unknown>;
  paint?: Record<string, unknown>;
};

export function groundLayers({ colours, scale, schema }: GroundInput): LayerSpecification[] {
  const library = libraryLayers(BASEMAP, flavorOf(colours)) as unknown as Layer[];
  const drawn = library.filter(({ id, type }) =>
    type !== "symbol" && type !== "background" && id !== "landcover"
  )
    .map((layer) => prepared(layer, colours))
    .flatMap((layer) =>
      layer.id === "landuse_park" ? [...uses(colours), layer, ...relief(colours)] : [layer]
    );
  const versioned = schema === "v3" ? drawn.flatMap((layer) => asVersion3(layer) as Layer[]) : drawn;
  return versioned.map((layer) => widened(layer, scale));
}

/** Ways that are too fine for a wall appear with the houses; rails are a line, not a dotted ghost. */
function prepared(layer: Layer, colours: MapColours): Layer {
  switch (layer.id) {
    case "buildings":
      return {
        ...layer,
        minzoom: 13,
        paint: { "fill-color": colours.building, "fill-opacity": fade(13, 14.5) },
      } as Layer;
    case "roads_rail":
      return {
        ...layer,
        paint: {
          "line-color": colours.rail,
          "line-width": ["interpolate", ["linear"], ["zoom"], 9, 0.6, 13, 1.4, 18, 4],
          "line-dasharray": [6, 2],
        },
      } as unknown as Layer;
    case "boundaries":
    case "boundaries_country":
      return {
        ...layer,
        paint: {
          "line-color": colours.boundary,
          "line-width": 1.1,
          "line-dasharray": [4, 2.5],
          "line-opacity": 0.8,
        },
      } as unknown as Layer;
    case "landuse_park":
      return { ...layer, paint: { "fill-color": colours.park, "fill-opacity": fade(6, 10) } } as Layer;
    default:
      return layer;
  }
}

/** Built-up land stands out from open land, ports and works a little more. */
function uses(colours: MapColours): Layer[] {
  const fill = (id: string, kinds: readonly string[], colour: string) => ({
    id,
    type: "fill",
    source: BASEMAP,
    "source-layer": "landuse",
    filter: ["in", ["get", "kind"], ["literal", kinds]],
    paint: { "fill-color": colour, "fill-opacity": fade(8, 10) },
  });
  return [
    fill("landuse_built", ["residential", "commercial", "retail", "neighbourhood"], colours.block),
    fill("landuse_works", ["railway", "port", "harbour", "quarry", "landfill", "brownfield"], colours.port),
  ] as unknown as Layer[];
}

/** Heights lie upon each other, each a breath brighter (or darker by day) than the one below. */
function relief(colours: MapColours): Layer[] {
  return [
    {
      id: "relief",
      type: "fill",
      source: BASEMAP,
      "source-layer": "landcover",
      filter: ["==", ["get", "kind"], "relief"],
      paint: { "fill-color": colours.relief, "fill-opacity": 0.03, "fill-antialias": false },
    } as unknown as Layer,
  ];
}

function fade(from: number, to: number) {
  return ["interpolate", ["linear"], ["zoom"], from, 0, to, 1];
}

const WIDTHS = ["line-width", "line-gap-width"] as const;

function widened(layer: Layer, scale: number): LayerSpecification {
  if (scale === 1 || layer.type !== "line" || !layer.paint) return layer;
  const paint: Record<string, unknown> = { ...layer.paint };
  for (const name of WIDTHS) if (paint[name] !== undefined) paint[name] = times(paint[name], scale);
  return { ...layer, paint } as LayerSpecification;
}

/** A width, or an interpolation of widths over the zoom, so many times as wide. */
export function times(width: unknown, scale: number): unknown {
  if (typeof width === "number") return width * scale;
  if (!Array.isArray(width) || width[0] !== "interpolate") return width;
  // "interpolate", curve, input, then stops: zoom, width, zoom, width …
  return width.map((part, i) => i > 3 && i % 2 === 0 ? times(part, scale) : part);
}
