/** Layers of the map that are no live marks: boundaries of districts, streets and grids, and the heat of the window. */
import type { Feature, FeatureCollection, Point } from "geojson";
import { edgeOf, placeOf } from "../geo/cell.ts";
import { densityStops, HEAT_INK, type Theme } from "../geo/layers/heat_ramp.ts";
import { BORDERS } from "./borders.ts";
import type { CellSheet } from "./cells_store.ts";
import { type CityDescription, readJson } from "./city.ts";
import type { Layers } from "./layers.ts";
import { fitLayer } from "./map_dress.ts";
import { inkBelow } from "./map_flavor.ts";
import type { BaseMap, LayerSpecification } from "./maplibre.ts";
import { LABEL_FONT, nameIn } from "./map_labels.ts";
import { namePoints } from "./map_names.ts";
import { FIRST_LABEL } from "./map_style.ts";
import type { Lang } from "./words.ts";

/** Zoom from which areas are named, and how large, px for a body of 24 px. */
const NAMED = { streets: { from: 12.6, size: 17.5 }, grids: { from: 15, size: 16 } } as const;
type AreaName = keyof typeof NAMED;
const AREA_NAMES = Object.keys(NAMED) as AreaName[];

/** Over the neighbours of the one district that is looked at. */
const VEIL = "neighbours", VEIL_INK = 0.62;

const HEAT_EVERY_MS = 2_000;
/** Metres a pixel at zoom 0 on the equator, of tiles of 512 px. */
const METRES_PER_PX = 78_271.517;

interface GeoJSONSource {
  setData(data: FeatureCollection): void;
}

const NO_FEATURES: FeatureCollection = { type: "FeatureCollection", features: [] };

export interface GroundLook {
  readonly layers: Layers;
  readonly theme: Theme;
  readonly lang: Lang;
  /** What is selected; a veil lies over the rest. */
  readonly cell: string | null;
}

/** How large things are on this screen. */
export interface GroundSize {
  readonly scale: number;
  /** Zoom of the map itself over that of the view. */
  readonly magnified: number;
}

export interface GroundOptions extends GroundSize {
  readonly map: BaseMap;
  readonly city: CityDescription;
}

export class GroundLayers {
  #look: GroundLook | null = null;
  /** The one district that is looked at. */
  #single: string | null = null;
  #sheet: CellSheet | null = null;
  #heatVersion = -1;
  #heatAt = -Infinity;
  #timer: number | undefined;
  #size: GroundSize;
  /** Read once, whatever styles come and go. */
  readonly #names = new Map<AreaName, Promise<FeatureCollection>>();

  constructor(private readonly options: GroundOptions) {
    const { map } = options;
    this.#size = options;
    // A style of another theme or language brings none of these.
    map.on("style.load", () => this.#draw());
    map.on("zoomend", () => this.#draw());
  }

  /** The first style is loaded. */
  ready(): void {
    this.#draw();
  }

  look(look: GroundLook): void {
    const before = this.#look;
    this.#look = look;
    if (before?.theme !== look.theme || before.lang !== look.lang) this.#heatVersion = -1;
    this.#draw();
  }

  /** The window has another size, and things on it. */
  resize(size: GroundSize): void {
    if (size.scale === this.#size.scale && size.magnified === this.#size.magnified) return;
    this.#size = size;
    const { map } = this.options;
    for (const layer of AREA_NAMES.flatMap((name) => this.#areaLayers(name))) {
      if (!map.getLayer(layer.id)) continue;
      map.setLayerZoomRange(layer.id, layer.minzoom ?? 0, 24);
      fitLayer(map, layer);
    }
    this.#draw();
  }

  /** Dims every district but this one; null: none. */
  single(district: string | null): void {
    this.#single = district;
    this.#draw();
  }

  /** The counts changed. */
  follow(sheet: CellSheet | null): void {
    this.#sheet = sheet;
    if (this.#look && this.#look.layers.heat > 0) this.#heatSoon();
  }

  remove(): void {
    clearTimeout(this.#timer);
  }

  #draw(): void {
    const look = this.#look;
    const { map } = this.options;
    // Asked rather than waited for: what is not loaded yet says so itself and calls again.
    if (!look || !map.getLayer(FIRST_LABEL)) return;
    for (const id of borderIds(map)) {
      map.setPaintProperty(id, "line-opacity", BORDERS.districts.ink * look.layers.districts);
    }
    this.#neighbours();
    for (const name of AREA_NAMES) this.#area(name, look);
    if (look.layers.heat > 0) this.#heatSoon();
    else if (map.getLayer("heat")) map.setLayoutProperty("heat", "visibility", "none");
  }

  /** A veil over all other districts and what lies on them, below the names. */
  #neighbours(): void {
    const { map } = this.options;
    const single = this.#single;
    if (!map.getSource("districts") || single === null && !map.getLayer(VEIL)) return;
    if (!map.getLayer(VEIL)) {
      // Cells keep themselves right below the first label: what is to lie over them lies over that one too.
      const order = map.getLayersOrder();
      map.addLayer(
        { id: VEIL, type: "fill", source: "districts", paint: { "fill-opacity": VEIL_INK } },
        order[order.indexOf(FIRST_LABEL) + 1],
      );
    }
    map.setLayoutProperty(VEIL, "visibility", single === null ? "none" : "visible");
    map.setFilter(VEIL, ["!=", ["get", "code"], single ?? ""]);
    map.setPaintProperty(VEIL, "fill-color", token("--map-page"));
  }

  #area(name: AreaName, { layers, lang, cell }: GroundLook): void {
    const { map, city } = this.options, { magnified } = this.#size;
    const url = city[name];
    const near = map.getZoom() >= BORDERS[name].from + magnified;
    const on = layers[name] > 0;
    if (!url || (!map.getSource(name) && !(on && near))) return;
    if (!map.getSource(name)) {
      // Fetched when it is first looked at: a city has thousands of grids.
      map.addSource(name, { type: "geojson", data: new URL(url, location.href).href, tolerance: 0.2 });
      map.addSource(`${name}-names`, { type: "geojson", data: NO_FEATURES });
      const [line, label] = this.#areaLayers(name);
      map.addLayer(line, FIRST_LABEL);
      map.addLayer(label, firstLabelOf(map));
      void this.#name(name, url);
    }
    const ink = token(`--${BORDERS[name].token}`),
      halo = token("--map-page"),
      faint = token("--map-label-faint");
    const letters = cell === null ? faint : inkBelow(faint, halo);
    for (const id of [`${name}-line`, `${name}-name`]) {
      map.setLayoutProperty(id, "visibility", on ? "visible" : "none");
    }
    map.setPaintProperty(`${name}-line`, "line-color", ink);
    map.setPaintProperty(`${name}-line`, "line-opacity", BORDERS[name].ink * layers[name]);
    map.setPaintProperty(`${name}-name`, "text-color", letters);
    map.setPaintProperty(`${name}-name`, "text-halo-color", halo);
    map.setPaintProperty(`${name}-name`, "text-opacity", layers[name]);
    map.setLayoutProperty(`${name}-name`, "text-field", nameIn(lang));
  }

  /** One name an area: polygons cut into tiles would be named once a tile. */
  async #name(name: AreaName, url: string): Promise<void> {
    const names = this.#names.get(name) ?? readJson<FeatureCollection>(url).then(namePoints);
    this.#names.set(name, names);
    try {
      const points = await names;
      const source = this.options.map.getSource(`${name}-names`) as GeoJSONSource | undefined;
      source?.setData(points);
    } catch {
      // Without names until the next style; their lines come by another way.
      this.#names.delete(name);
    }
  }

  #areaLayers(name: AreaName): [line: LayerSpecification, label: LayerSpecification] {
    const { scale, magnified } = this.#size;
    const { from, width, dash } = BORDERS[name], named = NAMED[name];
    return [
      {
        id: `${name}-line`,
        type: "line",
        source: name,
        minzoom: from + magnified,
        paint: {
          "line-width": width * scale,
          ...(dash ? { "line-dasharray": [...dash] } : {}),
        },
      },
      {
        id: `${name}-name`,
        type: "symbol",
        source: `${name}-names`,
        minzoom: named.from + magnified,
        layout: {
          "text-font": ["Medium", LABEL_FONT],
          "text-size": named.size * scale,
          "text-letter-spacing": 0.1,
          "text-padding": 8 * scale,
        },
        paint: { "text-halo-width": 1.6 * scale, "text-color-transition": { duration: 0, delay: 0 } },
      },
    ];
  }

  /** Twice a minute would do for the eye; every two seconds keeps up with the cells beside it. */
  #heatSoon(): void {
    if (this.#timer !== undefined) return;
    const wait = Math.max(0, this.#heatAt + HEAT_EVERY_MS - performance.now());
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#heat();
    }, wait) as unknown as number;
  }

  #heat(): void {
    const { map } = this.options;
    const sheet = this.#sheet, look = this.#look;
    if (!sheet || !look || look.layers.heat === 0 || !map.getLayer(FIRST_LABEL)) return;
    this.#heatAt = performance.now();
    const source = map.getSource("heat") as GeoJSONSource | undefined;
    if (source && map.getLayer("heat") && this.#heatVersion === sheet.version) {
      map.setLayoutProperty("heat", "visibility", "visible");
      map.setPaintProperty("heat", "heatmap-opacity", HEAT_INK * look.layers.heat);
      return;
    }
    const points = heatPoints(sheet);
    if (source) source.setData(points);
    else map.addSource("heat", { type: "geojson", data: points });
    if (map.getLayer("heat")) map.removeLayer("heat");
    map.addLayer(heatLayer(sheet.resolution, this.options.city.view.lat, look), FIRST_LABEL);
    this.#heatVersion = sheet.version;
  }
}

/** Incidents of the window, a point a cell, weighed so that the fullest one in a hundred is full heat. */
export function heatPoints(sheet: CellSheet): FeatureCollection<Point> {
  const { incidents } = sheet.counts(null);
  const features: Feature<Point>[] = [];
  const present = incidents.subarray(0, sheet.rows).filter((count) => count > 0).sort();
  const full = Math.max(1, present[Math.floor(present.length * 0.98)] ?? 1);
  for (let row = 0; row < sheet.rows; row++) {
    const count = incidents[row]!;
    if (count === 0) continue;
    const { lat, lon } = placeOf(sheet.cell(row));
    features.push({
      type: "Feature",
      properties: { weight: Math.min(1, count / full) },
      geometry: { type: "Point", coordinates: [lon, lat] },
    });
  }
  return { type: "FeatureCollection", features };
}

function heatLayer(resolution: number, lat: number, { layers, theme }: GroundLook): LayerSpecification {
  // As wide on the ground at every zoom: two cells and a half.
  const metres = edgeOf(resolution) * 2.6;
  const atZero = metres / (METRES_PER_PX * Math.cos(lat * Math.PI / 180));
  return {
    id: "heat",
    type: "heatmap",
    source: "heat",
    paint: {
      "heatmap-weight": ["get", "weight"],
      "heatmap-intensity": 0.75,
      "heatmap-radius": ["interpolate", ["exponential", 2], ["zoom"], 0, atZero, 22, atZero * 2 ** 22],
      "heatmap-opacity": HEAT_INK * layers.heat,
      "heatmap-color": [
        "interpolate",
        ["linear"],
        ["heatmap-density"],
        0,
        "rgba(0,0,0,0)",
        ...densityStops(theme).flatMap((
          { at, colour: [r, g, b, a] },
        ) => [at, `rgba(${r},${g},${b},${a / 255})`]),
      ] as never,
    },
  };
}

/** The base map's own borders, whichever style draws them. */
function borderIds(map: BaseMap): string[] {
  return map.getLayersOrder().filter((id) =>
    /^(boundar|district-outline)/.test(id) && map.getLayer(id)?.type === "line"
  );
}

/** Live layers stay below the anchor; names go above it, below those of the map. */
function firstLabelOf(map: BaseMap): string | undefined {
  const order = map.getLayersOrder();
  return order[order.indexOf(FIRST_LABEL) + 1];
}

function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim() || "#808080";
}
