import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cellAt, CellTable, corners, halvesOf, outlineOf, parentOf } from "../../geo/cell.ts";
import { metresBetween, type Place } from "../../geo/place.ts";

const CITIES: [string, Place, number][] = [
  ["Beijing", { lat: 39.9, lon: 116.4 }, 0.8],
  ["Suzhou, which lies on two faces of the icosahedron", { lat: 31.3, lon: 120.6 }, 0.5],
  ["San Francisco", { lat: 37.76, lon: -122.44 }, 0.1],
  ["Houston", { lat: 29.76, lon: -95.37 }, 0.4],
  ["Qingdao", { lat: 36.1, lon: 120.3 }, 0.6],
];

function expectExact(cells: CellTable, { lat, lon }: Place): void {
  expect(cells.finest.cell(cells.at(lat, lon))).toBe(cellAt({ lat, lon }));
}

describe("CellTable.at()", () => {
  test.each(CITIES)("gives H3's own answer all over %s", (_, { lat, lon }, span) => {
    const cells = new CellTable();
    const near = (at: number) => fc.double({ min: at - span, max: at + span, noNaN: true });
    const place = fc.record({ lat: near(lat), lon: near(lon) });
    fc.assert(fc.property(place, (at) => expectExact(cells, at)), { numRuns: 20_000 });
  });

  test.each(CITIES)(
    "gives H3's own answer beside the edges and corners of hexagons in %s",
    (_, place, span) => {
      const cells = new CellTable();
      const beside = fc.record({
        north: fc.double({ min: -span, max: span, noNaN: true }),
        east: fc.double({ min: -span, max: span, noNaN: true }),
        corner: fc.nat(5),
        along: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 1, noNaN: true })),
        off: fc.tuple(fc.constantFrom(-1, 1), fc.constantFrom(0, 1e-12, 1e-9, 1e-7, 1e-6, 1e-5)).map((
          [a, b],
        ) => a * b),
      });
      fc.assert(
        fc.property(beside, ({ north, east, corner, along, off }) => {
          const outline = outlineOf(cellAt({ lat: place.lat + north, lon: place.lon + east }));
          const [ax, ay] = outline[corner]!, [bx, by] = outline[(corner + 1) % outline.length]!;
          expectExact(cells, { lat: ay + along * (by - ay) + off, lon: ax + along * (bx - ax) - off });
        }),
        { numRuns: 5000 },
      );
    },
  );

  test("gives H3's own answer beside the edges of the icosahedron's faces", () => {
    const all = corners();
    const edges = all.flatMap((a, i) =>
      all.slice(i + 1).filter((b) => metresBetween(a.lat, a.lon, b.lat, b.lon) < 7.1e6).map((b) =>
        [a, b] as const
      )
    );
    expect(edges.length).toBe(30);
    const beside = fc.record({
      edge: fc.constantFrom(...edges),
      along: fc.double({ min: 0.001, max: 0.999, noNaN: true }),
      spread: fc.array(
        fc.tuple(
          fc.constantFrom(1e-9, 1e-7, 1e-5, 1e-3, 0.1),
          fc.double({ min: -1, max: 1, noNaN: true }),
          fc.double({ min: -1, max: 1, noNaN: true }),
        ),
        { minLength: 10, maxLength: 40 },
      ),
    });
    fc.assert(
      fc.property(beside, ({ edge: [a, b], along, spread }) => {
        const cells = new CellTable();
        const middle = between(a, b, along);
        for (const [size, north, east] of spread) {
          const lat = Math.max(-90, Math.min(90, middle.lat + size * north));
          expectExact(cells, { lat, lon: middle.lon + size * east });
        }
      }),
      { numRuns: 300 },
    );
  });

  test("gives H3's own answer where the six neighbours straddle the rim of a face", () => {
    const at = { lat: -64.70000012793491, lon: -169.46380092453242 };
    const table = new CellTable();
    expect(table.finest.cell(table.at(at.lat, at.lon))).toBe(cellAt(at));
  });

  test("gives H3's own answer anywhere on Earth, poles and pentagons included", () => {
    const cells = new CellTable();
    const anywhere = fc.record({
      lat: fc.double({ min: -90, max: 90, noNaN: true }),
      lon: fc.double({ min: -180, max: 180, noNaN: true }),
    });
    const pentagon = fc.tuple(
      fc.constantFrom(...corners()),
      fc.double({ min: -1e-3, max: 1e-3, noNaN: true }),
    )
      .map(([{ lat, lon }, off]) => ({ lat: lat + off, lon: lon - off }));
    fc.assert(fc.property(fc.oneof(anywhere, pentagon), (at) => expectExact(cells, at)), { numRuns: 5000 });
  });
});

describe("CellTable", () => {
  test("numbers each cell once, and climbs to its parents", () => {
    const cells = new CellTable();
    const place = fc.record({
      lat: fc.double({ min: 36, max: 36.3, noNaN: true }),
      lon: fc.double({ min: 120, max: 120.3, noNaN: true }),
    });
    fc.assert(
      fc.property(place, ({ lat, lon }) => {
        const slot = cells.at(lat, lon), cell = cellAt({ lat, lon });
        const [lo, hi] = halvesOf(cell);
        expect(cells.slot(cell)).toBe(slot);
        expect(cells.slotOfHalves(lo, hi)).toBe(slot);
        for (const resolution of [6, 7, 8, 9]) {
          expect(cells.level(resolution).cell(cells.climb(slot, resolution))).toBe(
            parentOf(cell, resolution),
          );
        }
      }),
      { numRuns: 3000 },
    );
  });
});

/** A point on the great circle between two places. */
function between(a: Place, b: Place, along: number): Place {
  const vector = ({ lat, lon }: Place) => {
    const [phi, lambda] = [lat * Math.PI / 180, lon * Math.PI / 180];
    return [Math.cos(phi) * Math.cos(lambda), Math.cos(phi) * Math.sin(lambda), Math.sin(phi)] as const;
  };
  const [u, v] = [vector(a), vector(b)];
  const [x, y, z] = u.map((one, i) => one * (1 - along) + v[i]! * along) as [number, number, number];
  return { lat: Math.atan2(z, Math.hypot(x, y)) * 180 / Math.PI, lon: Math.atan2(y, x) * 180 / Math.PI };
}
