/** Nobody sees who is off duty: the live city with a roster, against what plain lists say. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { cellAt } from "../../geo/cell.ts";
import type { Bounds } from "../../geo/place.ts";
import { Roster } from "../../dispatch/roster.ts";
import { FixBatch } from "../../streams/batch.ts";
import { City } from "../../streams/city.ts";
import { WorkersRoom } from "../../streams/workers_room.ts";
import { WorkerTable } from "../../streams/workers.ts";

const BOUNDS: Bounds = [120, 36, 120.5, 36.5];
const NOW = Date.UTC(2026, 4, 1, 8), MINUTE = 60_000, LIVE = 15 * MINUTE;
const PLACE = { lat: 36.2, lon: 120.2 };
const CELL = cellAt(PLACE, 9);

function open() {
  const workers = new WorkerTable(), roster = new Roster();
  const city = new City({ bounds: BOUNDS, liveMs: LIVE, workers, duty: roster, now: NOW });
  const send = (worker: string, time: number, now = time) => {
    const batch = new FixBatch("test", 1, now);
    batch.size = 1;
    batch.worker[0] = workers.slotOf(worker);
    batch.time[0] = time;
    batch.lat[0] = PLACE.lat;
    batch.lon[0] = PLACE.lon;
    city.applyFixes(batch, now);
    return batch;
  };
  const put = (worker: string, from: number, to: number) =>
    roster.put(workers.slotOf(worker), NOW + from * MINUTE, NOW + to * MINUTE);
  return { city, roster, workers, send, put };
}

/** Everything by which somebody could be seen. */
function seen({ city, workers }: Pick<ReturnType<typeof open>, "city" | "workers">, worker: string) {
  const slot = workers.slotOf(worker), tile = city.cells.level(6).slotOf(cellAt(PLACE, 6))!;
  const ids = (list: Iterable<number>) => [...list].map((one) => workers.id(one));
  return {
    live: city.nearestWorkers(PLACE, 9).some((one) => one.worker === worker),
    inCell: city.workersIn(CELL, 9).some((one) => one.worker === worker),
    onMap: ids(city.shownInTile(tile)).includes(worker),
    placed: workers.time[slot]! > -Infinity,
  };
}
const SEEN = { live: true, inCell: true, onMap: true, placed: true };
const SILENT = { live: false, inCell: false, onMap: true, placed: true };
const UNSEEN = { live: false, inCell: false, onMap: false, placed: false };

test("at the end of the shift a worker leaves map, cell, counts and candidates; what was counted stays counted", () => {
  const one = open();
  one.put("w1", -60, 5);
  one.send("w1", NOW + 4 * MINUTE);
  expect(seen(one, "w1")).toEqual(SEEN);
  one.city.advance(NOW + 5 * MINUTE - 1);
  expect(seen(one, "w1")).toEqual(SEEN);
  one.city.advance(NOW + 5 * MINUTE + 1);
  expect(seen(one, "w1")).toEqual(UNSEEN);
  expect(one.city.totals().workers).toBe(0);
  expect(one.city.silentIn(CELL)).toBe(0);
  const slot = one.city.cells.level(9).slotOf(CELL)!;
  expect(one.city.counts(9).fixes(60)[slot]).toBe(1);
});

test("who fell silent on duty leaves the map with the end of the shift too", () => {
  const one = open();
  one.put("w1", -60, 40);
  one.send("w1", NOW);
  one.city.advance(NOW + 20 * MINUTE);
  expect(seen(one, "w1")).toEqual(SILENT);
  one.city.advance(NOW + 40 * MINUTE + 1);
  expect(seen(one, "w1")).toEqual(UNSEEN);
});

test("a shift that follows at once goes on; one ended early ends at once; one ended later ends then", () => {
  const one = open();
  one.put("w1", -60, 5);
  one.put("w1", 5, 60);
  one.send("w1", NOW + 4 * MINUTE);
  one.city.advance(NOW + 6 * MINUTE);
  expect(seen(one, "w1")).toEqual(SEEN);
  one.send("w1", NOW + 7 * MINUTE);
  one.put("w1", 5, 9);
  one.city.dutyShortened([0], NOW + 7 * MINUTE + 1);
  expect(seen(one, "w1")).toEqual(SEEN);
  one.city.advance(NOW + 9 * MINUTE + 1);
  expect(seen(one, "w1")).toEqual(UNSEEN);
  one.put("w2", -60, 60);
  one.send("w2", NOW + 10 * MINUTE);
  one.put("w2", -60, 10);
  one.city.dutyShortened([1], NOW + 10 * MINUTE + 1);
  expect(seen(one, "w2")).toEqual(UNSEEN);
});

test("fixes of a shift that is over are counted when a phone delivers them, and show nobody", () => {
  const one = open();
  one.put("w1", -60, 5);
  const late = one.send("w1", NOW + 3 * MINUTE, NOW + 8 * MINUTE);
  expect(late.flags[0]).toBe(0);
  expect(seen(one, "w1")).toEqual(UNSEEN);
  expect(one.city.counts(9).fixes(15)[one.city.cells.level(9).slotOf(CELL)!]).toBe(1);
});

test("after a restart nobody is shown where they were in a shift that is over", () => {
  const one = open();
  one.put("w1", -60, -1);
  one.put("w2", -60, 60);
  one.city.restoreLatest(["w1", "w2", "w3"].map((worker) => ({ worker, time: NOW - 2 * MINUTE, ...PLACE })));
  expect(["w1", "w2", "w3"].map((worker) => seen(one, worker))).toEqual([UNSEEN, SEEN, UNSEEN]);
});

test("a screen that comes between two ticks is not told the place of who has just gone", () => {
  const one = open();
  one.put("w1", -60, 5);
  one.send("w1", NOW + 4 * MINUTE);
  const room = new WorkersRoom(one.city.cells.level(6).slotOf(cellAt(PLACE, 6))!, BOUNDS, one.city);
  room.advance(NOW + 4 * MINUTE);
  const slots = (section: Uint8Array) => new DataView(section.buffer, section.byteOffset).getUint32(20, true);
  const before = slots(room.whole(NOW + 4 * MINUTE + 1));
  one.city.advance(NOW + 6 * MINUTE);
  expect([before, slots(room.whole(NOW + 6 * MINUTE))]).toEqual([1, 0]);
});

type Event =
  & { at: number; worker: string }
  & (
    | { kind: "fix"; age: number }
    | { kind: "shift"; length: number }
    | { kind: "end"; in: number }
  );

const event: fc.Arbitrary<Event> = fc.tuple(
  fc.record({ at: fc.integer({ min: 0, max: 200 }), worker: fc.constantFrom("w1", "w2", "w3") }),
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ kind: fc.constant("fix" as const), age: fc.nat(10) }) },
    {
      weight: 2,
      arbitrary: fc.record({ kind: fc.constant("shift" as const), length: fc.integer({ min: 1, max: 60 }) }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("end" as const), in: fc.nat(20) }) },
  ),
).map(([first, then]) => ({ ...first, ...then }) as Event);

test("whatever happens, somebody is seen only while on duty, and is live while heard of", () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 60 }), (events) => {
      const one = open();
      const shown = new Map<string, number>();
      const holds = (worker: string, time: number) => one.roster.holds(one.workers.slotOf(worker), time);
      let left = events.toSorted((a, b) => a.at - b.at);
      for (let minute = 0; minute <= 300; minute++) {
        const now = NOW + minute * MINUTE + 1;
        one.city.advance(now);
        for (; left[0]?.at === minute; left = left.slice(1)) {
          const { worker, ...what } = left[0]!, slot = one.workers.slotOf(worker);
          const [running] = one.roster.of(slot, now, now + 1);
          if (what.kind === "shift") {
            const ends = now + what.length * MINUTE;
            if ([...one.roster.of(slot, now, ends)].length === 0) one.roster.put(slot, now, ends);
          } else if (what.kind === "end" && running) {
            const ends = Math.min(running.ends, now + what.in * MINUTE);
            if (one.roster.put(slot, running.starts, Math.max(running.starts, ends))) {
              one.city.dutyShortened([slot], now);
            }
          } else if (what.kind === "fix") {
            const time = now - what.age * MINUTE;
            // The gate.
            if (!holds(worker, time)) {
              continue;
            }
            one.send(worker, time, now);
            if (holds(worker, now) && time > (shown.get(worker) ?? -Infinity)) shown.set(worker, time);
          }
        }
        one.city.advance(now + 1_000);
        for (const worker of ["w1", "w2", "w3"]) {
          const time = shown.get(worker);
          const on = time !== undefined && one.roster.endOf(one.workers.slotOf(worker), time) > now + 1_000;
          if (!on) shown.delete(worker);
          const expected = !on ? UNSEEN : now + 1_000 - time <= LIVE ? SEEN : SILENT;
          const is = seen(one, worker);
          if (expected === SILENT) expect({ ...is, onMap: true }).toEqual(SILENT);
          else expect(is).toEqual(expected);
        }
      }
    }),
    { numRuns: 60 },
  );
});
