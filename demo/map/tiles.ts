/** Vector tiles of a drawn map, made when they are asked for: deep ones get the detail of their blocks on top. */
import {
  geoJSONToTile,
  type GeoJSONToTileOptions,
  GeoJSONVT,
  type GeoJSONVTFeature,
  type GeoJSONVTTile,
} from "@maplibre/geojson-vt";
import { fromGeojsonVt } from "@maplibre/vt-pbf";
import type { Feature, FeatureCollection, Geometry } from "geojson";
import { clean } from "./clean.ts";
import { DEEPEST, type Layer, LAYERS, type MapFeature, planeX, planeY } from "./feature.ts";
import { Recent } from "./recent.ts";

/** Tiles up to here are cut out of the whole map; deeper ones out of the piece they lie in. */
const PIECE_ZOOM = 14;
const EXTENT = 4096;
/** The whole map is cut on a finer raster, so that pieces are exact to centimetres. */
const FINE = 16;
/** Pieces kept: at zoom 15 the tiles of a wall 6,656 px wide lie in about 21. */
const PIECES = 24;
/** The index keeps every tile it ever cut; after so many it starts anew. */
const MOST_CUT = 6_000;

/** Metres on the plane: west, south, east, north. */
export type Box = readonly [number, number, number, number];
/** What lies in a box at a zoom beyond what the whole map holds. */
export type Detail = (box: Box, zoom: number) => readonly MapFeature[];

interface Group {
  readonly layer: Layer;
  readonly from: number;
  readonly to: number;
  readonly features: Feature[];
  index?: GeoJSONVT | undefined;
}

const asFeature = ({ tags, geometry }: { tags: MapFeature["tags"]; geometry: Geometry }): Feature => ({
  type: "Feature",
  properties: tags,
  geometry,
});

export class Tiles {
  readonly #groups: Group[] = [];
  readonly #pieces = new Recent<string, { group: Group; map: FeatureCollection }[]>(PIECES);
  #cut = 0;

  constructor(features: readonly MapFeature[], private readonly detail: Detail) {
    const groups = new Map<string, Group>();
    for (const { layer, from, to, tags, geometry } of features) {
      const key = `${layer} ${from} ${to}`;
      let group = groups.get(key);
      if (!group) {
        group = { layer, from, to, features: [] };
        groups.set(key, group);
        this.#groups.push(group);
      }
      group.features.push(asFeature({ tags, geometry }));
    }
  }

  /** The tile, not compressed; null where the map has nothing. */
  tile(z: number, x: number, y: number): Uint8Array | null {
    const parts = z < PIECE_ZOOM ? this.#shallow(z, x, y) : this.#deep(z, x, y);
    const layers: Record<string, GeoJSONVTTile> = {};
    for (const layer of LAYERS) {
      const features = parts.get(layer);
      if (features?.length) layers[layer] = { features } as unknown as GeoJSONVTTile;
    }
    return Object.keys(layers).length > 0 ? fromGeojsonVt(layers, { version: 2, extent: EXTENT }) : null;
  }

  #shallow(z: number, x: number, y: number): Map<Layer, GeoJSONVTFeature[]> {
    const out = new Map<Layer, GeoJSONVTFeature[]>();
    for (const group of this.#groups) {
      if (z < group.from || z > group.to) continue;
      for (const feature of this.#cutOut(group, z, x, y)) add(out, group.layer, clean(feature, FINE));
    }
    return out;
  }

  #deep(z: number, x: number, y: number): Map<Layer, GeoJSONVTFeature[]> {
    const out = new Map<Layer, GeoJSONVTFeature[]>();
    const options: GeoJSONToTileOptions = {
      clip: true,
      coordinates: "unitSquare",
      maxZoom: DEEPEST,
      extent: EXTENT,
      tolerance: 2,
      buffer: 64,
    };
    const take = (layer: Layer, map: FeatureCollection) => {
      for (const feature of geoJSONToTile(map, z, x, y, options).features) add(out, layer, clean(feature));
    };
    for (const { group, map } of this.#piece(z, x, y)) {
      if (z >= group.from && z <= group.to) take(group.layer, map);
    }
    const details = new Map<Layer, Feature[]>();
    for (const feature of this.detail(boxOf(z, x, y, 0.02), z)) {
      if (z < feature.from || z > feature.to) continue;
      const list = details.get(feature.layer);
      if (list) list.push(asFeature(feature));
      else details.set(feature.layer, [asFeature(feature)]);
    }
    for (const [layer, features] of details) take(layer, { type: "FeatureCollection", features });
    return out;
  }

  /** The piece of the whole map that a deep tile lies in, back in the square. */
  #piece(z: number, x: number, y: number) {
    const [px, py] = [x >> (z - PIECE_ZOOM), y >> (z - PIECE_ZOOM)];
    return this.#pieces.get(`${px} ${py}`, () => {
      const groups = this.#groups.filter(({ to }) => to >= PIECE_ZOOM);
      return groups.flatMap((group) => {
        const features = this.#cutOut(group, PIECE_ZOOM, px, py).map((f) => backInSquare(f, px, py));
        return features.length > 0 ? [{ group, map: { type: "FeatureCollection" as const, features } }] : [];
      });
    });
  }

  #cutOut(group: Group, z: number, x: number, y: number): GeoJSONVTFeature[] {
    if (++this.#cut > MOST_CUT) {
      for (const each of this.#groups) each.index = undefined;
      this.#cut = 0;
    }
    group.index ??= new GeoJSONVT({ type: "FeatureCollection", features: group.features }, {
      coordinates: "unitSquare",
      maxZoom: PIECE_ZOOM,
      indexMaxZoom: 4,
      indexMaxPoints: 0,
      extent: EXTENT * FINE,
      buffer: 64 * FINE,
      tolerance: 2.5 * FINE,
      wrap: false,
    });
    return group.index.getTile(z, x, y)?.features ?? [];
  }
}

function add(out: Map<Layer, GeoJSONVTFeature[]>, layer: Layer, feature: GeoJSONVTFeature | undefined): void {
  if (!feature) return;
  const list = out.get(layer);
  if (list) list.push(feature);
  else out.set(layer, [feature]);
}

/** The plane under a tile, wider by a share of it on each side. */
export function boxOf(z: number, x: number, y: number, margin = 0): Box {
  const n = 2 ** z;
  return [
    planeX((x - margin) / n),
    planeY((y + 1 + margin) / n),
    planeX((x + 1 + margin) / n),
    planeY((y - margin) / n),
  ];
}

function backInSquare(feature: GeoJSONVTFeature, px: number, py: number): Feature {
  const n = 2 ** PIECE_ZOOM, extent = EXTENT * FINE;
  const back = (points: [number, number][]) =>
    points.map(([x, y]) => [(px + x / extent) / n, (py + y / extent) / n]);
  const tags = feature.tags as MapFeature["tags"];
  if (feature.type === 1) {
    return asFeature({ tags, geometry: { type: "MultiPoint", coordinates: back(feature.geometry) } });
  }
  if (feature.type === 2) {
    return asFeature({
      tags,
      geometry: { type: "MultiLineString", coordinates: feature.geometry.map(back) },
    });
  }
  return asFeature({
    tags,
    geometry: { type: "MultiPolygon", coordinates: polygonsOf(feature.geometry.map(back)) },
  });
}

/** Rings as they lie in a tile, each outer one followed by its holes. */
function polygonsOf(rings: number[][][]): number[][][][] {
  const out: number[][][][] = [];
  for (const ring of rings) {
    let sum = 0;
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      sum += ring[j]![0]! * ring[i]![1]! - ring[i]![0]! * ring[j]![1]!;
    }
    if (sum >= 0 || out.length === 0) out.push([ring]);
    else out[out.length - 1]!.push(ring);
  }
  return out;
}
