import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CATEGORY_COLUMNS, parseCategories } from "../../dispatch/categories.ts";

const BROKEN =
  "E01-13,event,01,市容环境,Environment,13,道路破损,Broken road,3,yes,broken,路面破损,Broken surface,5,working_days,repaired,恢复完好,Repaired";
const DANGER =
  "E01-13,event,01,市容环境,Environment,13,道路破损,Broken road,3,yes,danger,危及通行,Dangerous,0.5,urgent_hours,safe,险情排除,Danger removed";
const COVER =
  "C01-02,component,01,公用设施,Utilities,02,污水井盖,Sewer cover,2,no,missing,井盖缺失,Missing,2,urgent_hours,safe,险情排除,Danger removed";

const parse = (...lines: string[]) => parseCategories([CATEGORY_COLUMNS.join(","), ...lines].join("\n"));

test("parseCategories() makes one category of all rows of a code, wherever they stand", () => {
  const checked = parse(BROKEN, COVER, DANGER);
  expect(checked.ok && [...checked.value.values()]).toEqual([
    {
      ...{ code: "E01-13", kind: "event", minor: "13", zh: "道路破损", en: "Broken road" },
      ...{ major: { code: "01", zh: "市容环境", en: "Environment" }, severity: 3, preVerify: true },
      conditions: [
        {
          ...{ id: "broken", zh: "路面破损", en: "Broken surface" },
          limit: { amount: 5, clock: "working_days" },
          closing: { id: "repaired", zh: "恢复完好", en: "Repaired" },
        },
        {
          ...{ id: "danger", zh: "危及通行", en: "Dangerous" },
          limit: { amount: 0.5, clock: "urgent_hours" },
          closing: { id: "safe", zh: "险情排除", en: "Danger removed" },
        },
      ],
    },
    {
      ...{ code: "C01-02", kind: "component", minor: "02", zh: "污水井盖", en: "Sewer cover" },
      ...{ major: { code: "01", zh: "公用设施", en: "Utilities" }, severity: 2, preVerify: false },
      conditions: [{
        ...{ id: "missing", zh: "井盖缺失", en: "Missing" },
        limit: { amount: 2, clock: "urgent_hours" },
        closing: { id: "safe", zh: "险情排除", en: "Danger removed" },
      }],
    },
  ]);
});

/** The row with one field said otherwise. */
function wrong(row: string, column: string, value: string): string {
  const cells = row.split(",");
  cells[CATEGORY_COLUMNS.indexOf(column)] = value;
  return cells.join(",");
}

describe("parseCategories() refuses", () => {
  test.each([
    ["code", "", "missing-field", "code is empty"],
    ["code", "E 01", "unreadable", "it looks like E01-10"],
    ["kind", "thing", "unknown-value", "use component, event"],
    ["major", "", "missing-field", "major is empty"],
    ["zh", "", "missing-field", "zh is empty"],
    ["en", "x".repeat(301), "out-of-range", "301 characters"],
    ["severity", "5", "unknown-value", "use 1, 2, 3, 4"],
    ["severity", "high", "unknown-value", "use 1, 2, 3, 4"],
    ["pre_verify", "maybe", "unknown-value", "use yes, no"],
    ["condition", "", "missing-field", "condition is empty"],
    ["amount", "0", "out-of-range", "more than 0"],
    ["amount", "-2", "unreadable", "it looks like 2 or 0.25"],
    ["amount", "two", "unreadable", "it looks like 2 or 0.25"],
    ["amount", "1e3", "unreadable", "it looks like 2 or 0.25"],
    ["amount", "99999", "out-of-range", "the most is 20000"],
    ["amount", "0.0000001", "out-of-range", "the least is a millisecond"],
    ["clock", "hours", "unknown-value", "use urgent_hours, working_hours, working_days, calendar_days"],
    ["closing", "", "missing-field", "closing is empty"],
    ["closing_zh", "", "missing-field", "closing_zh is empty"],
  ])("%s %s (%s)", (column, value, fault, detail) => {
    const checked = parse(BROKEN, wrong(COVER, column, value));
    expect(checked).toMatchObject({ ok: false, refusals: [{ line: 3, fault }] });
    expect(!checked.ok && checked.refusals[0]!.detail).toContain(detail);
  });

  test.each([
    ["half days", wrong(BROKEN, "amount", "1.5"), "out-of-range", "days are whole"],
    ["a condition twice", BROKEN, "duplicate", "broken is there twice in E01-13"],
    ["a category with two names", wrong(DANGER, "en", "Bad road"), "contradiction", "in line 2"],
    [
      "a closing rule with two names",
      wrong(DANGER, "closing", "repaired"),
      "contradiction",
      "closing rule repaired",
    ],
  ])("%s", (_, row, fault, detail) => {
    const rows = fault === "out-of-range" ? [COVER, row] : [BROKEN, row];
    const checked = parse(...rows);
    expect(checked).toMatchObject({ ok: false, refusals: [{ line: 3, fault }] });
    expect(!checked.ok && checked.refusals[0]!.detail).toContain(detail);
  });

  test("all when one is at fault, and says every one", () => {
    const checked = parse(wrong(BROKEN, "kind", "?"), COVER, wrong(DANGER, "clock", "days"));
    expect(checked).toMatchObject({ ok: false, refusals: [{ line: 2 }, { line: 4 }] });
  });

  test("a table without the column of the limit", () => {
    expect(parseCategories("code,kind\nE01,event")).toMatchObject({
      refusals: [{ fault: "missing-column" }],
    });
  });

  test("nothing by throwing, whatever the file", () => {
    const cell = fc.oneof(fc.string(), fc.constantFrom(...BROKEN.split(","), '"', "\n"));
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 15, maxLength: 20 }), { maxLength: 5 }), (rows) => {
        expect(parse(...rows.map((row) => row.join(","))).ok).toBeTypeOf("boolean");
      }),
    );
  });
});
