/** Small base maps for tests, made here: tiles of a few features over the city "tiny", in MBTiles. */
import { fromGeojsonVt } from "@maplibre/vt-pbf";
import type { GeoJSONVTTile } from "@maplibre/geojson-vt";
import { gzipSync } from "node:zlib";
import type { Bounds } from "../../geo/place.ts";
import { pickTiles, tilesUnder } from "../../geo/tile_range.ts";
import { DatabaseSync } from "../../store/sqlite.ts";

/** Bounds of `tests/cities/tiny`. */
export const TINY: Bounds = [120, 36, 120.5, 36.4];

type Properties = Record<string, string | number>;
export type Layers = Record<string, readonly Properties[]>;

export const V4_LAYERS: Layers = {
  earth: [{ kind: "earth" }],
  landuse: [{ kind: "park" }],
  water: [{ kind: "ocean" }],
  roads: [{ kind: "major_road", name: "海湾大道", "name:zh": "海湾大道", "name:en": "Bay Avenue" }, {
    kind: "path",
  }],
  buildings: [{ kind: "building" }],
  places: [{ kind: "locality", name: "小城", "name:zh": "小城", "name:en": "Tiny" }],
};

/** A vector tile in which every feature is the same line. */
export function vectorTile(layers: Layers): Uint8Array {
  const tile: Record<string, GeoJSONVTTile> = {};
  for (const [name, features] of Object.entries(layers)) {
    tile[name] = {
      features: features.map((tags) => ({ type: 2, geometry: [[[10, 10], [4000, 4000]]], tags })),
    } as unknown as GeoJSONVTTile;
  }
  return new Uint8Array(fromGeojsonVt(tile, { version: 2, extent: 4096 }));
}

export interface Asked {
  readonly bounds?: Bounds;
  readonly zooms?: readonly [first: number, last: number];
  readonly metadata?: Record<string, string>;
  /** The bytes of a tile as they are stored; null leaves it out. */
  readonly tile?: (z: number, x: number, y: number) => Uint8Array | null;
}

/** Writes an MBTiles file with every tile of the bounds. */
export function writeMbtiles(
  file: string,
  { bounds = TINY, zooms = [8, 12], metadata, tile }: Asked = {},
): void {
  const packed = gzipSync(vectorTile(V4_LAYERS));
  const db = new DatabaseSync(file);
  db.exec(`CREATE TABLE metadata (name TEXT, value TEXT);
    CREATE TABLE tiles (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_data BLOB);
    CREATE UNIQUE INDEX tile_index ON tiles (zoom_level, tile_column, tile_row); BEGIN`);
  const say = db.prepare("INSERT INTO metadata VALUES (?, ?)");
  const said = { format: "pbf", bounds: bounds.join(","), attribution: "© Surveyors", ...metadata };
  for (const [name, value] of Object.entries(said)) say.run(name, value);
  const put = db.prepare("INSERT INTO tiles VALUES (?, ?, ?, ?)");
  for (let z = zooms[0]; z <= zooms[1]; z++) {
    for (const [x, y] of pickTiles(tilesUnder(bounds, z), Infinity)) {
      const bytes = tile ? tile(z, x, y) : packed;
      if (bytes) put.run(z, x, 2 ** z - 1 - y, bytes);
    }
  }
  db.exec("COMMIT");
  db.close();
}
