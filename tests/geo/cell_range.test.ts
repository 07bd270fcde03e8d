import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { around, cellAt, COARSEST, FINEST, parentOf } from "../../geo/cell.ts";
import { finestRange } from "../../geo/cell_range.ts";

const lat = fc.double({ min: -85, max: 85, noNaN: true });
const lon = fc.double({ min: -180, max: 180, noNaN: true });

/** Offsets in units of about one cell: some children lie inside, some beside. */
const one = fc.double({ min: -1, max: 1, noNaN: true });
const offsets = fc.array(fc.tuple(one, one), { minLength: 10, maxLength: 20 });

describe("finestRange()", () => {
  test("holds a cell of the finest resolution exactly when it is a descendant, at every resolution", () => {
    fc.assert(
      fc.property(
        lat,
        lon,
        fc.integer({ min: COARSEST, max: FINEST }),
        offsets,
        (lat, lon, resolution, offsets) => {
          const parent = cellAt({ lat, lon }, resolution);
          const [first, last] = finestRange(parent);
          const size = 3e-3 * 2.65 ** (FINEST - resolution);
          const children = offsets.map(([dLat, dLon]) =>
            cellAt({ lat: lat + dLat * size, lon: lon + dLon * size })
          );
          const near = resolution === FINEST ? [...children, ...around(parent, 1)] : children;
          for (const child of near) {
            const index = BigInt(`0x${child}`);
            expect(index >= first && index <= last).toBe(parentOf(child, resolution) === parent);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  test("of a finest cell is the cell itself", () => {
    const cell = cellAt({ lat: 36.1, lon: 120.3 });
    expect(finestRange(cell)).toEqual([BigInt(`0x${cell}`), BigInt(`0x${cell}`)]);
  });

  test("refuses a cell that is finer than what is kept", () => {
    expect(() => finestRange(cellAt({ lat: 36.1, lon: 120.3 }, 11))).toThrow("resolution 11");
  });
});
