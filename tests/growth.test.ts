/** What the wall's long life is judged by: a saw is no growth, wherever one begins to look; what each visit leaves is. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { riseOfFloor } from "./growth.ts";

const TOOTH = [174, 165, 157, 150, 140, 132, 124];

test("a saw of any phase does not grow, and one that rises by two a sample does", () => {
  fc.assert(
    fc.property(fc.nat(6), fc.integer({ min: 16, max: 40 }), fc.array(fc.nat(3)), (phase, n, noise) => {
      const saw = Array.from({ length: n }, (_, i) => TOOTH[(i + phase) % 7]! + (noise[i] ?? 0));
      expect(riseOfFloor(saw, 8)).toBeLessThan(10);
      expect(riseOfFloor(saw.map((value, i) => value + 2 * i), 8)).toBeGreaterThan(10);
    }),
  );
});
