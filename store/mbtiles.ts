/** A base map in an MBTiles file (version 1.3): tiles in SQLite. A tile is read synchronously, in well under a millisecond. */
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import type { Bounds } from "../geo/place.ts";
import { boundsOfTiles } from "../geo/tile_range.ts";
import { refusal } from "./base_map_refusal.ts";
import { DatabaseSync, type StatementSync } from "./sqlite.ts";
import type { TileInfo, TileSource } from "./tile_source.ts";

/** SQLite's file header: where it says how large a page is, how many there are, and whether that number is current. */
const HEADER_BYTES = 100, PAGE_SIZE_AT = 16, CHANGES_AT = 24, PAGES_AT = 28, VALID_FOR_AT = 92;
const DEEPEST = 24;
const FORMATS: Readonly<Record<string, TileInfo["format"]>> = {
  pbf: "mvt",
  mvt: "mvt",
  png: "png",
  jpg: "jpg",
  jpeg: "jpg",
  webp: "webp",
};

/** Opens the file; a SetupError names what is wrong with it. */
export function openMbtiles(file: string): MbtilesFile {
  checkWhole(file);
  try {
    return new MbtilesFile(file);
  } catch (error) {
    if ((error as { code?: string }).code !== "ERR_SQLITE_ERROR") throw error;
    throw refusal(file, "damaged", `SQLite says: ${(error as Error).message}`);
  }
}

export class MbtilesFile implements TileSource {
  readonly info: TileInfo;
  readonly #db: DatabaseSync;
  readonly #tile: StatementSync;

  constructor(file: string) {
    this.#db = new DatabaseSync(file, { readOnly: true });
    try {
      this.info = readInfo(file, this.#db);
      this.#tile = this.#db.prepare(
        "SELECT tile_data AS data FROM tiles WHERE zoom_level = ? AND tile_column = ? AND tile_row = ?",
      );
    } catch (error) {
      this.#db.close();
      throw error;
    }
  }

  // deno-lint-ignore require-await -- a fault of the file is a rejection, as with every source
  async tile(z: number, x: number, y: number): Promise<Uint8Array<ArrayBuffer> | null> {
    const { minZoom, maxZoom } = this.info;
    if (!(z >= minZoom && z <= maxZoom)) return null;
    // Rows of MBTiles grow northwards.
    const row = this.#tile.get(z, x, 2 ** z - 1 - y) as { data: Uint8Array<ArrayBuffer> } | undefined;
    if (!row?.data?.length) return null;
    return row.data[0] === 0x1f && row.data[1] === 0x8b ? new Uint8Array(gunzipSync(row.data)) : row.data;
  }

  close(): void {
    this.#db.close();
  }
}

/** SQLite opens a file that lost its end without a word, and fails later at some tile. */
function checkWhole(file: string): void {
  const fd = openSync(file, "r");
  try {
    const header = new DataView(new ArrayBuffer(HEADER_BYTES));
    if (readSync(fd, header) < HEADER_BYTES) throw refusal(file, "truncated", "it ends within its header");
    const said = header.getUint16(PAGE_SIZE_AT), pageBytes = said === 1 ? 65_536 : said;
    const wanted = header.getUint32(PAGES_AT) * pageBytes, { size } = fstatSync(fd);
    if (header.getUint32(CHANGES_AT) === header.getUint32(VALID_FOR_AT) && size < wanted) {
      throw refusal(file, "truncated", `it has ${size} bytes where its header says ${wanted}`);
    }
  } finally {
    closeSync(fd);
  }
}

function readInfo(file: string, db: DatabaseSync): TileInfo {
  const names = db.prepare("SELECT name FROM sqlite_master WHERE name IN ('tiles', 'metadata')").all();
  if (names.length < 2) {
    throw refusal(file, "not-mbtiles", "it is an SQLite database without the tables tiles and metadata");
  }
  const said = new Map(
    db.prepare("SELECT name, value FROM metadata").all().map((
      { name, value },
    ) => [String(name), String(value)]),
  );
  const { minZoom, maxZoom } = db.prepare(
    "SELECT min(zoom_level) AS minZoom, max(zoom_level) AS maxZoom FROM tiles",
  ).get() as { minZoom: number | null; maxZoom: number };
  if (minZoom === null) throw refusal(file, "no-tiles", "its table of tiles is empty");
  if (!(minZoom >= 0 && maxZoom <= DEEPEST)) {
    throw refusal(file, "bad-zooms", `it has tiles of zooms ${minZoom} to ${maxZoom}; 0 to ${DEEPEST} exist`);
  }
  const format = FORMATS[said.get("format") ?? ""];
  if (!format) {
    throw refusal(
      file,
      "unknown-tiles",
      `its format is ${said.get("format") ?? "not said"}; pbf, png, jpg and webp can be drawn`,
    );
  }
  return {
    minZoom,
    maxZoom,
    bounds: saidBounds(said.get("bounds")) ?? countedBounds(db, maxZoom),
    attribution: said.get("attribution") ?? "",
    // Version 3 of the Protomaps schema prefixed its properties.
    schema: /"pmap:/.test(said.get("json") ?? "") ? "v3" : "v4",
    format,
  };
}

function saidBounds(text: string | undefined): Bounds | null {
  const [west, south, east, north, ...more] = (text ?? "").split(",").map(Number) as number[];
  const ordered = west! >= -180 && west! < east! && east! <= 180 &&
    south! >= -90 && south! < north! && north! <= 90;
  return ordered && more.length === 0 ? [west!, south!, east!, north!] : null;
}

function countedBounds(db: DatabaseSync, zoom: number): Bounds {
  const found = db.prepare(
    `SELECT min(tile_column) AS west, max(tile_column) AS east, min(tile_row) AS south, max(tile_row) AS north
     FROM tiles WHERE zoom_level = ?`,
  ).get(zoom) as { west: number; east: number; south: number; north: number };
  const last = 2 ** zoom - 1;
  return boundsOfTiles({
    zoom,
    x: [found.west, found.east],
    y: [last - found.north, last - found.south],
  });
}
