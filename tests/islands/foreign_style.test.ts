import { expect, test } from "vitest";
import { addressesOf, attributionOf, blockedOrigins, wholeStyle } from "../../islands/foreign_style.ts";
import type { StyleSpecification } from "../../islands/maplibre.ts";

const BASE = "https://maps.example/styles/city/style.json?key=1";
const style = wholeStyle({
  version: 8,
  projection: { type: "globe" },
  center: [1, 2],
  sprite: [{ id: "default", url: "../sprite" }],
  glyphs: "https://fonts.example/{fontstack}/{range}.pbf",
  sources: {
    streets: { type: "vector", url: "streets.json", attribution: "© Streets" },
    hills: { type: "raster", tiles: ["//hills.example/{z}/{x}/{y}.png"], attribution: "© Hills" },
    marks: { type: "geojson", data: "/marks.geojson" },
    drawn: { type: "geojson", data: { type: "FeatureCollection", features: [] }, attribution: "© Hills" },
  },
  layers: [],
} as StyleSpecification, BASE);

test("wholeStyle() makes addresses whole, keeps what stands for numbers, and leaves out views and globes", () => {
  expect(addressesOf(style).toSorted()).toEqual([
    "https://fonts.example/{fontstack}/{range}.pbf",
    "https://hills.example/{z}/{x}/{y}.png",
    "https://maps.example/marks.geojson",
    "https://maps.example/styles/city/streets.json",
    "https://maps.example/styles/sprite",
  ]);
  expect(Object.keys(style).toSorted()).toEqual(["glyphs", "layers", "sources", "sprite", "version"]);
});

test("blockedOrigins() are those that are neither this server's, the style's, nor named", () => {
  const foreign = { kind: "style" as const, url: BASE, hosts: ["https://fonts.example"], attribution: "" };
  const addresses = [...addressesOf(style), "http://wall.example/x.json", "data:,x"];
  expect(blockedOrigins(addresses, foreign, "http://wall.example")).toEqual(["https://hills.example"]);
  const ours = { ...foreign, url: "/style.json" };
  expect(blockedOrigins(addresses, ours, "http://wall.example")).toContain("https://maps.example");
});

test("attributionOf() names each maker once", () => {
  expect(attributionOf(style)).toBe("© Streets © Hills");
});
