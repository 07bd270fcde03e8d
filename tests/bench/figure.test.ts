import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { count, type Figure, milliseconds, percentile, tableOf, verdictOf } from "../../bench/figure.ts";

const figure = (more: Partial<Figure>): Figure => ({ name: "f", value: 10, show: count, ...more });

describe("verdictOf()", () => {
  test("judges against the target, or against the raw limit of the run", () => {
    expect(verdictOf(figure({}))).toBe("");
    expect(verdictOf(figure({ target: { kind: "at-most", value: 10 } }))).toBe("ok");
    expect(verdictOf(figure({ target: { kind: "at-most", value: 9 } }))).toBe("miss");
    expect(verdictOf(figure({ target: { kind: "at-least", value: 11 } }))).toBe("miss");
    expect(verdictOf(figure({ floor: 7, target: { kind: "ratio-at-most", value: 1.5 } }))).toBe("ok");
    expect(verdictOf(figure({ floor: 6, target: { kind: "ratio-at-most", value: 1.5 } }))).toBe("miss");
    expect(verdictOf(figure({ floor: 120, target: { kind: "times-less", value: 12 } }))).toBe("ok");
    expect(verdictOf(figure({ floor: 119, target: { kind: "times-less", value: 12 } }))).toBe("miss");
  });

  test("calls what could not be measured, or never came, a miss", () => {
    for (const value of [NaN, Infinity]) {
      expect(verdictOf(figure({ value, target: { kind: "at-most", value: 1 } }))).toBe("miss");
    }
    expect(verdictOf(figure({ target: { kind: "times-less", value: 12 } }))).toBe("miss");
  });
});

describe("percentile()", () => {
  test("is the least value that the share of all does not exceed", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer(), { minLength: 1 }),
        fc.double({ min: 0.01, max: 1, noNaN: true }),
        (values, share) => {
          const value = percentile(values, share);
          const within = (limit: number) => values.filter((other) => other <= limit).length;
          expect(values).toContain(value);
          expect(within(value)).toBeGreaterThanOrEqual(share * values.length - 1e-9);
          expect(values.filter((other) => other < value).length).toBeLessThan(share * values.length + 1e-9);
        },
      ),
    );
    expect(percentile([], 0.5)).toBeNaN();
    expect(percentile([1, Infinity], 0.99)).toBe(Infinity);
  });
});

describe("tableOf()", () => {
  test("shows value, raw limit, ratio, target and verdict of each figure, in aligned columns", () => {
    const text = tableOf([{
      title: "Group",
      figures: [
        figure({
          name: "slow",
          value: 30,
          floor: 20,
          show: milliseconds,
          target: { kind: "ratio-at-most", value: 1.5 },
        }),
        figure({ name: "small", value: 10, floor: 130, target: { kind: "times-less", value: 12 } }),
        figure({ name: "only told" }),
      ],
    }]);
    const line = (name: string) =>
      text.split("\n").find((line) => line.includes(name))!.trim().split(/\s{2,}/);
    expect(line("slow")).toEqual(["slow", "30 ms", "20 ms", "1.50 ×", "≤ 1.5 ×", "ok"]);
    expect(line("small")).toEqual(["small", "10", "130", "1/13.0", "≤ 1/12", "ok"]);
    expect(line("only told")).toEqual(["only told", "10"]);
  });
});
