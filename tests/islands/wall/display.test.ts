import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { centreOf, magnificationOf, type MapFrame, viewOf } from "../../../islands/map_frame.ts";
import { displayOf, inPicture, readPreview, readScreen } from "../../../islands/wall/display.ts";

const HD = { width: 1920, height: 1080 };

describe("displayOf()", () => {
  test("a plain wall is its window", () => {
    expect(displayOf("", HD)).toEqual({
      picture: HD,
      part: { x: 0, y: 0, ...HD },
      scale: 1,
      left: 0,
      top: 0,
      screens: 1,
      rows: [0],
    });
  });

  test("?screen=3x2:4 is the first of the lower row, behind the frames of the upper", () => {
    const { picture, part, screens, rows } = displayOf("?screen=3x2:4&bezel=40x30", HD);
    expect(picture).toEqual({ width: 3 * 1920 + 2 * 40, height: 2 * 1080 + 30 });
    expect(part).toEqual({ x: 0, y: 1110, ...HD });
    expect(screens).toBe(6);
    expect(rows).toEqual([0, 1110]);
  });

  test("the screens of a wall tile its picture, but for what the frames hide", () => {
    const size = fc.integer({ min: 1, max: 8 });
    const bezel = fc.record({
      width: fc.integer({ min: 0, max: 90 }),
      height: fc.integer({ min: 0, max: 90 }),
    });
    fc.assert(fc.property(size, size, bezel, (columns, rows, { width, height }) => {
      const parts = Array.from(
        { length: columns * rows },
        (_, i) => displayOf(`?screen=${columns}x${rows}:${i + 1}&bezel=${width}x${height}`, HD),
      );
      for (const [i, { part }] of parts.entries()) {
        const right = parts[i + 1];
        if ((i + 1) % columns !== 0) expect(right!.part.x - (part.x + part.width)).toBe(width);
        const below = parts[i + columns];
        if (below) expect(below.part.y - (part.y + part.height)).toBe(height);
      }
      const { part, picture } = parts.at(-1)!;
      expect([part.x + part.width, part.y + part.height]).toEqual([picture.width, picture.height]);
    }));
  });

  test("what is no screen of a wall is refused", () => {
    for (const text of ["3x2:7", "3x2:0", "0x2:1", "3x2", "axb:1", "9x9:1"]) {
      expect(readScreen(`?screen=${text}`)).toBeNull();
    }
    expect(readScreen("?screen=2x1:2&bezel=wide")?.bezel).toEqual({ width: 0, height: 0 });
  });

  test("a preview is the whole picture, scaled into the middle of the window", () => {
    const window = { width: 1440, height: 900 };
    const { picture, scale, left, top } = displayOf("?preview=5760x2160", window);
    expect(picture).toEqual({ width: 5760, height: 2160 });
    expect([scale, left, top]).toEqual([0.25, 0, 180]);
    expect(inPicture(displayOf("?preview=5760x2160", window), { x: 720, y: 450 })).toEqual({
      x: 2880,
      y: 1080,
    });
  });

  test("a preview without a size, or of an unbelievable one, is that of a wall of 1920×1080", () => {
    for (const text of ["", "=", "=1x1", "=99999x99999", "=huge"]) {
      expect(readPreview(`?preview${text}`)).toEqual(HD);
    }
    expect(readPreview("?lang=en")).toBeNull();
  });
});

describe("the map of one screen of several", () => {
  const view = { lat: 36.05, lon: 121.4, zoom: 11.5 };
  const frame = (index: number): MapFrame => {
    const { picture, part } = displayOf(`?screen=3x2:${index}&bezel=40x30`, HD);
    return { picture, part, free: part, pixelRatio: 1, magnification: magnificationOf(picture) };
  };

  test("its centre leads back to the view that all screens share", () => {
    const anywhere = fc.record({
      lat: fc.double({ min: -75, max: 75, noNaN: true }),
      lon: fc.double({ min: -170, max: 170, noNaN: true }),
      zoom: fc.double({ min: 8, max: 18, noNaN: true }),
    });
    fc.assert(fc.property(anywhere, fc.integer({ min: 1, max: 6 }), (shared, index) => {
      const back = viewOf(centreOf(shared, frame(index)), frame(index));
      expect(back.lat).toBeCloseTo(shared.lat, 8);
      expect(back.lon).toBeCloseTo(shared.lon, 8);
      expect(back.zoom).toBeCloseTo(shared.zoom, 9);
    }));
  });

  test("neighbours are as far apart as their screens, frame included", () => {
    const worldPx = 512 * 2 ** centreOf(view, frame(1)).zoom;
    const x = (index: number) => centreOf(view, frame(index)).center[0] / 360 * worldPx;
    expect(x(2) - x(1)).toBeCloseTo(1960, 3);
    expect(x(3) - x(2)).toBeCloseTo(1960, 3);
    expect(x(5)).toBeCloseTo(x(2), 6);
    expect(centreOf(view, frame(2)).center[1]).toBeGreaterThan(centreOf(view, frame(5)).center[1]);
  });

  test("a larger picture shows the same part of the city, a narrow one the same width", () => {
    expect(magnificationOf(HD)).toBe(1);
    expect(magnificationOf({ width: 5760, height: 2160 })).toBe(2);
    expect(magnificationOf({ width: 2160, height: 3840 })).toBeLessThan(2);
  });
});
