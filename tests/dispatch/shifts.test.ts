/** Who may enter, end and see shifts, what the record says of it, and what another process writes. */
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Roster } from "../../dispatch/roster.ts";
import { readShifts } from "../../dispatch/shifts_csv.ts";
import { Shifts } from "../../dispatch/shifts.ts";
import { workerAccounts } from "../../dispatch/worker_areas.ts";
import { WorkerTable } from "../../streams/workers.ts";
import type { Person } from "../../store/person.ts";
import { ADMIN, type Centre, openCentre, senderOf, T0 } from "./centre.ts";

const HOUR = 3_600_000;
const worker = (id: string, grids: string[]): Person => ({
  ...{ id: `p-${id}`, login: id, name: `名 ${id}`, roles: ["worker"], areas: [], active: true, version: 1 },
  post: { id, kind: "dedicated", skills: [], grids },
});
const PEOPLE = [worker("w1", ["west-1"]), worker("w2", ["east-1"])];
/** Grids lie in districts. */
const above = (code: string) => code.includes("-") ? [code.split("-")[0]!, code] : [code];
const DISPATCHER = senderOf({ id: "d", roles: ["dispatcher"], areas: ["west"] });
const LEADER = senderOf({ id: "l", roles: ["leader"] });
const OWN = senderOf(PEOPLE[0]!);

let centre: Centre;
beforeEach(async () => {
  centre = await openCentre();
});
afterEach(async () => await centre.dispose());

async function open(closed: ReadonlySet<string> | null = null) {
  const workers = new WorkerTable(), roster = new Roster(), shortened: string[] = [];
  const shifts = await Shifts.open({
    ...{ ledger: centre.ledger, roster, workers, closed },
    keptMs: 30 * 24 * HOUR,
    timeZone: "Asia/Shanghai",
    accounts: () => workerAccounts(PEOPLE, { above }),
    now: () => centre.time,
    onShortened: (slots) => void shortened.push(...slots.map((slot) => workers.id(slot))),
    report: (_stage, error) => {
      throw error;
    },
  });
  return { shifts, roster, workers, shortened };
}

const shift = (worker: string, from = -1, to = 7) => ({
  worker,
  starts: T0 + from * HOUR,
  ends: T0 + to * HOUR,
});
const day = { from: T0 - 12 * HOUR, to: T0 + 36 * HOUR, limit: 100 };

describe("shifts", () => {
  it("are entered, one or many, with one row of the record, and are there after a restart", async () => {
    const { shifts } = await open();
    const many = Array.from({ length: 30 }, (_, i) => shift(`x${i}`));
    expect(await shifts.add(ADMIN, many)).toEqual({ kind: "done", count: 30 });
    expect(await shifts.add(ADMIN, [shift("w1")])).toEqual({ kind: "done", count: 1 });
    const [first, second] = await centre.audit();
    expect(first).toMatchObject({ who: "p0", action: "shifts.manage", object: "shifts" });
    expect(JSON.parse(first!.detail)).toEqual({
      ...{ did: "add", count: 30, from: T0 - HOUR, to: T0 + 7 * HOUR },
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
      sum: expect.stringMatching(/^[0-9a-f]{256}$/),
    });
    expect(second).toMatchObject({ object: "worker w1" });
    expect(JSON.parse(second!.detail)).toMatchObject({ count: 1, shifts: [shift("w1")] });
    centre = await centre.again();
    const again = await open();
    expect(again.shifts.isOnDuty("x29")).toBe(true);
    expect(again.roster.size).toBe(31);
  });

  it("are refused row by row, by name, and then none is kept", async () => {
    const { shifts, roster } = await open(new Set(["w1", "w2"]));
    await shifts.add(ADMIN, [shift("w2")]);
    const rows = [
      shift("w1"),
      { worker: " ", starts: T0, ends: T0 + HOUR },
      { ...shift("w1"), ends: undefined },
      { ...shift("w1"), starts: "2026-11-27 8 o'clock" },
      shift("w1", 3, 3),
      shift("w1", 0, 17),
      shift("w1", -800, -799),
      shift("w9"),
      7,
    ];
    const answer = await shifts.add(ADMIN, rows);
    if (answer.kind !== "refused") throw new Error(answer.kind);
    expect(answer.rows.map(({ row, fault }) => [row, fault])).toEqual([
      [1, "missing-field"],
      [2, "missing-field"],
      [3, "unreadable"],
      [4, "out-of-range"],
      [5, "out-of-range"],
      [6, "out-of-range"],
      [7, "unknown-worker"],
      [8, "unreadable"],
    ]);
    expect(await shifts.add(ADMIN, [shift("w1"), shift("w2", 6, 9)])).toMatchObject({
      kind: "refused",
      rows: [{ row: 1, fault: "overlap" }],
    });
    expect(roster.size).toBe(1);
  });

  it("are tried without being kept", async () => {
    const { shifts, roster } = await open();
    expect(await shifts.add(ADMIN, [shift("w1"), shift("w2")], true)).toEqual({ kind: "done", count: 2 });
    expect(await shifts.add(ADMIN, [shift("w1"), shift("w1")], true)).toMatchObject({ kind: "refused" });
    expect([roster.size, (await centre.audit()).length]).toEqual([0, 0]);
  });

  it("are for a dispatcher those of the own areas, to enter, to end and to see", async () => {
    const { shifts } = await open();
    expect(await shifts.add(DISPATCHER, [shift("w1"), shift("w2"), shift("nobody-knows")])).toMatchObject({
      kind: "refused",
      rows: [{ row: 1, fault: "forbidden" }, { row: 2, fault: "forbidden" }],
    });
    expect(await shifts.add(DISPATCHER, [shift("w1")])).toMatchObject({ kind: "done" });
    await shifts.add(ADMIN, [shift("w2"), shift("x")]);
    expect(await shifts.end(DISPATCHER, { worker: "w2", starts: T0 - HOUR })).toMatchObject({
      kind: "denied",
      reason: "area",
    });
    expect(shifts.list(DISPATCHER, day)).toEqual({
      shifts: [{ ...shift("w1"), name: "名 w1" }],
      total: 1,
      onDuty: 1,
    });
    expect(shifts.list(ADMIN, { ...day, limit: 2 })).toMatchObject({ shifts: [{}, {}], total: 3, onDuty: 3 });
    expect(shifts.list(ADMIN, { ...day, q: "名 W2" }).shifts.map(({ worker }) => worker)).toEqual(["w2"]);
    expect(shifts.list(OWN, { ...day, worker: "w1" })).toMatchObject({ total: 1 });
    expect(shifts.list(LEADER, day)).toEqual({ shifts: [], total: 0, onDuty: 0 });
    expect(await shifts.add(LEADER, [shift("w1", 8, 9)])).toMatchObject({ kind: "denied", reason: "role" });
  });

  it("end early, now or later, never in the past; those to come are withdrawn", async () => {
    const { shifts, shortened } = await open();
    await shifts.add(ADMIN, [shift("w1"), shift("w2", 4, 8)]);
    const { starts } = shift("w1");
    expect(await shifts.end(ADMIN, { worker: "w1", starts, ends: T0 - 1 })).toMatchObject({
      kind: "invalid",
    });
    expect(await shifts.end(ADMIN, { worker: "w1", starts, ends: T0 + 2 * HOUR })).toMatchObject({
      kind: "done",
    });
    expect(shifts.isOnDuty("w1")).toBe(true);
    expect(await shifts.end(ADMIN, { worker: "w1", starts })).toMatchObject({ kind: "done" });
    expect(shifts.isOnDuty("w1")).toBe(false);
    expect(await shifts.end(ADMIN, { worker: "w1", starts })).toEqual({ kind: "unknown" });
    expect(await shifts.end(ADMIN, { worker: "w2", starts: T0 + 4 * HOUR })).toMatchObject({ kind: "done" });
    expect(shifts.list(ADMIN, { ...day, worker: "w2" }).total).toBe(0);
    expect(shortened).toEqual(["w1", "w1", "w2"]);
    const did = (await centre.audit()).map(({ detail }) => JSON.parse(detail).did);
    expect(did).toEqual(["add", "end", "end", "withdraw"]);
  });

  it("begin and end by the worker's own hand, not beyond the next that is planned", async () => {
    const { shifts, roster } = await open();
    await shifts.add(ADMIN, [shift("w1", 2, 10)]);
    expect(await shifts.own(OWN, { do: "start" })).toMatchObject({ kind: "done" });
    expect([...roster.of(0)]).toEqual([{ starts: T0 + 2 * HOUR, ends: T0 + 10 * HOUR }, {
      starts: T0,
      ends: T0 + 2 * HOUR,
    }]);
    expect(await shifts.own(OWN, { do: "start" })).toEqual({ kind: "on-duty", until: T0 + 2 * HOUR });
    centre.time += HOUR;
    expect(await shifts.own(OWN, { do: "end" })).toMatchObject({ kind: "done" });
    expect(shifts.isOnDuty("w1")).toBe(false);
    expect(await shifts.own(OWN, { do: "end" })).toEqual({ kind: "unknown" });
    for (const sent of [{ do: "rest" }, { do: "start", hours: 17 }, { do: "start", hours: "8" }, {}]) {
      expect(await shifts.own(OWN, sent)).toMatchObject({ kind: "invalid" });
    }
    expect(await shifts.own(DISPATCHER, { do: "start" })).toMatchObject({ kind: "denied" });
    expect((await centre.audit()).slice(1).map(({ who, action }) => [who, action])).toEqual([
      ["p-w1", "shift.own"],
      ["p-w1", "shift.own"],
    ]);
  });

  it("that another process enters, ends or withdraws are known at the next look, beside one's own", async () => {
    const here = await open(), there = await open();
    await there.shifts.add(ADMIN, [shift("w1"), shift("w2", 1, 5)]);
    expect(here.shifts.isOnDuty("w1")).toBe(false);
    await here.shifts.add(ADMIN, [shift("x")]);
    expect(here.shifts.isOnDuty("w1") && here.shifts.isOnDuty("x")).toBe(true);
    await there.shifts.end(ADMIN, { worker: "w1", starts: T0 - HOUR });
    await there.shifts.end(ADMIN, { worker: "w2", starts: T0 + HOUR });
    await here.shifts.sync();
    expect([here.shifts.isOnDuty("w1"), here.roster.size]).toEqual([false, there.roster.size]);
    expect(here.shortened).toEqual(["w1", "w2"]);
  });

  it("of two hands at once never overlap, whoever is faster", async () => {
    const { shifts } = await open();
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(40), fc.integer({ min: 1, max: 16 })), { maxLength: 12 }),
        async (wishes) => {
          await Promise.all(
            wishes.map(([from, hours]) => shifts.add(ADMIN, [shift("w1", from, from + hours)])),
          );
          const { shifts: kept } = shifts.list(ADMIN, { ...day, to: T0 + 100 * HOUR, worker: "w1" });
          for (const [i, one] of kept.slice(1).entries()) {
            expect(one.starts).toBeGreaterThanOrEqual(
              kept[i]!.ends,
            );
          }
          for (const { worker, starts } of kept) await shifts.end(ADMIN, { worker, starts });
        },
      ),
      { numRuns: 15 },
    );
  });
});

describe("a table of shifts", () => {
  it("says local times of the city, or times with an offset", () => {
    const text =
      "worker,starts,ends\nw1,2026-11-27 08:00,2026-11-27T16:00:30\nw2,2026-11-27T01:00Z,2026-11-27T10:00:00+01:00\n";
    expect(readShifts(text, "Asia/Shanghai")).toEqual({
      ok: true,
      value: {
        rows: [
          { worker: "w1", starts: T0, ends: T0 + 8 * HOUR + 30_000 },
          { worker: "w2", starts: T0 + HOUR, ends: T0 + 9 * HOUR },
        ],
        lines: [2, 3],
        refusals: [],
      },
    });
  });

  it("names each line that is no shift, and reads the others all the same", () => {
    const read = readShifts(
      "worker,starts,ends\nw1,8:00,2026-11-27 16:00\n,2026-11-27 08:00,2026-02-30 08:00\nw2,2026-11-27 08:00,2026-11-27 09:00\n",
      "Asia/Shanghai",
    );
    if (!read.ok) throw new Error("The columns are there");
    expect(read.value.refusals.map(({ line, fault }) => [line, fault])).toEqual([
      [2, "unreadable"],
      [3, "missing-field"],
    ]);
    expect([read.value.rows.map(({ worker }) => worker), read.value.lines]).toEqual([["w2"], [4]]);
    expect(readShifts("worker,from,to\nw1,a,b\n", "UTC")).toMatchObject({ ok: false });
  });
});
