import { fromGeojsonVt } from "@maplibre/vt-pbf";
import { GeoJSONVT } from "@maplibre/geojson-vt";
import * as fc from "fast-check";
import { expect, test, vi } from "vitest";

// MapLibre needs a browser; what is tested here does not.
vi.mock("../../islands/maplibre.ts", () => ({ addProtocol: () => {} }));
const { charactersIn } = await import("../../islands/map_tiles.ts");

function tileOf(names: readonly string[]): Uint8Array {
  const index = new GeoJSONVT({
    type: "FeatureCollection",
    features: names.map((name, i) => ({
      type: "Feature",
      properties: { name, kind: "street", rank: i },
      geometry: { type: "Point", coordinates: [120 + i * 0.001, 36] },
    })),
  }, { indexMaxZoom: 0 });
  return new Uint8Array(fromGeojsonVt({ roads: index.getTile(0, 0, 0)! }, { version: 2, extent: 4096 }));
}

test("charactersIn() finds every Chinese letter of the names in a tile, and no Latin ones", () => {
  expect([...charactersIn(tileOf(["东海路", "Donghai Road", "海湾"]))].sort()).toEqual(
    [..."东海路湾"].sort(),
  );
  expect(charactersIn(tileOf(["Via Roma"]))).toBe("");
  expect(charactersIn(new Uint8Array())).toBe("");
});

test("charactersIn() misses none, whatever the names", () => {
  const han = fc.string({
    unit: fc.constantFrom(..."东西南北中海山路街桥河湖港湾区村"),
    minLength: 1,
    maxLength: 12,
  });
  fc.assert(
    fc.property(fc.array(han, { minLength: 1, maxLength: 20 }), (names) => {
      const found = charactersIn(tileOf(names));
      for (const character of names.join("")) expect(found).toContain(character);
    }),
    { numRuns: 50 },
  );
});
