import { describe, expect, test } from "vitest";
import { type Arrival, errorsOf, errorTable, HAS_CALLS, learn, readArrivals } from "../../bench/arrivals.ts";
import { metresBetween } from "../../geo/place.ts";

/** Units that drive at one speed, a minute after the order. */
function trips(kmh: number): Arrival[] {
  return Array.from({ length: 60 }, (_, i) => {
    const from = { lat: 37.75 + i % 7 * 0.002, lon: -122.42 },
      to = { lat: 37.76, lon: -122.43 + i % 5 * 0.002 };
    const metres = metresBetween(from.lat, from.lon, to.lat, to.lon);
    const seconds = 60 + metres * 1.3 / (kmh / 3.6);
    return { unit: "E1", from, to, metres, dispatched: i, setOut: 60, seconds, justLeft: true };
  });
}

test("what was learned of units of one speed foretells them to the second, and others too late or too soon", () => {
  const { learned, oneSpeed } = learn(trips(24));
  for (const travel of [learned, oneSpeed]) {
    expect(errorsOf(travel, trips(24))).toMatchObject({ trips: 60, bias: expect.closeTo(0, 0) });
    expect(errorsOf(travel, trips(24)).p90).toBeLessThan(1);
    expect(errorsOf(travel, trips(48)).bias).toBeGreaterThan(30);
  }
});

const WITHOUT = HAS_CALLS ? "" : " (skipped: ../shared/data is missing)";

describe.skipIf(!HAS_CALLS)(`San Francisco's fire calls${WITHOUT}`, () => {
  test("have thousands of arrivals, each later than its order", async () => {
    const { fromScene, fromHome } = await readArrivals();
    expect(fromScene.length).toBeGreaterThan(4_000);
    expect(fromHome.length).toBeGreaterThan(1_500);
    expect(fromScene.every(({ seconds, setOut }) => seconds > setOut && setOut >= 0)).toBe(true);
  });

  test("are foretold better by speeds learned between cells than by the default, from the last scene and from home", async () => {
    const { fromScene, fromHome } = await readArrivals();
    for (const arrivals of [fromScene, fromHome]) {
      const { rows: [stated, , learned] } = errorTable("", arrivals);
      expect(learned!.errors.median).toBeLessThan(stated!.errors.median);
      expect(learned!.errors.p90).toBeLessThan(stated!.errors.p90);
    }
  });
});
