import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DATUMS, fromWgs84, toWgs84 } from "../../geo/datum.ts";
import { metresBetween } from "../../geo/place.ts";

const china = fc.record({
  lat: fc.double({ min: 3, max: 53.5, noNaN: true }),
  lon: fc.double({ min: 73.5, max: 135, noNaN: true }),
});
const anywhere = fc.record({
  lat: fc.double({ min: -90, max: 90, noNaN: true }),
  lon: fc.double({ min: -180, max: 180, noNaN: true }),
});

describe("toWgs84()", () => {
  test.each(DATUMS)("takes %s back to within a metre, anywhere in China", (datum) => {
    fc.assert(fc.property(china, ({ lat, lon }) => {
      const there = fromWgs84(datum, lat, lon);
      const back = toWgs84(datum, there.lat, there.lon);
      expect(metresBetween(lat, lon, back.lat, back.lon)).toBeLessThan(1);
    }));
  });

  test.each(["gcj02", "bd09"] as const)("moves %s by the hundreds of metres that the offset is", (datum) => {
    fc.assert(fc.property(china, ({ lat, lon }) => {
      const there = toWgs84(datum, lat, lon);
      const metres = metresBetween(lat, lon, there.lat, there.lon);
      expect(metres).toBeGreaterThan(10);
      expect(metres).toBeLessThan(2_000);
    }));
  });

  test("knows Tiananmen in the three systems that maps publish it in", () => {
    const tiananmen = { lat: 39.907333, lon: 116.391083 };
    const amap = toWgs84("gcj02", 39.908722, 116.397499);
    const baidu = toWgs84("bd09", 39.915085, 116.403875);
    expect(metresBetween(amap.lat, amap.lon, baidu.lat, baidu.lon)).toBeLessThan(25);
    expect(metresBetween(amap.lat, amap.lon, tiananmen.lat, tiananmen.lon)).toBeLessThan(60);
  });

  test("leaves GCJ-02 alone outside China, as the maps there do", () => {
    for (const [lat, lon] of [[37.77, -122.42], [29.76, -95.37], [48.86, 2.35], [-33.9, 151.2]] as const) {
      expect(toWgs84("gcj02", lat, lon)).toEqual({ lat, lon });
      expect(fromWgs84("gcj02", lat, lon)).toEqual({ lat, lon });
    }
  });

  test("ends for every point on Earth, the edge of the Chinese box included", () => {
    const edge = fc.record({
      lat: fc.double({ min: 0.5, max: 56, noNaN: true }),
      lon: fc.constantFrom(72.004, 137.8347).chain((lon) =>
        fc.double({ min: lon - 0.02, max: lon + 0.02, noNaN: true })
      ),
    });
    fc.assert(
      fc.property(fc.oneof(edge, anywhere), fc.constantFrom(...DATUMS), ({ lat, lon }, datum) => {
        const there = toWgs84(datum, lat, lon);
        expect(Number.isFinite(there.lat) && Number.isFinite(there.lon)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});
