import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openCity, openTables } from "../../cities.ts";
import { CATEGORY_COLUMNS } from "../../dispatch/categories.ts";
import { importTable, readTables, type TableKind } from "../../dispatch/tables_folder.ts";
import { readCityFolder } from "../../store/city_folder.ts";

const TINY = JSON.parse(Deno.readTextFileSync(new URL("../cities/tiny/city.json", import.meta.url)));
const STAGES = "stage,amount,clock\narrive,30,urgent_hours\n";
const CALENDAR = "what,value\n2026-10-01..2026-10-07,off\n";
const ROW =
  "event,01,市容环境,Environment,13,道路破损,Broken road,3,yes,broken,破损,Broken,5,working_days,repaired,完好,Repaired";
const categories = (...codes: string[]) =>
  [CATEGORY_COLUMNS.join(","), ...codes.map((code) => `${code},${ROW}`)].join("\n");

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "hexwall-tables-"));
  writeFileSync(join(folder, "city.json"), JSON.stringify(TINY));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const bring = (kind: TableKind, text: string) =>
  importTable({ folder, city: readCityFolder(folder), kind, text, now: Date.UTC(2026, 10, 27) });
const tables = () => readTables(folder, readCityFolder(folder));
const everything = () =>
  Object.fromEntries(
    (readdirSync(folder, { recursive: true }) as string[]).filter((name) => name.includes("."))
      .map((name) => [name, readFileSync(join(folder, name), "utf8")]),
  );

test("a city that has imported nothing works by the usual hours and limits", () => {
  const { newest } = tables();
  expect(newest).toMatchObject({ version: 0, stages: [{ stage: "arrive" }] });
  expect(newest.categories.size).toBe(0);
  expect(newest.calendar.table).toMatchObject({ zone: "Asia/Shanghai", weekdays: [1, 2, 3, 4, 5], days: [] });
});

test("each import is a version, which shares with the one before what it does not change", () => {
  expect(bring("categories", categories("A"))).toEqual({
    kind: "added",
    version: 1,
    file: "tables/categories-1.csv",
  });
  expect(bring("calendar", CALENDAR)).toMatchObject({ version: 2, file: "tables/calendar-2.csv" });
  expect(bring("stages", STAGES)).toMatchObject({ version: 3, file: "tables/stages-3.csv" });
  expect(bring("categories", categories("A", "B"))).toMatchObject({ version: 4 });
  const city = tables();
  const known = [0, 1, 2, 3, 4].map((version) => {
    const { categories, stages, calendar } = city.at(version);
    return [[...categories.keys()].join(""), calendar.table.days.length, stages[0]!.limit.amount];
  });
  expect(known).toEqual([["", 0, 0.25], ["A", 0, 0.25], ["A", 7, 0.25], ["A", 7, 30], ["AB", 7, 30]]);
  expect(city.newest).toBe(city.at(4));
  expect(city.at(2).calendar, "one calendar, worked out once").toBe(city.at(4).calendar);
});

test("an import changes no file that was there, but city.json, and of that only the list of versions", () => {
  bring("categories", categories("A"));
  const before = everything();
  bring("categories", categories("B"));
  const { "city.json": now, "tables/categories-2.csv": _, ...rest } = everything();
  const { "city.json": then, ...kept } = before;
  expect(rest).toEqual(kept);
  const [{ tables: newer, ...city }, { tables: older, ...same }] = [JSON.parse(now!), JSON.parse(then!)];
  expect(city).toEqual(same);
  expect(newer.slice(0, 1)).toEqual(older);
});

test("the same table again is no new version", () => {
  bring("stages", STAGES);
  const before = everything();
  expect(bring("stages", STAGES)).toEqual({ kind: "same", version: 1 });
  expect(everything()).toEqual(before);
});

test("a table with one bad row leaves everything as it was", () => {
  bring("stages", STAGES);
  const before = everything();
  expect(bring("stages", STAGES + "check,1,minutes\n")).toMatchObject({
    kind: "refused",
    refusals: [{ line: 3 }],
  });
  expect(bring("calendar", "what,value\nzone,Europe/Rome\n")).toMatchObject({
    refusals: [{ fault: "contradiction" }],
  });
  expect(everything()).toEqual(before);
});

describe("a city does not start", () => {
  test("when somebody changed a table by hand", () => {
    bring("stages", STAGES);
    writeFileSync(join(folder, "tables/stages-1.csv"), STAGES.replace("30", "300"));
    expect(tables).toThrow(/stages-1\.csv: was changed since it was imported.*deno task import stages/);
    expect(() => openCity(folder, { workers: 1, scenario: null })).toThrow(
      "was changed since it was imported",
    );
  });

  test("when a table is gone", () => {
    bring("stages", STAGES);
    rmSync(join(folder, "tables/stages-1.csv"));
    expect(tables).toThrow(/stages-1\.csv: cannot be read.*city\.json names it, so put it back/);
  });

  test("when a version was left out", () => {
    bring("stages", STAGES);
    bring("calendar", CALENDAR);
    const city = JSON.parse(readFileSync(join(folder, "city.json"), "utf8"));
    writeFileSync(join(folder, "city.json"), JSON.stringify({ ...city, tables: city.tables.slice(1) }));
    expect(tables).toThrow("must hold the versions 1, 2, 3 … in order");
  });

  test("when it moved to another time zone after the calendar came", () => {
    bring("calendar", "what,value\nzone,Asia/Shanghai\n2026-10-01,off\n");
    const city = JSON.parse(readFileSync(join(folder, "city.json"), "utf8"));
    writeFileSync(join(folder, "city.json"), JSON.stringify({ ...city, timeZone: "Asia/Tokyo" }));
    expect(tables).toThrow(/calendar-1\.csv: line 2: .*the city's is Asia\/Tokyo/);
  });
});

test("screens call imported categories by their names; what city.json says itself comes first", () => {
  bring("categories", categories("A", "B"));
  const own = { code: "B", zh: "乙", en: "Bee", group: { zh: "组", en: "Group" } };
  const city = JSON.parse(readFileSync(join(folder, "city.json"), "utf8"));
  writeFileSync(join(folder, "city.json"), JSON.stringify({ ...city, categories: [own] }));
  expect(openCity(folder, { workers: 1, scenario: null }).file.categories).toEqual([
    own,
    { code: "A", zh: "道路破损", en: "Broken road", group: { zh: "市容环境", en: "Environment" } },
  ]);
});

test("the demo city has its tables without a folder", () => {
  expect(openTables(null).newest).toMatchObject({ version: 1 });
  expect(() => openTables(null).at(2)).toThrow("is this the folder of this city");
});
