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

const DEMO = join(ROOT, "demo/tables");

test("import brings in a calendar and limits as versions, says what they hold, and the doctor agrees", async () => {
  cityWith({});
  expect((await task("doctor", [], { CITY: folder })).said).toMatch(
    /city .*no categories, limits or calendar/,
  );
  const first = await task("import", ["calendar", join(DEMO, "calendar.csv"), "--city", folder]);
  expect(first.said).toMatch(/100 % checked/);
  expect(first.said).toMatch(
    /✓ version 1 in .*calendar-1\.csv: 33 days off, 6 days that work otherwise, official until 2026-12-31/,
  );
  expect(first.code).toBe(0);
  const second = await task("import", ["stages", join(DEMO, "stages.csv"), "--city", folder]);
  expect(second.said).toMatch(/✓ version 2 in .*stages-2\.csv: 18 limits of stages/);
  const again = await task("import", ["stages", join(DEMO, "stages.csv"), "--city", folder]);
  expect(again.said).toMatch(/version 2 says exactly this already/);
  expect(again.code).toBe(0);
  expect((await task("doctor", [], { CITY: folder })).said).toMatch(
    /✓ city .*tables of version 2, 0 categories/,
  );
});

test("import says which rows of a table of categories keep all of it out, and what changed otherwise", async () => {
  cityWith({});
  const file = join(folder, "categories.csv");
  const head = "code,kind,major,major_zh,major_en,minor,zh,en,severity,pre_verify," +
    "condition,condition_zh,condition_en,amount,clock,closing,closing_zh,closing_en";
  const row = (code: string, amount: string) =>
    `${code},event,01,市容环境,Environment,13,破损,Broken,3,yes,broken,破损,Broken,${amount},working_days,ok,完好,Repaired`;
  const bring = (...rows: string[]) => {
    writeFileSync(file, [head, ...rows].join("\n"));
    return task("import", ["categories", file, "--city", folder]);
  };
  const bad = await bring(row("A", "5"), row("B", "0.5"), row("C", "soon"));
  expect(bad.said).toMatch(/✗ line 3: out-of-range: .*days are whole/);
  expect(bad.said).toMatch(/✗ line 4: unreadable: amount is "soon"; it looks like 2 or 0\.25/);
  expect(bad.said).toMatch(/2 rows are refused, so nothing was imported/);
  expect(bad.code).toBe(2);
  expect((await bring(row("A", "5"), row("B", "1"))).said).toMatch(
    /version 1 .*2 categories with 2 conditions \(2 new, 0 changed, 0 gone\)/,
  );
  expect((await bring(row("A", "6"), row("C", "1"))).said).toMatch(
    /version 2 .*\(1 new, 1 changed, 1 gone\)/,
  );
});
