/** Base maps of a city folder through the front door: served, refused at the start, lost while the server runs. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runMain, startServer } from "../server.ts";
import { V4_LAYERS, vectorTile, writeMbtiles } from "../store/base_map.ts";

let folder: string;
const path = (name: string) => join(folder, name);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "hexwall-map-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function cityOn(basemap: { kind: string; file: string }): void {
  const city = JSON.parse(readFileSync(new URL("../cities/tiny/city.json", import.meta.url), "utf8"));
  writeFileSync(path("city.json"), JSON.stringify({ ...city, basemap }));
}

const TILE = "/api/basemap/12/3415/1604.mvt";

it("a base map in MBTiles is served; when its file is spoiled only the map is lost, and tiles say so", async () => {
  writeMbtiles(path("map.mbtiles"));
  cityOn({ kind: "mbtiles", file: "map.mbtiles" });
  await using server = await startServer({ env: { CITY: folder } });
  const { basemap } = await (await server.fetch(`/api/city`)).json();
  expect(basemap).toMatchObject({ kind: "vector", schema: "v4", minZoom: 8, maxZoom: 12 });
  expect(basemap.attribution).toBe("© Surveyors");
  const served = await server.fetch(TILE);
  expect(new Uint8Array(await served.arrayBuffer())).toEqual(vectorTile(V4_LAYERS));

  writeFileSync(path("map.mbtiles"), "no map any more. ".repeat(10));
  const lost = await server.fetch(`/api/basemap/11/1707/802.mvt`);
  expect(lost.status).toBe(503);
  expect(await lost.text()).toMatch(/base map cannot be read; live layers are not affected/);
  const fix = JSON.stringify({ worker: "w1", time: new Date().toISOString(), lat: 36.2, lon: 120.2 });
  expect(await (await server.post("/api/fixes", fix)).json()).toMatchObject({ accepted: 1 });
  expect((await server.fetch(`/healthz`)).status).toBe(200);
});

describe("a base map that cannot be used ends the start with status 2 and one line", () => {
  async function refused(basemap: { kind: string; file: string }, line: RegExp): Promise<void> {
    cityOn(basemap);
    const { code, output } = await runMain({ CITY: folder, DATA_DIR: folder });
    expect(output).toMatch(line);
    expect(output, "no stack trace").not.toMatch(/^\s+at /m);
    expect(code).toBe(2);
  }

  it("a file that is not there", () =>
    refused({ kind: "pmtiles", file: "map.pmtiles" }, /map\.pmtiles: cannot be read/));

  it("an empty file", () => {
    writeFileSync(path("map.pmtiles"), "");
    return refused({ kind: "pmtiles", file: "map.pmtiles" }, /map\.pmtiles: empty: it has no bytes/);
  });

  it("a file of a later version", () => {
    writeFileSync(path("map.pmtiles"), "PMTiles\x04" + "\0".repeat(200));
    return refused({ kind: "pmtiles", file: "map.pmtiles" }, /map\.pmtiles: version-4: /);
  });

  it("a file of the other kind", () => {
    writeMbtiles(path("map.mbtiles"), { zooms: [8, 8] });
    return refused({ kind: "pmtiles", file: "map.mbtiles" }, /is of kind mbtiles; city\.json says pmtiles/);
  });
});
