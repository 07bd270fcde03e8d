import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { boundsOfTiles, countTiles, pickTiles, shareWithin, tilesUnder } from "../../geo/tile_range.ts";
import { type Bounds, contains } from "../../geo/place.ts";

const box = fc.tuple(
  fc.double({ min: -179, max: 178, noNaN: true }),
  fc.double({ min: -84, max: 83, noNaN: true }),
  fc.double({ min: 0.001, max: 1, noNaN: true }),
  fc.double({ min: 0.001, max: 1, noNaN: true }),
).map(([west, south, width, height]): Bounds => [west, south, west + width, south + height]);
const zoom = fc.integer({ min: 0, max: 15 });

describe("tilesUnder()", () => {
  it("knows the tile of Florence cathedral", () => {
    const at: Bounds = [11.2558, 43.7730, 11.2559, 43.7731];
    expect(tilesUnder(at, 14)).toEqual({ zoom: 14, x: [8704, 8704], y: [5971, 5971] });
  });

  it("gives tiles that hold the whole box", () => {
    fc.assert(fc.property(box, zoom, (bounds, z) => {
      const [west, south, east, north] = bounds, slack = 1e-9;
      const [w, s, e, n] = boundsOfTiles(tilesUnder(bounds, z));
      expect(contains([w - slack, s - slack, e + slack, n + slack], south, west)).toBe(true);
      expect(contains([w - slack, s - slack, e + slack, n + slack], north, east)).toBe(true);
    }));
  });

  it("stays within the square at the poles and the edge of the world", () => {
    expect(tilesUnder([-180, -90, 180, 90], 3)).toEqual({ zoom: 3, x: [0, 7], y: [0, 7] });
  });
});

describe("pickTiles()", () => {
  it("picks at most the limit, each once, all in the range", () => {
    fc.assert(fc.property(box, zoom, fc.integer({ min: 1, max: 60 }), (bounds, z, limit) => {
      const range = tilesUnder(bounds, z), picked = [...pickTiles(range, limit)];
      expect(picked.length).toBe(Math.min(limit, countTiles(range)));
      expect(new Set(picked.map(String)).size).toBe(picked.length);
      for (const [x, y] of picked) {
        expect(x >= range.x[0] && x <= range.x[1] && y >= range.y[0] && y <= range.y[1]).toBe(true);
      }
    }));
  });
});

describe("shareWithin()", () => {
  it("is all of a box in itself, a quarter of one that is hit at a corner, nothing of one elsewhere", () => {
    expect(shareWithin([0, 0, 2, 2], [0, 0, 2, 2])).toBe(1);
    expect(shareWithin([0, 0, 2, 2], [1, 1, 9, 9])).toBe(0.25);
    expect(shareWithin([0, 0, 2, 2], [3, 0, 9, 9])).toBe(0);
  });
});
