/** Geofences on the map: an outline and a name each, and the corners of the one that is being drawn. */
import type { Feature, FeatureCollection } from "geojson";
import type { Position } from "../geo/place.ts";
import type { Fence } from "../store/fence.ts";
import { LABEL_FONT } from "./map_labels.ts";
import { loadNames, namePoints } from "./map_names.ts";
import type { BaseMap, LayerSpecification } from "./maplibre.ts";
import { FIRST_LABEL } from "./map_style.ts";

export interface DrawnFences {
  readonly fences: readonly Pick<Fence, "id" | "name" | "ring">[];
  /** 0: none are drawn. */
  readonly strength: number;
  /** Corners of the one that is being drawn, in their order and not closed; null: none is. */
  readonly draft: readonly Position[] | null;
}

interface GeoJSONSource {
  setData(data: FeatureCollection): void;
}

const NOTHING: DrawnFences = { fences: [], strength: 0, draft: null };
const EMPTY: FeatureCollection = { type: "FeatureCollection", features: [] };
/** Of an outline, a corner and a name, px for a body of 24 px. */
const WIDTH = 2.6, CORNER = 7, NAME = 19;
const FILL = 0.1;

export class FenceLayers {
  #drawn = NOTHING;
  #scale: number;

  constructor(private readonly map: BaseMap, scale: number) {
    this.#scale = scale;
    map.on("style.load", () => this.draw());
  }

  show(drawn: DrawnFences): void {
    this.#drawn = drawn;
    this.draw();
  }

  resize(scale: number): void {
    if (scale === this.#scale) return;
    this.#scale = scale;
    for (const { id } of this.#layers()) if (this.map.getLayer(id)) this.map.removeLayer(id);
    this.draw();
  }

  /** Names of those in view, as the map has them. */
  drawn(): string[] {
    const { map } = this;
    if (!map.getLayer("fence-line")) return [];
    const found = map.queryRenderedFeatures({ layers: ["fence-line"] });
    return [...new Set(found.map(({ properties }) => String(properties["name"])))].sort();
  }

  /** Also after the page took another theme. */
  draw(): void {
    const { map } = this;
    const { fences, strength, draft } = this.#drawn;
    // What is not loaded yet says so itself and calls again.
    if (!map.getLayer(FIRST_LABEL)) return;
    if (!map.getSource("fences")) {
      if (strength === 0 && draft === null) return;
      for (const id of ["fences", "fence-names", "fence-draft"]) {
        map.addSource(id, { type: "geojson", data: EMPTY });
      }
    }
    for (const layer of this.#layers()) {
      if (!map.getLayer(layer.id)) map.addLayer(layer, layer.id === "fence-fill" ? FIRST_LABEL : undefined);
    }
    this.#paint();
    const shown = collectionOf(strength > 0 ? fences.map(polygonOf) : []);
    this.#source("fences").setData(shown);
    this.#source("fence-draft").setData(draftOf(draft ?? []));
    void this.#name(shown);
  }

  /** The font comes first, or letters are missing. */
  async #name(shown: FeatureCollection): Promise<void> {
    const drawn = this.#drawn;
    await loadNames([shown]).catch(() => {});
    if (drawn === this.#drawn && this.map.getSource("fence-names")) {
      this.#source("fence-names").setData(namePoints(shown));
    }
  }

  #paint(): void {
    const { map } = this, { strength } = this.#drawn;
    const ink = token("--accent"), page = token("--map-page"), strong = token("--map-label-strong");
    map.setPaintProperty("fence-fill", "fill-color", ink);
    map.setPaintProperty("fence-fill", "fill-opacity", FILL * strength);
    map.setPaintProperty("fence-line", "line-color", ink);
    map.setPaintProperty("fence-line", "line-opacity", strength);
    map.setPaintProperty("fence-name", "text-color", strong);
    map.setPaintProperty("fence-name", "text-halo-color", page);
    map.setPaintProperty("fence-name", "text-opacity", strength);
    map.setPaintProperty("fence-draft-fill", "fill-color", ink);
    map.setPaintProperty("fence-draft-line", "line-color", ink);
    map.setPaintProperty("fence-draft-corner", "circle-color", page);
    map.setPaintProperty("fence-draft-corner", "circle-stroke-color", ink);
  }

  #layers(): LayerSpecification[] {
    const scale = this.#scale;
    const polygon = ["==", ["geometry-type"], "Polygon"] as never;
    return [
      { id: "fence-fill", type: "fill", source: "fences" },
      {
        id: "fence-line",
        type: "line",
        source: "fences",
        layout: { "line-join": "round" },
        paint: { "line-width": WIDTH * scale, "line-dasharray": [3, 1.6] },
      },
      {
        id: "fence-draft-fill",
        type: "fill",
        source: "fence-draft",
        filter: polygon,
        paint: { "fill-opacity": 0.2 },
      },
      {
        id: "fence-draft-line",
        type: "line",
        source: "fence-draft",
        layout: { "line-join": "round" },
        paint: { "line-width": WIDTH * 1.2 * scale },
      },
      {
        id: "fence-draft-corner",
        type: "circle",
        source: "fence-draft",
        filter: ["==", ["geometry-type"], "Point"],
        paint: { "circle-radius": CORNER * scale, "circle-stroke-width": WIDTH * scale },
      },
      {
        id: "fence-name",
        type: "symbol",
        source: "fence-names",
        layout: {
          "text-field": ["get", "name"],
          "text-font": ["Medium", LABEL_FONT],
          "text-size": NAME * scale,
          "text-max-width": 9,
        },
        paint: { "text-halo-width": 1.8 * scale },
      },
    ];
  }

  #source(id: string): GeoJSONSource {
    return this.map.getSource(id) as unknown as GeoJSONSource;
  }
}

function collectionOf(features: Feature[]): FeatureCollection {
  return { type: "FeatureCollection", features };
}

function polygonOf({ id, name, ring }: Pick<Fence, "id" | "name" | "ring">): Feature {
  return {
    type: "Feature",
    properties: { id, name },
    geometry: { type: "Polygon", coordinates: [ring.map(([lon, lat]) => [lon, lat])] },
  };
}

/** The area so far, or the line that will be one, and its corners. */
function draftOf(corners: readonly Position[]): FeatureCollection {
  const points = corners.map(([lon, lat]) => [lon, lat]);
  const feature = (geometry: Feature["geometry"]): Feature => ({ type: "Feature", properties: {}, geometry });
  return collectionOf([
    ...(points.length > 2
      ? [feature({ type: "Polygon", coordinates: [[...points, points[0]!]] })]
      : points.length === 2
      ? [feature({ type: "LineString", coordinates: points })]
      : []),
    ...points.map((coordinates) => feature({ type: "Point", coordinates })),
  ]);
}

function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim() || "#808080";
}
