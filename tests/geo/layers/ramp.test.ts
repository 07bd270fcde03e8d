import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { breaksOf, classOf, HeldBreaks, PLAIN_BREAKS, RAMP } from "../../../geo/layers/ramp.ts";

const counts = fc.array(fc.nat({ max: 5_000 }), { minLength: 1, maxLength: 400 });

describe("classes of cells", () => {
  test("breaks are whole, ascend, begin at 1, and there is one for every colour", () => {
    fc.assert(fc.property(counts, (values) => {
      const breaks = breaksOf(values);
      expect(breaks).toHaveLength(RAMP.length);
      expect(breaks[0]).toBe(1);
      breaks.slice(1).forEach((least, i) => expect(least).toBeGreaterThan(breaks[i]!));
      expect(breaks.every(Number.isInteger)).toBe(true);
    }));
  });

  test("zero is in no class, and a larger value is never in a lower class", () => {
    fc.assert(fc.property(counts, fc.nat({ max: 6_000 }), fc.nat({ max: 6_000 }), (values, a, b) => {
      const breaks = breaksOf(values);
      expect(classOf(0, breaks)).toBe(-1);
      expect(classOf(Math.max(a, b), breaks)).toBeGreaterThanOrEqual(classOf(Math.min(a, b), breaks));
    }));
  });

  test("of a wide spread of counts, few cells are in the top class", () => {
    const values = Array.from({ length: 1_000 }, (_, i) => Math.floor(1.01 ** i));
    const breaks = breaksOf(values);
    const top = values.filter((value) => classOf(value, breaks) === 5).length;
    expect(top).toBeGreaterThan(5);
    expect(top).toBeLessThan(60);
  });

  test("lightness rises along the ramp, so that it reads without colour", () => {
    const lightness = RAMP.map(([r, g, b]) => 0.2126 * r + 0.7152 * g + 0.0722 * b);
    lightness.slice(1).forEach((value, i) => expect(value).toBeGreaterThan(lightness[i]!));
  });
});

describe("held breaks", () => {
  const many = (top: number) => Array.from({ length: 100 }, (_, i) => i < top ? 500 : 1 + i % 7);

  test("colours do not dance: ticks of the same subject keep the breaks", () => {
    const held = new HeldBreaks();
    const first = held.hold("incidents", many(2), 0);
    expect(held.hold("incidents", many(9), 30_000)).toBe(first);
  });

  test("another subject gets breaks of its own at once", () => {
    const held = new HeldBreaks();
    held.hold("incidents", many(2), 0);
    expect(held.hold("fixes", [10_000, 20_000, 90_000], 1).at(-1)).toBeGreaterThan(10_000);
  });

  test("an empty map is not held: the first counts set the breaks", () => {
    const held = new HeldBreaks();
    expect(held.hold("open", [0, 0], 0)).toEqual(PLAIN_BREAKS);
    expect(held.hold("open", many(2), 1)).not.toEqual(PLAIN_BREAKS);
  });

  test("when the top class holds too much of the city, the breaks are renewed after a minute", () => {
    const held = new HeldBreaks();
    const first = held.hold("open", many(2), 0);
    const crowded = many(40).map((value) => value * 10);
    expect(held.hold("open", crowded, 30_000)).toBe(first);
    expect(held.hold("open", crowded, 61_000).at(-1)).toBeGreaterThan(first.at(-1)!);
  });
});
