import fc from "fast-check";
import { expect, test } from "vitest";
import { tiled } from "../../islands/map_clear.ts";

const box = fc.record({
  x: fc.integer({ min: -500, max: 5_000 }),
  y: fc.integer({ min: -500, max: 5_000 }),
  width: fc.integer({ min: 1, max: 1_900 }),
  height: fc.integer({ min: 1, max: 1_100 }),
});

test("squares cover a panel whole and stick out of it nowhere", () => {
  fc.assert(
    fc.property(box, fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), (
      { x, y, width, height },
      u,
      v,
    ) => {
      const squares = tiled({ x, y, width, height });
      const at = { x: x + u * width, y: y + v * height };
      expect(
        squares.some((s) =>
          Math.abs(s.x - at.x) <= s.side / 2 + 1e-6 && Math.abs(s.y - at.y) <= s.side / 2 + 1e-6
        ),
      )
        .toBe(true);
      for (const s of squares) {
        expect(s.x - s.side / 2).toBeGreaterThan(x - 1e-6);
        expect(s.x + s.side / 2).toBeLessThan(x + width + 1e-6);
        expect(s.y - s.side / 2).toBeGreaterThan(y - 1e-6);
        expect(s.y + s.side / 2).toBeLessThan(y + height + 1e-6);
      }
    }),
  );
  expect(tiled({ x: 0, y: 0, width: 0, height: 9 })).toEqual([]);
});
