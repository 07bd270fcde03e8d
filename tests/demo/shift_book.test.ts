/** The demo's shifts in a real ledger: nobody walks outside one, and a later start enters nothing twice. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { haiwan, haiwanCity } from "../../demo/haiwan.ts";
import { Past, QUARTER_MS } from "../../demo/past.ts";
import { People } from "../../demo/people.ts";
import { workerId } from "../../demo/people_names.ts";
import { DAY_MS, HOUR_MS, localDay } from "../../demo/rhythm.ts";
import { ShiftBook } from "../../demo/shift_book.ts";
import { Duties, plannedShift } from "../../demo/shifts.ts";
import { openDuty } from "../../dispatch/open_duty.ts";
import { type Ledger, openLedger } from "../../store/ledger.ts";
import { LONGEST_SHIFT_MS } from "../../store/shift.ts";
import { WorkerTable } from "../../streams/workers.ts";
import type { FixBatch } from "../../streams/batch.ts";

const COUNT = 400;
/** Eleven in the morning of the day before yesterday: shifts of long ago are not kept. */
const NOW = Math.floor((Date.now() - 2 * DAY_MS) / DAY_MS) * DAY_MS + 3 * HOUR_MS;
const stop = new AbortController();
const fail = (error: unknown) => {
  throw error;
};
let folder = "", ledger: Ledger;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "hexwall-demo-shifts-"));
  ledger = await openLedger(join(folder, "ledger.sqlite"));
});
afterEach(async () => {
  await ledger.close();
  rmSync(folder, { recursive: true });
});

async function open() {
  const workers = new WorkerTable();
  const duty = (await openDuty({
    ...{ ledger, file: haiwanCity(), workers, people: { all: [], changes: 0 }, onShortened: () => {} },
    areas: { districts: [], streets: [], communities: [], grids: [] },
    report: (_stage, error) => fail(error),
  }))!;
  await duty.shifts.whole;
  const people = new People(haiwan(), { count: COUNT, seed: "haiwan", now: NOW, workers });
  const book = new ShiftBook({ book: duty.book, count: COUNT, slot: people.phones.slot });
  const refused = (batch: FixBatch) =>
    batch.keep((row) => duty.roster.holds(batch.worker[row]!, batch.time[row]!));
  return { ...duty, workers, people, ofDemo: book, refused };
}

test("a planned shift holds all of what a worker does on it, overlaps no other, and is none too long", () => {
  const duties = new Duties(1);
  fc.assert(fc.property(fc.nat(500_000), fc.nat(60), (worker, days) => {
    const day = localDay(NOW) + days;
    duties.seek(0, worker, NOW + days * DAY_MS);
    const planned = [day - 1, day, day + 1, day + 2].flatMap((one) => plannedShift(worker, one) ?? []);
    const around = planned.find(({ starts, ends }) => starts <= duties.from[0]! && ends >= duties.to[0]!);
    if (duties.from[0]! < NOW + (days + 2) * DAY_MS) expect(around).toBeDefined();
    for (const [i, { starts, ends }] of planned.entries()) {
      expect(starts).toBeLessThan(planned[i + 1]?.starts ?? Infinity);
      expect(ends).toBeLessThanOrEqual(planned[i + 1]?.starts ?? Infinity);
      expect(ends - starts).toBeLessThan(LONGEST_SHIFT_MS);
    }
  }));
});

test("whoever walks now has a shift before anything else is entered", async () => {
  const { ofDemo, people, refused } = await open();
  const first = people.step(NOW), all = first.size;
  expect(all).toBeGreaterThan(COUNT / 3);
  await ofDemo.enterNow(NOW);
  expect(refused(first)).toBe(0);
  const again = await open();
  expect(again.refused(again.people.step(NOW)), "at another start").toBe(0);
});

test("a day goes by, and another, without a fix outside a shift", async () => {
  const { ofDemo, people, refused } = await open();
  await ofDemo.enterNow(NOW);
  await ofDemo.keep(() => NOW, stop.signal, fail);
  let sent = 0;
  for (let time = NOW; time < NOW + 1.5 * DAY_MS; time += 5 * 60_000) {
    const batch = people.step(time);
    sent += batch.size;
    expect(refused(batch)).toBe(0);
  }
  expect(sent).toBeGreaterThan(10_000);
});

test("the past that history asks for has its shifts, and a later start enters nothing again", async () => {
  const { ofDemo, people, refused, roster } = await open();
  const past = new Past(people.posts, haiwan().roads, { feed: "demo", phones: people.phones });
  const end = Math.floor(NOW / QUARTER_MS) * QUARTER_MS;
  let fixes = 0;
  for (let quarter = end - QUARTER_MS; quarter > end - 2 * DAY_MS; quarter -= QUARTER_MS) {
    await ofDemo.reach(quarter, stop.signal);
    for (const batch of past.fixesIn(quarter)) {
      fixes += batch.size;
      expect(refused(batch)).toBe(0);
    }
  }
  expect(fixes).toBeGreaterThan(10_000);
  const entries = (await ledger.audit.find({ limit: 1_000 })).length;
  const again = await open();
  expect(again.roster.size).toBe(roster.size);
  await again.ofDemo.enterNow(NOW);
  await again.ofDemo.reach(NOW, stop.signal);
  expect((await ledger.audit.find({ limit: 1_000 })).length - entries).toBeLessThanOrEqual(1);
  await again.ofDemo.reach(NOW - DAY_MS, stop.signal);
  const later = await open();
  const overlaps = Array.from({ length: COUNT }, (_, i) => later.workers.slotOf(workerId(i))).filter(
    (slot) => {
      const shifts = [...later.roster.of(slot)];
      return shifts.some(({ starts }, i) => shifts[i + 1] !== undefined && shifts[i + 1]!.ends > starts);
    },
  );
  expect(overlaps).toEqual([]);
});

test("whoever is sent somewhere stays beyond the shift, an hour at a time and up to the next one", async () => {
  const { ofDemo, people, refused, roster } = await open();
  await ofDemo.keep(() => NOW, stop.signal, fail);
  const sent = Array.from({ length: COUNT }, (_, i) => i).filter((i) => people.duties.from[i]! < NOW).slice(
    0,
    20,
  );
  for (const i of sent) people.send(i, 36.6, 121.9);
  const before = roster.size;
  for (let time = NOW; time < NOW + 12 * HOUR_MS; time += 60_000) {
    await ofDemo.extend(people.sent, time);
    expect(refused(people.step(time))).toBe(0);
  }
  expect(roster.size).toBeGreaterThan(before + 20);
  expect(roster.size).toBeLessThan(before + 20 * 13);
});
