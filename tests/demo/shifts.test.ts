import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { KIND, kindOf, KINDS } from "../../demo/kinds.ts";
import { DAY_MS, HOUR_MS, localDay } from "../../demo/rhythm.ts";
import { Duties, NO_SHIFT, shiftOn, SHIFTS } from "../../demo/shifts.ts";

const WEDNESDAY = Date.UTC(2026, 10, 25) - 8 * HOUR_MS, SATURDAY = WEDNESDAY + 3 * DAY_MS;
const MANY = 5_000;

/** Per cent of all workers who are on duty at a local hour. */
function onDuty(midnight: number, hour: number): number {
  const duties = new Duties(1), time = midnight + hour * HOUR_MS;
  let on = 0;
  for (let worker = 0; worker < MANY; worker++) {
    duties.seek(0, worker, time);
    if (duties.from[0]! <= time) on++;
  }
  return on / MANY * 100;
}

describe("Shifts", () => {
  it("have six in ten on duty in a working morning, one in six in the evening, one in twelve at night", () => {
    const share = (hour: number) => onDuty(WEDNESDAY, hour);
    expect(share(10)).toBeGreaterThan(58);
    expect(share(10)).toBeLessThan(70);
    expect(share(16)).toBeGreaterThan(48);
    expect(share(20)).toBeGreaterThan(12);
    expect(share(20)).toBeLessThan(22);
    expect(share(3)).toBeGreaterThan(6);
    expect(share(3)).toBeLessThan(12);
    // Early shift and late shift meet for half an hour.
    expect(share(14.25)).toBeGreaterThan(share(13.5) + 4);
    expect(share(14.25)).toBeGreaterThan(share(15) + 4);
  });

  it("have far fewer on duty on a day off, and as many at night", () => {
    expect(onDuty(SATURDAY, 10)).toBeLessThan(onDuty(WEDNESDAY, 10) * 0.55);
    expect(onDuty(SATURDAY, 3)).toBeGreaterThan(onDuty(WEDNESDAY, 3) * 0.7);
  });

  it("are the next one that ends after an instant: nobody is asked to work without an end, or far from now", () => {
    const duties = new Duties(1);
    fc.assert(fc.property(fc.nat(500_000), fc.integer({ min: 0, max: 40 * 24 * 60 }), (worker, minutes) => {
      const time = WEDNESDAY + minutes * 60_000;
      duties.seek(0, worker, time);
      const [from, mealFrom, mealTo, to] = [duties.from, duties.mealFrom, duties.mealTo, duties.to].map((c) =>
        c[0]!
      ) as [number, number, number, number];
      expect(to).toBeGreaterThan(time);
      expect(to - from).toBeLessThan(10.5 * HOUR_MS);
      expect(mealFrom).toBeGreaterThanOrEqual(from);
      expect(mealTo).toBeLessThan(to);
      // Asked a moment before it ends, it is the same shift.
      duties.seek(0, worker, to - 1);
      expect(duties.from[0]).toBe(from);
    }));
  });

  it("never overlap, and leave eight hours of rest after one of eight hours or more", () => {
    const duties = new Duties(1);
    fc.assert(fc.property(fc.nat(500_000), fc.nat(60), (worker, days) => {
      duties.seek(0, worker, WEDNESDAY + days * DAY_MS);
      const ended = duties.to[0]!, long = ended - duties.from[0]! > 7 * HOUR_MS;
      duties.seek(0, worker, ended);
      expect(duties.from[0]! - ended).toBeGreaterThan(long ? 8 * HOUR_MS : 0);
    }));
  });

  it("are kept for a week, Monday to Sunday", () => {
    for (let worker = 0; worker < 300; worker++) {
      const monday = localDay(WEDNESDAY) - 2;
      const kept = new Set(Array.from({ length: 7 }, (_, d) => shiftOn(worker, monday + d)));
      kept.delete(NO_SHIFT);
      expect(kept.size).toBeLessThanOrEqual(1);
    }
  });

  it("of part-time helpers are short and without a meal", () => {
    for (let worker = 0; worker < 2_000; worker++) {
      const shift = shiftOn(worker, localDay(WEDNESDAY));
      if (shift === NO_SHIFT) continue;
      const { from, to, meal } = SHIFTS[shift]!;
      expect(kindOf(worker) === KIND.partTime).toBe(meal === undefined);
      if (!meal) expect(to - from).toBeLessThanOrEqual(240);
    }
  });
});

describe("Kinds", () => {
  it("are dealt out as the table says", () => {
    const counts = [0, 0, 0];
    for (let worker = 0; worker < 20_000; worker++) counts[kindOf(worker)]!++;
    KINDS.forEach(({ share }, kind) => expect(counts[kind]! / 20_000).toBeCloseTo(share, 1));
  });
});
