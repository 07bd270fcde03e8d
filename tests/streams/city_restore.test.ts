import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { halvesOf } from "../../geo/cell.ts";
import type { Bounds } from "../../geo/place.ts";
import { FixBatch, UNCOUNTED } from "../../streams/batch.ts";
import { City } from "../../streams/city.ts";
import { type Window, WINDOWS } from "../../streams/wire.ts";

const BOUNDS: Bounds = [120, 36, 120.5, 36.5];
const START = Date.UTC(2026, 4, 1, 7, 53, 20);
const MINUTE = 60_000, HOUR = 60 * MINUTE;
const OPTIONS = { bounds: BOUNDS, liveMs: 15 * MINUTE };

const row = fc.record({
  worker: fc.integer({ min: 0, max: 9 }),
  ago: fc.oneof(fc.integer({ min: 0, max: 5 * MINUTE }), fc.integer({ min: 0, max: 25 * HOUR })),
  lat: fc.double({ min: 36.1, max: 36.12, noNaN: true }),
  lon: fc.double({ min: 120.1, max: 120.12, noNaN: true }),
});
const requests = fc.array(
  fc.record({
    after: fc.integer({ min: 0, max: 3 * HOUR }),
    rows: fc.array(row, { minLength: 1, maxLength: 8 }),
  }),
  { minLength: 1, maxLength: 12 },
);

function reported(city: City, resolution: number, window: Window): [string, number][] {
  const level = city.cells.level(resolution);
  return [...city.counts(resolution).fixes(window).entries()]
    .filter(([, count]) => count > 0)
    .map(([slot, count]): [string, number] => [level.cell(slot), count])
    .sort();
}

const shownOf = (city: City) =>
  city.nearestWorkers({ lat: 36.11, lon: 120.11 }, 99).map(({ slot: _, ...rest }) => rest)
    .sort((a, b) => a.worker.localeCompare(b.worker));

describe("a city that was stopped and restored from what is stored", () => {
  test("counts and shows what it would have, had it run on", () => {
    fc.assert(fc.property(requests, fc.integer({ min: 0, max: 2 * HOUR }), (history, pause) => {
      const city = new City({ ...OPTIONS, now: START });
      // What ClickHouse holds: fixes per minute and cell, and the newest fix of each worker that is no jump.
      const minutes = new Map<number, Map<string, number>>();
      let now = START;
      for (const { after, rows } of history) {
        now += after;
        const batch = new FixBatch("test", rows.length, now);
        for (const { worker, ago, lat, lon } of rows) {
          batch.worker[batch.size] = city.workers.slotOf(`w${worker}`);
          batch.time[batch.size] = now - ago;
          batch.lat[batch.size] = lat;
          batch.lon[batch.size++] = lon;
        }
        city.applyFixes(batch, now);
        for (let i = 0; i < batch.size; i++) {
          if ((batch.flags[i]! & UNCOUNTED) !== 0) continue;
          const minute = Math.floor(batch.time[i]! / MINUTE) * MINUTE;
          const cells = minutes.get(minute) ?? new Map<string, number>();
          minutes.set(minute, cells);
          const cell = city.cells.finest.cell(batch.cell[i]!);
          cells.set(cell, (cells.get(cell) ?? 0) + 1);
        }
      }
      const { workers } = city;
      const latest = Array.from({ length: workers.size }, (_, slot) => ({
        worker: workers.id(slot),
        time: workers.time[slot]!,
        lat: workers.lat[slot]!,
        lon: workers.lon[slot]!,
      })).filter((fix) => fix.time > 0);

      const later = now + pause;
      city.advance(later);
      const restored = new City({ ...OPTIONS, now: later });
      for (const [minute, cells] of minutes) {
        const halves = [...cells.keys()].map(halvesOf);
        const lo = Uint32Array.from(halves, ([half]) => half),
          hi = Uint32Array.from(halves, ([, half]) => half);
        restored.restoreFixes(minute, lo, hi, [...cells.values()]);
      }
      restored.restoreLatest(latest);

      for (const resolution of [6, 8, 10]) {
        for (const window of WINDOWS) {
          expect(reported(restored, resolution, window)).toEqual(reported(city, resolution, window));
        }
      }
      expect(shownOf(restored)).toEqual(shownOf(city));
      expect(restored.totals()).toEqual(city.totals());
    }));
  });

  test("knows a resent fix for a duplicate", () => {
    const city = new City({ ...OPTIONS, now: START });
    city.restoreLatest([{ worker: "w1", time: START - 1000, lat: 36.1, lon: 120.1 }]);
    const slot = city.workers.find("w1")!;
    expect(city.workers.isDuplicate(slot, START - 1000)).toBe(true);
    expect(city.workers.isDuplicate(slot, START - 999)).toBe(false);
  });
});

describe("WorkerTable.isDuplicate()", () => {
  test("knows the last sixteen times of each worker, and no other's", () => {
    fc.assert(fc.property(
      fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 40 }))),
      (asked) => {
        const { workers } = new City({ ...OPTIONS, now: START });
        const slots = ["a", "b", "c", "d"].map((id) => workers.slotOf(id));
        const accepted = slots.map((): number[] => []);
        for (const [who, time] of asked) {
          const known = accepted[who]!.slice(-16).includes(time);
          expect(workers.isDuplicate(slots[who]!, START + time)).toBe(known);
          if (!known) accepted[who]!.push(time);
        }
      },
    ));
  });
});
