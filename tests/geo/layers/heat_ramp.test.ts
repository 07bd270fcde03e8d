import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  differenceBreaks,
  differenceColour,
  differenceSteps,
  HEAT_RAMP,
  heatColour,
  sharedBreaks,
} from "../../../geo/layers/heat_ramp.ts";

const counts = fc.array(fc.nat(5_000), { maxLength: 200 });
const luminance = ([red, green, blue]: readonly number[]) => 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;

describe("heatColour()", () => {
  test("gives the same count the same colour on both maps, and more a colour at least as high on the ramp", () => {
    fc.assert(
      fc.property(
        counts,
        counts,
        fc.constantFrom("dark" as const, "light" as const),
        (now, before, theme) => {
          const breaks = sharedBreaks(now, before);
          expect(breaks).toEqual(sharedBreaks(before, now));
          const ranks = [...now, ...before].sort((a, b) => a - b)
            .map((count) => HEAT_RAMP[theme].indexOf(heatColour(count, breaks, theme)));
          for (let i = 1; i < ranks.length; i++) expect(ranks[i]!).toBeGreaterThanOrEqual(ranks[i - 1]!);
        },
      ),
    );
  });

  test("leaves zero transparent, also where everything is zero", () => {
    for (const theme of ["dark", "light"] as const) {
      expect(heatColour(0, sharedBreaks([0, 0], []), theme)[3]).toBe(0);
    }
  });

  test("rises in lightness on dark and falls on light, so that it reads without colour", () => {
    const dark = HEAT_RAMP.dark.map(luminance);
    const light = HEAT_RAMP.light.map(luminance);
    expect(dark.toSorted((a, b) => a - b)).toEqual(dark);
    expect(light.toSorted((a, b) => b - a)).toEqual(light);
  });
});

describe("differenceColour()", () => {
  test("is orange for more, blue for less, as strong on either side, neutral for none", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -900, max: 900 }), { maxLength: 100 }), (differences) => {
        const breaks = differenceBreaks(differences);
        expect(breaks.toSorted((a, b) => a - b)).toEqual(breaks);
        for (const difference of differences.filter((size) => size !== 0)) {
          const [red, , blue, alpha] = differenceColour(difference, breaks, "dark");
          expect(red > blue).toBe(difference > 0);
          expect(differenceColour(-difference, breaks, "dark")[3]).toBe(alpha);
        }
      }),
    );
    expect(differenceColour(0, [1, 2, 4], "dark")[3]).toBeLessThan(50);
  });

  test("has a legend from much less to much more, with the none in the middle", () => {
    const steps = differenceSteps([1, 3, 8], "light");
    expect(steps.map(({ label }) => label)).toEqual(["−8", "", "", "0", "", "", "+8"]);
  });
});
