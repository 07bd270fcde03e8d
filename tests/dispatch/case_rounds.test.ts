import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { decide, evolve, opened } from "../../dispatch/case.ts";
import { type CaseClock, clocksOf, nextDeadline, outcomeOf } from "../../dispatch/case_clocks.ts";
import type { CaseCommand } from "../../dispatch/case_command.ts";
import { isSuspended } from "../../dispatch/case_parts.ts";
import { carried, earlierClocks, everyClock, roundClocks } from "../../dispatch/case_rounds.ts";
import { CityTables } from "../../dispatch/city_tables.ts";
import type { LimitedStage, StageLimit } from "../../dispatch/stage_limits.ts";
import { haiwanTables } from "../../demo/city_tables.ts";
import { type Case, type CaseEvent, ENDED } from "../../store/case.ts";
import type { Severity } from "../../store/record.ts";
import { limitOf } from "./calendars.ts";
import { named } from "./people.ts";
import { CONDITION, stepOf, steps, T0 } from "./walk.ts";

const MINUTE = 60_000, HOUR = 3_600_000;

const stage = (stage: LimitedStage, limit: string, severity: Severity | null = null): StageLimit => ({
  ...{ stage, severity, limit: limitOf(limit) },
});
const tables = new CityTables([{
  ...haiwanTables().newest,
  version: 7,
  stages: [
    ...[stage("file", "1 uh"), stage("dispatch", "0.5 uh"), stage("arrive", "10 uh")],
    ...[stage("arrive", "20 uh", 4), stage("case", "5 cd")],
  ],
}]);

function moment(who: string, at: number) {
  const closing = ["clean"];
  return {
    by: named(who),
    at,
    tables: { version: 7, conditions: [CONDITION], closing },
    deadline: null,
  };
}

function begun(id: string, { at = T0, severity = 3 as Severity, source = "12345" } = {}): Case {
  const event = opened({
    ...{ id, category: "E01-13", severity, title: "路面坑洼", lat: 36.6, lon: 121.9, areas: ["379901"] },
    ...{ cell: "8a30e0d8c4affff", needsPreVerify: false, selfHandled: false, evidence: [] },
    report: { source, at },
  }, moment("acceptor", at));
  return evolve(null, event);
}

function act(c: Case, at: number, ...acts: readonly (readonly [who: string, command: object])[]): Case {
  return acts.reduce((now, [who, command]) => {
    const decision = decide(now, command as CaseCommand, moment(who, at));
    if (!decision.ok) throw new Error(`${(command as CaseCommand).kind}: ${decision.refusal}`);
    return evolve(now, decision.event);
  }, c);
}

/** As the command does it: both or neither. */
function merge(c: Case, into: Case, at: number): [merged: Case, holder: Case] {
  const stamp = { by: "dispatcher", name: "", at: Math.max(at, into.updated) };
  const reports = carried(c, into, stamp.at);
  const absorb: CaseEvent = { kind: "absorb", ...stamp, case: c.id, reports, handlers: c.handlers };
  return [act(c, at, ["dispatcher", { kind: "merge", into: into.id }]), evolve(into, absorb)];
}

const FILE = ["acceptor", { kind: "file", condition: CONDITION }] as const;
const DISPATCH = ["dispatcher", { kind: "dispatch", worker: "w1", helpers: [] }] as const;
const ARRIVE = [["ann", { kind: "accept" }], ["ann", { kind: "arrive" }]] as const;
const CLOSE = [
  ...[["ann", { kind: "handle", text: "", evidence: [] }], ["dispatcher", { kind: "request_post_check" }]],
  ["checker", { kind: "post_check", passed: true, text: "", evidence: [] }],
  ["checker", { kind: "close", rule: "clean" }],
] as readonly (readonly [string, object])[];
const REOPEN = ["checker", { kind: "reopen", reason: "仍有坑洼" }] as const;

const said = (clocks: readonly CaseClock[]) => clocks.map(({ stage, state }) => `${stage} ${state}`);
const of = (clocks: readonly CaseClock[], stage: string) => clocks.find((clock) => clock.stage === stage);
const reporter = (c: Case, id: string, at: number) =>
  roundClocks(c, tables, at).reporters.find((one) => one.case === id)!.clocks;

describe("a merger", () => {
  const NOW = T0 + 30 * HOUR;
  const old = act(begun("1"), T0 + MINUTE, FILE);
  const young = act(begun("2", { at: NOW, severity: 4, source: "patrol" }), NOW, FILE);
  const [merged, holder] = merge(old, young, NOW + MINUTE);
  const later = NOW + 2 * MINUTE;

  test("ends nothing in time that never happened; what was late stays late", () => {
    expect(said(clocksOf(merged, tables, later))).toEqual([
      ...["file met", "dispatch late", "arrive late", "case stopped"],
    ]);
  });

  test("leaves the reporter's clocks running, by the limits of their own case", () => {
    expect(said(reporter(holder, "1", later))).toEqual(["file met", "arrive late", "case running"]);
    expect(of(reporter(holder, "1", later), "arrive")).toMatchObject({
      ...{ startedAt: T0, deadline: T0 + 10 * HOUR, endedAt: null, lateMs: 20 * HOUR + 2 * MINUTE },
    });
    expect(of(clocksOf(holder, tables, later), "arrive")).toMatchObject({
      ...{ startedAt: NOW, deadline: NOW + 20 * HOUR, state: "running" },
    });
    const next = nextDeadline(everyClock(roundClocks(holder, tables, later)), later);
    expect(next).toMatchObject({ stage: "arrive", urgency: "late" });
  });

  test("ends them when the case that holds the report gets there", () => {
    const there = act(holder, NOW + HOUR, DISPATCH, ...ARRIVE);
    expect(of(reporter(there, "1", later + HOUR), "arrive")).toMatchObject({
      ...{ endedAt: NOW + HOUR, state: "late", lateMs: 21 * HOUR },
    });
    const done = act(there, NOW + 2 * HOUR, ...CLOSE);
    expect(said(reporter(done, "1", later + 9 * HOUR))).toEqual(["file met", "arrive late", "case met"]);
    expect(outcomeOf(everyClock(roundClocks(done, tables, later + 9 * HOUR)))).toMatchObject({
      ...{ state: "late", lateMs: 21 * HOUR },
    });
  });

  test("into a case where somebody is already hides nothing that was late by then", () => {
    const there = act(act(begun("3"), T0 + MINUTE, FILE, DISPATCH), T0 + HOUR, ...ARRIVE);
    const [, full] = merge(old, there, NOW);
    expect(of(reporter(full, "1", NOW), "arrive")).toMatchObject({
      endedAt: NOW,
      state: "late",
      lateMs: 20 * HOUR,
    });
  });

  test("leaves each report the extensions of its own case, and gives it those that are granted after it", () => {
    const extended = (c: Case, approved: number): Case => ({ ...c, extension: { approved, asked: null } });
    const days = (c: Case) => of(reporter(c, "1", NOW), "case")?.limit.amount;
    const [, into] = merge(old, extended(young, 1), NOW);
    expect(days(into), "what had more time already").toBe(5);
    expect(days(extended(into, 2))).toBe(10);
    const [, own] = merge(extended(old, 1), young, NOW);
    expect(days(own)).toBe(10);
    const [, last] = merge(extended(into, 2), extended(begun("3", { at: NOW }), 1), NOW + HOUR);
    expect(days(last), "through a second merger").toBe(10);
    const done = act(act(extended(into, 2), NOW, DISPATCH, ...ARRIVE), NOW + HOUR, ...CLOSE);
    const again = act(done, NOW + 2 * HOUR, REOPEN);
    expect(of(clocksOf(again, tables, NOW + 3 * HOUR), "case")?.limit.amount, "used up").toBe(5);
  });

  test("of a case that was merged already takes all its reporters along", () => {
    const [, last] = merge(holder, begun("3", { at: NOW }), NOW + HOUR);
    expect(roundClocks(last, tables, later).reporters.map(({ case: id, source }) => [id, source])).toEqual([
      ["2", "patrol"],
      ["1", "12345"],
    ]);
    expect(of(reporter(last, "1", NOW + HOUR), "arrive")?.deadline).toBe(T0 + 10 * HOUR);
    expect(of(reporter(last, "2", NOW + HOUR), "arrive")?.deadline).toBe(NOW + 20 * HOUR);
  });

  test("that kept nothing counts by the case that holds the report", () => {
    const reports = holder.reports.map(({ own: _, ...report }) => report);
    expect(of(reporter({ ...holder, reports }, "1", later), "arrive")).toMatchObject({
      ...{ startedAt: T0, deadline: T0 + 20 * HOUR, state: "late" },
    });
  });

  test("taken apart gives back the clocks that were", () => {
    const apart = act(merged, later, ["dispatcher", { kind: "unmerge" }]);
    expect(clocksOf(apart, tables, later)).toEqual(clocksOf(old, tables, later));
    const sent = act(old, NOW, DISPATCH);
    const [gone] = merge(sent, young, NOW + MINUTE);
    const back = act(gone, later, ["dispatcher", { kind: "unmerge" }]);
    const [was, is] = [sent, back].map((c) => clocksOf(c, tables, later));
    for (const stage of ["file", "arrive", "handle", "case"]) expect(of(is!, stage)).toEqual(of(was!, stage));
    expect(of(is!, "dispatch"), "nobody is sent any more").toMatchObject({ startedAt: later });
  });
});

test("a case that is rejected or cancelled is neither in time nor late with what never happened", () => {
  const rejected = act(begun("1"), T0 + MINUTE, ["acceptor", { kind: "reject", reason: "私人用地" }]);
  expect(said(clocksOf(rejected, tables, T0 + 90 * HOUR))).toEqual([
    ...["file stopped", "arrive stopped", "case stopped"],
  ]);
  expect(outcomeOf(clocksOf(rejected, tables, T0 + 90 * HOUR))).toMatchObject({ state: "stopped" });
  const overdue = act(begun("1"), T0 + 11 * HOUR, ["acceptor", { kind: "reject", reason: "私人用地" }]);
  expect(said(clocksOf(overdue, tables, T0 + 90 * HOUR))).toEqual([
    ...["file late", "arrive late", "case stopped"],
  ]);
});

describe("a reopening", () => {
  const closed = act(act(begun("1"), T0 + MINUTE, FILE, DISPATCH, ...ARRIVE), T0 + HOUR, ...CLOSE);
  const AGAIN = T0 + 11 * HOUR;
  const again = act(closed, AGAIN, REOPEN);

  test("starts the clocks of the second round, and keeps what the first was", () => {
    expect(said(clocksOf(again, tables, AGAIN + MINUTE))).toEqual([
      ...["dispatch running", "arrive running", "case running"],
    ]);
    expect(of(clocksOf(again, tables, AGAIN), "arrive")).toMatchObject({
      startedAt: AGAIN,
      deadline: AGAIN + 10 * HOUR,
    });
    const [first] = earlierClocks(again, tables, AGAIN + 99 * HOUR);
    expect(first).toMatchObject({ until: AGAIN, clocks: clocksOf(closed, tables, AGAIN) });
    const twice = act(
      act(again, AGAIN + HOUR, [DISPATCH[0], { ...DISPATCH[1], answer: "重做" }], ...ARRIVE),
      AGAIN + HOUR,
      ...CLOSE,
    );
    const third = act(twice, AGAIN + 30 * HOUR, REOPEN);
    expect(earlierClocks(third, tables, AGAIN + 99 * HOUR).map(({ clocks }) => clocks)).toEqual([
      clocksOf(closed, tables, AGAIN),
      clocksOf(twice, tables, AGAIN),
    ]);
  });

  test("an appeal exempts what was before it, and nothing of the second round", () => {
    const late = act(act(begun("1"), T0 + 12 * HOUR, FILE, DISPATCH, ...ARRIVE), T0 + 13 * HOUR, ...CLOSE);
    const granted = act(
      late,
      T0 + 14 * HOUR,
      ["dispatcher", { kind: "appeal", reason: "台风" }],
      ["leader", { kind: "decide_appeal", grant: true, text: "" }],
    );
    const second = act(granted, T0 + 15 * HOUR, REOPEN), now = T0 + 26 * HOUR;
    expect(of(clocksOf(second, tables, now), "arrive")).toMatchObject({ state: "late", exempted: false });
    const [first] = earlierClocks(second, tables, now);
    expect(of(first!.clocks, "arrive")).toMatchObject({ state: "late", exempted: true, lateMs: 2 * HOUR });
  });

  test("of what was never filed starts the filing too", () => {
    const rejected = act(begun("1"), T0 + MINUTE, ["acceptor", { kind: "reject", reason: "私人用地" }]);
    const back = act(rejected, AGAIN, REOPEN);
    expect(said(clocksOf(back, tables, AGAIN))).toEqual(["file running", "arrive running", "case running"]);
    expect(of(clocksOf(back, tables, AGAIN), "file")).toMatchObject({ startedAt: AGAIN });
  });

  test("is one for everybody whose report the case holds, and their first round stays too", () => {
    const [, holder] = merge(act(begun("2"), T0, FILE), act(begun("1"), T0, FILE), T0 + 11 * HOUR);
    const done = act(act(holder, T0 + 12 * HOUR, DISPATCH, ...ARRIVE), T0 + 13 * HOUR, ...CLOSE);
    const second = act(done, T0 + 14 * HOUR, REOPEN);
    expect(of(reporter(second, "2", AGAIN), "arrive")).toMatchObject({ startedAt: T0 + 14 * HOUR });
    expect(of(reporter(second, "2", AGAIN), "file")).toBeUndefined();
    const [first] = earlierClocks(second, tables, T0 + 99 * HOUR);
    expect(of(first!.reporters[0]!.clocks, "arrive")).toMatchObject({ state: "late", lateMs: 2 * HOUR });
  });
});

function walked(c: Case, walk: Parameters<typeof stepOf>[1][], at: number): [Case, number] {
  let now = at;
  for (const step of walk) {
    now += step.wait * 1_000;
    const { by, command } = stepOf(c, step, ["3"]);
    // Mergers are what the test itself makes.
    if (command.kind === "merge" || command.kind === "unmerge") continue;
    const decision = decide(c, command, { ...moment("acceptor", now), by });
    if (decision.ok) c = evolve(c, decision.event);
  }
  return [c, Math.max(now, c.updated)];
}

/** The clocks of the report that came with `1`, in the round of the merger. */
function roundOfMerger(last: Case, into: Case, now: number): readonly CaseClock[] {
  const nth = into.rounds?.length ?? 0;
  const round = earlierClocks(last, tables, now)[nth] ?? roundClocks(last, tables, now);
  return round.reporters.find((one) => one.case === "1")!.clocks;
}

it("starts nobody's clock later and ends it no earlier by a merger, whatever was before and after", () => {
  let merged = 0;
  const walks = fc.tuple(steps(20), steps(20), steps(20));
  const holds = ([one, other, after]: Parameters<typeof walked>[1][]) => {
    const [c, at] = walked(begun("1"), one!, T0), [into, then] = walked(begun("2"), other!, T0);
    const now = Math.max(at, then);
    const may = decide(c, { kind: "merge", into: "2" } as CaseCommand, moment("dispatcher", now));
    if (!may.ok || ENDED.has(into.stage)) return;
    merged++;
    const [, holder] = merge(c, into, now), [last, end] = walked(holder, after!, now);
    const before = clocksOf(c, tables, now);
    for (const clock of roundOfMerger(last, into, end)) {
      const was = of(before, clock.stage)!;
      expect(clock.startedAt).toBe(was.startedAt);
      expect(clock.deadline).toBeGreaterThanOrEqual(was.deadline!);
      if (was.endedAt !== null) expect(clock.endedAt).toBe(was.endedAt);
      else if (clock.endedAt !== null) expect(clock.endedAt).toBeGreaterThanOrEqual(now);
      if (was.state === "late") expect(clock.lateMs).toBeGreaterThanOrEqual(was.lateMs);
    }
    // While what it was merged into stands still, so does this; otherwise nothing has changed by the merger.
    if (isSuspended(into, now)) return;
    for (const clock of reporter(holder, "1", now)) {
      const { startedAt, deadline, limit } = of(before, clock.stage)!;
      expect(clock).toMatchObject({ startedAt, deadline, limit });
    }
  };
  fc.assert(fc.property(walks, holds), { numRuns: 1_000 });
  expect(merged).toBeGreaterThan(50);
}, 60_000);

it("gives back by taking a merger apart what was before it", () => {
  let merged = 0;
  fc.assert(
    fc.property(steps(20), (one) => {
      const [c, now] = walked(begun("1"), one, T0);
      const may = decide(c, { kind: "merge", into: "2" } as CaseCommand, moment("dispatcher", now));
      if (!may.ok) return;
      merged++;
      const [gone] = merge(c, begun("2"), now);
      const later = now + HOUR;
      const back = clocksOf(act(gone, later, ["dispatcher", { kind: "unmerge" }]), tables, later);
      for (const { stage, startedAt, deadline } of clocksOf(c, tables, now)) {
        const whole = stage === "case" || stage === "handle" || stage === "file";
        if (whole) expect(of(back, stage), stage).toMatchObject({ startedAt, deadline });
      }
      expect(of(back, "arrive")?.startedAt).toBe(of(clocksOf(c, tables, now), "arrive")?.startedAt);
    }),
    { numRuns: 500 },
  );
  expect(merged).toBeGreaterThan(50);
}, 60_000);
