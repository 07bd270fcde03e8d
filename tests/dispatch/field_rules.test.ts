/** Silence, crowds and places without anybody: told once, together where they are many, and over when it is over. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Bunches, crowdsIn, type Standing } from "../../dispatch/bunching.ts";
import { type AreaNow, Coverage, type ToldGaps } from "../../dispatch/coverage.ts";
import { type OnDuty, silenceOf } from "../../dispatch/silence.ts";
import { metresBetween } from "../../geo/place.ts";

const MINUTE = 60_000, T0 = Date.UTC(2026, 10, 27, 8);

describe("silenceOf()", () => {
  const one = (worker: string, change: Partial<OnDuty> = {}): OnDuty => ({
    ...{ worker, last: T0 - 30 * MINUTE, since: T0 - 120 * MINUTE, area: "s1", ...change },
  });
  const look = (
    onDuty: readonly OnDuty[],
    { told = [] as string[], together = [] as string[], from = T0 - 600 * MINUTE } = {},
  ) => {
    const found = silenceOf(onDuty, {
      ...{ minutes: 20, together: 3, from, now: T0 },
      told: (worker) => told.includes(worker),
      toldTogether: (area) => together.includes(area),
    });
    return {
      alone: found.alone.map(({ worker }) => worker),
      together: [...found.together].map(([area, many]) => [area, many.length]),
    };
  };

  it("is no fix for so long, on duty for so long, with a server there to hear it", () => {
    const workers = [
      one("heard", { last: T0 - 20 * MINUTE }),
      one("silent"),
      one("just came", { last: null, since: T0 - 5 * MINUTE }),
      one("never began", { last: null, since: T0 - 25 * MINUTE, area: "s2" }),
    ];
    expect(look(workers)).toEqual({ alone: ["silent", "never began"], together: [] });
    expect(look(workers, { from: T0 - MINUTE }).alone, "what came before may not be read yet").toEqual([
      "silent",
    ]);
  });

  it("goes on for whoever is told of, and is not heard of, after a restart", () => {
    const unread = [one("a", { last: null }), one("b", { last: null })];
    expect(look(unread, { from: T0 - MINUTE, told: ["a"] }).alone).toEqual(["a"]);
    expect(look([one("a", { last: T0 })], { told: ["a"] }).alone).toEqual([]);
  });

  it("is told of as one where many of a street fall silent, also of those who follow", () => {
    const many = ["a", "b", "c"].map((id) => one(id));
    expect(look(many)).toEqual({ alone: [], together: [["s1", 3]] });
    expect(look(many.slice(0, 1), { together: ["s1"] })).toEqual({ alone: [], together: [["s1", 1]] });
    expect(look(many, { told: ["a"] }), "whoever is told of alone stays so").toEqual({
      ...{ alone: ["a", "b", "c"], together: [] },
    });
    expect(look([], { together: ["s1"] })).toEqual({ alone: [], together: [] });
  });

  it("has nobody twice, whatever was told before", () => {
    const workers = fc.array(
      fc.record({
        age: fc.integer({ min: 0, max: 60 }),
        area: fc.constantFrom("s1", "s2", "s3"),
        told: fc.boolean(),
      }),
      { maxLength: 30 },
    );
    fc.assert(fc.property(workers, fc.subarray(["s1", "s2", "s3"]), (list, together) => {
      const onDuty = list.map(({ age, area }, i) => one(`w${i}`, { last: T0 - age * MINUTE, area }));
      const told = list.flatMap(({ told }, i) => told ? [`w${i}`] : []);
      const found = look(onDuty, { told, together });
      const silent = list.filter(({ age }) => age > 20).length;
      expect(found.alone.length + found.together.reduce((sum, [, n]) => sum + Number(n), 0)).toBe(silent);
      expect(new Set(found.alone).size).toBe(found.alone.length);
    }));
  });
});

describe("crowds", () => {
  const rules = { workers: 3, metres: 40, minutes: 10 };
  const LAT = 36.15, LON = 120.2;
  const north = (metres: number) => LAT + metres / 111_195;
  const stand = (n: number, metres = 0, name = "w"): Standing[] =>
    Array.from({ length: n }, (_, i) => ({ worker: `${name}${i}`, lat: north(metres + i), lon: LON }));

  it("are more than so many within reach of one, exactly as when each is compared with each", () => {
    const places = fc.array(
      fc.record({ x: fc.integer({ min: -150, max: 150 }), y: fc.integer({ min: -150, max: 150 }) }),
      { maxLength: 40 },
    );
    fc.assert(fc.property(places, fc.constantFrom(0, 36, -36, 70), (list, lat) => {
      const standing = list.map(({ x, y }, i) => ({
        worker: `w${i}`,
        lat: lat + y / 111_195,
        lon: LON + x / (111_195 * Math.cos(lat * Math.PI / 180)),
      }));
      const near = (one: Standing) =>
        standing.filter((other) => metresBetween(one.lat, one.lon, other.lat, other.lon) <= 40);
      const found = crowdsIn(standing, rules);
      const crowded = standing.filter((one) => near(one).length > 3);
      expect(found.length > 0).toBe(crowded.length > 0);
      const largest = Math.max(0, ...crowded.map((one) => near(one).length));
      expect(found[0]?.workers.length ?? 0).toBe(largest);
      const all = found.flatMap(({ workers }) => workers);
      expect(new Set(all).size).toBe(all.length);
    }));
  });

  it("are told once they have stood, once, though fixes jump and the crowd moves a little", () => {
    const bunches = new Bunches(rules);
    const names = (minute: number, standing: readonly Standing[]) =>
      bunches.look(standing, T0 + minute * MINUTE).map(({ since, name }) => `${since} ${name}`);
    expect(names(0, stand(4))).toEqual([]);
    expect(names(4, []), "too long ago: that one is gone").toEqual([]);
    expect(names(9, stand(4))).toEqual([]);
    expect(names(10, stand(4, 5))).toEqual([]);
    for (const minute of [12, 14, 16, 18]) names(minute, stand(4, minute));
    const told = names(20, stand(5, 20));
    expect(told).toEqual([`${T0 + 9 * MINUTE} w0`]);
    expect(names(22, stand(2, 22)), "one fix that jumped ends nothing").toEqual(told);
    expect(names(24, stand(6, 30, "v"))).toEqual(told);
    expect(names(28, [])).toEqual([]);
  });

  it("two that pass each other in an hour are nothing", () => {
    const bunches = new Bunches(rules);
    for (let minute = 0; minute < 60; minute++) {
      const passing = minute % 20 < 5 ? stand(6) : stand(2);
      expect(bunches.look(passing, T0 + minute * MINUTE)).toEqual([]);
    }
  });

  it("that somebody was told of before a restart go on under the same name", () => {
    const bunches = new Bunches(rules);
    bunches.restore({ lat: LAT, lon: LON, since: 7, name: "w9", workers: [] }, T0);
    expect(bunches.look(stand(4), T0 + MINUTE)).toMatchObject([{ since: 7, name: "w9" }]);
  });
});

describe("coverage", () => {
  const rules = { minutes: 20, open: 1, together: 3 };
  const area = (code: string, workers: number, open = 1): AreaNow => ({ code, above: "d1", workers, open });
  const none: ToldGaps = { alone: () => false, together: () => false };

  it("lacks where nobody was for so long though something is open, until somebody comes", () => {
    const coverage = new Coverage(rules);
    const look = (minute: number, areas: AreaNow[], told = none) =>
      coverage.look(areas, T0 + minute * MINUTE, told).alone.map(({ code }) => code);
    expect(look(0, [area("a", 0), area("b", 0, 0)])).toEqual([]);
    expect(look(20, [area("a", 0), area("b", 0, 0)])).toEqual(["a"]);
    const told = { ...none, alone: (code: string) => code === "a" };
    expect(look(21, [area("a", 0, 0)], told), "what was closed there covers nothing").toEqual(["a"]);
    expect(look(22, [area("a", 1)], told)).toEqual([]);
    expect(look(23, [area("a", 0)])).toEqual([]);
  });

  it("is told of as one where many streets of a district lack it", () => {
    const coverage = new Coverage(rules);
    const all = ["a", "b", "c"].map((code) => area(code, 0));
    coverage.look(all, T0, none);
    const gaps = coverage.look(all, T0 + 20 * MINUTE, none);
    expect([gaps.alone, gaps.together.get("d1")!.map(({ code }) => code)]).toEqual([[], ["a", "b", "c"]]);
    const told = { ...none, together: (above: string) => above === "d1" };
    const later = coverage.look([area("a", 1), area("b", 2), area("c", 0)], T0 + 21 * MINUTE, told);
    expect(later.together.get("d1")!.map(({ code }) => code)).toEqual(["c"]);
    const over = coverage.look(all.map(({ code }) => area(code, 1)), T0 + 22 * MINUTE, told);
    expect(over).toEqual({ alone: [], together: new Map() });
  });
});

describe("a whole city at once", () => {
  // What would look at each with each other would not end within the test's own patience.
  it("of which nothing is heard any more, as when a feed is down, is told of without a pause", () => {
    const silent = Array.from({ length: 129_000 }, (_, i): OnDuty => ({
      ...{ worker: `w${i}`, last: T0 - 60 * MINUTE, since: T0 - 120 * MINUTE, area: "" },
    }));
    const rules = { minutes: 20, together: 3, from: T0 - 600 * MINUTE, now: T0 };
    const look = (together: number) =>
      silenceOf(silent, { ...rules, together, told: () => false, toldTogether: () => false });
    expect(look(3).together.get("")).toHaveLength(silent.length);
    expect(look(200_000).alone).toHaveLength(silent.length);
  });

  it("that says one and the same place is one crowd", () => {
    const standing = Array.from({ length: 20_000 }, (_, i) => ({
      ...{ worker: `w${i}`, lat: 36.56 + i % 10 / 1e6, lon: 121.88 },
    }));
    const crowds = crowdsIn(standing, { workers: 6, metres: 40, minutes: 20 });
    expect(crowds.map(({ workers }) => workers.length)).toEqual([standing.length]);
  });
});
