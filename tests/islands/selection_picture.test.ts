import { expect, test } from "vitest";
import { VEIL_STRENGTH } from "../../geo/layers/veil_shader.ts";
import { markColours } from "../../geo/layers/mark_colours.ts";
import { SelectionPicture } from "../../islands/selection_picture.ts";

const CELL = "8830ad86c3fffff", OTHER = "8830ad86c1fffff";
const look = { scale: 1, colours: markColours(() => "#0b0f14") };

function strengthAt(picture: SelectionPicture, now: number): number {
  const [veil] = picture.layers(now, look) as { props: { strength: number } }[];
  return veil!.props.strength;
}

test("the veil comes and goes within 200 ms, and a selection that changes on the way goes on from there", () => {
  const picture = new SelectionPicture();
  picture.select(CELL, 1_000);
  expect(strengthAt(picture, 1_000)).toBe(0);
  const half = strengthAt(picture, 1_070);
  expect(half).toBeGreaterThan(0);
  expect(half).toBeLessThan(VEIL_STRENGTH);
  expect(picture.fading).toBe(true);
  picture.select(null, 1_070);
  expect(strengthAt(picture, 1_070)).toBeCloseTo(half, 9);
  expect(strengthAt(picture, 1_270)).toBe(0);
  expect(picture.fading).toBe(false);
});

test("another cell is outlined at once under the veil that is there", () => {
  const picture = new SelectionPicture();
  picture.select(CELL, null);
  expect(strengthAt(picture, 0)).toBe(VEIL_STRENGTH);
  picture.select(OTHER, 1_000);
  expect(strengthAt(picture, 1_010)).toBe(VEIL_STRENGTH);
  expect(picture.fading).toBe(false);
});

test("nothing fades for who wants no motion", () => {
  const picture = new SelectionPicture();
  picture.select(CELL, null);
  expect(strengthAt(picture, 1)).toBe(VEIL_STRENGTH);
  picture.select(null, null);
  expect(strengthAt(picture, 2)).toBe(0);
});
