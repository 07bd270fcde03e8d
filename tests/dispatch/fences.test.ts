/** Fences and fixes that are wrong by some metres: a stay is one crossing, and noise or a drive past are none. */
import alea from "alea";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { follow, isActive, marginOf, type Sighting, type Track, UNSEEN } from "../../dispatch/fences.ts";
import { RingDistance } from "../../geo/ring_distance.ts";
import { metresBetween, type Position } from "../../geo/place.ts";

const DWELL = 60_000;

/** Crossings along a walk: where somebody is (metres within), and by how much each fix is wrong, in units of the accuracy. */
function crossings(
  walk: readonly { readonly at: number; readonly wrong: number }[],
  { every = 10_000, accuracy = 15, from = UNSEEN as Track } = {},
): ("enter" | "leave")[] {
  let track = from, time = 1_000_000;
  return walk.flatMap(({ at, wrong }) => {
    time += every;
    const sighting: Sighting = { metres: at + wrong * accuracy, accuracy, time };
    const followed = follow(track, sighting, DWELL);
    track = followed.track;
    return followed.crossed ? [followed.crossed] : [];
  });
}

/** Wrong as phones are: two thirds of all fixes within the accuracy, a few far beyond. Numbers of fast-check are not random enough. */
function gaussian(seed: number, length: number): number[] {
  const random = alea(seed);
  return Array.from(
    { length },
    () => Math.sqrt(-2 * Math.log(random() || 1e-12)) * Math.cos(2 * Math.PI * random()) * 0.9,
  );
}
const seeds = fc.integer({ min: 1, max: 1_000_000 });
/** As wrong as can be without a fix being surely on the other side. */
const bounded = fc.double({ min: -1.5, max: 1.5, noNaN: true });
const accuracies = fc.integer({ min: 10, max: 60 });
describe("crossing a fence", () => {
  it("is raised by no noise around the border, however long somebody stands there", () => {
    fc.assert(
      fc.property(seeds, accuracies, fc.integer({ min: -20, max: 20 }), (seed, accuracy, at) => {
        const walk = gaussian(seed, 150).map((wrong) => ({ at, wrong }));
        expect(crossings(walk, { accuracy })).toEqual([]);
      }),
      // The first fix that is sure of its side is sometimes sure of the wrong one.
      { numRuns: 400, examples: [[456_332, 10, -7]] },
    );
  });

  it("is raised by nobody who stays on one side, as far as fixes are as good as they say", () => {
    const stays = fc.array(fc.record({ at: fc.integer({ min: 0, max: 400 }), wrong: bounded }), {
      maxLength: 80,
    });
    fc.assert(fc.property(stays, accuracies, fc.constantFrom(1, -1), (walk, accuracy, side) => {
      const there = walk.map(({ at, wrong }) => ({ at: at * side, wrong }));
      expect(crossings(there, { accuracy })).toEqual([]);
    }));
  });

  it("is raised exactly once by a stay, and once by leaving again", () => {
    fc.assert(
      fc.property(seeds, accuracies, (seed, accuracy) => {
        const wrongs = gaussian(seed, 100), far = 6 * accuracy;
        const there = (from: number, to: number, at: number) =>
          wrongs.slice(from, to).map((wrong) => ({ at, wrong }));
        const way = Array.from({ length: 13 }, (_, i) => ({ at: -far + i * far / 6, wrong: 0 }));
        const walk = [
          ...there(0, 20, -far),
          ...way,
          ...there(20, 60, far),
          ...way.toReversed(),
          ...there(60, 100, -far),
        ];
        expect(crossings(walk, { accuracy })).toEqual(["enter", "leave"]);
      }),
      { numRuns: 300 },
    );
  });

  it("is raised by no drive through that is shorter than the dwell time", () => {
    fc.assert(
      fc.property(
        fc.array(bounded, { minLength: 30, maxLength: 30 }),
        fc.integer({ min: 1, max: 5 }),
        accuracies,
        (wrongs, within, accuracy) => {
          const walk = wrongs.map((wrong, i) => ({
            at: i >= 10 && i < 10 + within ? 10 * accuracy : -10 * accuracy,
            wrong,
          }));
          expect(crossings(walk, { accuracy })).toEqual([]);
        },
      ),
    );
  });

  it("is not told of whoever is inside when first seen, nor by one fix, nor by a phone that does not know where it is", () => {
    const far = (n: number, at: number) => Array.from({ length: n }, () => ({ at, wrong: 0 }));
    expect(crossings(far(50, 300))).toEqual([]);
    expect(crossings([...far(5, 300), ...far(50, -300)])).toEqual(["leave"]);
    expect(crossings([...far(5, -300), ...far(2, 300), ...far(5, -300)], { every: 120_000 })).toEqual([]);
    expect(crossings([...far(5, -3_000), ...far(50, 3_000)], { accuracy: 500 })).toEqual([]);
    expect(marginOf(500)).toBe(Infinity);
    expect(marginOf(NaN)).toBe(37.5);
    expect(marginOf(1)).toBe(15);
  });

  it("takes no fix that is older than the last one", () => {
    const { track } = follow(UNSEEN, { metres: 100, accuracy: 10, time: 5_000 }, DWELL);
    expect(follow(track, { metres: -100, accuracy: 10, time: 5_000 }, DWELL).track).toBe(track);
  });
});

describe("RingDistance", () => {
  const LAT = 36.15, LON = 120.2, NORTH = 1 / 111_195, EAST = NORTH / Math.cos(LAT * Math.PI / 180);
  const box = (w: number, s: number, e: number, n: number): Position[] =>
    [[w, s], [e, s], [e, n], [w, n], [w, s]].map(([x, y]) => [LON + x! * EAST, LAT + y! * NORTH] as Position);
  const at = (ring: RingDistance, x: number, y: number) => ring.of(LAT + y * NORTH, LON + x * EAST);

  it("is metres to the nearest border, negative outside", () => {
    const ring = new RingDistance(box(0, 0, 400, 200));
    expect(at(ring, 200, 100)).toBeCloseTo(100, 0);
    expect(at(ring, 390, 100)).toBeCloseTo(10, 0);
    expect(at(ring, 430, 240)).toBeCloseTo(-50, 0);
    expect(at(ring, 200, -70)).toBeCloseTo(-70, 0);
  });

  it("is within what a compass measures to any corner, and inside exactly where the box is", () => {
    const ring = box(-250, -150, 250, 150), distance = new RingDistance(ring);
    fc.assert(
      fc.property(fc.integer({ min: -600, max: 600 }), fc.integer({ min: -600, max: 600 }), (x, y) => {
        const metres = at(distance, x, y);
        const edge = Math.min(250 - Math.abs(x), 150 - Math.abs(y));
        if (Math.abs(edge) > 1) expect(metres > 0).toBe(edge > 0);
        for (const [lon, lat] of ring) {
          const corner = metresBetween(LAT + y * NORTH, LON + x * EAST, lat, lon);
          expect(Math.abs(metres)).toBeLessThanOrEqual(corner + 1);
        }
      }),
    );
  });
});

describe("hours of a fence", () => {
  const at = (text: string) => Date.parse(`${text}+08:00`);
  // The 27th of November 2026 is a Friday.
  const day = { days: [1, 2, 3, 4, 5], from: "08:00", to: "18:00" };
  const night = { days: [5], from: "22:00", to: "06:00" };
  it("are local times of the city, and over midnight belong to the day they began on", () => {
    const on = (hours: typeof day, text: string) => isActive(hours, at(text), "Asia/Shanghai");
    expect(isActive(null, 0, "Asia/Shanghai")).toBe(true);
    expect(["2026-11-27T08:00", "2026-11-27T17:59"].map((text) => on(day, text))).toEqual([true, true]);
    expect(["2026-11-27T18:00", "2026-11-28T09:00"].map((text) => on(day, text))).toEqual([false, false]);
    expect(["2026-11-27T23:00", "2026-11-28T05:59"].map((text) => on(night, text))).toEqual([true, true]);
    expect(["2026-11-27T05:00", "2026-11-28T23:00"].map((text) => on(night, text))).toEqual([false, false]);
  });
});
