import { expect, test } from "vitest";
import { classOfReach, REACH_CLASSES, reachColours } from "../../../geo/layers/reach_classes.ts";

test.each([
  [15, "plenty"],
  [10, "plenty"],
  [9.9, "some"],
  [5, "some"],
  [4.9, "short"],
  [0, "short"],
  [-0.1, "late"],
  [-14, "late"],
  [null, "nobody"],
])("%s minutes left of 15 are %s", (minutes, name) => {
  expect(REACH_CLASSES[classOfReach(minutes, 15)]).toBe(name);
});

test("each class has a colour of its own on dark and on light, and no two differ by red and green alone", () => {
  for (const theme of ["dark", "light"] as const) {
    const colours = reachColours(theme);
    expect(new Set(colours.map(String)).size).toBe(REACH_CLASSES.length);
    // In time is blue, late is not.
    colours.forEach(([red, , blue], i) => expect(blue > red).toBe(i < 3));
  }
});
