import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bestOf, readCoordinate } from "../../dispatch/search.ts";
import type { Bounds } from "../../geo/place.ts";

const CITY: Bounds = [120.1, 36, 120.5, 36.4];

describe("readCoordinate()", () => {
  test.each(["36.07,120.38", "36.07 120.38", " 36.07，120.38 ", "36.07、120.38", "36.07N, 120.38E"])(
    "reads %s",
    (text) =>
      expect(readCoordinate(text, CITY)).toEqual({ lat: 36.07, lon: 120.38, swapped: false, outside: false }),
  );

  test("turns what was typed in the other order, and says so", () => {
    expect(readCoordinate("120.38,36.07", CITY)).toMatchObject({ lat: 36.07, lon: 120.38, swapped: true });
    expect(readCoordinate("120.38E 36.07N", CITY)).toMatchObject({ lat: 36.07, lon: 120.38, swapped: true });
  });

  test("says of a place elsewhere that it is not in this city", () => {
    expect(readCoordinate("48.85,2.35", CITY)).toMatchObject({ lat: 48.85, lon: 2.35, outside: true });
    expect(readCoordinate("116.4,39.9", CITY)).toMatchObject({ lat: 39.9, lon: 116.4, outside: true });
  });

  test.each(["昆明路 3 号", "20261127-00042", "36.07", "1,2,3", "500,600", ""])(
    "%s is no coordinate",
    (text) => {
      expect(readCoordinate(text, CITY)).toBeNull();
    },
  );

  test("finds every place of the city in either order", () => {
    const degrees = (from: number, to: number) => fc.double({ min: from, max: to, noNaN: true });
    fc.assert(fc.property(degrees(36, 36.4), degrees(120.1, 120.5), (lat, lon) => {
      const [a, b] = [lat.toFixed(5), lon.toFixed(5)];
      for (const text of [`${a},${b}`, `${b},${a}`]) {
        expect(readCoordinate(text, CITY)).toMatchObject({ lat: Number(a), lon: Number(b), outside: false });
      }
    }));
  });
});

test("what is called exactly so comes first, then what begins so, then what holds it", () => {
  const names = ["东昆明路", "昆明路街道", "昆明路", "香港路"];
  expect(bestOf(names, (name) => [name], { wanted: "昆明路", n: 9 })).toEqual([
    "昆明路",
    "昆明路街道",
    "东昆明路",
  ]);
  expect(bestOf(names, (name) => [name], { wanted: "昆明路", n: 2 })).toEqual(["昆明路", "昆明路街道"]);
});

test("what may not be shown takes nobody's place, and what would not be among the best is not asked about", () => {
  const asked: string[] = [];
  const accept = (name: string) => asked.push(name) > 0 && name !== "王伟";
  const names = ["王伟", "李王", "王芳", "王静", "王娟"];
  expect(bestOf(names, (name) => [name], { wanted: "王", n: 2, accept })).toEqual(["王芳", "王静"]);
  expect(asked).toEqual(["王伟", "李王", "王芳", "王静"]);
});
