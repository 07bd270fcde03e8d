import { describe, expect, test } from "vitest";
import {
  caseClocks,
  type CaseFacts,
  type CaseLimits,
  clocksOf,
  nextDeadline,
} from "../../dispatch/case_clocks.ts";
import { CityTables, plainTables } from "../../dispatch/city_tables.ts";
import { caseTables, publicSources } from "../../dispatch/case_tables.ts";
import { decide, evolve, opened } from "../../dispatch/case.ts";
import type { CaseCommand } from "../../dispatch/case_command.ts";
import type { Case } from "../../store/case.ts";
import { checkCityFile } from "../../store/city_folder.ts";
import { haiwanTables } from "../../demo/city_tables.ts";
import { at, CALENDARS, limitOf } from "./calendars.ts";
import { named } from "./people.ts";

const calendar = CALENDARS.haiwan;
const local = (text: string) => at(text, calendar.table);
const MINUTE = 60_000, HOUR = 3_600_000;

/** Monday, 2 March 2026. */
const MONDAY = "2026-03-02";
const time = (clock: string) => local(`${MONDAY} ${clock}`);

const LIMITS: CaseLimits = {
  calendar,
  limits: {
    file: limitOf("0.5 wh"),
    dispatch: limitOf("0.5 wh"),
    accept: limitOf("0.25 uh"),
    arrive: limitOf("1 uh"),
    handle: limitOf("4 wh"),
    check: limitOf("1 wd"),
    case: limitOf("5 wd"),
  },
};

/** Reported at 09:00, filed 09:10, dispatched 09:30. */
function facts(more: CaseFacts["marks"] = {}, other: Partial<CaseFacts> = {}): CaseFacts {
  const marks = { reported: time("09:00"), filed: time("09:10"), dispatched: time("09:30"), ...more };
  return { marks, stopped: null, pauses: [], extensions: 0, exempted: false, ...other };
}

function clock(stage: string, facts: CaseFacts, now: number, limits = LIMITS) {
  return caseClocks(facts, limits, now).find((clock) => clock.stage === stage);
}

describe("caseClocks()", () => {
  test("has one clock for each stage that has begun, and one for the whole case", () => {
    const states = (now: number, given: CaseFacts) =>
      caseClocks(given, LIMITS, now).map(({ stage, state }) => `${stage} ${state}`);
    expect(states(time("09:05"), facts({ filed: undefined!, dispatched: undefined! }))).toEqual([
      ...["file running", "arrive running", "case running"],
    ]);
    expect(states(time("09:35"), facts())).toEqual([
      ...["file met", "dispatch met", "accept running", "arrive running", "handle running", "case running"],
    ]);
    const done = { accepted: time("09:40"), arrived: time("10:30"), handled: time("15:00") };
    expect(states(time("16:00"), facts(done))).toEqual([
      ...[
        "file met",
        "dispatch met",
        "accept met",
        "arrive late",
        "handle met",
        "check running",
        "case running",
      ],
    ]);
  });

  test("says since when, until when and how late, to the millisecond", () => {
    // 4 working hours from 09:30: 2.5 before lunch, 1.5 after it.
    expect(clock("handle", facts(), time("15:00"))).toMatchObject({
      ...{ startedAt: time("09:30"), deadline: time("15:30"), endedAt: null, state: "running", lateMs: 0 },
      share: 0.125,
    });
    expect(clock("handle", facts(), time("15:30"))).toMatchObject({ state: "running", share: 0 });
    expect(clock("handle", facts(), time("15:30") + 1)).toMatchObject({ state: "late", lateMs: 1 });
    expect(clock("handle", facts({ handled: time("15:30") }), time("17:00"))).toMatchObject({
      ...{ state: "met", endedAt: time("15:30"), lateMs: 0, share: null },
    });
    expect(clock("handle", facts({ handled: time("16:00") }), time("17:00"))).toMatchObject({
      ...{ state: "late", lateMs: 30 * MINUTE, exempted: false },
    });
  });

  test("a stage without a limit has no clock", () => {
    const limits = { calendar, limits: { handle: limitOf("4 wh") } };
    expect(caseClocks(facts(), limits, time("10:00")).map(({ stage }) => stage)).toEqual(["handle"]);
  });

  test("a step that was left out was over with the one after it", () => {
    const found = facts({ handled: time("10:00") });
    expect(clock("arrive", found, time("17:00"))).toMatchObject({ endedAt: time("10:00"), state: "met" });
    expect(clock("accept", found, time("17:00"))).toMatchObject({ endedAt: time("10:00"), state: "late" });
  });

  test("a case that is fixed by who found it has neither dispatch nor handling to be late with", () => {
    const self = { ...facts(), marks: { reported: time("09:00"), handled: time("09:00") } };
    expect(caseClocks(self, LIMITS, time("09:05")).map(({ stage, state }) => `${stage} ${state}`)).toEqual([
      ...["file met", "arrive met", "check running", "case running"],
    ]);
  });

  test("a suspension stands still, and is over by itself", () => {
    const pauses = [{ from: time("10:00"), to: local("2026-03-09 08:00") }];
    const given = facts({ arrived: time("09:50") }, { pauses });
    expect(clock("handle", given, time("09:59"))).toMatchObject({ state: "running" });
    // Half an hour is used, 3.5 are left for Monday the 9th.
    const deadline = local("2026-03-09 11:30");
    expect(clock("handle", given, local("2026-03-05 10:00"))).toMatchObject({
      state: "paused",
      deadline,
      share: 0.875,
    });
    expect(clock("handle", given, local("2026-03-09 08:00"))).toMatchObject({ state: "running", deadline });
    expect(clock("handle", given, local("2026-03-09 11:31"))).toMatchObject({
      state: "late",
      lateMs: MINUTE,
    });
  });

  test("an open pause leaves no deadline; what was late before it stays late", () => {
    const pauses = [{ from: time("16:00"), to: null }];
    expect(clock("check", facts({ handled: time("15:00") }, { pauses }), time("17:00"))).toMatchObject({
      ...{ state: "paused", deadline: null, lateMs: 0, official: true },
    });
    expect(clock("handle", facts({}, { pauses }), time("17:00"))).toMatchObject({
      ...{ state: "late", deadline: time("15:30"), lateMs: 1.5 * HOUR },
    });
  });

  test("an extension adds the original limit to handling and to the whole, and to nothing else", () => {
    const given = facts({}, { extensions: 2 });
    // 12 working hours: 6.5 on Monday, 5.5 on Tuesday.
    expect(clock("handle", given, time("10:00"))).toMatchObject({
      ...{ limit: limitOf("12 wh"), deadline: local("2026-03-03 15:30") },
    });
    expect(clock("case", given, time("10:00"))).toMatchObject({ limit: limitOf("15 wd") });
    expect(clock("arrive", given, time("10:00"))).toMatchObject({ limit: limitOf("1 uh") });
  });

  test("an exemption keeps the fact that it was late", () => {
    const given = facts({ handled: time("16:00"), checked: time("17:00"), closed: time("17:00") }, {
      exempted: true,
    });
    expect(clock("handle", given, time("17:00"))).toMatchObject({
      ...{ state: "late", lateMs: 30 * MINUTE, exempted: true },
    });
    expect(clock("check", given, time("17:00")), "nothing to exempt").toMatchObject({
      state: "met",
      exempted: false,
    });
  });

  test("what ends on a side way ends all clocks there", () => {
    const stopped = { ...facts({ dispatched: undefined! }), stopped: time("11:00") };
    expect(
      caseClocks(stopped, LIMITS, local("2026-08-03 12:00")).map(({ stage, state, endedAt }) => [
        ...[stage, state, endedAt],
      ]),
    ).toEqual([
      ["file", "met", time("09:10")],
      // Half an hour from 09:10, and nobody was sent by 11:00.
      ["dispatch", "late", time("11:00")],
      ["arrive", "late", time("11:00")],
      ["case", "stopped", time("11:00")],
    ]);
  });

  test("a deadline in a year that is not decided yet says so", () => {
    const given = { ...facts(), marks: { reported: local("2026-12-30 09:00") } };
    expect(clock("file", given, local("2026-12-30 09:00"))).toMatchObject({ official: true });
    expect(clock("case", given, local("2026-12-30 09:00"))).toMatchObject({ official: false });
  });
});

describe("nextDeadline()", () => {
  const next = (given: CaseFacts, now: number) => nextDeadline(caseClocks(given, LIMITS, now), now);
  const there = facts({ accepted: time("09:35"), arrived: time("09:50") });

  test("is the first of those that run, amber under a quarter and red when it has passed", () => {
    expect(next(there, time("10:00"))).toMatchObject({
      stage: "handle",
      deadline: time("15:30"),
      urgency: "plenty",
    });
    // An hour of four is left at 14:30, and lunch took nothing.
    expect(next(there, time("14:30"))).toMatchObject({ share: 0.25, urgency: "plenty", leftMs: HOUR });
    expect(next(there, time("14:31"))).toMatchObject({ urgency: "short" });
    expect(next(there, time("15:30"))).toMatchObject({ urgency: "short", leftMs: 0 });
    expect(next(there, time("16:30"))).toMatchObject({
      stage: "handle",
      urgency: "late",
      leftMs: -HOUR,
      share: -0.25,
    });
  });

  test("is the one that is late longest", () => {
    expect(next(facts(), time("17:00"))).toMatchObject({
      stage: "accept",
      leftMs: time("09:45") - time("17:00"),
    });
  });

  test("is none when nothing runs or nobody knows when it goes on", () => {
    const marks = { ...there.marks, handled: time("11:00"), checked: time("11:30"), closed: time("11:40") };
    expect(next({ ...there, marks }, time("17:00"))).toBeNull();
    expect(next({ ...there, pauses: [{ from: time("10:00"), to: null }] }, time("17:00"))).toBeNull();
  });
});

describe("the clocks of a case of the record", () => {
  const [first] = [haiwanTables().newest];
  /** The same with a day for a broken road, as a later import. */
  const second = {
    ...first,
    version: 2,
    categories: new Map([...first.categories].map(([code, category]) => [
      code,
      { ...category, conditions: category.conditions.map((c) => ({ ...c, limit: limitOf("1 wd") })) },
    ])),
  };
  const before = new CityTables([first]), after = new CityTables([first, second]);

  function act(c: Case, who: string, command: CaseCommand, now: number, tables: CityTables): Case {
    const asked = caseTables(tables, () => false);
    const decision = decide(c, command, {
      ...{ by: named(who), at: now },
      tables: {
        version: asked.version,
        conditions: asked.conditionsOf(c.category),
        closing: asked.closingOf(c),
      },
      deadline: asked.deadlineOf(c, now),
    });
    if (!decision.ok) throw new Error(`${command.kind} by ${who} is refused: ${decision.refusal}`);
    return evolve(c, decision.event);
  }

  function filed(tables: CityTables): Case {
    const opening = {
      ...{ id: "20260302-00001", category: "E01-13", severity: 3, title: "路面坑洼" } as const,
      ...{ lat: 36.6, lon: 121.9, cell: "8a30e0d8c4affff", areas: ["379901"], evidence: [] },
      ...{ report: { source: "patrol", at: time("09:00") }, needsPreVerify: false, selfHandled: false },
    };
    const begun = evolve(null, opened(opening, { by: named("acceptor"), at: time("09:00") }));
    const done = act(
      begun,
      "acceptor",
      { kind: "file", condition: "broken" } as CaseCommand,
      time("09:10"),
      tables,
    );
    const sent = { kind: "dispatch", worker: "w1", helpers: [] } as unknown as CaseCommand;
    return act(done, "dispatcher", sent, time("09:30"), tables);
  }

  const handle = (c: Case, tables: CityTables, now = time("10:00")) =>
    clocksOf(c, tables, now).find(({ stage }) => stage === "handle");

  test("keep the version it was filed under, whatever is imported later", () => {
    const old = filed(before), young = filed(after);
    const nextMonday = local("2026-03-09 18:00");
    expect(handle(old, before)?.deadline).toBe(nextMonday);
    expect(handle(old, after)?.deadline).toBe(nextMonday);
    expect(handle(young, after)?.deadline).toBe(local("2026-03-03 18:00"));
    expect(() => handle(young, before)).toThrow(
      "filed under version 2 of the city's tables, and the newest here is 1",
    );
  });

  test("go on when a check sends the case back to work", () => {
    const day = [
      ...[["ann", { kind: "accept" }], ["ann", { kind: "arrive" }]] as const,
      ["ann", { kind: "handle", text: "", evidence: [] }],
      ["dispatcher", { kind: "request_post_check" }],
      ["checker", { kind: "post_check", passed: false, text: "仍有坑洼", evidence: [] }],
    ] as const;
    let c = filed(before);
    day.forEach(([who, command], i) => {
      c = act(c, who, command as unknown as CaseCommand, time(`10:0${i}`), before);
    });
    expect(c.stage).toBe("dispatched");
    expect(handle(c, before, time("11:00"))).toMatchObject({ state: "running", endedAt: null });
  });

  test("go on while the work is given back, and with whoever gets it next: nothing overdue is hidden", () => {
    let c = filed(before);
    const deadline = handle(c, before)!.deadline!;
    const late = deadline + HOUR;
    c = act(c, "ann", { kind: "accept" } as CaseCommand, time("09:40"), before);
    c = act(c, "ann", { kind: "hand_back", reason: "缺少材料" } as CaseCommand, deadline + 60_000, before);
    expect(c.stage).toBe("filed");
    expect(handle(c, before, late)).toMatchObject({ deadline, state: "late", endedAt: null });
    expect(clocksOf(c, before, late).find(({ stage }) => stage === "dispatch")).toMatchObject({
      startedAt: deadline + 60_000,
      endedAt: null,
    });
    const again = {
      kind: "dispatch",
      worker: "w2",
      helpers: [],
      answer: "材料已到",
    } as unknown as CaseCommand;
    c = act(c, "dispatcher", again, late, before);
    expect(handle(c, before, late)).toMatchObject({ startedAt: time("09:30"), deadline, state: "late" });
    expect(clocksOf(c, before, late).find(({ stage }) => stage === "accept")).toMatchObject({
      startedAt: late,
      endedAt: null,
    });
  });

  test("give the machine the deadline of handling: an extension is asked for before it, not after", () => {
    const ask = { kind: "request_extension", reason: "等待材料" } as CaseCommand;
    const c = filed(before);
    expect(() => act(c, "dispatcher", ask, local("2026-03-09 18:00"), before)).toThrow("too-late");
    const asked = act(c, "dispatcher", ask, local("2026-03-09 17:59"), before);
    const granted = {
      kind: "decide_extension",
      approve: true,
      text: "",
      reason: "",
    } as unknown as CaseCommand;
    const longer = act(asked, "acceptor", granted, local("2026-03-09 18:30"), before);
    // Ten working days from 2 March: 3–6, 9–13, 16.
    expect(handle(longer, before)?.deadline).toBe(local("2026-03-16 18:00"));
  });

  test("of a category that no table knows are those of the city alone", () => {
    const unknown = { ...filed(before), category: "X99" };
    expect(clocksOf(unknown, before, time("10:00")).map(({ stage }) => stage)).not.toContain("handle");
  });
});

test("which reports are verified before filing, and which categories there are, is the table's word", () => {
  const listed = checkCityFile({
    ...{ id: "two", names: { zh: "二", en: "Two" }, timeZone: "Asia/Shanghai" },
    ...{ bounds: [121, 36, 122, 37], view: { lat: 36.5, lon: 121.5, zoom: 11 } },
    sources: [
      { code: "12345", zh: "热线", en: "Hotline", public: true },
      { code: "patrol", zh: "巡查", en: "Patrol" },
    ],
  }, "two");
  const { needsPreVerify, conditionsOf, knows } = caseTables(haiwanTables(), publicSources(listed));
  expect(needsPreVerify("E01-10", "12345")).toBe(true);
  expect(needsPreVerify("E01-10", "patrol")).toBe(false);
  expect(needsPreVerify("E01-10", "nobody listed it"), "it may be anybody's word").toBe(true);
  expect(needsPreVerify("E05-02", "nobody listed it")).toBe(false);
  expect(needsPreVerify("E05-02", "12345"), "gas does not wait").toBe(false);
  expect(needsPreVerify("X99", "12345"), "nobody knows what it is").toBe(true);
  expect(conditionsOf("E01-13")).toEqual(["broken", "danger"]);
  expect(conditionsOf("X99")).toEqual(["unlisted"]);
  expect(knows("E01-10")).toBe(true);
  expect(knows("X99")).toBe(false);
  expect(caseTables(haiwanTables(), publicSources(listed), new Set(["X99"])).knows("X99")).toBe(true);
  const untold = caseTables(new CityTables([plainTables("Asia/Shanghai")]), publicSources(listed));
  expect(untold.needsPreVerify("E01-10", "nobody listed it"), "no table asks for anything").toBe(false);
  expect(untold.knows("X99")).toBe(true);
});
