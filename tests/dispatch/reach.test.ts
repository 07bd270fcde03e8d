import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ReachBook } from "../../dispatch/reach_book.ts";
import { ReachPass } from "../../dispatch/reach.ts";
import { cellsIn, placeOf } from "../../geo/cell.ts";
import { metresBetween } from "../../geo/place.ts";
import { Travel } from "../../geo/travel.ts";
import { crowdOf, north, NOW, type One, PLACE } from "./a_crowd.ts";

const MINUTE = 60_000;
const RULES = { freshMs: 5 * MINUTE, marginSeconds: 0 };
const WALK = new Travel({ kmh: 3.6, detour: 1, setOutSeconds: 0 });
/** Those who drive are three times as fast. */
const APART = new Travel(WALK.rules, null, { driving: new Travel(WALK.rules, null, { usual: 3 }) });
const LIMIT = 900;
const BOUNDS = [120, 36, 120.5, 36.4] as const;

function countedOf(
  ones: readonly One[],
  places: readonly { lat: number; lon: number }[],
  skill: string | null = null,
  travel = WALK,
) {
  const options = { crowd: crowdOf(ones), rules: RULES, limitSeconds: LIMIT, bounds: BOUNDS };
  const pass = new ReachPass(places, options, { now: NOW, travel, skill });
  // A clock that stands still: one slice is enough.
  expect(pass.step(1, () => 0)).toBe(true);
  return pass;
}

describe("a cell", () => {
  test("has what is left of the limit after the way of whoever is there first", () => {
    const pass = countedOf([north(700), north(-300)], [PLACE]);
    expect(pass.worker[0]).toBe(1);
    expect(pass.left[0]).toBeCloseTo(600, 0);
  });

  test("is late by so much where the first needs longer, and has nobody beyond twice the limit", () => {
    expect(countedOf([north(1_000)], [PLACE]).left[0]).toBeCloseTo(-100, 0);
    const alone = countedOf([north(2_000)], [PLACE]);
    expect([alone.left[0], alone.worker[0]]).toEqual([-Infinity, -1]);
  });

  test.each<[string, Partial<One>, string | null]>([
    ["is busy", { hands: [{ ...PLACE, case: "A", due: null }] }, null],
    ["was not heard of lately", { ageMs: 6 * MINUTE }, null],
    ["has a shift that ends before", { dutyEnd: NOW + MINUTE }, null],
    ["lacks the skill that is asked for", { skills: [] }, "pipes"],
  ])("is not reached by who %s", (_, change, skill) => {
    const pass = countedOf(
      [{ ...north(200), ...change }, { ...north(500), skills: ["pipes"] }],
      [PLACE],
      skill,
    );
    expect(pass.worker[0]).toBe(1);
  });
});

test("each cell is counted as if every worker had been asked", () => {
  const coordinate = (middle: number) => fc.double({ min: middle - 0.05, max: middle + 0.05, noNaN: true });
  const one = fc.record({
    lat: coordinate(PLACE.lat),
    lon: coordinate(PLACE.lon),
    ageMs: fc.constantFrom(0, 6 * MINUTE),
    dutyEnd: fc.constantFrom(Infinity, NOW + 10 * MINUTE),
    drives: fc.boolean(),
  });
  const places = cellsIn([120.2, 36.17, 120.3, 36.23], 8).map(placeOf);
  fc.assert(
    fc.property(fc.array(one, { maxLength: 80 }), (ones) => {
      const { left } = countedOf(ones, places, null, APART);
      places.forEach(({ lat, lon }, i) => {
        const ways = ones.filter(({ ageMs }) => ageMs === 0)
          .map((one) => ({
            ...one,
            seconds: metresBetween(lat, lon, one.lat, one.lon) / (one.drives ? 3 : 1),
          }))
          .filter(({ dutyEnd, seconds }) => dutyEnd >= NOW + seconds * 1_000)
          .map(({ seconds }) => seconds);
        const first = Math.min(...ways);
        if (first < 2 * LIMIT) expect(left[i]).toBeCloseTo(LIMIT - first, 1);
        else expect(left[i]).toBe(-Infinity);
      });
    }),
    { numRuns: 40 },
  );
});

describe("the book", () => {
  const bounds = [120.1, 36.1, 120.4, 36.3] as const;
  const book = (ones: One[], clock: { now: number }) =>
    new ReachBook({
      ...{ crowd: crowdOf(ones), rules: RULES, limitSeconds: LIMIT, bounds, hasAreas: true },
      // The west of it is water.
      areasOf: ({ lon }) => lon > 120.2 ? ["land"] : [],
      travel: () => WALK,
      now: () => clock.now,
      report: (_, error) => {
        throw error;
      },
    });

  test("counts cells that lie in an area, all of them, and answers the same until it has counted again", async () => {
    const reach = book([north(0)], { now: NOW });
    const first = await reach.of(8, null);
    expect(first.cells.length).toBeGreaterThan(100);
    expect(first.cells.every((cell) => placeOf(cell).lon > 120.2)).toBe(true);
    expect(first.left.some((left) => left > 0)).toBe(true);
    expect(await reach.of(8, null)).toBe(first);
    expect((await reach.of(9, null)).cells.length).toBeGreaterThan(first.cells.length * 5);
  });

  test("counts again after a counting that failed, however often it is asked meanwhile", async () => {
    const clock = { now: NOW };
    let broken = true;
    const reach = new ReachBook({
      ...{ crowd: crowdOf([north(0)]), rules: RULES, limitSeconds: LIMIT, bounds, hasAreas: false },
      areasOf: () => [],
      travel: () => {
        if (broken) throw new Error("no speeds");
        return WALK;
      },
      now: () => clock.now,
      report: () => {},
    });
    await expect(reach.of(8, null)).rejects.toThrow("no speeds");
    broken = false;
    for (let second = 0; second < 3; second++) {
      clock.now += 1_000;
      await expect(reach.of(8, null)).rejects.toThrow("no speeds");
    }
    clock.now += 1_000;
    expect((await reach.of(8, null)).asOf).toBe(clock.now);
  });

  test("lets everything else have its turn while it counts", async () => {
    const ones = Array.from(
      { length: 3_000 },
      (_, i) => ({ lat: 36.1 + i % 60 / 300, lon: 120.1 + i / 10_000 }),
    );
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    await book(ones, { now: NOW }).of(9, null);
    clearInterval(timer);
    // Counted in one go there would be none.
    expect(turns).toBeGreaterThan(3);
  });
});
