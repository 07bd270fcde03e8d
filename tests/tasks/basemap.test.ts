/** `deno task import basemap` and what the doctor says of base maps, as an operator runs them. */
import { existsSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { vectorTile, writeMbtiles } from "../store/base_map.ts";
import { startTileHost, type TileHost } from "../tile_host.ts";

const ROOT = new URL("../..", import.meta.url).pathname;
const SAMPLES = join(ROOT, "../shared/data/basemap");
const FLORENCE = join(SAMPLES, "firenze_v3_protomaps_ODbL.pmtiles");

let folder: string;
const path = (name: string) => join(folder, name);
const cityText = () => readFileSync(path("city.json"), "utf8");

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "hexwall-basemap-"));
  cityWith({});
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function cityWith(more: Record<string, unknown>): void {
  const city = JSON.parse(readFileSync(join(ROOT, "tests/cities/tiny/city.json"), "utf8"));
  writeFileSync(path("city.json"), JSON.stringify({ ...city, ...more }, null, 2));
}

async function task(name: string, args: string[], env: Record<string, string> = {}) {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", `tasks/${name}.ts`, ...args],
    cwd: ROOT,
    env: { PORT: "0", DATA_DIR: folder, ...env },
    stdin: "null",
  }).output();
  const said = new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
  expect(said, "no stack trace").not.toMatch(/^\s+at /m);
  return { code, said };
}

const importing = (file: string) => task("import", ["basemap", file, "--city", folder]);
const doctor = () => task("doctor", [], { CITY: folder });

async function refused(file: string, why: RegExp): Promise<void> {
  const before = cityText();
  const { code, said } = await importing(file);
  expect(said).toMatch(why);
  expect(code).toBe(2);
  expect(cityText(), "city.json is left alone").toBe(before);
  expect([existsSync(path("basemap.pmtiles")), existsSync(path("basemap.mbtiles"))]).toEqual([false, false]);
}

it("import takes MBTiles, says what they cover and which line of city.json names them; doctor agrees", async () => {
  writeMbtiles(path("given.mbtiles"));
  const { code, said } = await importing(path("given.mbtiles"));
  expect(said).toMatch(/100 % of the tiles read/);
  expect(said).toMatch(/vector \(MVT\), schema Protomaps v4, zooms 8–12/);
  expect(said).toMatch(/covers +100 % of Tiny at zoom 12/);
  expect(said).toMatch(/features .*roads \d/);
  expect(said).toMatch(/names +local \d+, zh \d+, en \d+/);
  expect(said).toMatch(/attribution +© Surveyors/);
  const [, line] = /city\.json names it in line (\d+)/.exec(said)!;
  expect(code).toBe(0);
  expect(cityText().split("\n")[Number(line) - 1]).toMatch(/^ {2}"basemap": \{$/);
  expect(JSON.parse(cityText()).basemap).toEqual({ kind: "mbtiles", file: "basemap.mbtiles" });
  expect(readFileSync(path("basemap.mbtiles"))).toEqual(readFileSync(path("given.mbtiles")));
  expect((await doctor()).said).toMatch(/✓ basemap +vector tiles, zooms 8–12, 100 % of the city/);
});

it("import refuses files that are no base map of this city, and says why", async () => {
  writeFileSync(path("empty.mbtiles"), "");
  await refused(path("empty.mbtiles"), /empty\.mbtiles: empty: it has no bytes/);
  await refused(path("none.mbtiles"), /none\.mbtiles: cannot be read/);
  await refused(path("city.json"), /city\.json: not-a-base-map: it begins with/);
  writeMbtiles(path("far.mbtiles"), { bounds: [11, 43, 11.2, 43.2] });
  await refused(path("far.mbtiles"), /far\.mbtiles: other-place: it covers \[11, 43, 11\.2, 43\.2\]/);
});

it("import refuses files that are broken or draw nothing, and says why", async () => {
  writeMbtiles(path("cut.mbtiles"));
  truncateSync(path("cut.mbtiles"), 20_000);
  await refused(path("cut.mbtiles"), /cut\.mbtiles: truncated: /);
  writeMbtiles(path("noise.mbtiles"), { tile: () => Uint8Array.of(0x1f, 0x8b, 1, 2, 3) });
  await refused(path("noise.mbtiles"), /noise\.mbtiles: bad-tiles: \d+ of \d+ tiles read are broken/);
  const other = vectorTile({ transportation: [{ class: "primary" }] });
  writeMbtiles(path("omt.mbtiles"), { tile: () => other });
  await refused(path("omt.mbtiles"), /omt\.mbtiles: other-schema: its layers are transportation.*planetiler/);
});

it("doctor names a base map that would keep the city from starting", async () => {
  cityWith({ basemap: { kind: "mbtiles", file: "gone.mbtiles" } });
  const { code, said } = await doctor();
  expect(said).toMatch(/✗ basemap .*gone\.mbtiles: cannot be read/);
  expect(code).toBe(2);
});

describe("the doctor asks a host as a screen would", () => {
  let host: TileHost;
  beforeEach(async () => {
    host = await startTileHost();
  });
  afterEach(() => host.stop());

  it("for images of tiles", async () => {
    const raster = { kind: "raster", url: `${host.url}/{z}/{x}/{y}.png`, attribution: "© Surveyors" };
    cityWith({ basemap: raster });
    expect((await doctor()).said).toMatch(/✓ basemap +images of tiles \(image\/png\) from 127\.0\.0\.1:\d+/);
    expect(host.asked).toEqual(["/11/1708/802.png"]);
    cityWith({ basemap: { ...raster, url: `${host.url}/elsewhere/{z}/{x}/{y}.png` } });
    expect((await doctor()).said).toMatch(
      /✗ basemap .*\/elsewhere\/11\/1708\/802\.png answers 404; mend basemap\.url/,
    );
    await host.stop();
    expect((await doctor()).said).toMatch(/✗ basemap .*check basemap in city\.json, or the way to that host/);
    await host.start();
  });

  it("for a style, whose hosts it wants named", async () => {
    const url = `${host.url}/style.json`;
    const sources = { land: { type: "vector", url: "land.json" } };
    host.files.set("/style.json", { version: 8, sources, layers: [] });
    host.files.set("/land.json", { tiles: ["https://tiles.example/{z}/{x}/{y}.mvt"] });
    cityWith({ basemap: { kind: "style", url } });
    expect((await doctor()).said).toMatch(
      /✗ basemap .* loads from https:\/\/tiles\.example: name them in basemap\.hosts/,
    );
    cityWith({ basemap: { kind: "style", url, hosts: ["https://tiles.example"] } });
    expect((await doctor()).said).toMatch(
      /✓ basemap +a style of 0 layers, from 127\.0\.0\.1:\d+, tiles\.example/,
    );
    host.files.set("/style.json", { version: 7 });
    expect((await doctor()).said).toMatch(/✗ basemap .*style\.json: /);
  });
});

describe.skipIf(!existsSync(FLORENCE))("with the samples (skipped without ../shared/data)", () => {
  it("import refuses the bad inputs by name, and Florence for a city in China", async () => {
    await refused(join(SAMPLES, "empty.pmtiles"), /empty\.pmtiles: empty: /);
    await refused(join(SAMPLES, "invalid.pmtiles"), /invalid\.pmtiles: not-a-base-map: /);
    await refused(join(SAMPLES, "invalid_v4.pmtiles"), /invalid_v4\.pmtiles: version-4: /);
    await refused(FLORENCE, /firenze.*: other-place: it covers \[11\.154, /);
  });

  it("import takes Florence for Florence", async () => {
    cityWith({ bounds: [11.17, 43.73, 11.32, 43.83], names: { zh: "佛罗伦萨", en: "Florence" } });
    const { code, said } = await importing(FLORENCE);
    expect(said).toMatch(/schema Protomaps v3, zooms 0–14[^]*covers +\d+(\.\d)? % of Florence at zoom 14/);
    expect(said).toMatch(/attribution +Protomaps © OpenStreetMap/);
    expect(code).toBe(0);
    expect((await doctor()).said).toMatch(/✓ basemap +vector tiles, zooms 0–14/);
  });
});
