/** The style of the base map: land, water, parks, blocks, roads, boundaries, then labels. Pure: colours come as tokens. */
import type {
  DataDrivenPropertyValueSpecification,
  FilterSpecification,
  LayerSpecification,
  StyleSpecification,
} from "./maplibre.ts";
import type { Lang } from "./words.ts";

/** Family of the bundled font; without a `glyphs` URL, labels are drawn from it on this machine. */
export const LABEL_FONT = "Noto Sans SC Variable";
/** A first family that does not exist: its name is where the weight is read from. */
const MEDIUM = ["Medium", LABEL_FONT];
/** The lowest label layer: cells go below it, so that names stay readable. */
export const FIRST_LABEL = "label-road";

export const MAP_TOKENS = [
  "page",
  "land",
  "water",
  "park",
  "block",
  "port",
  "road-minor",
  "road-major",
  "motorway",
  "rail",
  "boundary",
  "label",
  "label-strong",
  "label-faint",
] as const;
export type MapColours = Readonly<Record<(typeof MAP_TOKENS)[number], string>>;

export interface StyleInput {
  readonly colours: MapColours;
  readonly lang: Lang;
  /** Size of the body type over 24 px: everything on the map grows with it. */
  readonly scale: number;
  /** The city brings its own map; without one, districts are the land. */
  readonly drawn: boolean;
}

type Widths = readonly (readonly [zoom: number, width: number])[];

const EMPTY = { type: "FeatureCollection" as const, features: [] };

export function mapStyle(input: StyleInput): StyleSpecification {
  const source = () => ({ type: "geojson" as const, data: EMPTY, tolerance: 0.3, buffer: 64 });
  return {
    version: 8,
    sources: { basemap: source(), districts: source(), "district-names": source() },
    layers: [
      ...groundLayers(input),
      ...roadLayers(input),
      ...boundaryLayers(input),
      ...labelLayers(input),
    ].map((layer) => input.drawn ? layer : withoutBasemap(layer)),
  };
}

/** Layers of a source that stays empty: hidden, or MapLibre cuts its tiles out of every picture. Kept, as anchors. */
function withoutBasemap(layer: LayerSpecification): LayerSpecification {
  if (!("source" in layer) || layer.source !== "basemap") return layer;
  return { ...layer, layout: { ...layer.layout, visibility: "none" } } as LayerSpecification;
}

/** The expression that picks a feature's name in a language, whatever it has. */
export function nameIn(lang: Lang): DataDrivenPropertyValueSpecification<string> {
  const other = lang === "zh" ? "en" : "zh";
  return ["coalesce", ["get", `name:${lang}`], ["get", "name"], ["get", `name:${other}`], ""];
}

export const LABEL_LAYERS = ["label-road", "label-place", "label-district", "label-outline"] as const;

function is(...classes: string[]): FilterSpecification {
  return ["in", ["get", "class"], ["literal", classes]];
}

function groundLayers({ colours, drawn }: StyleInput): LayerSpecification[] {
  const fill = (id: string, colour: string, minzoom = 0): LayerSpecification => ({
    id,
    type: "fill",
    source: "basemap",
    minzoom,
    filter: is(id),
    paint: { "fill-color": colour, "fill-antialias": id !== "land" },
  });
  return [
    { id: "page", type: "background", paint: { "background-color": colours.page } },
    {
      id: "district-land",
      type: "fill",
      source: "districts",
      paint: { "fill-color": colours.land, "fill-opacity": drawn ? 0 : 1 },
    },
    fill("land", colours.land),
    fill("park", colours.park),
    fill("block", colours.block, 10),
    fill("port", colours.port),
    fill("water", colours.water),
  ];
}

function roadLayers({ colours, scale }: StyleInput): LayerSpecification[] {
  const line = (id: string, colour: string, widths: Widths, minzoom = 0): LayerSpecification => ({
    id,
    type: "line",
    source: "basemap",
    minzoom,
    filter: is(id),
    layout: { "line-cap": "round", "line-join": "round" },
    paint: {
      "line-color": colour,
      "line-width": [
        "interpolate",
        ["exponential", 1.6],
        ["zoom"],
        ...widths.flatMap(([zoom, width]) => [zoom, width * scale]),
      ] as never,
    },
  });
  return [
    line("road-minor", colours["road-minor"], [[10, 0.4], [12, 1], [14, 2.4], [17, 14]], 10),
    line("road-major", colours["road-major"], [[9, 0.8], [12, 2.1], [14, 4.2], [17, 22]]),
    line("road-motorway", colours.motorway, [[8, 1], [12, 2.8], [14, 5], [17, 26]]),
    {
      ...line("rail", colours.rail, [[10, 0.8], [14, 2], [17, 5]], 10),
      paint: { "line-color": colours.rail, "line-width": 1.2 * scale, "line-dasharray": [6, 3] },
    } as LayerSpecification,
  ];
}

function boundaryLayers({ colours, scale, drawn }: StyleInput): LayerSpecification[] {
  const dashed = { "line-dasharray": [4, 2.5], "line-opacity": 0.8 };
  return [
    {
      id: "boundary",
      type: "line",
      source: "basemap",
      filter: is("boundary"),
      paint: { "line-color": colours.boundary, "line-width": 1.1 * scale, ...dashed },
    },
    {
      id: "district-outline",
      type: "line",
      source: "districts",
      // A city with a map of its own draws its borders on land there.
      layout: { visibility: drawn ? "none" : "visible" },
      paint: { "line-color": colours.boundary, "line-width": 1.1 * scale, "line-opacity": 0.75 },
    },
  ];
}

function labelLayers({ colours, scale, lang, drawn }: StyleInput): LayerSpecification[] {
  const halo = { "text-halo-color": colours.page, "text-halo-width": 1.8 * scale, "text-halo-blur": 0.4 };
  const text = { "text-font": MEDIUM, "text-field": nameIn(lang), "text-max-width": 9 };
  return [
    {
      id: "label-road",
      type: "symbol",
      source: "basemap",
      minzoom: 13.6,
      filter: is("road-major", "road-motorway", "road-minor"),
      layout: {
        ...text,
        "symbol-placement": "line",
        "text-size": 17.5 * scale,
        "symbol-spacing": 420 * scale,
        "text-letter-spacing": 0.08,
      },
      paint: { "text-color": colours["label-faint"], ...halo },
    },
    {
      id: "label-place",
      type: "symbol",
      source: "basemap",
      minzoom: 10,
      filter: [
        "all",
        ["==", ["get", "class"], "label-place"],
        ["<=", ["coalesce", ["get", "rank"], 1], ["step", ["zoom"], 1, 11.5, 2, 12.8, 3, 14, 9]],
      ] as FilterSpecification,
      layout: {
        ...text,
        "text-size": 18 * scale,
        "symbol-sort-key": ["coalesce", ["get", "rank"], 9],
        "text-padding": 6 * scale,
        "text-letter-spacing": 0.04,
      },
      paint: { "text-color": colours.label, ...halo },
    },
    districtLabels("label-district", "basemap", is("label-district"), 1),
    // Without a map of its own, a city's outlines are often many small neighbourhoods.
    districtLabels("label-outline", "district-names", ["boolean", !drawn], 0.76),
  ];

  function districtLabels(
    id: string,
    from: string,
    filter: FilterSpecification,
    size: number,
  ): LayerSpecification {
    return {
      id,
      type: "symbol",
      source: from,
      maxzoom: 13.8,
      filter,
      layout: {
        ...text,
        "text-size": ["interpolate", ["linear"], ["zoom"], 9, 23 * size * scale, 12, 27 * size * scale],
        "text-letter-spacing": 0.16 * size,
        "text-padding": 4 * scale,
      },
      paint: { "text-color": colours["label-strong"], ...halo },
    };
  }
}
