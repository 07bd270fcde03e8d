import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { metresBetween } from "../../geo/place.ts";
import { type AreaOptions, checkAreas, FAULTS } from "../../geo/polygon.ts";
import { RECORDINGS, textOf, WITHOUT } from "./recordings.ts";

const OPTIONS: AreaOptions = {
  code: "code",
  name: "name",
  datum: "wgs84",
  bounds: [11, 43.5, 11.5, 44],
};
type Pair = number[];
const SQUARE: Pair[] = [[11.1, 43.6], [11.2, 43.6], [11.2, 43.7], [11.1, 43.7], [11.1, 43.6]];
const HOLE: Pair[] = [[11.14, 43.64], [11.16, 43.64], [11.16, 43.66], [11.14, 43.66], [11.14, 43.64]];

function feature(coordinates: unknown, properties: unknown = { code: "1", name: "One" }, type = "Polygon") {
  return { type: "Feature", properties, geometry: { type, coordinates } };
}
const collection = (...features: unknown[]) => ({ type: "FeatureCollection", features });
const swap = (ring: Pair[]) => ring.map(([x, y]) => [y!, x!]);
const shift = (ring: Pair[], by: number) => ring.map(([x, y]) => [x! + by, y!]);

function faultsOf(value: unknown, options = OPTIONS): string[] {
  const result = checkAreas(value, options);
  return result.ok ? [] : result.refusals.map(({ fault }) => fault);
}

describe("checkAreas() refuses by name", () => {
  test.each([
    ["not-a-feature-collection", null],
    ["not-a-feature-collection", "FeatureCollection"],
    ["not-a-feature-collection", feature([SQUARE])],
    ["empty", collection()],
    ["empty", collection(feature([]))],
    ["empty", collection(feature([], undefined, "MultiPolygon"))],
    ["foreign-crs", {
      ...collection(feature([SQUARE])),
      crs: { type: "name", properties: { name: "EPSG:3857" } },
    }],
    ["not-a-polygon", collection(feature([11.1, 43.6], undefined, "Point"))],
    ["not-a-polygon", collection({ type: "Feature", properties: {}, geometry: null })],
    ["open-ring", collection(feature([SQUARE.slice(0, -1)]))],
    ["too-few-points", collection(feature([[[11.1, 43.6], [11.2, 43.6], [11.1, 43.6]]]))],
    ["too-few-points", collection(feature([[[11.1, 43.6], [11.2, 43.6], [11.2, 43.6], [11.1, 43.6]]]))],
    ["bowtie", collection(feature([[[11.1, 43.6], [11.2, 43.7], [11.2, 43.6], [11.1, 43.7], [11.1, 43.6]]]))],
    ["bowtie", collection(feature([SQUARE, shift(HOLE, 0.05)]))],
    ["hole-outside", collection(feature([SQUARE, shift(HOLE, 0.2)]))],
    ["swapped-axes", collection(feature([swap(SQUARE)]))],
    ["out-of-range", collection(feature([[...SQUARE.slice(0, 4), [11.1, 4360], [11.1, 43.6]]]))],
    ["out-of-range", collection(feature([[...SQUARE.slice(0, 4), ["11.1", "43.6"]]]))],
    ["outside-bounds", collection(feature([shift(SQUARE, 5)]))],
    ["missing-property", collection(feature([SQUARE], { name: "One" }))],
    ["missing-property", collection(feature([SQUARE], { code: " ", name: "One" }))],
    ["missing-property", collection(feature([SQUARE], null))],
    ["duplicate-code", collection(feature([SQUARE]), feature([shift(SQUARE, 0.1)]))],
  ])("%s: %j", (fault, value) => {
    expect(faultsOf(value)).toEqual([fault]);
  });

  test("swapped axes of a Chinese city, whose longitude is no latitude", () => {
    const ring = shift(SQUARE, 109).map(([x, y]) => [x!, y! - 7]);
    const options = { ...OPTIONS, bounds: [120, 36, 120.5, 37] as const };
    expect(faultsOf(collection(feature([swap(ring)])), options)).toEqual(["swapped-axes"]);
    expect(faultsOf(collection(feature([ring])), options)).toEqual([]);
  });

  test("every feature that is at fault, by its index", () => {
    const result = checkAreas(
      collection(feature([SQUARE]), feature([SQUARE.slice(1)], { code: "2", name: "Two" }), feature([])),
      OPTIONS,
    );
    expect(result).toMatchObject({
      ok: false,
      refusals: [{ fault: "open-ring", index: 1 }, { fault: "empty", index: 2 }],
    });
  });

  test("and never throws, whatever it is given", () => {
    const json = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 5 },
        fc.constantFrom<unknown>(
          null,
          "FeatureCollection",
          "Feature",
          "Polygon",
          "MultiPolygon",
          11.1,
          43.6,
          1e9,
        ),
        fc.array(tie("value"), { maxLength: 5 }),
        fc.record({ type: tie("value"), features: tie("value") }),
        fc.record({ type: tie("value"), properties: tie("value"), geometry: tie("value") }),
        fc.record({ type: fc.constantFrom("Polygon", "MultiPolygon"), coordinates: tie("value") }),
      ),
    })).value;
    const value = fc.oneof(
      json,
      fc.array(json).map((features) => collection(...features)),
      fc.array(json).map((parts) => collection(feature(parts))),
      fc.array(fc.array(fc.array(json))).map((parts) =>
        collection(feature(parts, undefined, "MultiPolygon"))
      ),
    );
    fc.assert(
      fc.property(value, (input) => {
        for (const fault of faultsOf(input)) expect(FAULTS).toContain(fault);
      }),
      { numRuns: 500 },
    );
  });
});

describe("checkAreas() accepts", () => {
  test("polygons and multipolygons, and winds outer rings left and holes right", () => {
    const result = checkAreas(
      collection(
        feature([[...SQUARE].reverse(), HOLE]),
        feature([[SQUARE], [shift(SQUARE, 0.15)]], { code: 2, name: "Two" }, "MultiPolygon"),
      ),
      OPTIONS,
    );
    expect(result).toEqual({
      ok: true,
      areas: [
        { code: "1", name: "One", parts: [[SQUARE, [...HOLE].reverse()]] },
        { code: "2", name: "Two", parts: [[SQUARE], [shift(SQUARE, 0.15)]] },
      ],
    });
  });

  test.each(["urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:EPSG::4326", "EPSG:4490"])(
    "the crs %s",
    (name) => {
      expect(faultsOf({ ...collection(feature([SQUARE])), crs: { type: "name", properties: { name } } }))
        .toEqual([]);
    },
  );

  test("a third coordinate, repeated corners, and a ring that touches itself in a corner", () => {
    const ring = [
      [11.1, 43.6, 20],
      [11.2, 43.6, 20],
      [11.2, 43.6, 20],
      [11.2, 43.7, 20],
      [11.22, 43.72, 20],
      [11.18, 43.72, 20],
      [11.2, 43.7, 20],
      [11.1, 43.7, 20],
      [11.1, 43.6, 20],
    ];
    expect(faultsOf(collection(feature([ring])))).toEqual([]);
  });

  test("a file in GCJ-02, and turns it into WGS-84", () => {
    const ring = shift(SQUARE, 109).map(([x, y]) => [x!, y! - 7]);
    const bounds = [120, 36, 120.5, 37] as const;
    const result = checkAreas(collection(feature([ring])), { ...OPTIONS, bounds, datum: "gcj02" });
    if (!result.ok) throw new Error(result.refusals[0]!.detail);
    const [lon, lat] = result.areas[0]!.parts[0]![0]![0]!;
    const moved = metresBetween(lat, lon, ring[0]![1]!, ring[0]![0]!);
    expect(moved).toBeGreaterThan(300);
    expect(moved).toBeLessThan(700);
  });
});

describe.skipIf(!RECORDINGS)(`checkAreas() on real files${WITHOUT}`, () => {
  const qingdao = {
    code: "adcode",
    name: "name",
    datum: "gcj02",
    bounds: [119.4, 35.5, 121.1, 37.2],
  } as const;
  const houston = {
    code: "POLYID",
    name: "SNBNAME",
    datum: "wgs84",
    bounds: [-96, 29.4, -94.9, 30.2],
  } as const;
  test.each([
    ["sf/analysis_neighborhoods.geojson.gz", 41, {
      ...houston,
      code: "nhood",
      name: "nhood",
      bounds: [-122.6, 37.6, -122.3, 37.9],
    }],
    ["houston/super_neighborhoods.geojson.gz", 88, houston],
    ["houston/tracts_in_city_limits.geojson.gz", 619, { ...houston, code: "geoid", name: "geoid" }],
    ["china/qingdao_districts.json", 10, qingdao],
    // Rings that touch themselves in a corner.
    ["china/qingdao_districts_2015.json", 12, { ...qingdao, code: "id" }],
    ["china/suzhou_districts.json", 10, { ...qingdao, bounds: [119.8, 30.7, 121.4, 32.1] }],
  ] as [string, number, AreaOptions][])("%s holds %i areas", (file, count, options) => {
    const result = checkAreas(JSON.parse(textOf(file)), options);
    expect(result.ok ? result.areas.length : result.refusals).toBe(count);
  });
});
