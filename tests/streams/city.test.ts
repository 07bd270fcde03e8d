import { expect, test } from "vitest";
import type { Bounds } from "../../geo/place.ts";
import { FixBatch, FLAG } from "../../streams/batch.ts";
import { City } from "../../streams/city.ts";

const BOUNDS: Bounds = [120, 36, 120.5, 36.5];
const NOW = Date.UTC(2026, 4, 1, 8);

function fixes(city: City, rows: { worker: string; time: number; lat?: number; lon?: number }[]): FixBatch {
  const batch = new FixBatch("test", rows.length, NOW);
  for (const { worker, time, lat = 36.2, lon = 120.2 } of rows) {
    const row = batch.size++;
    batch.worker[row] = city.workers.slotOf(worker);
    batch.time[row] = time;
    batch.lat[row] = lat;
    batch.lon[row] = lon;
  }
  return batch;
}

test("applyFixes() shows the newest fix of a worker in its cell, at every resolution", () => {
  const city = new City({ bounds: BOUNDS, liveMs: 900_000, now: NOW });
  const batch = fixes(city, [{ worker: "w1", time: NOW - 1000 }]);
  city.applyFixes(batch, NOW);
  expect(batch.flags[0]).toBe(0);
  for (const resolution of [6, 7, 8, 9, 10]) {
    const slot = city.cells.climb(batch.cell[0]!, resolution);
    expect(city.counts(resolution).workers[slot]).toBe(1);
    expect(city.counts(resolution).fixes(15)[slot]).toBe(1);
  }
  expect(city.totals().workers).toBe(1);
  expect(city.nearestWorkers({ lat: 36.2, lon: 120.2 }, 3)).toMatchObject([{
    worker: "w1",
    ageMs: 1000,
    state: 0,
  }]);
});

test("a worker goes silent once the shown fix is older than the city's limit, and not a millisecond before", () => {
  const city = new City({ bounds: BOUNDS, liveMs: 900_000, now: NOW });
  city.applyFixes(fixes(city, [{ worker: "w1", time: NOW }]), NOW);
  city.advance(NOW + 900_000);
  expect(city.totals().workers).toBe(1);
  city.advance(NOW + 900_001);
  expect(city.totals().workers).toBe(0);
  expect(city.nearestWorkers({ lat: 36.2, lon: 120.2 }, 3)).toEqual([]);
});

test("a jump is held until a second fix agrees with it", () => {
  const city = new City({ bounds: BOUNDS, liveMs: 900_000, now: NOW });
  const batch = fixes(city, [
    { worker: "w1", time: NOW - 30_000 },
    { worker: "w1", time: NOW - 20_000, lat: 36.4 },
    { worker: "w1", time: NOW - 10_000, lat: 36.4001 },
  ]);
  city.applyFixes(batch, NOW);
  expect([...batch.flags]).toEqual([0, FLAG.jump, 0]);
  expect(city.workers.lat[0]).toBe(36.4001);
});
