import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cellAt, outlineOf } from "../../../geo/cell.ts";
import { markColours } from "../../../geo/layers/mark_colours.ts";
import { veilLayer, veilReach, veilSides } from "../../../geo/layers/veil.ts";
import { FRAGMENT, VEIL_STRENGTH, VERTEX } from "../../../geo/layers/veil_shader.ts";

type Pixel = [x: number, y: number];

/** A hexagon of a size and a turn. */
const hexagon = (x: number, y: number, size: number, turn: number): Pixel[] =>
  Array.from({ length: 6 }, (_, i) => {
    const angle = turn + i * Math.PI / 3;
    return [x + size * Math.cos(angle), y + size * Math.sin(angle)];
  });

const within = ([x, y]: Pixel, corners: readonly Pixel[]) =>
  corners.every(([ax, ay], i) => {
    const [bx, by] = corners[(i + 1) % corners.length]!;
    return (bx - ax) * (y - ay) - (by - ay) * (x - ax) >= 0;
  });

describe("the veil around a selection", () => {
  test("has a side for each of the cell, one after the other, around the cell's own outline", () => {
    for (const cell of ["8830ad86c3fffff", "870800000ffffff", cellAt({ lat: 36.6, lon: 121.9 }, 10)]) {
      const sides = veilSides(cell);
      expect(sides.map(({ from }) => from)).toEqual(outlineOf(cell));
      sides.forEach(({ to }, i) => expect(to).toEqual(sides[(i + 1) % sides.length]!.from));
    }
  });

  test("reaches beyond every corner of the screen, wherever the cell is on it and however large", () => {
    const some = fc.record({
      x: fc.double({ min: -50, max: 1970, noNaN: true }),
      y: fc.double({ min: -50, max: 1130, noNaN: true }),
      size: fc.double({ min: 0.5, max: 50_000, noNaN: true }),
      turn: fc.double({ min: 0, max: 7, noNaN: true }),
    });
    fc.assert(fc.property(some, ({ x, y, size, turn }) => {
      const corners = hexagon(x, y, size, turn);
      const reach = veilReach(corners, [x, y], [1920, 1080]);
      if (reach === null) return;
      const outer = corners.map(([cx, cy]): Pixel => [cx + (cx - x) * reach, cy + (cy - y) * reach]);
      for (const corner of [[0, 0], [1920, 0], [0, 1080], [1920, 1080]] as Pixel[]) {
        expect(within(corner, outer)).toBe(true);
      }
    }));
  });

  test("covers the whole screen when none of the cell is on it", () => {
    expect(veilReach(hexagon(-500, 300, 40, 0), [-500, 300], [1920, 1080])).toBeNull();
    expect(veilReach(hexagon(900, 9000, 40, 0), [900, 9000], [1920, 1080])).toBeNull();
    expect(veilReach(hexagon(-20, 300, 40, 0), [-20, 300], [1920, 1080])).not.toBeNull();
  });

  test("is not drawn where nothing is selected, and its shader is complete", () => {
    const { page } = markColours(() => "#0b0f14");
    expect(veilLayer([], page, VEIL_STRENGTH).props.visible).toBe(false);
    expect(veilLayer(veilSides("8830ad86c3fffff"), page, 0).props.visible).toBe(false);
    expect(veilLayer(veilSides("8830ad86c3fffff"), page, VEIL_STRENGTH).props.visible).toBe(true);
    for (const source of [VERTEX, FRAGMENT]) expect(source).not.toMatch(/undefined|NaN|\[object/);
  });
});
