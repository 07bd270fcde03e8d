import { describe, expect, test } from "vitest";
import { parseStageLimits, stageLimit, USUAL_STAGE_LIMITS } from "../../dispatch/stage_limits.ts";

const parse = (...lines: string[]) => parseStageLimits(["stage,severity,amount,clock", ...lines].join("\n"));

test("a limit of a severity goes before the one of all, and a stage without any has none", () => {
  const checked = parse("arrive,,2,working_hours", "arrive,1,0.25,urgent_hours", "check,2,1,working_days");
  if (!checked.ok) return expect.fail(JSON.stringify(checked.refusals));
  expect(stageLimit(checked.value, "arrive", 1)).toEqual({ amount: 0.25, clock: "urgent_hours" });
  expect(stageLimit(checked.value, "arrive", 4)).toEqual({ amount: 2, clock: "working_hours" });
  expect(stageLimit(checked.value, "check", 2)).toEqual({ amount: 1, clock: "working_days" });
  expect(stageLimit(checked.value, "check", 3)).toBeNull();
  expect(stageLimit(checked.value, "file", 1)).toBeNull();
});

test("a city without a table promises to be there in 15 minutes", () => {
  expect(stageLimit(USUAL_STAGE_LIMITS, "arrive", 3)).toEqual({ amount: 0.25, clock: "urgent_hours" });
});

test("the column of severities may be missing", () => {
  expect(parseStageLimits("stage,amount,clock\ncase,20,working_days")).toMatchObject({
    ok: true,
    value: [{ stage: "case", severity: null }],
  });
});

describe("parseStageLimits() refuses", () => {
  test.each([
    ["handle,,5,working_days", "unknown-value", "use file, dispatch, accept, arrive, check, case"],
    ["arrive,0,5,working_days", "unknown-value", "use 1, 2, 3, 4"],
    ["arrive,1,,urgent_hours", "missing-field", "amount is empty"],
    ["arrive,1,15,minutes", "unknown-value", "minutes"],
    ["check,,1,working_days", "duplicate", "check of severity any is there in line 2 too"],
  ])("%s (%s)", (line, fault, detail) => {
    const checked = parse("check,,4,working_hours", line);
    expect(checked).toMatchObject({ ok: false, refusals: [{ line: 3, fault }] });
    expect(!checked.ok && checked.refusals[0]!.detail).toContain(detail);
  });
});
