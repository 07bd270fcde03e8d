import { describe, expect, test } from "vitest";
import { cellAt } from "../../geo/cell.ts";
import type { Bounds } from "../../geo/place.ts";
import { FixBatch, FLAG } from "../../streams/batch.ts";
import { caseSummary } from "./case_summary.ts";
import { City } from "../../streams/city.ts";
import type { IncidentRecord } from "../../streams/record.ts";
import { WORKER_STATE } from "../../streams/wire.ts";

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

test("a silent worker is shown where it was last seen for four times as long, and not when it is heard of again", () => {
  const city = new City({ bounds: BOUNDS, liveMs: 900_000, now: NOW });
  city.applyFixes(fixes(city, [{ worker: "w1", time: NOW }]), NOW);
  const tile = city.workers.tile[0]!;
  const shown = (now: number) => {
    city.advance(now);
    return [...city.shownInTile(tile)].map((slot) => city.workers.state[slot]);
  };
  expect(shown(NOW + 900_000)).toEqual([WORKER_STATE.free]);
  expect(shown(NOW + 900_001)).toEqual([WORKER_STATE.silent]);
  city.applyFixes(fixes(city, [{ worker: "w1", time: NOW + 1_000_000 }]), NOW + 1_000_000);
  expect(shown(NOW + 1_000_001)).toEqual([WORKER_STATE.free]);
  expect(shown(NOW + 1_000_000 + 4 * 900_000)).toEqual([WORKER_STATE.silent]);
  expect(shown(NOW + 1_000_001 + 4 * 900_000)).toEqual([]);
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

describe("cameras", () => {
  const camera = (id: string, lat: number, lon: number) => ({ id, name: id, lat, lon, streams: [] });
  const city = () => new City({ bounds: BOUNDS, liveMs: 900_000, now: NOW });

  test("are found near a place, nearest first, with their distance", () => {
    const some = city();
    some.applyCameras([
      camera("far", 36.4, 120.4),
      camera("near", 36.201, 120.2),
      camera("here", 36.2, 120.2),
    ]);
    const found = some.camerasNear({ lat: 36.2, lon: 120.2 }, 2);
    expect(found.map(({ id }) => id)).toEqual(["here", "near"]);
    expect(found[1]!.metres).toBeCloseTo(111.2, 1);
  });

  test("move when they are sent again, and are counted once", () => {
    const some = city();
    some.applyCameras([camera("a", 36.2, 120.2)]);
    some.applyCameras([camera("a", 36.4, 120.4)]);
    expect(some.totals().cameras).toBe(1);
    expect(some.cameras.in([120.1, 36.1, 120.3, 36.3])).toEqual([]);
    expect(some.cameras.in([120.3, 36.3, 120.5, 36.5])).toEqual([camera("a", 36.4, 120.4)]);
    expect(some.cameras.get("a")).toEqual(camera("a", 36.4, 120.4));
  });
});

describe("an assigned worker", () => {
  const record = (revision: number, status: IncidentRecord["status"]): IncidentRecord => ({
    id: "i1",
    source: "911",
    category: "fire",
    time: NOW,
    severity: 1,
    title: "Fire",
    status,
    lat: 36.2,
    lon: 120.2,
    cell: cellAt({ lat: 36.2, lon: 120.2 }),
    revision,
    received: NOW,
    updated: NOW,
  });
  const sent = (version: number, worker: string | null, lat = 36.2) =>
    caseSummary({
      source: "911",
      incident: "i1",
      worker,
      by: "Li",
      at: NOW,
      version,
      place: { lat, lon: 120.2 },
    });

  test("is busy while a case of theirs is in hand, whatever becomes of the incident", () => {
    const city = new City({ bounds: BOUNDS, liveMs: 900_000, now: NOW });
    city.applyFixes(fixes(city, [{ worker: "w1", time: NOW }]), NOW);
    const free = () => city.nearestWorkers({ lat: 36.2, lon: 120.2 }, 9, { freeOnly: true }).length;
    city.applyIncident(record(1, "open"));
    expect([free(), city.totals().unassigned]).toEqual([1, 1]);
    city.applyCase(sent(1, "w1"));
    expect([free(), city.totals().unassigned]).toEqual([0, 0]);
    const assignment = { source: "911", incident: "i1", worker: "w1", by: "Li", at: NOW };
    expect(city.incident("911", "i1")!.assignment).toEqual(assignment);
    city.applyIncident(record(2, "closed"));
    expect(free()).toBe(0);
    city.applyIncident(record(3, "open"));
    city.applyCase(sent(2, null));
    expect([free(), city.totals().unassigned]).toEqual([1, 1]);
    city.applyCase(sent(1, "w1"));
    expect(free()).toBe(1);
    expect(city.incident("911", "i1")!.assignment).toBeUndefined();
  });

  test("is free only when the last of several cases is out of their hands", () => {
    const city = new City({ bounds: BOUNDS, liveMs: 900_000, now: NOW });
    city.applyFixes(fixes(city, [{ worker: "w1", time: NOW }]), NOW);
    const free = () => city.nearestWorkers({ lat: 36.2, lon: 120.2 }, 9, { freeOnly: true }).length;
    city.applyCase(sent(1, "w1"));
    city.applyCase(caseSummary({ incident: "i2", worker: "w1" }));
    city.applyCase({ ...sent(2, "w1"), stage: "handled" });
    expect(free()).toBe(0);
    city.applyCase(caseSummary({ incident: "i2", worker: null, version: 2 }));
    expect(free()).toBe(1);
  });

  test("is busy before the first fix, when the record comes back after a restart", () => {
    const city = new City({ bounds: BOUNDS, liveMs: 900_000, now: NOW });
    city.applyIncident(record(2, "open"));
    city.applyCase(sent(3, "w1"));
    city.applyFixes(fixes(city, [{ worker: "w1", time: NOW, lat: 36.201 }]), NOW);
    expect(city.nearestWorkers({ lat: 36.2, lon: 120.2 }, 9)).toMatchObject([{
      state: WORKER_STATE.assigned,
    }]);
  });

  test("is on scene within 80 m of a case they were sent to, until they leave or it is over", () => {
    const city = new City({ bounds: BOUNDS, liveMs: 900_000, now: NOW });
    const states: number[] = [];
    const at = (seconds: number, lat: number) => {
      city.applyFixes(fixes(city, [{ worker: "w1", time: NOW + seconds * 1000, lat }]), NOW + seconds * 1000);
      states.push(city.workers.state[0]!);
    };
    city.applyCase(sent(1, "w1"));
    at(0, 36.205);
    at(60, 36.2008);
    at(120, 36.2006);
    city.applyCase(sent(2, "w1", 36.21));
    states.push(city.workers.state[0]!);
    at(240, 36.2098);
    city.applyCase({ ...sent(3, "w1", 36.21), stage: "handled" });
    states.push(city.workers.state[0]!);
    const { assigned, onScene, free } = WORKER_STATE;
    expect(states).toEqual([assigned, assigned, onScene, assigned, onScene, free]);
  });
});

test("a fix ahead of the clock, or too old, is flagged and not shown", () => {
  const city = new City({ bounds: BOUNDS, liveMs: 900_000, now: NOW });
  const batch = fixes(city, [
    { worker: "ahead", time: NOW + 60_001 },
    { worker: "just", time: NOW + 60_000 },
    { worker: "old", time: NOW - 900_001 },
    { worker: "late", time: NOW },
    { worker: "late", time: NOW - 1 },
  ]);
  city.applyFixes(batch, NOW);
  expect([...batch.flags]).toEqual([FLAG.future, 0, FLAG.old, 0, FLAG.late]);
  expect(city.totals().workers).toBe(2);
});
