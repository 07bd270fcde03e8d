/** Ways and stays, against what they must be for any points. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { metresBetween } from "../../geo/place.ts";
import { lengthOf, linesOf, SILENCE_MS, stopsOf, type TimedPlace } from "../../geo/track.ts";

const MINUTE = 60_000;
const track = fc.array(
  fc.record({
    step: fc.integer({ min: 1, max: 15 * MINUTE }),
    lat: fc.double({ min: 36.1, max: 36.102, noNaN: true }),
    lon: fc.double({ min: 120.2, max: 120.202, noNaN: true }),
  }),
  { maxLength: 60 },
).map((steps) => {
  let time = 0;
  return steps.map(({ step, lat, lon }): TimedPlace => ({ time: time += step, lat, lon }));
});
const at = (minute: number, metresNorth = 0): TimedPlace => ({
  time: minute * MINUTE,
  lat: 36 + metresNorth / 111_195,
  lon: 120,
});

it("lines hold every point once, in order, without a silence in them, and break only at one", () => {
  fc.assert(fc.property(track, (points) => {
    const lines = linesOf(points);
    expect(lines.flat()).toEqual(points);
    for (const line of lines) {
      for (const [i, point] of line.slice(1).entries()) {
        expect(point.time - line[i]!.time).toBeLessThanOrEqual(SILENCE_MS);
      }
    }
    for (const [i, line] of lines.slice(1).entries()) {
      expect(line[0]!.time - lines[i]!.at(-1)!.time).toBeGreaterThan(SILENCE_MS);
    }
  }));
});

it("the way is as long as its lines together, and never shorter than from end to end of one", () => {
  fc.assert(fc.property(track, (points) => {
    const lines = linesOf(points);
    expect(lengthOf(points)).toBeCloseTo(lines.reduce((sum, line) => sum + lengthOf(line), 0), 6);
    for (const line of lines) {
      const [first, last] = [line[0]!, line.at(-1)!];
      expect(lengthOf(line)).toBeGreaterThanOrEqual(
        metresBetween(first.lat, first.lon, last.lat, last.lon) - 1e-6,
      );
    }
  }));
});

it("stays do not overlap, last five minutes, and everything sent in one is within 50 m of its beginning", () => {
  fc.assert(fc.property(track, (points) => {
    const stops = stopsOf(points);
    for (const [i, stop] of stops.entries()) {
      expect(stop.to - stop.from).toBeGreaterThanOrEqual(5 * MINUTE);
      if (i > 0) expect(stop.from).toBeGreaterThan(stops[i - 1]!.to);
      for (const { time, lat, lon } of points) {
        if (time >= stop.from && time <= stop.to) {
          expect(metresBetween(stop.lat, stop.lon, lat, lon)).toBeLessThanOrEqual(50);
        }
      }
    }
  }));
});

it("somebody who waits ten minutes on the way stays there once; a silence is no stay", () => {
  const walk = [at(0), at(1, 80), at(2, 160), at(7, 165), at(12, 150), at(13, 260), at(14, 340)];
  expect(stopsOf(walk)).toEqual([{ lat: at(2, 160).lat, lon: 120, from: 2 * MINUTE, to: 12 * MINUTE }]);
  expect(lengthOf([at(0), at(1, 100), at(30, 5_000), at(31, 5_100)])).toBeCloseTo(200, 0);
  expect(stopsOf([at(0), at(30)])).toEqual([]);
  expect(stopsOf([])).toEqual([]);
});
