import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CROWD, declutter } from "../../../geo/layers/declutter.ts";

const SIZE = 20;
/** A few places, each with things on top of each other or nearly. */
const point = fc.tuple(
  fc.constantFrom(0, 30, 33, 400),
  fc.constantFrom(0, 15, 500),
  fc.double({ min: -4, max: 4, noNaN: true }),
  fc.double({ min: -4, max: 4, noNaN: true }),
).map(([x, y, dx, dy]) => [x + dx, y + dy] as const);

function things(points: readonly (readonly [number, number])[]) {
  return { x: points.map(([x]) => x), y: points.map(([, y]) => y), length: points.length };
}

describe("declutter()", () => {
  test("below fifty in a place each is drawn, none hides another, and none is far from where it belongs", () => {
    fc.assert(fc.property(fc.array(point, { maxLength: CROWD - 1 }), (points) => {
      const { x, y, crowds } = declutter(things(points), SIZE);
      expect(crowds).toEqual([]);
      for (let i = 0; i < points.length; i++) {
        expect(Math.hypot(x[i]! - points[i]![0], y[i]! - points[i]![1])).toBeLessThan(9 * SIZE);
        for (let j = 0; j < i; j++) {
          expect(Math.hypot(x[i]! - x[j]!, y[i]! - y[j]!)).toBeGreaterThanOrEqual(SIZE * 0.9);
        }
      }
    }));
  });

  test("everything is drawn once or counted once, whatever there is", () => {
    fc.assert(fc.property(fc.array(point, { maxLength: 260 }), (points) => {
      const { x, crowds } = declutter(things(points), SIZE);
      const counted = crowds.flat();
      expect(new Set(counted).size).toBe(counted.length);
      for (let i = 0; i < points.length; i++) expect(Number.isNaN(x[i]), `${i}`).toBe(counted.includes(i));
      for (const crowd of crowds) expect(crowd.length).toBeGreaterThanOrEqual(CROWD);
    }));
  });

  test("fifty in one place are one count, of all of them", () => {
    const { crowds } = declutter(things(Array.from({ length: CROWD }, () => [7, 7] as const)), SIZE);
    expect(crowds).toHaveLength(1);
    expect(crowds[0]).toHaveLength(CROWD);
  });

  test("who comes first keeps its place, and one more does not move the others", () => {
    fc.assert(fc.property(fc.array(point, { minLength: 1, maxLength: 40 }), point, (points, more) => {
      const before = declutter(things(points), SIZE);
      const after = declutter(things([...points, more]), SIZE);
      expect([...after.x].slice(0, -1)).toEqual([...before.x]);
      expect([before.x[0], before.y[0]]).toEqual([...points[0]!]);
    }));
  });

  test("things apart from each other stay where they are", () => {
    const apart = Array.from({ length: 30 }, (_, i) => [i * SIZE * 1.1, (i % 3) * SIZE * 1.1] as const);
    const { x, y } = declutter(things(apart), SIZE);
    apart.forEach(([ax, ay], i) => expect([x[i], y[i]]).toEqual([ax, ay]));
  });
});
