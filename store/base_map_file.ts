/** Opens a base map file by what is in it, not by its name. A SetupError names what is wrong with it. */
import { closeSync, openSync, readSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import { refusal } from "./base_map_refusal.ts";
import { type CityFile, SetupError } from "./city_folder.ts";
import { openMbtiles } from "./mbtiles.ts";
import { openPmtiles } from "./pmtiles.ts";
import type { TileSource } from "./tile_source.ts";

export interface BaseMapFile {
  readonly kind: "pmtiles" | "mbtiles";
  readonly source: TileSource;
}

/** The tiles of the file that city.json names; null where it names none, or a host. Relative paths are seen from the city folder. */
export function openBaseMap(folder: string, { basemap }: Pick<CityFile, "basemap">): TileSource | null {
  switch (basemap.kind) {
    case "none":
    case "raster":
    case "style":
      return null;
    case "pmtiles":
    case "mbtiles": {
      const path = isAbsolute(basemap.file) ? basemap.file : join(folder, basemap.file);
      const { kind, source } = openBaseMapFile(path);
      if (kind === basemap.kind) return source;
      source.close?.();
      throw new SetupError(`${path}: is of kind ${kind}; city.json says ${basemap.kind}`);
    }
  }
}

export function openBaseMapFile(file: string): BaseMapFile {
  const start = readStart(file);
  if (start.startsWith("SQLite format 3\0")) return { kind: "mbtiles", source: openMbtiles(file) };
  if (start.startsWith("PM")) return { kind: "pmtiles", source: openPmtiles(file) };
  if (start === "") throw refusal(file, "empty", "it has no bytes");
  throw refusal(file, "not-a-base-map", `it begins with ${JSON.stringify(start)}`);
}

function readStart(file: string): string {
  try {
    const fd = openSync(file, "r"), bytes = new Uint8Array(16);
    try {
      return String.fromCharCode(...bytes.subarray(0, readSync(fd, bytes)));
    } finally {
      closeSync(fd);
    }
  } catch (error) {
    throw new SetupError(`${file}: cannot be read (${(error as Error).message})`);
  }
}
