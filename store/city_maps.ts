/** The city's own polygons as packed GeoJSON, read once at start. */
import { readFileSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import type { FeatureCollection } from "geojson";
import { type CityFile, SetupError } from "./city_folder.ts";

export type PackedGeoJson = Uint8Array<ArrayBuffer>;

export interface CityMaps {
  readonly basemap: PackedGeoJson | null;
  readonly districts: PackedGeoJson | null;
  readonly grids: PackedGeoJson | null;
}

export function packGeoJson(collection: FeatureCollection): PackedGeoJson {
  return new Uint8Array(gzipSync(JSON.stringify(collection)));
}

/** Reads a JSON file of the city folder, packed with gzip or not; errors name file and mend. */
export function readCityJson(folder: string, file: string): unknown {
  const path = isAbsolute(file) ? file : join(folder, file);
  try {
    const bytes = readFileSync(path);
    const text = file.endsWith(".gz") ? gunzipSync(bytes).toString("utf8") : bytes.toString("utf8");
    return JSON.parse(text);
  } catch (error) {
    throw new SetupError(`${path}: cannot be read as JSON (${(error as Error).message}); city.json names it`);
  }
}

/** `prepare` checks the polygons of a table and names each feature with `code` and `name`. */
export function readCityMaps(
  folder: string,
  city: CityFile,
  prepare: (value: unknown, table: NonNullable<CityFile["grids"]>, source: string) => FeatureCollection,
): CityMaps {
  const table = (which: "districts" | "grids") => {
    const named = city[which];
    return named
      ? packGeoJson(prepare(readCityJson(folder, named.file), named, `${folder}: ${which}`))
      : null;
  };
  const basemap = city.basemap.kind === "geojson"
    ? packGeoJson(readCityJson(folder, city.basemap.file) as FeatureCollection)
    : null;
  return { basemap, districts: table("districts"), grids: table("grids") };
}
