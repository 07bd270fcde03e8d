/** The names on the base map, drawn from the bundled font: water, roads, places, sights, districts. Pure. */
import type {
  DataDrivenPropertyValueSpecification,
  FilterSpecification,
  LayerSpecification,
} from "./maplibre.ts";
import { BASEMAP } from "./map_ground.ts";
import type { MapColours } from "./map_flavor.ts";
import type { Lang } from "./words.ts";

/** Family of the bundled font; without a `glyphs` URL, labels are drawn from it on this machine. */
export const LABEL_FONT = "Noto Sans SC Variable";
/** A first family that does not exist: its name is where the weight is read from. */
const MEDIUM = ["Medium", LABEL_FONT];

export const LABEL_LAYERS = [
  "label-water-line",
  "label-road",
  "label-water",
  "label-poi",
  "label-place",
  "label-district",
  "label-outline",
] as const;

export interface LabelInput {
  readonly colours: MapColours;
  readonly lang: Lang;
  readonly scale: number;
  readonly schema: "v3" | "v4";
  /** The city brings a map of its own; without one, its districts are named. */
  readonly drawn: boolean;
}

/** The expression that picks a feature's name in a language, whatever it has. */
export function nameIn(lang: Lang): DataDrivenPropertyValueSpecification<string> {
  const zh = [["get", "name:zh-Hans"], ["get", "name:zh"]], en = [["get", "name:en"]];
  const [first, last] = lang === "zh" ? [zh, en] : [en, zh];
  return ["coalesce", ...first, ["get", "name"], ...last, ""] as never;
}

/** Sights that a command centre looks for; cafés are not among them. */
const SIGHTS = [
  ...["hospital", "police", "fire_station", "townhall", "university", "college", "school", "park", "station"],
  ...["aerodrome", "airport", "harbour", "marina", "ferry_terminal", "beach", "square", "stadium", "museum"],
  ...["peak", "marketplace", "mall", "zoo", "theatre", "library", "temple", "attraction"],
];

export function labelLayers(input: LabelInput): LayerSpecification[] {
  return [...waterAndRoads(input), ...places(input)];
}

type Symbol = Omit<Extract<LayerSpecification, { type: "symbol" }>, "type" | "source">;

function symbol(input: LabelInput, colour: string, { layout, paint, ...layer }: Symbol): LayerSpecification {
  const { scale, lang, colours } = input;
  return {
    type: "symbol",
    source: BASEMAP,
    ...layer,
    layout: {
      "text-font": MEDIUM,
      "text-field": nameIn(lang),
      "text-max-width": 9,
      "text-letter-spacing": 0.04,
      ...layout,
    },
    paint: {
      "text-color": colour,
      // With the veil over a selection, which fades faster than MapLibre would, and not at all for who wants no motion.
      "text-color-transition": { duration: 0, delay: 0 },
      "text-halo-color": colours.page,
      "text-halo-width": 1.8 * scale,
      "text-halo-blur": 0.4,
      ...paint,
    },
  } as LayerSpecification;
}

function waterAndRoads(input: LabelInput): LayerSpecification[] {
  const { colours, scale, schema } = input;
  const kind = schema === "v3" ? "pmap:kind" : "kind";
  const along = { "symbol-placement": "line", "text-letter-spacing": 0.08 } as const;
  const roads = (kinds: readonly string[], from: number): Symbol => ({
    id: "label-road",
    "source-layer": "roads",
    minzoom: from,
    filter: ["in", ["get", kind], ["literal", kinds]] as FilterSpecification,
    layout: { ...along, "text-size": 17.5 * scale, "symbol-spacing": 420 * scale },
  });
  return [
    symbol(input, colours["label-water"], {
      id: "label-water-line",
      "source-layer": schema === "v3" ? "physical_line" : "water",
      minzoom: 12,
      filter: ["all", ["==", ["geometry-type"], "LineString"], ["has", "name"]] as FilterSpecification,
      layout: { ...along, "text-size": 17.5 * scale, "symbol-spacing": 700 * scale },
    }),
    symbol(
      input,
      colours["label-faint"],
      roads(["highway", "major_road", "medium_road", "minor_road"], 13.6),
    ),
    symbol(input, colours["label-water"], {
      id: "label-water",
      "source-layer": "water",
      minzoom: 8,
      filter: ["all", ["==", ["geometry-type"], "Point"], ["has", "name"]] as FilterSpecification,
      layout: { "text-size": 18 * scale, "text-letter-spacing": 0.12, "text-padding": 6 * scale },
    }),
  ];
}

function places(input: LabelInput): LayerSpecification[] {
  const { colours, scale, schema, drawn } = input;
  const kind = schema === "v3" ? "pmap:kind" : "kind";
  const isDistrict = ["in", ["get", "kind_detail"], ["literal", ["district", "city"]]];
  const since = ["<=", ["coalesce", ["get", "min_zoom"], 0], ["+", ["zoom"], 0.6]];
  return [
    symbol(input, colours["label-faint"], {
      id: "label-poi",
      "source-layer": "pois",
      minzoom: schema === "v3" ? 15 : 11,
      filter: (schema === "v3"
        ? ["in", ["get", "amenity"], ["literal", SIGHTS]]
        : ["all", ["in", ["get", "kind"], ["literal", SIGHTS]], since]) as FilterSpecification,
      layout: {
        "text-field": poiText(input.lang),
        "text-size": 17.5 * scale,
        "text-padding": 8 * scale,
        "symbol-sort-key": ["coalesce", ["get", "min_zoom"], 18],
      },
    }),
    symbol(input, colours.label, {
      id: "label-place",
      "source-layer": "places",
      minzoom: 7,
      filter: ["all", ["!", isDistrict], since] as unknown as FilterSpecification,
      layout: {
        "text-size": 18.5 * scale,
        "symbol-sort-key": ["-", 0, ["to-number", ["coalesce", ["get", "population_rank"], [
          "get",
          "pmap:rank",
        ], 0]]],
        "text-padding": 8 * scale,
      },
    }),
    district(input, "label-district", {
      source: BASEMAP,
      "source-layer": "places",
      filter: (schema === "v3" ? ["==", ["get", kind], "city"] : isDistrict) as FilterSpecification,
    }, 1),
    // Without a map of its own, a city's outlines are often many small neighbourhoods.
    district(input, "label-outline", {
      source: "district-names",
      filter: ["boolean", !drawn] as unknown as FilterSpecification,
    }, 0.76),
  ];
}

/** A peak says how high it is. */
function poiText(lang: Lang): never {
  return ["case", ["all", ["==", ["get", "kind"], "peak"], ["has", "elevation"]], [
    "concat",
    nameIn(lang),
    " ",
    ["to-string", ["get", "elevation"]],
    " m",
  ], nameIn(lang)] as never;
}

function district(
  input: LabelInput,
  id: string,
  from: { source: string; "source-layer"?: string; filter: FilterSpecification },
  size: number,
): LayerSpecification {
  const { scale, colours } = input;
  return symbol(input, colours["label-strong"], {
    ...from,
    id,
    maxzoom: 13.8,
    layout: {
      "text-size": ["interpolate", ["linear"], ["zoom"], 9, 23 * size * scale, 12, 27 * size * scale],
      "text-letter-spacing": 0.16 * size,
      "text-padding": 4 * scale,
    },
  } as Symbol);
}

/** The text of a label layer in another language. */
export function labelText(layer: (typeof LABEL_LAYERS)[number], lang: Lang): unknown {
  return layer === "label-poi" ? poiText(lang) : nameIn(lang);
}
