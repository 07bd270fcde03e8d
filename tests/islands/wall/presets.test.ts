import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { centreOf, magnificationOf, type MapFrame } from "../../../islands/map_frame.ts";
import { FIRST_STATE } from "../../../islands/url_state.ts";
import { isScene, readAddress, writeAddress } from "../../../islands/wall/address.ts";
import { districtsOf, firstState, fit } from "../../../islands/wall/presets.ts";
import { districtOf, presetOf } from "../../../islands/wall/scene_name.ts";

describe("the address of a wall", () => {
  test("/wall/night is the night's light and layer, and the query changes what it names", () => {
    const night = readAddress("/wall/night", "");
    expect(night).toEqual(firstState("night"));
    expect(night.theme).toBe("night");
    const changed = readAddress("/wall/night", "?theme=dark&window=15");
    expect(changed).toEqual({ ...night, theme: "dark", window: 15 });
  });

  test("?preset= names a scene too, and then stands in the path", () => {
    const state = readAddress("/wall", "?preset=districts&lang=en");
    expect(state.preset).toBe("districts");
    expect(writeAddress(state, "?preset=districts&lang=en")).toBe("/wall/districts?lang=en");
  });

  test("what is written is read as the same, whatever the scene and the district's code", () => {
    const scene = fc.oneof(
      fc.constantFrom("overview", "districts", "night"),
      fc.string({ minLength: 1, maxLength: 40 }).filter((code) => presetOf(`district-${code}`) !== null)
        .map((code) => `district-${code}`),
    );
    const changes = fc.record({
      theme: fc.constantFrom("dark" as const, "light" as const, "night" as const),
      window: fc.constantFrom(15 as const, 60 as const, 1440 as const),
      measure: fc.constantFrom("workers" as const, "open" as const, "incidents" as const),
    });
    fc.assert(fc.property(scene, changes, (name, change) => {
      const state = { ...firstState(presetOf(name)!), ...change };
      const { pathname, search } = new URL(writeAddress(state, "?screen=2x1:1"), "http://wall");
      expect(readAddress(pathname, search)).toEqual(state);
      expect(search).toContain("screen=2x1");
    }));
  });

  test("a path that is no scene is said to be none", () => {
    for (
      const path of [
        "/wall",
        "/wall/overview",
        "/wall/district-379902",
        "/wall/district-Castro%2FUpper%20Market",
      ]
    ) {
      expect(isScene(path), path).toBe(true);
    }
    for (const path of ["/wall/", "/wall/evening", "/wall/district-", "/wall/%E0%A4%A"]) {
      expect(isScene(path), path).toBe(false);
    }
    expect(readAddress("/wall/evening", "")).toEqual(FIRST_STATE);
    expect(districtOf("district-379902")).toBe("379902");
  });
});

describe("the scene of one district", () => {
  const picture = { width: 5760, height: 2160 };
  const free = { x: 1900, y: 300, width: 1800, height: 1700 };

  test("shows the whole district beside the panels", () => {
    const place = fc.record({
      west: fc.double({ min: -170, max: 160, noNaN: true }),
      south: fc.double({ min: -60, max: 60, noNaN: true }),
      wide: fc.double({ min: 0.02, max: 3, noNaN: true }),
      high: fc.double({ min: 0.02, max: 3, noNaN: true }),
    });
    fc.assert(fc.property(place, ({ west, south, wide, high }) => {
      const bounds = [west, south, west + wide, south + high] as const;
      const view = fit(bounds, { picture, free });
      const whole = { x: 0, y: 0, ...picture };
      const frame: MapFrame = {
        picture,
        part: whole,
        free,
        pixelRatio: 1,
        magnification: magnificationOf(picture),
      };
      const { center, zoom } = centreOf(view, frame);
      const world = 512 * 2 ** zoom;
      const y = (lat: number) => (1 - Math.asinh(Math.tan(lat * Math.PI / 180)) / Math.PI) / 2 * world;
      const px = (lon: number, lat: number) => ({
        x: (lon - center[0]) / 360 * world + picture.width / 2,
        y: y(lat) - y(center[1]) + picture.height / 2,
      });
      for (const corner of [px(bounds[0], bounds[3]), px(bounds[2], bounds[1])]) {
        expect(corner.x).toBeGreaterThan(free.x);
        expect(corner.x).toBeLessThan(free.x + free.width);
        expect(corner.y).toBeGreaterThan(free.y);
        expect(corner.y).toBeLessThan(free.y + free.height);
      }
    }));
  });

  test("districts have their code, both names where the city gives both, and their bounds", () => {
    const ring = [[121, 36], [121.2, 36], [121.2, 36.1], [121, 36]];
    const [both, one, ...rest] = districtsOf({
      type: "FeatureCollection",
      features: [
        {
          type: "Feature",
          properties: { code: "379902", name: "滨海区", "name:zh": "滨海区", "name:en": "Seaside" },
          geometry: { type: "MultiPolygon", coordinates: [[ring]] },
        },
        {
          type: "Feature",
          properties: { code: "9", name: "Mission" },
          geometry: { type: "Polygon", coordinates: [ring] },
        },
        { type: "Feature", properties: {}, geometry: { type: "Polygon", coordinates: [ring] } },
      ],
    });
    expect([both!.holds(36.05, 121.1), both!.holds(36.2, 121.1)]).toEqual([true, false]);
    expect(both).toEqual({
      holds: expect.any(Function),
      code: "379902",
      names: { zh: "滨海区", en: "Seaside" },
      bounds: [121, 36, 121.2, 36.1],
    });
    expect(one!.names).toEqual({ zh: "Mission", en: "Mission" });
    expect(rest).toEqual([]);
    expect(districtsOf(null)).toEqual([]);
  });
});
