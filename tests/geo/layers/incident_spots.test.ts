import fc from "fast-check";
import { expect, test } from "vitest";
import { spotsOf } from "../../../geo/layers/incident_spots.ts";
import { CROWD } from "../../../geo/layers/declutter.ts";
import type { IncidentMark } from "../../../geo/layers/incidents.ts";
import { metresBetween } from "../../../geo/place.ts";

const mark = (i: number, lat = 36.6, lon = 121.9, severity = 1 + i % 4): IncidentMark => ({
  key: `k${String(i).padStart(4, "0")}`,
  lat,
  lon,
  severity,
  sent: false,
});

test("incidents of one crossing stand around it, the most severe on it and on top, with a line to those far off", () => {
  const { marks, legs, crowds } = spotsOf(Array.from({ length: 20 }, (_, i) => mark(i)), 15, 30);
  expect(crowds).toEqual([]);
  expect(marks).toHaveLength(20);
  expect(marks.at(-1)).toEqual(mark(0));
  expect(legs.length).toBeGreaterThan(3);
  for (const { lat, lon } of marks) expect(metresBetween(36.6, 121.9, lat, lon)).toBeLessThan(600);
});

test("the closer a person looks the nearer each stands to where it belongs, and nothing is lost on the way", () => {
  const some = fc.array(fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 3 })), { maxLength: 120 });
  fc.assert(fc.property(some, fc.constantFrom(11, 13, 15, 17), (places, zoom) => {
    const all = places.map(([x, y], i) => mark(i, 36.6 + y * 0.01, 121.9 + x * 0.01));
    const { marks, crowds } = spotsOf(all, zoom, 24);
    const keys = [...marks.map(({ key }) => key), ...crowds.flatMap((crowd) => crowd.keys)];
    expect(keys.sort()).toEqual(all.map(({ key }) => key).sort());
    for (const { key, lat, lon } of marks) {
      const home = all.find((one) => one.key === key)!;
      const px = metresBetween(home.lat, home.lon, lat, lon) /
        (78_271.5 * Math.cos(36.6 * Math.PI / 180) / 2 ** zoom);
      expect(px).toBeLessThan(24 * 9.2);
    }
  }));
});

test("fifty of one address are a number that knows them all, the most severe first", () => {
  const { marks, crowds } = spotsOf(Array.from({ length: CROWD + 5 }, (_, i) => mark(i)), 16, 30);
  expect(marks).toEqual([]);
  expect(crowds).toHaveLength(1);
  expect(crowds[0]!.keys).toHaveLength(CROWD + 5);
  expect(crowds[0]!.severity).toBe(1);
});
