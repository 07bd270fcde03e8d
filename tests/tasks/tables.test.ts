import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { KEY, startServer } from "../server.ts";

const ROOT = new URL("../..", import.meta.url).pathname;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "hexwall-tables-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function cityWith(more: Record<string, unknown>): void {
  const city = JSON.parse(Deno.readTextFileSync(join(ROOT, "tests/cities/tiny/city.json")));
  writeFileSync(join(folder, "city.json"), JSON.stringify({ ...city, ...more }));
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

test("doctor says which polygon keeps the city from starting", async () => {
  const ring = [[120.1, 36.1], [120.2, 36.2], [120.2, 36.1], [120.1, 36.2], [120.1, 36.1]];
  const geometry = { type: "Polygon", coordinates: [ring] };
  const feature = { type: "Feature", properties: { code: "1", name: "n" }, geometry };
  writeFileSync(
    join(folder, "grids.geojson"),
    JSON.stringify({ type: "FeatureCollection", features: [feature] }),
  );
  cityWith({ grids: { file: "grids.geojson", code: "code", name: "name" } });
  const { code, said } = await task("doctor", [], { CITY: folder });
  expect(said).toMatch(/✗ city .*grids\.geojson: feature 0: bowtie/);
  expect(code).toBe(2);
});

test("import says that the server refused what the folder's city would have taken", async () => {
  await using server = await startServer({ env: { CITY: "tests/cities/tiny" } });
  cityWith({ bounds: [119, 35, 122, 38] });
  const camera = { id: "far", name: "Far", lat: 37.5, lon: 121.5, streams: [] };
  const file = join(folder, "cameras.json");
  writeFileSync(file, JSON.stringify([camera]));
  const { code, said } = await task("import", [
    ...["cameras", file, "--city", folder, "--key", KEY, "--url", server.url],
  ]);
  expect(said).toMatch(/refused 1 cameras .*outside-bounds/);
  expect(code).toBe(2);
});

test("import knows the coordinate systems it can convert", async () => {
  cityWith({});
  const { code, said } = await task("import", [
    ...["grids", "none.geojson", "--city", folder, "--code", "c", "--name", "n", "--datum", "mars"],
  ]);
  expect(said).toMatch(/--datum mars: is unknown; use wgs84/);
  expect(code).toBe(2);
});
