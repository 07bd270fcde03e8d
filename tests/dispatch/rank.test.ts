import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { order, rank, type RankOptions, type RankTarget, type Reason } from "../../dispatch/rank.ts";
import { cellAt } from "../../geo/cell.ts";
import { CellSpeeds, CellSquares, Travel, TRAVEL_RESOLUTION } from "../../geo/travel.ts";
import { bruteForce, crowdOf, north, NOW, type One, PLACE } from "./a_crowd.ts";

const MINUTE = 60_000;
const RULES = { freshMs: 5 * MINUTE, marginSeconds: 120 };
/** 1 m/s along the straight line and at once, so that metres are seconds. */
const WALK = new Travel({ kmh: 3.6, detour: 1, setOutSeconds: 0 });
const TARGET: RankTarget = { ...PLACE, due: NOW + 15 * MINUTE, skill: null, areas: ["g1"] };

const options = (change: Partial<RankOptions> = {}): RankOptions => ({
  ...{ rules: RULES, travel: WALK, now: NOW, n: 8 },
  ...change,
});
const ranked = (ones: readonly One[], target = TARGET, change: Partial<RankOptions> = {}) =>
  rank(target, crowdOf(ones), options(change));
const hand = (id: string, due: number | null = null) => ({ ...north(5_000), case: id, due });

describe("the one proposed", () => {
  test("is the nearest where everybody can go", () => {
    const { proposed, because, passedOver, nobody } = ranked([north(500), north(200), north(900)]);
    expect([proposed?.slot, because, passedOver, nobody]).toEqual([1, { code: "nearest" }, [], null]);
  });

  test("is the first to arrive, which need not be the nearest", () => {
    const squares = new CellSquares();
    // Where the nearer one comes from, people are held up.
    const slow = [
      ...new Set([2_500, 2_200, 1_900].map((metres) => cellAt(north(-metres), TRAVEL_RESOLUTION))),
    ];
    const learned = slow.map((cell) => ({ from: cell, to: cell, speed: 0.3, moves: 9 }));
    const travel = new Travel({ kmh: 3.6, detour: 1, setOutSeconds: 0 }, new CellSpeeds(squares, learned));
    const { proposed, because, passedOver } = ranked([north(-2_500), north(2_600)], TARGET, { travel });
    expect([proposed?.slot, because]).toEqual([1, { code: "earliest" }]);
    expect(passedOver).toMatchObject([{ slot: 0, reason: { code: "slower" } }]);
  });

  test("is whoever drives, from farther off, where those who drive are known apart", () => {
    const rules = { kmh: 3.6, detour: 1, setOutSeconds: 0 };
    const travel = new Travel(rules, null, { driving: new Travel(rules, null, { usual: 5 }) });
    const ones = [north(300), { ...north(1_000), drives: true }];
    const { proposed, passedOver } = ranked(ones, TARGET, { travel });
    expect(proposed).toMatchObject({ slot: 1, basis: "usual", seconds: expect.closeTo(200, 0) });
    expect(passedOver).toMatchObject([{
      slot: 0,
      reason: { code: "slower", seconds: expect.closeTo(100, 0) },
    }]);
    expect(ranked(ones).proposed?.slot, "where they are not").toBe(0);
  });

  test("is whoever answers for the grid, but only within the margin", () => {
    const near = north(300);
    const within = ranked([near, { ...north(415), grids: ["g1"] }]);
    expect(within.proposed?.slot).toBe(1);
    expect(within.because).toMatchObject({ code: "responsible", seconds: expect.closeTo(115, 0) });
    expect(within.passedOver).toMatchObject([{ slot: 0, reason: { code: "not-responsible" } }]);
    const beyond = ranked([near, { ...north(425), grids: ["g1"] }]);
    expect(beyond.proposed?.slot).toBe(0);
  });

  test("is in time, even where the margin would let somebody go who is not", () => {
    const { proposed } = ranked([north(880), { ...north(920), grids: ["g1"] }]);
    expect(proposed?.slot).toBe(0);
  });
});

describe("a nearer one is passed over because", () => {
  test.each<[string, Partial<One>, Partial<RankTarget>, Reason]>([
    ["of another case", { hands: [hand("A-1"), hand("A-2")] }, {}, { code: "busy", case: "A-1", cases: 2 }],
    ["the own deadline would be missed", { hands: [hand("A-1", NOW + 60 * MINUTE)] }, {}, {
      ...{ code: "own-deadline", case: "A-1", due: NOW + 60 * MINUTE },
    }],
    ["of another case that is late already", { hands: [hand("A-1", NOW - MINUTE)] }, {}, {
      ...{ code: "busy", case: "A-1", cases: 1 },
    }],
    ["the fix is old", { ageMs: 22 * MINUTE }, {}, { code: "stale", ageMs: 22 * MINUTE }],
    ["nobody hears of them any more", { ageMs: 22 * MINUTE, silent: true }, {}, {
      ...{ code: "stale", ageMs: 22 * MINUTE },
    }],
    ["they are off duty", { dutyEnd: -Infinity }, {}, { code: "off-duty" }],
    ["they lack the skill", { skills: ["green"] }, { skill: "pipes" }, { code: "skill", skill: "pipes" }],
    ["the shift ends before", { dutyEnd: NOW + MINUTE }, {}, { code: "shift-ends", ends: NOW + MINUTE }],
  ])("%s", (_, change, target, reason) => {
    const able = { ...north(400), skills: ["pipes"] };
    const { proposed, because, passedOver } = ranked([{ ...north(100), ...change }, able], {
      ...TARGET,
      ...target,
    });
    expect(proposed?.slot).toBe(1);
    expect(because).toEqual({ code: "earliest" });
    expect(passedOver).toMatchObject([{ slot: 0, reason }]);
  });

  test("and of the nearer ones three are named, the nearest first", () => {
    const busy = [400, 100, 300, 200].map((metres) => ({ ...north(metres), hands: [hand("A")] }));
    expect(ranked([...busy, north(500)]).passedOver.map(({ slot }) => slot)).toEqual([1, 3, 2]);
  });

  test("who is not known to lack the skill may go", () => {
    const { proposed } = ranked([{ ...north(100), skills: null }], { ...TARGET, skill: "pipes" });
    expect(proposed).toMatchObject({ slot: 0, skilled: null });
  });
});

describe("when nobody can make it", () => {
  test("because nobody is free, it says of how many, and why", () => {
    const ones = [{ ...north(100), hands: [hand("A")] }, { ...north(200), ageMs: 9 * MINUTE }];
    const { proposed, because, nobody, passedOver } = ranked(ones);
    expect([proposed, because, passedOver.length]).toEqual([null, null, 2]);
    expect(nobody).toEqual({ code: "nobody-free", of: 2, bars: { busy: 1, stale: 1 } });
  });

  test("because all are too far, the first is proposed, and who is kept from it is counted", () => {
    const { proposed, nobody } = ranked([north(1_000), { ...north(300), hands: [hand("A")] }]);
    expect(proposed).toMatchObject({ slot: 0, inTime: false });
    expect(nobody).toMatchObject({ code: "too-far", left: 900, bars: { busy: 1 } });
  });

  test("because it is late already, it says so", () => {
    const { nobody } = ranked([north(100)], { ...TARGET, due: NOW - MINUTE });
    expect(nobody).toMatchObject({ code: "overdue", late: 60 });
  });
});

const squares = new CellSquares();
const speed = fc.double({ min: 0.3, max: 20, noNaN: true });
/** Speeds of the cells around the place, drawn anew; of those who drive as of all others, or apart, as fast or slower. */
const speeds = fc.array(fc.tuple(fc.nat(11), fc.nat(11), speed), { maxLength: 40 });
const travels = fc.tuple(speeds, fc.option(fc.tuple(speeds, speed))).map(([drawn, apart]) => {
  const cell = (k: number) => cellAt(north((k - 6) * 900), TRAVEL_RESOLUTION);
  const of = (drawn: readonly (readonly [number, number, number])[]) => {
    const rows = drawn.map(([a, b, speed]) => ({ from: cell(a), to: cell(b), speed, moves: 5 }));
    return rows.length > 0 ? new CellSpeeds(squares, rows) : null;
  };
  const rules = { kmh: 12, detour: 1.3, setOutSeconds: 60 };
  return new Travel(
    rules,
    of(drawn),
    apart ? { driving: new Travel(rules, of(apart[0]), { usual: apart[1] }) } : {},
  );
});
/** Some stand in the same place: who is nearer is then nobody's luck. */
const coordinate = (middle: number, half: number) =>
  fc.oneof(
    { weight: 4, arbitrary: fc.double({ min: middle - half, max: middle + half, noNaN: true }) },
    fc.constantFrom(middle, middle + half / 3, middle + 2 * half),
  );
const ones = fc.array(
  fc.record({
    lat: coordinate(PLACE.lat, 0.08),
    lon: coordinate(PLACE.lon, 0.08),
    ageMs: fc.constantFrom(0, MINUTE, 4 * MINUTE, 6 * MINUTE, 14 * MINUTE),
    hands: fc.constantFrom([], [], [hand("A")], [hand("B", NOW + 20 * MINUTE)]),
    dutyEnd: fc.constantFrom(Infinity, NOW + 10 * MINUTE, NOW + 60 * MINUTE),
    skills: fc.constantFrom(null, [], ["pipes"], ["green", "pipes"]),
    grids: fc.constantFrom([], ["g1"], ["g2"]),
    silent: fc.constantFrom(false, false, false, true),
    drives: fc.boolean(),
  }),
  { maxLength: 120 },
);
const targets = fc.record({
  lat: coordinate(PLACE.lat, 0.05),
  lon: coordinate(PLACE.lon, 0.05),
  due: fc.constantFrom(NOW - MINUTE, NOW + 5 * MINUTE, NOW + 15 * MINUTE, NOW + 90 * MINUTE),
  skill: fc.constantFrom(null, "pipes"),
  areas: fc.constantFrom(["g1"], ["g3"]),
});
const drawn = [ones, targets, travels, fc.integer({ min: 1, max: 20 })] as const;

test("the ranking is that of judging everybody and sorting, whoever is where and however fast ways are", () => {
  fc.assert(
    fc.property(...drawn, (ones, target, travel, n) => {
      const crowd = crowdOf(ones), asked = options({ travel, n });
      expect(rank(target, crowd, asked).ranked).toEqual(bruteForce(ones, target, crowd, asked));
    }),
    { numRuns: 400 },
  );
});

test("nobody is proposed whom the ranking itself names as worse than another", () => {
  fc.assert(
    fc.property(...drawn, (ones, target, travel, n) => {
      const { ranked, proposed, passedOver, because, nobody } = rank(
        target,
        crowdOf(ones),
        options({ travel, n }),
      );
      for (let i = 1; i < ranked.length; i++) {
        expect(order(ranked[i - 1]!, ranked[i]!, RULES)).toBeLessThan(0);
      }
      const able = ranked.filter(({ bar }) => bar === null);
      expect(proposed).toEqual(able[0] ?? null);
      expect(because === null).toBe(proposed === null);
      expect(nobody === null).toBe(proposed !== null && proposed.inTime);
      for (const { slot, metres, seconds, reason } of passedOver) {
        expect(slot).not.toBe(proposed?.slot);
        if (!proposed) continue;
        expect(metres).toBeLessThan(proposed.metres);
        // Whoever is called slower is, and whoever is faster is so by less than the margin, or cannot go.
        if (reason.code === "slower") expect(seconds).toBeGreaterThanOrEqual(proposed.seconds);
        if (reason.code === "not-responsible") {
          expect(proposed.responsible).toBe(true);
          expect(reason.seconds).toBeLessThanOrEqual(RULES.marginSeconds);
        }
      }
    }),
    { numRuns: 300 },
  );
});

test("each reason is true of whom it is said of", () => {
  fc.assert(
    fc.property(...drawn, (ones, target, travel, n) => {
      const crowd = crowdOf(ones);
      for (const { slot, reason } of rank(target, crowd, options({ travel, n })).passedOver) {
        const one = ones[slot]!;
        if (reason.code === "stale") expect(one.ageMs).toBe(reason.ageMs);
        if (reason.code === "stale" && !one.silent) expect(one.ageMs).toBeGreaterThan(RULES.freshMs);
        if (reason.code === "busy" || reason.code === "own-deadline") {
          expect(one.hands[0]!.case).toBe(reason.case);
        }
        if (reason.code === "skill") expect(one.skills).not.toContain(target.skill);
        if (reason.code === "shift-ends") expect(one.dutyEnd).toBe(reason.ends);
      }
    }),
    { numRuns: 300 },
  );
});

test("names decide nothing: shuffled, the same people come in the same order", () => {
  const place = fc.double({ min: -0.08, max: 0.08, noNaN: true, noDefaultInfinity: true });
  const apart = fc.uniqueArray(fc.tuple(place, place), { maxLength: 60, selector: String });
  fc.assert(fc.property(apart, travels, fc.infiniteStream(fc.nat()), (places, travel, lots) => {
    const ones: One[] = places.map(([y, x]) => ({ lat: PLACE.lat + y, lon: PLACE.lon + x }));
    const shuffled = ones.map((one) => ({ one, lot: lots.next().value! })).sort((a, b) => a.lot - b.lot)
      .map(({ one }) => one);
    const order = (crowd: readonly One[]) =>
      rank(TARGET, crowdOf(crowd), options({ travel, n: 20 })).ranked.map(({ seconds }) => seconds);
    expect(order(shuffled)).toEqual(order(ones));
  }));
});

test("it looks only at those who could be among the best", () => {
  const ones = Array.from({ length: 5_000 }, (_, i) => north(i * 4 - 10_000));
  const crowd = crowdOf(ones);
  rank(TARGET, crowd, options());
  expect(crowd.looked.count).toBeLessThan(600);
});
