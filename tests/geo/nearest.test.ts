import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Near, NearestIndex } from "../../geo/nearest.ts";
import { type Bounds, metresBetween } from "../../geo/place.ts";

interface Point {
  readonly lat: number;
  readonly lon: number;
}

function brute(points: Map<number, Point>, { lat, lon }: Point, n: number): Near[] {
  return [...points]
    .map(([slot, point]) => ({ slot, metres: metresBetween(lat, lon, point.lat, point.lon) }))
    .sort((a, b) => a.metres - b.metres || a.slot - b.slot)
    .slice(0, n);
}

/** Points of a city, most of them in few places, some outside the box, and some exactly on the lines of a round grid. */
function pointIn([west, south, east, north]: Bounds): fc.Arbitrary<Point> {
  const spread = (low: number, high: number, over: number) =>
    fc.oneof(
      { weight: 4, arbitrary: fc.double({ min: low, max: low + (high - low) / 20, noNaN: true }) },
      { weight: 3, arbitrary: fc.double({ min: low, max: high, noNaN: true }) },
      { weight: 1, arbitrary: fc.double({ min: low - over, max: high + over, noNaN: true }) },
      { weight: 1, arbitrary: fc.integer({ min: 0, max: 20 }).map((i) => low + (high - low) * i / 20) },
    );
  return fc.record({ lat: spread(south, north, 0.2), lon: spread(west, east, 0.2) });
}

const CITIES: [string, Bounds][] = [
  ["a city", [120, 36, 120.3, 36.2]],
  ["a city of the far north", [18, 69.4, 19.4, 69.9]],
  ["a country, whose buckets are wider", [73, 18, 135, 53]],
  ["a single street", [120, 36, 120.001, 36.0001]],
];

describe.each(CITIES)("NearestIndex of %s", (_, bounds) => {
  const point = pointIn(bounds);
  const moves = fc.array(fc.tuple(fc.integer({ min: 0, max: 80 }), fc.option(point, { freq: 8 })), {
    minLength: 1,
    maxLength: 200,
  });

  test("finds what a full search finds, in the same order, after any moves", () => {
    fc.assert(fc.property(moves, point, fc.integer({ min: 0, max: 12 }), (history, from, n) => {
      const index = new NearestIndex(bounds);
      const points = new Map<number, Point>();
      for (const [slot, to] of history) {
        if (to) {
          index.put(slot, to.lat, to.lon);
          points.set(slot, to);
        } else {
          index.remove(slot);
          points.delete(slot);
        }
      }
      expect(index.size).toBe(points.size);
      expect(index.nearest(from.lat, from.lon, n)).toEqual(brute(points, from, n));
      const even = new Map([...points].filter(([slot]) => slot % 2 === 0));
      expect(index.nearest(from.lat, from.lon, n, (slot) => slot % 2 === 0)).toEqual(brute(even, from, n));
    }));
  });

  test("within() finds exactly the points of a box", () => {
    fc.assert(fc.property(moves, point, point, (history, a, b) => {
      const index = new NearestIndex(bounds);
      const points = new Map<number, Point>();
      for (const [slot, to] of history) {
        if (!to) continue;
        index.put(slot, to.lat, to.lon);
        points.set(slot, to);
      }
      const box: Bounds = [
        Math.min(a.lon, b.lon),
        Math.min(a.lat, b.lat),
        Math.max(a.lon, b.lon),
        Math.max(a.lat, b.lat),
      ];
      const found: number[] = [];
      index.within(box, (slot) => found.push(slot));
      const [west, south, east, north] = box;
      const inside = [...points].filter(([, { lat, lon }]) =>
        lat >= south && lat <= north && lon >= west && lon <= east
      ).map(([slot]) => slot);
      expect(found.sort()).toEqual(inside.sort());
    }));
  });
});
