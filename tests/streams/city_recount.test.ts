import fc from "fast-check";
import { expect, test } from "vitest";
import { cellAt, FINEST, parentOf } from "../../geo/cell.ts";
import { type Bounds, metresBetween } from "../../geo/place.ts";
import { FixBatch } from "../../streams/batch.ts";
import { City } from "../../streams/city.ts";
import { passes } from "../../streams/incident_filter.ts";
import type { IncidentRecord } from "../../streams/record.ts";
import { WINDOWS, WORKER_STATE } from "../../streams/wire.ts";
import { caseSummary } from "./case_summary.ts";
import { type Counts, type Fix, Model } from "./city_model.ts";

const BOUNDS: Bounds = [120, 36, 120.5, 36.5];
const START = Date.UTC(2026, 4, 1, 7, 53, 20);
const LIVE = 900_000;
const RESOLUTIONS = [6, 7, 8, 9, 10];
const FILTERS = [
  { categories: ["waste"], sources: [] },
  { categories: ["noise", "water"], sources: ["test"] },
  { categories: [], sources: ["elsewhere"] },
];
const MINUTE = 60_000, HOUR = 60 * MINUTE;

type Step =
  | { kind: "fixes"; rows: { worker: number; ago: number; place: { lat: number; lon: number } }[] }
  | { kind: "advance"; by: number }
  | {
    kind: "incident";
    id: number;
    ago: number;
    place: { lat: number; lon: number };
    category: string;
    status: IncidentRecord["status"];
    older: boolean;
  }
  | {
    kind: "case";
    id: number;
    worker: number | null;
    place: { lat: number; lon: number };
    older: boolean;
  };

/** Corners that are a walk, a drive and a jump apart, with some spread around them. */
const place = fc.record({
  lat: fc.tuple(fc.constantFrom(36.1, 36.101, 36.11, 36.4), fc.double({ min: 0, max: 0.002, noNaN: true }))
    .map(([at, by]) => at + by),
  lon: fc.tuple(fc.constantFrom(120.1, 120.101, 120.4), fc.double({ min: 0, max: 0.002, noNaN: true }))
    .map(([at, by]) => at + by),
});
const worker = fc.integer({ min: 0, max: 5 });
const incident = fc.integer({ min: 0, max: 4 });
const ago = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 2 * MINUTE }) },
  { weight: 2, arbitrary: fc.integer({ min: -2 * MINUTE, max: 20 * MINUTE }) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 26 * HOUR }) },
);
const row = fc.record({ worker, ago, place });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant("fixes" as const),
      rows: fc.array(row, { minLength: 1, maxLength: 6 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("advance" as const),
      by: fc.oneof(
        { weight: 4, arbitrary: fc.integer({ min: 1, max: 2 * MINUTE }) },
        { weight: 3, arbitrary: fc.integer({ min: 1, max: 20 * MINUTE }) },
        { weight: 1, arbitrary: fc.integer({ min: 1, max: 30 * HOUR }) },
      ),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("incident" as const),
      id: incident,
      ago,
      place,
      category: fc.constantFrom("waste", "water", "noise"),
      status: fc.constantFrom("open" as const, "open" as const, "closed" as const, "withdrawn" as const),
      older: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("case" as const),
      id: incident,
      worker: fc.option(worker, { freq: 3 }),
      place,
      older: fc.boolean(),
    }),
  },
);

function play(steps: Step[], check: (city: City, model: Model) => void): void {
  const city = new City({ bounds: BOUNDS, liveMs: LIVE, now: START });
  const model = new Model(START, LIVE);
  for (const each of steps) {
    apply(each, city, model);
    check(city, model);
  }
}

function apply(step: Step, city: City, model: Model): void {
  if (step.kind === "advance") {
    model.now += step.by;
    city.advance(model.now);
  } else if (step.kind === "fixes") {
    const batch = new FixBatch("test", step.rows.length, model.now);
    for (const { worker, ago, place } of step.rows) {
      const fix: Fix = { worker: `w${worker}`, time: model.now - ago, ...place };
      model.fixes.push({ ...fix, at: model.now });
      batch.worker[batch.size] = city.workers.slotOf(fix.worker);
      batch.time[batch.size] = fix.time;
      batch.lat[batch.size] = fix.lat;
      batch.lon[batch.size++] = fix.lon;
    }
    city.applyFixes(batch, model.now);
    const judged = model.judge().judged.slice(-batch.size);
    expect([...batch.flags]).toEqual(judged.map((fix) => fix.flags));
    expect([...batch.cell].map((slot) => city.cells.finest.cell(slot)))
      .toEqual(judged.map((fix) => cellAt(fix)));
  } else if (step.kind === "incident") {
    const id = `i${step.id}`;
    const known = model.incidents().find((record) => record.id === id);
    // The ledger sends revisions in order; the city forgets a closed incident after a day, and its revision with it.
    const forgotten = known && known.status !== "open" && known.time < model.now - 24 * HOUR;
    const revision = step.older && !forgotten ? known?.revision ?? 1 : (known?.revision ?? 0) + 1;
    const record: IncidentRecord = {
      id,
      source: "test",
      category: step.category,
      time: model.now - step.ago,
      severity: 2,
      title: "t",
      status: step.status,
      ...step.place,
      cell: cellAt(step.place),
      revision,
      received: model.now,
      updated: model.now,
    };
    model.records.push(record);
    city.applyIncident(record);
  } else {
    const incident = `i${step.id}`;
    const before = model.cases.get(`c-${incident}`);
    const c = caseSummary({
      incident,
      worker: step.worker === null ? null : `w${step.worker}`,
      at: model.now,
      place: step.place,
      version: step.older ? before?.version ?? 1 : (before?.version ?? 0) + 1,
    });
    if (!before || before.version < c.version) model.cases.set(c.id, c);
    city.applyCase(c);
  }
}

function counted(city: City, resolution: number, column: Uint32Array): Counts {
  const level = city.cells.level(resolution);
  const counts: Counts = new Map();
  for (let slot = 0; slot < column.length; slot++) {
    if (column[slot] !== 0) counts.set(level.cell(slot), column[slot]!);
  }
  return counts;
}

const sum = (counts: Counts) => [...counts.values()].reduce((a, b) => a + b, 0);

test(
  "after any history, every count of every resolution, window and filter equals a recount from scratch",
  () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 40 }), (steps) => {
        play(steps, (city, model) => {
          for (const resolution of RESOLUTIONS) {
            const counts = city.counts(resolution);
            expect(counted(city, resolution, counts.workers)).toEqual(model.workers(resolution));
            expect(counted(city, resolution, counts.open)).toEqual(model.open(resolution));
            for (const window of WINDOWS) {
              expect(counted(city, resolution, counts.incidents(window)))
                .toEqual(model.arrived(resolution, window));
              expect(counted(city, resolution, counts.fixes(window)))
                .toEqual(model.reported(resolution, window));
            }
          }
          for (const filter of FILTERS) {
            const kept = (one: IncidentRecord) => passes(filter, one);
            for (const resolution of [6, 10]) {
              const counts = city.counts(resolution, filter);
              expect(counted(city, resolution, counts.open)).toEqual(model.open(resolution, kept));
              for (const window of WINDOWS) {
                expect(counted(city, resolution, counts.incidents(window)))
                  .toEqual(model.arrived(resolution, window, kept));
              }
            }
          }
          const open = model.incidents().filter((record) => record.status === "open");
          expect(city.totals(model.now)).toEqual({
            workers: model.live().length,
            incidents: open.length,
            unassigned: open.filter((record) => !record.assignment).length,
            arrived: WINDOWS.map((window) => sum(model.arrived(6, window))),
            cameras: 0,
          });
        });
      }),
      { numRuns: 400 },
    );
  },
  120_000,
);

test("after any history, every worker is where, and in the state, that the record says", () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 40 }), (steps) => {
      const seen = new Map<string, string>();
      const versions = new Map<string, number>();
      play(steps, (city, model) => {
        const live = model.live(), busy = model.busy(), there = model.onScene();
        const stateOf = (id: string) =>
          there.has(id) ? WORKER_STATE.onScene : busy.has(id) ? WORKER_STATE.assigned : WORKER_STATE.free;
        const slotOf = (id: string) => city.workers.find(id)!;
        const at = { lat: 36.105, lon: 120.105 };
        const near = live.map((fix) => ({
          worker: fix.worker,
          metres: metresBetween(at.lat, at.lon, fix.lat, fix.lon),
          ageMs: model.now - fix.time,
          state: stateOf(fix.worker),
        })).sort((a, b) => a.metres - b.metres || slotOf(a.worker) - slotOf(b.worker));
        expect(city.nearestWorkers(at, 10)).toMatchObject(near);
        expect(city.nearestWorkers(at, 2, { freeOnly: true }).map((one) => one.worker))
          .toEqual(
            near.filter((one) => one.state === WORKER_STATE.free).slice(0, 2).map((one) => one.worker),
          );
        for (const resolution of RESOLUTIONS) {
          for (const [cell, count] of model.workers(resolution)) {
            const inside = city.workersIn(cell, 99);
            expect(inside.map((one) => one.worker).sort())
              .toEqual(live.filter((fix) => climb(fix, resolution) === cell).map((fix) => fix.worker).sort());
            expect(inside.length).toBe(count);
          }
          for (const [cell, count] of model.open(resolution)) {
            expect(city.incidentsIn(cell).length).toBe(count);
          }
        }
        for (let tile = 0; tile < city.cells.level(6).size; tile++) {
          const inside = live.filter((fix) => climb(fix, 6) === city.cells.level(6).cell(tile));
          expect([...city.workersInTile(tile)].map((slot) => city.workers.id(slot)).sort())
            .toEqual(inside.map((fix) => fix.worker).sort());
          const silent = model.silent().filter((fix) => climb(fix, 6) === city.cells.level(6).cell(tile));
          expect([...city.shownInTile(tile)].map((slot) => city.workers.id(slot)).sort())
            .toEqual([...inside, ...silent].map((fix) => fix.worker).sort());
        }
        // Whatever a screen shows of a worker has not changed unless the version has.
        for (let slot = 0; slot < city.workers.size; slot++) {
          const id = city.workers.id(slot);
          const { lat, lon, state, time, version } = city.workers;
          const look = [lat[slot], lon[slot], time[slot], state[slot], city.workers.tile[slot]].join();
          if (seen.get(id) !== look && seen.has(id)) expect(version[slot]).not.toBe(versions.get(id));
          seen.set(id, look);
          versions.set(id, version[slot]!);
        }
      });
    }),
    { numRuns: 300 },
  );
}, 120_000);

function climb(fix: Fix, resolution: number): string {
  return resolution === FINEST ? cellAt(fix) : parentOf(cellAt(fix), resolution);
}
