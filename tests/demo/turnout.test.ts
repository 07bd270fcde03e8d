import { beforeAll, describe, expect, it } from "vitest";
import { haiwan } from "../../demo/haiwan.ts";
import { KIND } from "../../demo/kinds.ts";
import { metresEast, metresNorth } from "../../demo/land/plane.ts";
import { People } from "../../demo/people.ts";
import { DOING } from "../../demo/routine.ts";
import { placesOf, type Scenario } from "../../demo/scenarios.ts";

/** Four in the afternoon of a Wednesday in Haiwan: the early shift is at home. */
const START = Date.UTC(2026, 10, 25, 8);
const MINUTE = 60_000;
const COUNT = 3_000;

interface Seen {
  /** Share of those on foot who are inside. */
  readonly inside: number;
  /** Mean speed of cars on the move, m/s. */
  readonly driving: number;
  readonly specialists: number;
  /** Workers where the scenario happens. */
  readonly there: number;
  /** Everybody's place, for comparing runs. */
  readonly places: readonly number[];
}

function afterAnHour(scenario: Scenario | null, where: Scenario, until = Infinity): Seen {
  const people = new People(haiwan(), {
    count: COUNT,
    seed: "turnout",
    now: START,
    workers: { slotOf: (id) => Number(id.slice(3)) - 1 },
  });
  if (scenario) people.meet({ scenario, since: START }, START);
  let cars = 0, sum = 0;
  const there = new Set<number>();
  for (let t = 0; t <= 60 * MINUTE; t += 10_000) {
    if (t === until * MINUTE) people.meet(null, START + t);
    const batch = people.step(START + t);
    if (t < 40 * MINUTE) continue;
    for (let row = 0; row < batch.size; row++) {
      const i = batch.worker[row]!;
      if (people.posts.kind[i] === KIND.specialist && batch.speed[row]! > 0) cars++, sum += batch.speed[row]!;
    }
  }
  const workers = Array.from({ length: COUNT }, (_, i) => i);
  const on = (i: number) => people.doing[i] !== DOING.off;
  const foot = workers.filter((i) => on(i) && people.posts.kind[i] !== KIND.specialist);
  for (const i of workers.filter(on)) {
    const x = metresEast(people.walkers.lon(i)) / 1000, y = metresNorth(people.walkers.lat(i)) / 1000;
    if (placesOf(where).some(([px, py, radius]) => Math.hypot(x - px, y - py) < radius)) there.add(i);
  }
  return {
    inside: foot.filter((i) => people.doing[i] === DOING.resting).length / foot.length,
    driving: sum / cars,
    specialists: workers.filter((i) => on(i) && people.posts.kind[i] === KIND.specialist).length,
    there: there.size,
    places: workers.map((i) => people.walkers.lat(i)),
  };
}

describe("The workers meet", () => {
  let usual: Seen;
  beforeAll(() => {
    usual = afterAnHour(null, "marathon");
  });

  it("a storm: those on foot stay inside, cars are slower, specialists are called up", () => {
    const storm = afterAnHour("storm", "storm");
    expect(usual.inside).toBeLessThan(0.1);
    expect(storm.inside).toBeGreaterThan(0.5);
    expect(storm.driving).toBeLessThan(usual.driving * 0.7);
    expect(storm.specialists).toBeGreaterThan(usual.specialists * 1.1);
  });

  it("a marathon along its route, a power cut in its quarter", () => {
    expect(afterAnHour("marathon", "marathon").there).toBeGreaterThan(usual.there * 2);
    const blackout = afterAnHour("blackout", "blackout").there;
    expect(blackout).toBeGreaterThan(afterAnHour(null, "blackout").there * 1.25);
  });

  it("each the same way every time, and go back to their day when it is over", () => {
    expect(afterAnHour("storm", "storm").places).toEqual(afterAnHour("storm", "storm").places);
    const over = afterAnHour("storm", "storm", 20);
    expect(over.inside).toBeLessThan(0.1);
    expect(over.driving).toBeGreaterThan(usual.driving * 0.9);
    expect(over.specialists).toBeLessThan(usual.specialists * 1.1);
  });
});
