import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Whereabouts } from "../../../geo/whereabouts.ts";
import { Speech } from "../../../islands/say.ts";
import type { CellAnswer } from "../../../islands/wall/cell/answer.ts";
import { moved } from "../../../islands/wall/cell/sections.tsx";
import { subtitleOf, titleOf } from "../../../islands/wall/cell/title.ts";
import { dashes } from "../../../islands/wall/line_chart.tsx";

const zh = new Speech("zh", "Asia/Shanghai");
const en = new Speech("en", "Asia/Shanghai");
const part = (level: "district" | "street" | "community", name: string) => ({
  level,
  code: level,
  name,
  share: 1,
});
const nowhere: Whereabouts = { path: [], among: null, grids: { count: 0, codes: [] } };
const place = { lat: 36.0671, lon: 120.3826 };

describe("the title of a hexagon", () => {
  const path = [
    part("district", "市南区 · Shinan"),
    part("street", "香港中路街道 · Hong Kong Road Subdistrict"),
  ];

  test("is its district, street and community in one language, and breaks after a dot, not before", () => {
    const community = part("community", "金家岭社区 · Jinjialing Community");
    const where = { ...nowhere, path: [...path, community] };
    expect(titleOf({ place, where }, zh)).toBe("市南区\u00a0· 香港中路街道\u00a0· 金家岭社区");
    expect(titleOf({ place, where }, en)).toBe(
      "Shinan\u00a0· Hong Kong Road Subdistrict\u00a0· Jinjialing Community",
    );
  });

  test("ends with how many there are, where none can be named", () => {
    const where = { ...nowhere, path, among: { level: "community" as const, count: 5 } };
    expect(titleOf({ place, where }, zh)).toMatch(/5 个社区$/);
    expect(titleOf({ place, where }, en)).toMatch(/5 communities$/);
  });

  test("is coordinates where the city has no boundaries, on either half of the globe", () => {
    expect(titleOf({ place, where: nowhere }, zh)).toBe("北纬 36.0671°，东经 120.3826°");
    const south = { place: { lat: -33.86, lon: -70.6 }, where: nowhere };
    expect(titleOf(south, zh)).toBe("南纬 33.8600°，西经 70.6000°");
    expect(titleOf(south, en)).toBe("33.8600° S, 70.6000° W");
  });

  test("stands above its grids and its size, or its H3 index where there are no grids", () => {
    const answer = (grids: Whereabouts["grids"], areaM2 = 15_047) =>
      ({ cell: "8a30", areaM2, place, where: { ...nowhere, grids } }) as unknown as CellAnswer;
    expect(subtitleOf(answer({ count: 1, codes: ["370202001"] }), zh)).toBe("网格 370202001 · 15,000 平方米");
    expect(subtitleOf(answer({ count: 21, codes: ["370202001", "2", "3"] }), en)).toBe(
      "Grid 370202001 +20 · 15,000 m²",
    );
    expect(subtitleOf(answer({ count: 0, codes: [] }, 3_370_000), en)).toBe("8a30 · 3.37 km²");
  });
});

test("a bearing is said as the nearest of eight directions, whichever way it is written", () => {
  expect([0, 44, 46, 90, 180, 270, 337, 338, 360].map((bearing) => en.facing(bearing))).toEqual(
    ["N", "NE", "NE", "E", "S", "W", "NW", "N", "N"],
  );
  expect(zh.facing(45)).toBe("朝东北");
  const bearing = fc.double({ min: -720, max: 720, noNaN: true }).filter((n) =>
    Math.abs(n % 45 - 22.5) > 1e-6
  );
  fc.assert(fc.property(bearing, (degrees) => {
    expect(en.facing(degrees)).toMatch(/^[NESW]{1,2}$/);
    expect(en.facing(degrees + 360)).toBe(en.facing(degrees));
  }));
});

test("tabs are moved between in a ring, and nothing but their keys moves them", () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 6 }), fc.nat(), (count, at) => {
    const here = at % count;
    expect(moved("ArrowLeft", moved("ArrowRight", here, count)!, count)).toBe(here);
    expect(moved("Home", here, count)).toBe(0);
    expect(moved("End", here, count)).toBe(count - 1);
    expect(moved("Enter", here, count)).toBeNull();
  }));
});

test("what is usual is a dash at its height for each hour that has any", () => {
  expect(dashes([0, 5, 10], 10)).toBe("M33.33 50.00h28.67M66.67 0.00h28.67");
  expect(dashes([0, 0], 1)).toBe("");
});
