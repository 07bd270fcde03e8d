import { expect, test } from "vitest";
import { evolve, opened } from "../../dispatch/case.ts";
import { leftAtEach } from "../../dispatch/case_timeline.ts";
import { CityTables } from "../../dispatch/city_tables.ts";
import { haiwanTables } from "../../demo/city_tables.ts";
import type { CaseEvent } from "../../store/case.ts";
import { limitOf } from "./calendars.ts";
import { named } from "./people.ts";

const MINUTE = 60_000, HOUR = 3_600_000;
const T0 = Date.UTC(2026, 10, 27, 6);

const newest = haiwanTables().newest;
const limits = (file: string) => [
  { stage: "file", severity: null, limit: limitOf(file) } as const,
  { stage: "dispatch", severity: null, limit: limitOf("0.5 uh") } as const,
  { stage: "arrive", severity: null, limit: limitOf("2 uh") } as const,
];
const first = { ...newest, version: 1, stages: limits("1 uh") };

function reported(at: number): CaseEvent {
  return opened({
    ...{ id: "1", category: "E01-13", severity: 3, title: "路面破损", lat: 36.56, lon: 121.88 },
    ...{ cell: "8a30e0d8c4affff", areas: [], needsPreVerify: false, selfHandled: false, evidence: [] },
    report: { source: "12345", at: T0 },
  }, { by: named("acceptor"), at });
}

const event = (kind: string, at: number, more: object = {}): CaseEvent => ({
  ...{ kind, at, by: "p1", name: "周敏" },
  ...more,
});

test("each event has the clock that was nearest after it, and what it had left at that instant", () => {
  const left = leftAtEach([
    reported(T0 + 10 * MINUTE),
    event("file", T0 + 40 * MINUTE, { condition: "none", tables: 1 }),
    event("dispatch", T0 + 80 * MINUTE, { worker: "w1", helpers: [] }),
    event("accept", T0 + 90 * MINUTE),
    event("arrive", T0 + 2 * HOUR + 5 * MINUTE, { worker_self: "w1" }),
  ], new CityTables([first]));
  expect(left).toEqual([
    { stage: "file", leftMs: 50 * MINUTE, urgency: "plenty" },
    { stage: "dispatch", leftMs: 30 * MINUTE, urgency: "plenty" },
    { stage: "arrive", leftMs: 40 * MINUTE, urgency: "plenty" },
    { stage: "arrive", leftMs: 30 * MINUTE, urgency: "plenty" },
    null,
  ]);
});

test("late is negative; whatever ends the case leaves no time, and what reopens it gives some again", () => {
  const events = [
    reported(T0),
    event("note", T0 + 75 * MINUTE, { text: "called" }),
    event("cancel", T0 + 80 * MINUTE, { reason: "twice" }),
    event("reopen", T0 + 3 * HOUR, { reason: "still there" }),
  ];
  expect(leftAtEach(events, new CityTables([first]))).toEqual([
    { stage: "file", leftMs: HOUR, urgency: "plenty" },
    { stage: "file", leftMs: -15 * MINUTE, urgency: "late" },
    null,
    { stage: "file", leftMs: HOUR, urgency: "plenty" },
  ]);
});

test("goes by the tables that were in force for the case then, whatever is in force today", () => {
  const events = [reported(T0), event("file", T0 + MINUTE, { condition: "none", tables: 1 })];
  const c = events.reduce<ReturnType<typeof evolve> | null>(evolve, null)!;
  expect(c.filing?.tables).toBe(1);
  const second = { ...newest, version: 2, stages: [{ ...limits("1 uh")[1]!, limit: limitOf("5 uh") }] };
  expect(leftAtEach(events, new CityTables([first, second]))[1]).toMatchObject({
    stage: "dispatch",
    leftMs: 30 * MINUTE,
  });
});
