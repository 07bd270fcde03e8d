import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Speech } from "../../islands/say.ts";
import { THEMES } from "../../islands/theme.ts";
import { CELL_MEASURES } from "../../geo/layers/cell_measure.ts";
import { FIRST_LAYERS, LAYERS, type Layers, layersText, readLayers } from "../../islands/layers.ts";
import { FIRST_STATE, readState, type ScreenState, writeState } from "../../islands/url_state.ts";
import { bodySize, readGeometry } from "../../islands/wall_type.ts";
import { WINDOWS } from "../../streams/wire.ts";

const zh = new Speech("zh", "Asia/Shanghai");
const en = new Speech("en", "Asia/Shanghai");
const TABLES = {
  categories: [{
    code: "E01-10",
    zh: "暴露生活垃圾",
    en: "Exposed rubbish",
    group: { zh: "市容环境", en: "Environment" },
  }],
  sources: [{ code: "patrol", zh: "网格巡查", en: "Grid patrol" }],
};
const NOON = Date.UTC(2026, 10, 22, 4, 0, 0);

describe("times and distances", () => {
  test("are relative under an hour and absolute beyond, in the city's zone", () => {
    expect(zh.when(NOON - 300, NOON)).toBe("刚刚");
    expect(zh.when(NOON - 42_000, NOON)).toBe("42 秒前");
    expect(en.when(NOON - 4 * 60_000, NOON)).toBe("4 min ago");
    expect(zh.when(NOON - 2 * 3_600_000, NOON)).toBe("10:00");
    expect(zh.when(NOON - 30 * 3_600_000, NOON)).toBe("11/21 06:00");
    expect(zh.clock(NOON)).toBe("12:00:00");
    expect(new Speech("en", "America/Los_Angeles").clock(NOON)).toBe("20:00:00");
  });

  test("a fix from a clock that runs ahead is just now, never in the future", () => {
    expect(zh.when(NOON + 5_000, NOON)).toBe("刚刚");
    expect(zh.age(-200)).toBe("0.0 秒");
  });

  test("an age beside the one that is allowed has one unit, and Chinese has Chinese units only", () => {
    expect(zh.ageOf(700, 60_000)).toBe("0.7/60 秒");
    expect(zh.ageOf(6 * 60_000, 30 * 60_000)).toBe("6/30 分钟");
    expect(en.ageOf(6 * 60_000, 60_000)).toBe("6/1 min");
    expect(en.ageOf(20_000, 30 * 60_000)).toBe("0/30 min");
    for (const ms of [400, 12_000, 240_000, 3 * 3_600_000]) expect(zh.age(ms)).not.toMatch(/[a-z]/);
    expect(zh.area(15_000) + zh.area(2e6)).not.toMatch(/[a-z]/);
  });

  test("a large figure keeps few digits", () => {
    expect([zh.short(4_999), zh.short(129_000), en.short(129_000)]).toEqual(["4,999", "12.9万", "129K"]);
  });

  test("distances have a unit people use", () => {
    expect(zh.distance(14)).toBe("10 米");
    expect(zh.distance(840)).toBe("840 米");
    expect(en.distance(1_149)).toBe("1.1 km");
    expect(en.distance(31_000)).toBe("31 km");
  });

  test("a difference always has a sign", () => {
    expect([3, 0, -1_200].map((n) => en.difference(n))).toEqual(["+3", "±0", "−1,200"]);
  });

  test("a name in both languages is read in one; a name in one language is left alone", () => {
    expect(zh.name("东路 × 海街 · East Rd × Sea St")).toBe("东路 × 海街");
    expect(en.name("东路 × 海街 · East Rd × Sea St")).toBe("East Rd × Sea St");
    expect(en.name("I-80 · Exit 4")).toBe("I-80 · Exit 4");
    expect(en.name("东路 · 北口")).toBe("东路 · 北口");
  });
});

describe("the address of a screen", () => {
  const codes = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 20 }), { maxLength: 4 }).map((all) =>
    all.sort()
  );
  const opacity = fc.constantFrom(0, ...Array.from({ length: 17 }, (_, i) => (i + 4) / 20));
  const layers = fc.record(Object.fromEntries(LAYERS.map((name) => [name, opacity]))) as fc.Arbitrary<Layers>;
  const state: fc.Arbitrary<ScreenState> = fc.record({
    lang: fc.constantFrom("zh" as const, "en" as const),
    theme: fc.constantFrom(...THEMES),
    preset: fc.constant("overview" as const),
    view: fc.option(fc.record({
      lat: fc.integer({ min: -8_000_000, max: 8_000_000 }).map((n) => n / 1e5),
      lon: fc.integer({ min: -17_999_999, max: 17_999_999 }).map((n) => n / 1e5),
      zoom: fc.integer({ min: 300, max: 1_900 }).map((n) => n / 100),
    })),
    measure: fc.constantFrom(...CELL_MEASURES),
    window: fc.constantFrom(...WINDOWS),
    layers,
    filter: fc.record({ categories: codes, sources: codes }),
    cell: fc.option(fc.constant("8830ad86c3fffff")),
    incident: fc.option(fc.constant("12345\u0000A 7/π&x=1")),
    camera: fc.option(fc.string({ minLength: 1 })),
    worker: fc.option(fc.string({ minLength: 1 })),
    pins: fc.uniqueArray(fc.string({ minLength: 1, maxLength: 20 }), { maxLength: 4 }),
  });

  test("says everything that is shown: reading it back gives the same screen", () => {
    fc.assert(fc.property(state, (shown) => {
      expect(readState(writeState(shown, "?wall=6@10"))).toEqual(shown);
    }));
  });

  test("keeps parameters of others and leaves out what is as at first", () => {
    expect(writeState(FIRST_STATE, "?screen=2x1:0&lang=en")).toBe("?screen=2x1%3A0");
    expect(writeState(FIRST_STATE, "?view=1,2,3")).toBe("");
  });

  test("nonsense falls back to the first screen", () => {
    const nonsense = "?lang=fr&view=1,,3&layer=rain&window=7&cell=zzz&category=";
    expect(readState(nonsense)).toEqual(FIRST_STATE);
    expect(readState("?view=99,121,12").view).toBeNull();
  });
});

describe("the layers of a screen", () => {
  test("are written as people would: names, and a strength where it is not full", () => {
    expect(layersText(FIRST_LAYERS)).toBeNull();
    const text = "cells~60,incidents";
    const read = readLayers(text);
    expect([read.cells, read.incidents, read.workers, read.heat]).toEqual([0.6, 1, 0, 0]);
    expect(layersText(read)).toBe(text);
  });

  test("that nobody knows are passed over, and a strength that is none is full", () => {
    expect(readLayers("rain,cells~900,grids~x")).toMatchObject({ cells: 1, grids: 1, workers: 0 });
    expect(readLayers("")).toMatchObject({ cells: 0 });
  });
});

describe("type on a wall", () => {
  test("comes from the distance of the farthest seat: 61 px capitals on 6 m and 5760 px from 10 m", () => {
    const latin = bodySize(5760, 2160, { metres: 6, distance: 10 }, false);
    expect(latin * 0.733).toBeCloseTo(61.4, 1);
    expect(bodySize(5760, 2160, { metres: 6, distance: 10 }) / latin).toBeCloseTo(1.25, 9);
  });

  test("is a 45th of the height without geometry, and less on a narrow screen", () => {
    expect(bodySize(1920, 1080)).toBe(24);
    expect(bodySize(3840, 2160)).toBe(48);
    expect(bodySize(1080, 1920)).toBeLessThan(1920 / 45);
  });

  test("geometry is read from the address or not at all", () => {
    expect(readGeometry("?wall=6@10.5")).toEqual({ metres: 6, distance: 10.5 });
    for (const bad of ["", "?wall=6", "?wall=0@4", "?wall=6@ten"]) expect(readGeometry(bad)).toBeNull();
  });
});

describe("codes of the city's tables", () => {
  const said = (lang: "zh" | "en") => new Speech(lang, "Asia/Shanghai", TABLES);

  test("are said by their names, in the reader's language", () => {
    expect([said("zh").category("E01-10"), said("en").category("E01-10")]).toEqual([
      "暴露生活垃圾",
      "Exposed rubbish",
    ]);
    expect([said("zh").group("E01-10"), said("en").group("E01-10")]).toEqual(["市容环境", "Environment"]);
    expect([said("zh").source("patrol"), said("en").source("patrol")]).toEqual(["网格巡查", "Grid patrol"]);
  });

  test("are shown as they came where no table has them", () => {
    expect(said("en").category("EMS")).toBe("EMS");
    expect(said("en").group("EMS")).toBe("EMS");
    expect(said("en").source("HFD")).toBe("HFD");
  });
});

test("of words in both languages a reader gets their own; of words in one, all", () => {
  const both = ["供水管道爆裂", "burst", "main"];
  expect(zh.ofMine(both)).toEqual(["供水管道爆裂"]);
  expect(en.ofMine(both)).toEqual(["burst", "main"]);
  expect(en.ofMine(["供水管道爆裂"])).toEqual(["供水管道爆裂"]);
  expect(zh.ofMine([])).toEqual([]);
  expect([zh.name("东路 · East Rd"), en.name("东路 · East Rd"), en.name("East · West")]).toEqual([
    "东路",
    "East Rd",
    "East · West",
  ]);
});
