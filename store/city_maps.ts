/** The city's own polygons, read and checked once at start, and packed as GeoJSON for the screens. */
import { readFileSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import type { FeatureCollection } from "geojson";
import type { Bounds } from "../geo/place.ts";
import { type Area, checkAreas } from "../geo/polygon.ts";
import { type CityFile, SetupError } from "./city_folder.ts";

export type PackedGeoJson = Uint8Array<ArrayBuffer>;

/** What `/api/basemap.geojson` and its kin serve; null where the city has none. */
export interface CityMaps {
  readonly districts: PackedGeoJson | null;
  readonly streets: PackedGeoJson | null;
  readonly communities: PackedGeoJson | null;
  readonly grids: PackedGeoJson | null;
}

/** The same as checked polygons; empty where the city has none. */
export type CityAreas = { readonly [name in keyof CityMaps]: readonly Area[] };

type Table = NonNullable<CityFile["grids"]>;

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

/** The areas of a table of the city, or a {@link SetupError} that says which feature is wrong and why. */
export function readAreas(folder: string, table: Table, bounds: Bounds): readonly Area[] {
  const result = checkAreas(readCityJson(folder, table.file), { ...table, bounds });
  if (result.ok) return result.areas;
  const { index, fault, detail } = result.refusals[0]!;
  const more = result.refusals.length > 1 ? ` (and ${result.refusals.length - 1} more)` : "";
  const where = index === undefined ? "" : ` feature ${index}:`;
  throw new SetupError(
    `${join(folder, table.file)}:${where} ${fault}: ${detail}${more}; deno task import grids lists all`,
  );
}

export function areasAsGeoJson(areas: readonly Area[]): FeatureCollection {
  return {
    type: "FeatureCollection",
    features: areas.map(({ code, name, parts }) => ({
      type: "Feature",
      properties: { code, name },
      geometry: {
        type: "MultiPolygon",
        coordinates: parts.map((rings) => rings.map((ring) => ring.map(([lon, lat]) => [lon, lat]))),
      },
    })),
  };
}

export function readCityAreas(folder: string, city: CityFile): CityAreas {
  const table = (named: Table | undefined) => named ? readAreas(folder, named, city.bounds) : [];
  return {
    districts: table(city.districts),
    streets: table(city.streets),
    communities: table(city.communities),
    grids: table(city.grids),
  };
}

export function packCityMaps({ districts, streets, communities, grids }: CityAreas): CityMaps {
  // A table that a city names is never empty: the check refuses it.
  const packed = (areas: readonly Area[]) => areas.length > 0 ? packGeoJson(areasAsGeoJson(areas)) : null;
  return {
    districts: packed(districts),
    streets: packed(streets),
    communities: packed(communities),
    grids: packed(grids),
  };
}
