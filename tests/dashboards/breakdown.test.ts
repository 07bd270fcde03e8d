import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { breakdown, type BreakdownInput, type Usual } from "../../dashboards/breakdown.ts";
import { cellAt, parentOf, placeOf } from "../../geo/cell.ts";
import type { IncidentRecord } from "../../streams/record.ts";

const NOW = Date.UTC(2026, 10, 25, 4);
const MINUTE = 60_000;
let number = 0;

function incident(more: Partial<IncidentRecord> = {}): IncidentRecord {
  const place = { lat: more.lat ?? 36.1, lon: more.lon ?? 120.35 };
  return {
    ...{
      id: String(++number),
      source: "patrol",
      category: "E01-10",
      severity: 3,
      title: "t",
      status: "open",
    },
    ...{ time: NOW - 5 * MINUTE, received: NOW, updated: NOW, revision: 1, cell: cellAt(place) },
    ...place,
    ...more,
  } as IncidentRecord;
}

const ask = (incidents: IncidentRecord[], more: Partial<BreakdownInput> = {}) =>
  breakdown({
    incidents,
    now: NOW,
    window: 60,
    usual: null,
    // West and east of a meridian.
    districtAt: (_lat, lon) => lon < 120.4 ? 0 : lon < 120.5 ? 1 : undefined,
    districts: [{ code: "W", name: "西 · West" }, { code: "E", name: "东 · East" }],
    placeOf,
    cells: 400,
    ...more,
  });

const usual = (categories: Record<string, number>, cells: Record<string, number> = {}): Usual => ({
  basis: "weeks",
  categories: new Map(Object.entries(categories)),
  cells: new Map(Object.entries(cells)),
});

describe("breakdown()", () => {
  test("of a part of the city counts and compares only what lies in it", () => {
    const west = { lat: 36.1, lon: 120.35 }, east = { lat: 36.1, lon: 120.45 };
    const hot = (place: { lat: number; lon: number }) => Array.from({ length: 12 }, () => incident(place));
    const known = usual({ "E01-10": 4 }, { [parentOf(cellAt(west), 8)]: 1, [parentOf(cellAt(east), 8)]: 1 });
    const all = ask([...hot(west), ...hot(east)], { usual: known });
    const part = ask([...hot(west), ...hot(east)], { usual: known, within: (_lat, lon) => lon < 120.4 });
    expect([all.total, part.total]).toEqual([24, 12]);
    expect([all.hottest.length, part.hottest.map(({ cell }) => cell)]).toEqual([2, [
      parentOf(cellAt(west), 8),
    ]]);
    // What is usual by category is known of the whole city only.
    expect([all.categories[0]!.usual, part.categories[0]!.usual]).toEqual([4, null]);
  });

  test("counts what came in during the window, whatever became of it, and nothing else", () => {
    const answer = ask([
      incident(),
      incident({ category: "E05-04", severity: 1, lon: 120.45, status: "closed" }),
      incident({ time: NOW - 61 * MINUTE }),
      incident({ time: NOW + MINUTE }),
      incident({ lon: 120.9 }),
    ]);
    expect(answer.total).toBe(3);
    expect(answer.categories.map(({ code, count, severe }) => [code, count, severe])).toEqual([
      ["E01-10", 2, 0],
      ["E05-04", 1, 1],
    ]);
    expect(answer.districts.map(({ code, count }) => [code, count])).toEqual([["E", 1], ["W", 1]]);
  });

  test("adds up: categories give the total, districts what lies in one", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            category: fc.constantFrom("a", "b", "c"),
            lon: fc.double({ min: 120.3, max: 120.7, noNaN: true }),
            minutes: fc.integer({ min: 0, max: 120 }),
            severity: fc.constantFrom(1, 2, 3, 4),
          }),
          { maxLength: 60 },
        ),
        (rows) => {
          const answer = ask(
            rows.map(({ minutes, ...row }) => incident({ ...row, time: NOW - minutes * MINUTE } as never)),
          );
          const sum = (list: readonly { count: number }[]) => list.reduce((all, { count }) => all + count, 0);
          expect(sum(answer.categories)).toBe(answer.total);
          expect(answer.total).toBe(rows.filter(({ minutes }) => minutes < 60).length);
          expect(sum(answer.districts)).toBe(
            rows.filter(({ minutes, lon }) => minutes < 60 && lon < 120.5).length,
          );
          for (const { count, severe } of answer.categories) expect(severe).toBeLessThanOrEqual(count);
        },
      ),
    );
  });

  test("says what is usual, and that nothing is known without history", () => {
    const cell = parentOf(cellAt({ lat: 36.1, lon: 120.35 }), 8);
    const answer = ask([incident()], { usual: usual({ "E01-10": 4 }, { [cell]: 2.5 }) });
    expect(answer.categories[0]!.usual).toBe(4);
    expect(answer.districts.find(({ code }) => code === "W")!.usual).toBe(2.5);
    expect(answer.districts.find(({ code }) => code === "E")!.usual).toBe(0);
    expect(ask([incident()]).categories[0]!.usual).toBeNull();
    expect(ask([incident()]).against).toBe("neighbours");
  });
});

describe("the hottest cells", () => {
  const burst = (n: number, more: Partial<IncidentRecord> = {}) =>
    Array.from({ length: n }, (_, i) => incident({ time: NOW - (n - i) * MINUTE, ...more }));
  const cell = parentOf(cellAt({ lat: 36.1, lon: 120.35 }), 8);

  test("are those with far more than usual, with the reason", () => {
    const found = ask(
      [...burst(9, { category: "E05-04", severity: 2, address: "东海路 1 号 · 1 Donghai Road" }), incident()],
      { usual: usual({}, { [cell]: 1 }) },
    ).hottest;
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({
      ...{ cell, count: 10, usual: 1, category: "E05-04", categoryCount: 9, worst: 2 },
      ...{
        since: NOW - 9 * MINUTE,
        rising: true,
        address: "东海路 1 号 · 1 Donghai Road",
        district: "西 · West",
      },
    });
  });

  test("are not those where so much is usual, nor a chance pair", () => {
    expect(ask(burst(10), { usual: usual({}, { [cell]: 9 }) }).hottest).toEqual([]);
    expect(ask(burst(2), { usual: usual({}) }).hottest).toEqual([]);
  });

  test("are found among the neighbours while there is no history", () => {
    const scattered = Array.from({ length: 20 }, (_, i) => incident({ lat: 36 + i * 0.02, lon: 120.2 }));
    const found = ask([...scattered, ...burst(14)]);
    expect(found.hottest.map((hot) => hot.cell)).toContain(cell);
    expect(found.hottest[0]!.usual).toBeNull();
  });

  test("hold the false discovery rate: chance alone rarely makes one", () => {
    let alarms = 0;
    const random = (() => {
      let s = 7;
      return () => (s = (s * 16807) % 2147483647) / 2147483647;
    })();
    for (let day = 0; day < 60; day++) {
      const means: Record<string, number> = {}, rows: IncidentRecord[] = [];
      for (let i = 0; i < 200; i++) {
        const place = { lat: 36 + (i % 20) * 0.02, lon: 120 + Math.floor(i / 20) * 0.025 };
        const at = cellAt(place);
        means[parentOf(at, 8)] = 0.5;
        // A Poisson count with the mean 0.5.
        for (let left = Math.exp(-0.5), p = random(); p > left; p *= random()) {
          rows.push(incident({ ...place, cell: at }));
        }
      }
      alarms += ask(rows, { usual: usual({}, means), cells: 200 }).hottest.length;
    }
    expect(alarms).toBeLessThan(12);
  });
});
