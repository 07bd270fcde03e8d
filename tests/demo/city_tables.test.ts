import { expect, test } from "vitest";
import { CATEGORIES, QUIET } from "../../demo/categories.ts";
import { haiwanTables } from "../../demo/city_tables.ts";

const { newest } = haiwanTables();

test("every category of Haiwan has conditions, under the name that the wall shows", () => {
  for (const { code, zh, en, severity } of [...CATEGORIES, ...QUIET]) {
    expect(newest.categories.get(code), code).toMatchObject({ zh, en, severity });
    expect(newest.categories.get(code)!.conditions.length, code).toBeGreaterThan(0);
  }
  expect(newest.categories.size).toBe(CATEGORIES.length + QUIET.length);
});

test.each([
  ["E05-02", "burst", 1, "urgent_hours"],
  ["C01-02", "missing", 2, "urgent_hours"],
  ["E05-03", "collapsed", 2, "urgent_hours"],
  ["E05-04", "deep", 2, "urgent_hours"],
  ["E05-06", "hanging", 2, "working_hours"],
  ["E01-10", "exposed", 4, "working_hours"],
  ["E01-12", "dirty", 2, "working_hours"],
  ["E01-13", "broken", 5, "working_days"],
  ["E02-01", "bills", 1, "working_days"],
  ["E01-01", "building", 48, "urgent_hours"],
  ["E01-01", "finished", 15, "working_days"],
])("%s %s has the limit of a typical city: %d %s", (code, id, amount, clock) => {
  const condition = newest.categories.get(code)!.conditions.find((condition) => condition.id === id);
  expect(condition?.limit).toEqual({ amount, clock });
});

test("classes are those of the codes", () => {
  expect(newest.categories.get("C01-11")).toMatchObject({
    ...{ kind: "component", minor: "11", major: { code: "01", zh: "公用设施", en: "Utilities" } },
  });
  expect(newest.categories.get("E05-02")).toMatchObject({
    ...{
      kind: "event",
      minor: "02",
      major: { code: "05", zh: "突发事件", en: "Emergencies" },
      preVerify: false,
    },
  });
});
