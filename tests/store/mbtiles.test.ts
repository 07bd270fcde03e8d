import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { openMbtiles } from "../../store/mbtiles.ts";
import { DatabaseSync } from "../../store/sqlite.ts";
import { TINY, vectorTile, writeMbtiles } from "./base_map.ts";
import { tileSourceSuite } from "./tile_source_suite.ts";

let folder: string;
const path = (name: string) => join(folder, name);
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "hexwall-mbtiles-"));
  writeMbtiles(path("tiny.mbtiles"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function open(file: string) {
  const source = openMbtiles(path(file));
  onTestFinished(() => source.close());
  return source;
}

tileSourceSuite("MBTiles", () => openMbtiles(path("tiny.mbtiles")), TINY);

it("finds the row that XYZ means, though rows of MBTiles grow northwards", async () => {
  const named = (z: number, x: number, y: number) => vectorTile({ roads: [{ kind: `${z}/${x}/${y}` }] });
  writeMbtiles(path("named.mbtiles"), { zooms: [12, 12], tile: named });
  const bytes = await open("named.mbtiles").tile(12, 3415, 1604);
  expect(bytes).toEqual(named(12, 3415, 1604));
});

it("takes bounds from its tiles where the file says none, or nonsense", () => {
  writeMbtiles(path("silent.mbtiles"), { metadata: { bounds: "0,0,0,0" } });
  const [west, south, east, north] = open("silent.mbtiles").info.bounds;
  expect([west <= TINY[0], south <= TINY[1], east >= TINY[2], north >= TINY[3]]).not.toContain(false);
  expect(east - west).toBeLessThan(1);
});

it("tells version 3 of the schema by the properties the file describes", () => {
  const json = JSON.stringify({ vector_layers: [{ id: "roads", fields: { "pmap:kind": "string" } }] });
  writeMbtiles(path("v3.mbtiles"), { zooms: [8, 8], metadata: { json } });
  expect(open("v3.mbtiles").info.schema).toBe("v3");
});

it("refuses by name what cannot be drawn", () => {
  writeMbtiles(path("none.mbtiles"), { tile: () => null });
  expect(() => openMbtiles(path("none.mbtiles"))).toThrow(/none\.mbtiles: no-tiles: /);
  writeMbtiles(path("grid.mbtiles"), { metadata: { format: "grid" } });
  expect(() => openMbtiles(path("grid.mbtiles"))).toThrow(/unknown-tiles: its format is grid/);
  new DatabaseSync(path("other.mbtiles")).exec("CREATE TABLE people (id INTEGER)");
  expect(() => openMbtiles(path("other.mbtiles"))).toThrow(/not-mbtiles: .*without the tables/);
  writeMbtiles(path("deep.mbtiles"), { zooms: [25, 25], bounds: [120, 36, 120.00001, 36.00001] });
  expect(() => openMbtiles(path("deep.mbtiles"))).toThrow(/bad-zooms: /);
});

it("refuses a file that lost its end, and one that was written over", () => {
  writeMbtiles(path("cut.mbtiles"));
  truncateSync(path("cut.mbtiles"), readFileSync(path("cut.mbtiles")).length - 4096);
  expect(() => openMbtiles(path("cut.mbtiles"))).toThrow(
    /truncated: it has \d+ bytes where its header says \d+/,
  );
  truncateSync(path("cut.mbtiles"), 60);
  expect(() => openMbtiles(path("cut.mbtiles"))).toThrow(/truncated: it ends within its header/);
  const bytes = readFileSync(path("tiny.mbtiles"));
  bytes.fill(0x55, 100);
  writeFileSync(path("over.mbtiles"), bytes);
  expect(() => openMbtiles(path("over.mbtiles"))).toThrow(/over\.mbtiles: damaged: SQLite says/);
});
