import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { areaOf, outlineOf } from "../../geo/cell.ts";
import { Grids } from "../../geo/grid.ts";
import { EARTH_RADIUS_M, type Position } from "../../geo/place.ts";
import { type Area, checkAreas } from "../../geo/polygon.ts";
import { type Share, sharesOf } from "../../geo/share.ts";
import { RECORDINGS, textOf, WITHOUT } from "./recordings.ts";

const area = (code: string, ...parts: Position[][][]): Area => ({ code, name: code, parts });

/** Area of a ring on the sphere in m², by the cylindrical equal-area projection, whose straight lines differ by nothing
 * that matters within a city. */
function metres2(ring: readonly Position[]): number {
  const flat = ring.map(([lon, lat]) => [
    lon * Math.PI / 180 * EARTH_RADIUS_M,
    Math.sin(lat * Math.PI / 180) * EARTH_RADIUS_M,
  ]);
  let sum = 0;
  for (let i = 1; i < flat.length; i++) {
    const [ax, ay] = flat[i - 1]!, [bx, by] = flat[i]!, [x0, y0] = flat[0]!;
    sum += (ax! - x0!) * (by! - y0!) - (bx! - x0!) * (ay! - y0!);
  }
  return sum / 2;
}

function perCell(shares: Iterable<Share>): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { cell, share } of shares) sums.set(cell, (sums.get(cell) ?? 0) + share);
  return sums;
}

/** A star-shaped ring with as many corners as radii, counter-clockwise. */
function star(lat: number, lon: number, radii: number[]): Position[] {
  const ring = radii.map((radius, i): Position => {
    const angle = 2 * Math.PI * i / radii.length;
    return [lon + radius * Math.cos(angle), lat + radius * Math.sin(angle)];
  });
  return [...ring, ring[0]!];
}

const shape = fc.record({
  lat: fc.double({ min: 22, max: 45, noNaN: true }),
  lon: fc.double({ min: 75, max: 125, noNaN: true }),
  radii: fc.oneof(
    fc.array(fc.double({ min: 0.0002, max: 0.002, noNaN: true }), { minLength: 3, maxLength: 12 }),
    fc.array(fc.double({ min: 0.002, max: 0.02, noNaN: true }), { minLength: 3, maxLength: 12 }),
  ),
});

describe("sharesOf()", () => {
  test("spreads a grid over cells without losing or adding area, small grids and large ones", () => {
    fc.assert(fc.property(shape, ({ lat, lon, radii }) => {
      const ring = star(lat, lon, radii);
      const covered = [...sharesOf(new Grids([area("a", [ring])]))]
        .reduce((sum, { cell, share }) => sum + share * areaOf(cell), 0);
      expect(Math.abs(covered / metres2(ring) - 1)).toBeLessThan(0.002);
    }));
  });

  test("gives all of a cell, once, to grids that meet in it without a gap", () => {
    fc.assert(
      fc.property(shape, fc.double({ min: 0.1, max: 0.9, noNaN: true }), ({ lat, lon, radii }, at) => {
        const [west, south, size] = [lon, lat, radii[0]! + 0.002];
        const [east, north, x, y] = [west + size, south + size, west + at * size, south + at * size];
        const box = (w: number, s: number, e: number, n: number): Position[][] => [
          [[w, s], [e, s], [e, n], [w, n], [w, s]],
        ];
        const grids = new Grids([
          area("a", box(west, south, x, y)),
          area("b", box(x, south, east, y)),
          area("c", box(west, y, x, north)),
          area("d", box(x, y, east, north)),
        ]);
        for (const [cell, sum] of perCell(sharesOf(grids))) {
          expect(sum).toBeLessThan(1 + 1e-6);
          const inside = outlineOf(cell).every(([a, b]) => a > west && a < east && b > south && b < north);
          if (inside) expect(sum).toBeCloseTo(1, 5);
        }
      }),
    );
  });

  test("takes a hole out of the cells it covers", () => {
    const outer = star(36, 120, Array(8).fill(0.005)), hole = star(36, 120, Array(8).fill(0.002)).reverse();
    const of = (...rings: Position[][]) =>
      [...sharesOf(new Grids([area("a", rings)]))].reduce(
        (sum, { cell, share }) => sum + share * areaOf(cell),
        0,
      );
    expect(of(outer, hole) / (metres2(outer) + metres2(hole))).toBeCloseTo(1, 3);
  });
});

describe.skipIf(!RECORDINGS)(`sharesOf() San Francisco's neighbourhoods${WITHOUT}`, () => {
  test("adds up to 122 km² of land, and no cell is given away twice", () => {
    const result = checkAreas(JSON.parse(textOf("sf/analysis_neighborhoods.geojson.gz")), {
      code: "nhood",
      name: "nhood",
      datum: "wgs84",
      bounds: [-122.6, 37.6, -122.3, 37.9],
    });
    if (!result.ok) throw new Error(result.refusals[0]!.detail);
    const shares = [...sharesOf(new Grids(result.areas))];
    const land = shares.reduce((sum, { cell, share }) => sum + share * areaOf(cell), 0);
    expect(land / 1e6).toBeGreaterThan(121);
    expect(land / 1e6).toBeLessThan(123);
    expect(Math.max(...perCell(shares).values())).toBeLessThan(1 + 1e-6);
  });
});
