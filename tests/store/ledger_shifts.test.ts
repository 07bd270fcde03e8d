import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { verifyRecord } from "../../store/audit_verify.ts";
import { type Ledger, openLedger } from "../../store/ledger.ts";
import type { PageEnd, ShiftPage } from "../../store/ledger_shifts.ts";
import type { Shift } from "../../store/shift.ts";
import { expectWhole } from "../dispatch/audited.ts";

const T0 = Date.UTC(2026, 10, 27), HOUR = 3_600_000;
let folder = "", ledger: Ledger;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "hexwall-shifts-"));
  ledger = await openLedger(join(folder, "ledger.sqlite"));
});
afterEach(async () => {
  await expectWhole(ledger);
  await ledger.close();
  expect(
    verifyRecord(join(folder, "ledger.sqlite")).fault,
    "the sums of its audit rows are those of the rows",
  ).toBeNull();
  rmSync(folder, { recursive: true });
});

const audit = { at: T0, who: "p1", origin: "test", action: "shifts.manage", object: "shifts", detail: {} };
const shift = (worker: string, from: number, to: number): Shift => ({
  worker,
  starts: T0 + from * HOUR,
  ends: T0 + to * HOUR,
});
const add = (...shifts: Shift[]) => ledger.shifts.add({ shifts, audit });

async function all(since = -1, limit = 3, after?: PageEnd): Promise<Shift[]> {
  const page: ShiftPage = await ledger.shifts.changedSince(since, after ? { after } : {}, limit);
  const [workers, starts, ends] = [page.workers, page.starts, page.ends].map((list) => JSON.parse(list));
  const here = workers.map((worker: string, i: number) => ({ worker, starts: starts[i], ends: ends[i] }));
  return page.next ? [...here, ...await all(since, limit, page.next)] : here;
}

test("shifts are added all or none, each time with one row of audit, and are there after a restart", async () => {
  expect(await add(shift("w1", 8, 16), shift("w2", 8, 16), shift("w1", 16, 20))).toEqual({
    kind: "done",
    revision: 1,
  });
  expect(await add(shift("w3", 8, 12), shift("w2", 15, 18), shift("w3", 11, 13))).toEqual({
    kind: "overlap",
    overlaps: [
      { row: 1, starts: T0 + 8 * HOUR, ends: T0 + 16 * HOUR },
      { row: 2, starts: T0 + 8 * HOUR, ends: T0 + 12 * HOUR },
    ],
  });
  expect(await ledger.shifts.revision()).toBe(1);
  expect((await ledger.audit.find({ limit: 9 })).length).toBe(1);
  await ledger.close();
  ledger = await openLedger(join(folder, "ledger.sqlite"));
  expect(await all()).toEqual([shift("w1", 8, 16), shift("w2", 8, 16), shift("w1", 16, 20)]);
});

test("a shift is ended early or withdrawn, which the next revision tells, and its time is free again", async () => {
  await add(shift("w1", 8, 16), shift("w2", 8, 16));
  expect(await ledger.shifts.end({ shift: shift("w1", 8, 11), audit })).toEqual({
    kind: "done",
    revision: 2,
  });
  expect(await ledger.shifts.end({ shift: shift("w1", 8, 12), audit })).toEqual({ kind: "unknown" });
  expect(await ledger.shifts.end({ shift: shift("w1", 9, 11), audit })).toEqual({ kind: "unknown" });
  expect(await ledger.shifts.end({ shift: shift("w2", 8, 8), audit })).toEqual({ kind: "done", revision: 3 });
  expect(await ledger.shifts.end({ shift: shift("w2", 8, 8), audit })).toEqual({ kind: "unknown" });
  expect(await all(1)).toEqual([shift("w1", 8, 11), shift("w2", 8, 8)]);
  expect(await add(shift("w1", 11, 20), shift("w2", 8, 10))).toMatchObject({ kind: "done" });
  expect(await ledger.shifts.count(T0 + 9 * HOUR, T0 + 10 * HOUR)).toBe(2);
});

test("what ended before an instant is forgotten, and what reaches beyond it stays", async () => {
  await add(shift("w1", 0, 8), shift("w2", 0, 12), shift("w3", 9, 12));
  expect(await ledger.shifts.prune(T0 + 8 * HOUR, T0 + 9 * HOUR)).toBe(1);
  expect(await all()).toEqual([shift("w2", 0, 12), shift("w3", 9, 12)]);
});

test("what is in the way is found among many, whatever the names of the workers", async () => {
  const worker = fc.constantFrom("a", "b", "甲", "𠮷", "é", "a b");
  const one = fc.tuple(worker, fc.nat(60), fc.integer({ min: 1, max: 16 })).map(([id, from, hours]) =>
    shift(id, from, from + hours)
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(one, { maxLength: 12 }),
      fc.array(one, { minLength: 1, maxLength: 6 }),
      async (before, sent) => {
        const kept: Shift[] = [];
        const inTheWay = (one: Shift, of: readonly Shift[]) =>
          of.some((other) =>
            other.worker === one.worker && other.starts < one.ends && one.starts < other.ends
          );
        for (const one of before) {
          const free = !inTheWay(one, kept);
          expect((await add(one)).kind).toBe(free ? "done" : "overlap");
          if (free) kept.push(one);
        }
        const taken: Shift[] = [];
        const expected = sent.flatMap((one, row) => {
          if (inTheWay(one, [...kept, ...taken])) return [row];
          taken.push(one);
          return [];
        });
        const overlaps = await ledger.shifts.overlaps(sent);
        expect(overlaps.map(({ row }) => row)).toEqual(expected);
        for (const one of kept) await ledger.shifts.end({ shift: { ...one, ends: one.starts }, audit });
      },
    ),
    { numRuns: 40 },
  );
});
