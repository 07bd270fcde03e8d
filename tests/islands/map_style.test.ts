import { describe, expect, test } from "vitest";
import { validateStyleMin } from "@maplibre/maplibre-gl-style-spec";
import type { CityDescription } from "../../islands/city.ts";
import { MAP_TOKENS, type MapColours } from "../../islands/map_flavor.ts";
import { times } from "../../islands/map_ground.ts";
import { LABEL_LAYERS, nameIn } from "../../islands/map_labels.ts";
import { FIRST_LABEL, mapStyle } from "../../islands/map_style.ts";

const colours = Object.fromEntries(MAP_TOKENS.map((name) => [name, "#123456"])) as unknown as MapColours;
const tiled = { tiles: "/api/basemap/{z}/{x}/{y}.mvt", minZoom: 0, maxZoom: 14, attribution: "© OSM" };
const BASEMAPS: readonly CityDescription["basemap"][] = [
  { kind: "none" },
  { kind: "vector", schema: "v4", ...tiled },
  { kind: "vector", schema: "v3", ...tiled },
  { kind: "raster", tileSize: 256, tone: "light", ...tiled },
  { kind: "style", url: "https://maps.city.example/style.json", hosts: [], attribution: "" },
];
const foreign = {
  version: 8 as const,
  sources: {},
  layers: [
    { id: "land", type: "background" as const },
    { id: "names", type: "symbol" as const, source: "x", "source-layer": "y" },
    { id: "roofs", type: "fill" as const, source: "x", "source-layer": "z" },
    // Our own names, which must not be taken for ours.
    { id: "label-outline", type: "symbol" as const, source: "districts", "source-layer": "y" },
  ],
};
const styleOf = (basemap: CityDescription["basemap"], scale = 1) =>
  mapStyle({ colours, lang: "zh", scale, basemap, origin: "http://wall.example", foreign: foreign as never });

describe.each(BASEMAPS)("the style on %o", (basemap) => {
  test("is valid, with an anchor above the ground and below every name", () => {
    const style = styleOf(basemap);
    if (basemap.kind !== "style") {
      expect(validateStyleMin(style as never).map(({ message }) => message)).toEqual([]);
    }
    const at = style.layers.findIndex(({ id }) => id === FIRST_LABEL);
    expect(at).toBeGreaterThan(0);
    const symbols = style.layers.map(({ type }, i) => type === "symbol" ? i : -1).filter((i) => i >= 0);
    for (const i of symbols) expect(i).toBeGreaterThan(at);
    expect(style.layers.slice(at + 1).every(({ type }) => type === "symbol")).toBe(true);
    expect(new Set(style.layers.map(({ id }) => id)).size).toBe(style.layers.length);
  });

  test("names no glyphs and no pictures from outside, and every source it draws", () => {
    const style = styleOf(basemap);
    expect(style.glyphs).toBeUndefined();
    expect(style.sprite).toBeUndefined();
    for (const layer of style.layers) {
      if ("source" in layer && layer.source !== "x" && layer.source !== "their-districts") {
        expect(Object.keys(style.sources)).toContain(layer.source);
      }
    }
  });
});

describe("the style of a vector map", () => {
  const order = styleOf(BASEMAPS[1]!).layers.map(({ id }) => id);
  const at = (id: string) => order.indexOf(id);

  test("draws land, uses, relief, water, houses, roads, borders, in this order from below", () => {
    const wanted = [
      "earth",
      "landuse_built",
      "landuse_park",
      "relief",
      "water",
      "roads_minor",
      "roads_highway",
    ];
    for (const id of [...wanted, "buildings", "boundaries", ...LABEL_LAYERS]) {
      expect(at(id), id).toBeGreaterThan(-1);
    }
    const places = wanted.map(at);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(at("boundaries")).toBeLessThan(at(FIRST_LABEL));
  });

  test("has lines as much wider as the wall's type is larger, and text as much larger", () => {
    const pick = (scale: number) => styleOf(BASEMAPS[1]!, scale).layers;
    const width = (scale: number) =>
      (pick(scale).find(({ id }) => id === "roads_highway") as unknown as {
        paint: Record<string, unknown[]>;
      })
        .paint["line-width"]!;
    expect(width(2)).toEqual(times(width(1), 2));
    expect((width(2) as number[]).at(-1)).toBe(2 * (width(1) as number[]).at(-1)!);
    expect((width(2) as number[]).at(-2)).toBe((width(1) as number[]).at(-2));
  });

  test("of version 3 asks for nothing by its new names", () => {
    const old = styleOf(BASEMAPS[2]!);
    const ground = old.layers.slice(0, old.layers.findIndex(({ id }) => id === FIRST_LABEL));
    for (const { id, ...layer } of ground) {
      const filter = JSON.stringify((layer as { filter?: unknown }).filter ?? null);
      expect(filter, id).not.toMatch(/"(kind|kind_detail|is_link|is_tunnel|is_bridge)"/);
    }
    for (const id of ["earth", "water", "landuse_park", "natural", "buildings", "roads_major"]) {
      expect(ground.map((layer) => layer.id)).toContain(id);
    }
  });
});

describe("the style of somebody else", () => {
  const layers = styleOf(BASEMAPS[4]!).layers as { id: string; source?: string }[];

  test("keeps its own order below and above the anchor, with the city's borders between", () => {
    const order = layers.map(({ id }) => id);
    expect(order.slice(0, 6)).toEqual([
      ...["land", "roofs", "district-outline", FIRST_LABEL, "names", "their-label-outline"],
    ]);
  });

  test("has its names and sources apart from ours", () => {
    expect(layers.find(({ id }) => id === "their-label-outline")!.source).toBe("their-districts");
    expect(layers.find(({ id }) => id === "label-outline")!.source).toBe("district-names");
  });
});

test("images of tiles are drawn larger on a larger wall, by whole steps", () => {
  const size = (scale: number) =>
    (styleOf(BASEMAPS[3]!, scale).sources["basemap"] as { tileSize: number }).tileSize;
  expect([0.6, 1, 1.3, 2, 3.4].map(size)).toEqual([256, 256, 256, 512, 1024]);
});

test("nameIn() prefers the reader's language and takes any name there is", () => {
  expect(JSON.stringify(nameIn("zh")).indexOf("name:zh")).toBeLessThan(
    JSON.stringify(nameIn("zh")).indexOf("name:en"),
  );
  expect(JSON.stringify(nameIn("en")).indexOf("name:en")).toBeLessThan(
    JSON.stringify(nameIn("en")).indexOf("name:zh"),
  );
});
