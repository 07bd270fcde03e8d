import { describe, expect, test } from "vitest";
import { rasterPaint } from "../../islands/raster_tone.ts";

const DARK = "#0b0f14", LIGHT = "#f6f8fa";

/** What MapLibre's shader makes of a brightness from 0 to 1. */
function drawn(paint: ReturnType<typeof rasterPaint>, value: number): number {
  const [low, high] = [paint["raster-brightness-min"], paint["raster-brightness-max"]] as [number, number];
  return low + (high - low) * value;
}

describe("on a dark screen", () => {
  test.each(["light", "dark", "photo"] as const)("nothing of a %s map is as bright as a mark", (tone) => {
    const paint = rasterPaint(tone, DARK);
    const limit = tone === "dark" ? 0.85 : 0.55;
    for (const value of [0, 0.5, 1]) expect(drawn(paint, value)).toBeLessThanOrEqual(limit);
  });

  test("paper becomes dark, and the rest keeps its order; a picture from the air is no negative", () => {
    const paper = rasterPaint("light", DARK);
    expect(drawn(paper, 1)).toBeLessThan(0.1);
    expect(drawn(paper, 0)).toBeGreaterThan(drawn(paper, 0.5));
    const photo = rasterPaint("photo", DARK);
    expect(drawn(photo, 1)).toBeGreaterThan(drawn(photo, 0));
  });
});

test("on a light screen paper stays paper, and every property that one theme sets the other sets too", () => {
  expect(drawn(rasterPaint("light", LIGHT), 1)).toBe(1);
  for (const tone of ["light", "dark", "photo"] as const) {
    const set = [DARK, LIGHT].map((page) => Object.keys(rasterPaint(tone, page)).toSorted());
    expect(set[0]).toEqual(set[1]);
  }
});
