/** A city without shifts: who is at work by fixes alone, who has gone home, and of whom somebody is told. */
import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { FieldWatch } from "../../dispatch/field_watch.ts";
import { type Shown, Stints } from "../../dispatch/stints.ts";
import { cellAt } from "../../geo/cell.ts";
import type { Alert } from "../../store/alert.ts";
import { alertRules } from "../../store/alert_rules.ts";
import { FixBatch } from "../../streams/batch.ts";
import { City } from "../../streams/city.ts";

const MINUTE = 60_000, T0 = Date.UTC(2026, 10, 27, 8), LAT = 36.15, LON = 120.2;
const RULES = { minutes: 30, offAfterMinutes: 240, homeMetres: 300 };
const north = (metres: number) => LAT + metres / 111_195;

type At = readonly [minute: number, metres: number];

/** Shown fixes of workers, by minute of the last one and metres from the depot. */
function shown(...workers: readonly At[]): Shown {
  return {
    size: workers.length,
    time: Float64Array.from(workers, ([minute]) => T0 + minute * MINUTE),
    lat: Float64Array.from(workers, ([, metres]) => north(metres)),
    lon: Float64Array.from(workers, () => LON),
  };
}

describe("a stint", () => {
  let stints: Stints;
  beforeEach(() => {
    stints = new Stints(RULES);
  });
  const quiet = (minute: number, ...workers: At[]) =>
    [...stints.quiet(shown(...workers), T0 + minute * MINUTE)].map(({ slot }) => slot);

  it("is silent from minutes after the last fix until it counts as gone", () => {
    quiet(0, [0, 0]);
    expect(quiet(60, [60, 2_000])).toEqual([]);
    expect(quiet(90, [60, 2_000]), "so long, and not longer").toEqual([]);
    expect(quiet(91, [60, 2_000])).toEqual([0]);
    expect(quiet(299, [60, 2_000])).toEqual([0]);
    expect(quiet(300, [60, 2_000]), "gone").toEqual([]);
  });

  it("that was no longer than silence is, is waited for by nobody", () => {
    quiet(0, [0, 0]);
    quiet(29, [29, 2_000]);
    expect(quiet(90, [29, 2_000])).toEqual([]);
    expect(quiet(0, [-Infinity, NaN]), "nor is whoever was never heard of").toEqual([]);
  });

  it("ends at once where it began, and goes on from there", () => {
    quiet(0, [0, 0]);
    quiet(60, [60, 200]);
    expect(quiet(100, [60, 200]), "parked at the depot").toEqual([]);
    quiet(120, [120, 5_000]);
    expect(quiet(151, [120, 5_000]), "the same stint after the break").toEqual([0]);
  });

  it("begins anew, and elsewhere, after whoever was gone is heard of again", () => {
    quiet(0, [0, 0]);
    quiet(60, [60, 2_000]);
    quiet(300, [300, 9_000]);
    quiet(340, [340, 9_100]);
    expect(quiet(400, [340, 9_100]), "home is where the new one began").toEqual([]);
    quiet(420, [420, 0]);
    expect(quiet(460, [420, 0])).toEqual([0]);
  });

  it("of somebody told of before a restart goes on to the same end, wherever it began", () => {
    stints.restore(0, T0);
    expect(quiet(100, [-Infinity, NaN])).toEqual([0]);
    expect(quiet(239, [-Infinity, NaN])).toEqual([0]);
    expect(quiet(240, [-Infinity, NaN])).toEqual([]);
  });

  it("that fell silent just before a restart is told of, and one that goes on has its home where it was then", () => {
    stints = new Stints(RULES, T0);
    const [silent, goes, began] = [[-10, 2_000], [-1, 0], [1, 0]] as const;
    expect(quiet(0, silent, goes)).toEqual([]);
    expect(quiet(20, silent, goes, began)).toEqual([]);
    expect(quiet(21, silent, [15, 3_000], began), "at work, because it was heard of before").toEqual([0]);
    expect(quiet(60, silent, [60, 50], began), "who came after the start, and went at once").toEqual([0]);
    expect(quiet(91, silent, [60, 50], began), "back where it was").toEqual([0]);
    expect(quiet(230, silent, [60, 50], began), "gone").toEqual([]);
  });

  it("has nobody silent who was just heard of or has long been gone, whatever the fixes", () => {
    const walk = fc.array(
      fc.record({ wait: fc.integer({ min: 0, max: 400 }), metres: fc.integer({ min: 0, max: 3_000 }) }),
      { minLength: 1, maxLength: 20 },
    );
    fc.assert(fc.property(walk, fc.integer({ min: 0, max: 400 }), (fixes, later) => {
      const one = new Stints(RULES);
      let minute = 0, began = 0, home = fixes[0]!.metres, last = { minute: 0, metres: home };
      fixes.forEach(({ wait, metres }, i) => {
        minute += i === 0 ? 0 : Math.max(1, wait);
        if (i > 0 && minute - last.minute >= 240) [began, home] = [minute, metres];
        last = { minute, metres };
        [...one.quiet(shown([minute, metres]), T0 + minute * MINUTE)];
      });
      const found = [...one.quiet(shown([last.minute, last.metres]), T0 + (minute + later) * MINUTE)];
      const wanted = later > 30 && later < 240 && last.minute - began >= 30 &&
        Math.abs(last.metres - home) > 300;
      // Within a metre of the border the two ways of measuring may differ.
      if (Math.abs(Math.abs(last.metres - home) - 300) > 1) expect(found.length).toBe(wanted ? 1 : 0);
    }));
  });
});

describe("rules", () => {
  it("that would leave nobody silent are refused in words", () => {
    const read = (silent: unknown) => alertRules.safeParse({ silent });
    expect(read({ minutes: 300, offAfterMinutes: 240 }).error?.issues[0]).toMatchObject({
      ...{ path: ["silent", "offAfterMinutes"], message: expect.stringContaining("longer than minutes") },
    });
    expect(read({ minutes: 300 }).success).toBe(true);
    expect(read({}).data?.silent, "nobody is told of who may just have gone home").toMatchObject({
      ...{ minutes: 30, offAfterMinutes: null, homeMetres: 300 },
    });
  });
});

describe("somebody in a city without shifts", () => {
  let city: City, field: FieldWatch, now: number;
  beforeEach(() => {
    now = T0;
    city = new City({ bounds: [120, 36, 121, 37], liveMs: 15 * MINUTE, now });
    field = watch(new Stints(RULES));
  });
  const watch = (stints: Stints | null) =>
    new FieldWatch(
      {
        ...{ city, roster: null, stints, from: T0, rules: alertRules.parse({}) },
        levels: { downTo: (areas: readonly string[]) => areas },
        whereIs: (place: { lat: number; lon: number }) => ({
          cell: cellAt(place),
          ...{ areas: ["s1"], names: ["街道"] },
        }),
        ...{ areasAt: () => ["s1"], areasOf: () => [], above: (code: string) => [code] },
        nameOfArea: (code: string) => code,
        accounts: () => ({ nameOf: () => undefined, areasOf: () => [] }),
      } as unknown as ConstructorParameters<typeof FieldWatch>[0],
    );
  const drive = (worker: string, metres: number, minutes: number) => {
    now += minutes * MINUTE;
    const batch = new FixBatch("test", 1, now);
    batch.size = 1;
    batch.worker[0] = city.workers.slotOf(worker);
    [batch.time[0], batch.lat[0], batch.lon[0], batch.accuracy[0]] = [now, north(metres), LON, 12];
    city.applyFixes(batch, now);
  };
  const told: Set<string> = new Set();
  const silent = () => field.silent(told, now).map(({ cause }) => cause);

  it("who stops on the way is told of by name and place, until gone; who parks at home is not", () => {
    for (const worker of ["v1", "v2"]) drive(worker, 0, 0);
    expect(silent()).toEqual([]);
    for (let i = 1; i <= 4; i++) {
      drive("v1", i * 500, 10);
      drive("v2", i === 4 ? 50 : i * 500, 0);
      expect(silent()).toEqual([]);
    }
    const last = now;
    now += 31 * MINUTE;
    expect(field.silent(told, now)).toMatchObject([{
      ...{ cause: "silent/v1", subject: { worker: "v1", areas: ["s1"] }, data: { last, where: ["街道"] } },
    }]);
    now = last + 240 * MINUTE;
    expect(silent()).toEqual([]);
  });

  it("goes on being silent after a restart, and nobody is waited for where the city wants that, or plays a recording", () => {
    const open = [{ kind: "silent", subject: { worker: "v9", areas: [] }, data: { last: T0 - 60 * MINUTE } }];
    const restored = watch(new Stints(RULES));
    restored.restore(open as unknown as Alert[], now);
    told.add("silent/v9");
    expect(restored.silent(told, now).map(({ cause }) => cause)).toEqual(["silent/v9"]);
    const nobody = watch(null);
    nobody.restore(open as unknown as Alert[], now);
    expect(nobody.silent(told, now)).toEqual([]);
  });
});
