/** Who drives: told by the speeds of fixes, or by the moves between them, and by no fix that jumps. */
import { beforeEach, expect, test } from "vitest";
import { WorkerTable } from "../../streams/workers.ts";

const T0 = Date.UTC(2026, 10, 27, 8), SECOND = 1_000;
let workers: WorkerTable, slot: number, now: number, metres: number;
beforeEach(() => {
  workers = new WorkerTable();
  [slot, now, metres] = [workers.slotOf("w"), T0, 0];
});
/** So many metres on, after so many seconds. */
function move(by: number, seconds: number, speed = NaN): boolean {
  [now, metres] = [now + seconds * SECOND, metres + by];
  workers.show(slot, { time: now, lat: 36 + metres / 111_195, lon: 120, heading: NaN, speed, cell: 1 });
  return workers.drives(slot);
}

test("somebody whose fixes say so twice within three minutes drives, and for hours after the last time", () => {
  expect([move(0, 0, 8), move(0, 10, 0), move(0, 150, 8)]).toEqual([false, false, true]);
  for (let minute = 0; minute < 8 * 60; minute += 10) expect(move(0, 600, 0)).toBe(true);
  expect(move(0, 600, 0), "eight hours on foot").toBe(false);
});

test("a red light ends nothing, and one fast fix in a while begins nothing", () => {
  expect([move(0, 0, 9), move(0, 200, 9), move(0, 200, 9)]).toEqual([false, false, false]);
  expect([move(0, 10, 1.4), move(0, 10, 3.4)]).toEqual([false, false]);
});

test("where fixes have no speed, two fast moves do; noise, long gaps and walking do not", () => {
  expect([move(0, 0), move(200, 30), move(200, 30)]).toEqual([false, false, true]);
  const other = workers.slotOf("other");
  [slot, now, metres] = [other, T0, 0];
  move(0, 0);
  for (let i = 0; i < 20; i++) expect(move(i % 2 === 0 ? 60 : -60, 10), "60 m are noise").toBe(false);
  for (let i = 0; i < 20; i++) expect(move(900, 240), "who knows what was between").toBe(false);
  for (let i = 0; i < 20; i++) expect(move(100, 60), "on foot").toBe(false);
});

test("whoever is forgotten drives no more, and a table that grows forgets nobody", () => {
  move(0, 0, 9);
  expect(move(0, 10, 9)).toBe(true);
  for (let i = 0; i < 2_000; i++) workers.slotOf(`w${i}`);
  expect([workers.drives(slot), workers.drives(workers.slotOf("w1999"))]).toEqual([true, false]);
  workers.forget(slot);
  expect(workers.drives(slot)).toBe(false);
});
