import fc from "fast-check";
import { expect, it } from "vitest";
import { decide, evolve, fold, opened, type Opening } from "../../dispatch/case.ts";
import { type CaseCommand, COMMAND_KINDS } from "../../dispatch/case_command.ts";
import type { Moment } from "../../dispatch/case_moves.ts";
import { type Case, type CaseEvent, STAGES } from "../../store/case.ts";
import { expectLawful, expectSound } from "./law.ts";
import { named } from "./people.ts";
import { CONDITION, type Step, stepOf, steps, T0 } from "./walk.ts";

const MINUTE = 60_000;

function opening(change: Partial<Opening> = {}): Opening {
  return {
    id: "20261127-00001",
    category: "C-02",
    severity: 3,
    title: "路面破损",
    lat: 36.56,
    lon: 121.88,
    cell: "8a30e0d8c4affff",
    areas: ["370211", "370211001"],
    report: { source: "12345", incident: "i1", at: T0 - 5 * MINUTE },
    needsPreVerify: false,
    selfHandled: false,
    evidence: [],
    ...change,
  };
}

function moment(who: string, at: number, change: Partial<Moment> = {}): Moment {
  const tables = { version: 7, conditions: [CONDITION], closing: ["clean"] };
  return { by: named(who), at, tables, deadline: null, ...change };
}

/** A case on which people act, one minute after the other. */
class Story {
  events: CaseEvent[];
  at = T0;

  constructor(change: Partial<Opening> = {}, who = "acceptor") {
    this.events = [opened(opening(change), moment(who, T0))];
  }

  get case(): Case {
    return fold(this.events)!;
  }

  /** The refusal, or null when it was done. */
  act(who: string, command: object, change: Partial<Moment> = {}, wait = MINUTE) {
    this.at += wait;
    const decision = decide(this.case, command as CaseCommand, moment(who, this.at, change));
    if (!decision.ok) return decision.refusal;
    this.events.push(decision.event);
    return null;
  }

  all(...acts: readonly (readonly [string, object])[]): this {
    for (const [who, command] of acts) {
      const refusal = this.act(who, command);
      if (refusal) throw new Error(`${(command as CaseCommand).kind} by ${who}: ${refusal}`);
    }
    return this;
  }
}

const FILE = ["acceptor", { kind: "file", condition: CONDITION }] as const;
const DISPATCH = ["dispatcher", { kind: "dispatch", worker: "w1", helpers: [] }] as const;
const ACCEPT = ["ann", { kind: "accept" }] as const;
const ARRIVE = ["ann", { kind: "arrive" }] as const;
const HANDLE = ["ann", { kind: "handle", text: "", evidence: [] }] as const;
const TO_CHECK = ["dispatcher", { kind: "request_post_check" }] as const;
const PASS = ["checker", { kind: "post_check", passed: true, text: "", evidence: [] }] as const;
const CLOSE = ["checker", { kind: "close", rule: "clean" }] as const;

it("goes the official way from report to evaluation", () => {
  const story = new Story().all(
    FILE,
    DISPATCH,
    ACCEPT,
    ["ann", { kind: "set_out" }],
    ARRIVE,
    HANDLE,
    TO_CHECK,
    PASS,
    CLOSE,
  );
  story.all(["leader", { kind: "evaluate", score: 5, text: "" }]);
  const { stage, filing, marks, handlers, score, closing } = story.case;
  expect({ stage, filing, closing, score }).toEqual({
    stage: "closed",
    filing: { tables: 7, condition: CONDITION, by: "acceptor" },
    closing: { rule: "clean", by: "checker" },
    score: 5,
  });
  expect(handlers).toEqual(["ann", "w1"]);
  expect(marks.closed! - marks.filed!).toBe(8 * MINUTE);
  expect(marks.reported).toBe(T0 - 5 * MINUTE);
});

it("wants a report of the public verified on the spot before it is filed", () => {
  const story = new Story({ needsPreVerify: true });
  expect(story.act(...FILE)).toBe("pre-verify-needed");
  story.all(["acceptor", { kind: "request_pre_verify", worker: "w2" }]);
  expect(story.act("ann", { kind: "pre_verify", found: true, text: "", evidence: [] })).toBe("own");
  story.all(["bo", { kind: "pre_verify", found: false, text: "Nothing here", evidence: [] }]);
  expect(story.act(...FILE)).toBe("pre-verify-needed");
  story.all(["acceptor", { kind: "request_pre_verify", worker: "w2" }]);
  story.all(["bo", { kind: "pre_verify", found: true, text: "", evidence: [] }], FILE);
  expect(story.case.stage).toBe("filed");
});

it("never lets who handled a case check or close it, whatever else they are", () => {
  const story = new Story().all(FILE, ["dispatcher", { kind: "dispatch", worker: "w3", helpers: [] }]);
  story.all(["cy", { kind: "accept" }], ["cy", { kind: "arrive" }], ["cy", HANDLE[1]], TO_CHECK);
  expect(story.act("cy", PASS[1])).toBe("separation");
  story.all(PASS);
  expect(story.act("cy", CLOSE[1])).toBe("separation");
  story.all(CLOSE);
  expect(story.act("cy", { kind: "reopen", reason: "not good" })).toBe("separation");
});

it("keeps the separation though a helper, and not the lead, is the checker", () => {
  const story = new Story().all(FILE, ["dispatcher", { kind: "dispatch", worker: "w1", helpers: ["w3"] }]);
  story.all(ACCEPT, ARRIVE, HANDLE, TO_CHECK);
  expect(story.act("cy", PASS[1])).toBe("separation");
});

it("is closed by a rule of what it was filed under, and by no other", () => {
  const story = new Story().all(FILE, DISPATCH, ACCEPT, ARRIVE, HANDLE, TO_CHECK, PASS);
  expect(story.act("checker", { kind: "close", rule: "whatever" })).toBe("unknown-rule");
  story.all(CLOSE);
});

it("keeps the category it was filed under, and with it limit and closing rule, until it is returned", () => {
  const story = new Story().all(FILE);
  expect(story.act("acceptor", { kind: "correct", category: "C-09" })).toBe("stage");
  story.all(["acceptor", { kind: "correct", category: "C-02", title: "路面破损严重" }]);
  story.all(["dispatcher", { kind: "return", reason: "is another category" }]);
  story.all(["acceptor", { kind: "correct", category: "C-09" }]);
  expect(story.case).toMatchObject({ stage: "reported", category: "C-09", filing: null });
});

it("asks whoever gets a returned case to answer the reason before it goes on", () => {
  const story = new Story().all(FILE, DISPATCH, ["ann", { kind: "refuse", reason: "not my grid" }]);
  expect(story.case).toMatchObject({
    stage: "filed",
    crew: [],
    returns: 1,
    pending: { text: "not my grid" },
  });
  expect(story.act(...DISPATCH)).toBe("answer-needed");
  story.all(["dispatcher", { ...DISPATCH[1], answer: "It is since today" }]);
  expect(story.case.pending).toBeNull();
});

it("sends back to its crew what did not pass the check, and counts it as rework", () => {
  const story = new Story().all(FILE, DISPATCH, ACCEPT, ARRIVE, HANDLE, TO_CHECK);
  const fail = { kind: "post_check", passed: false, text: "Still broken", evidence: [] } as const;
  expect(story.act("checker", { ...fail, text: "" })).toBe("reason-needed");
  story.all(["checker", fail]);
  expect(story.case).toMatchObject({
    stage: "dispatched",
    reworks: 1,
    crew: [{ worker: "w1", part: "lead", state: "assigned" }],
  });
  expect(story.act(...CLOSE)).toBe("stage");
  story.all(["ann", { kind: "accept", answer: "On it" }], ARRIVE, HANDLE, TO_CHECK, PASS, CLOSE);
});

it("suspends once, to a date within a year, and goes on by itself", () => {
  const story = new Story().all(FILE);
  const day = 86_400_000;
  const suspend = (until: number) => ({ kind: "suspend", until, reason: "frost" }) as const;
  expect(story.act("dispatcher", suspend(story.at - day))).toBe("bad-date");
  expect(story.act("dispatcher", suspend(story.at + 400 * day))).toBe("bad-date");
  const until = story.at + day;
  story.all(["dispatcher", suspend(until)]);
  expect(story.act(...DISPATCH)).toBe("suspended");
  story.all(["acceptor", { kind: "note", text: "seen" }]);
  expect(story.act(...DISPATCH, {}, day)).toBeNull();
  expect(story.case.pauses).toEqual([{ from: T0 + 4 * MINUTE, to: until }]);
  expect(story.act("dispatcher", suspend(story.at + day))).toBe("once");
});

it("moves the end of a suspension when it is taken up early", () => {
  const story = new Story().all(FILE, ["dispatcher", { kind: "suspend", until: T0 + 1e9, reason: "frost" }]);
  story.all(["dispatcher", { kind: "resume", reason: "" }], DISPATCH);
  expect(story.case.pauses).toEqual([{ from: T0 + 2 * MINUTE, to: T0 + 3 * MINUTE }]);
});

it("grants at most two extensions, asked for before the limit; a refused request does not count", () => {
  const story = new Story().all(FILE, DISPATCH);
  const ask = { kind: "request_extension", reason: "parts" } as const;
  const decideIt = (approve: boolean) =>
    ["acceptor", { kind: "decide_extension", approve, reason: "" }] as const;
  const running = { deadline: T0 + 1e9 };
  expect(story.act("dispatcher", ask)).toBe("too-late");
  expect(story.act("dispatcher", ask, { deadline: T0 })).toBe("too-late");
  expect(story.act("ann", ask, running)).toBeNull();
  expect(story.act("dispatcher", ask, running)).toBe("asked-already");
  story.all(decideIt(false));
  for (let i = 0; i < 2; i++) {
    expect(story.act("dispatcher", ask, running)).toBeNull();
    story.all(decideIt(true));
  }
  expect(story.case.extension.approved).toBe(2);
  expect(story.act("dispatcher", ask, running)).toBe("once");
});

it("lets nobody decide on what they asked for, nor rate or cancel what they handled", () => {
  const running = { deadline: T0 + 1e9 };
  const story = new Story().all(FILE, ["dispatcher", { kind: "dispatch", worker: "w4", helpers: [] }]);
  expect(story.act("dee", { kind: "request_extension", reason: "parts" }, running)).toBeNull();
  const approve = { kind: "decide_extension", approve: true, reason: "" } as const;
  expect(story.act("dee", approve)).toBe("separation");
  story.all(["acceptor", approve], ["dee", { kind: "accept" }], ["dee", { kind: "arrive" }]);
  expect(story.act("dee", { kind: "cancel", reason: "a mistake" })).toBe("separation");
  expect(story.act("acceptor", { kind: "cancel", reason: "a mistake" })).toBeNull();
});

it("hears an appeal only after closing, and only once", () => {
  const story = new Story().all(FILE, DISPATCH, ACCEPT, ARRIVE, HANDLE, TO_CHECK, PASS);
  const appeal = { kind: "appeal", reason: "flood" } as const;
  expect(story.act("dispatcher", appeal)).toBe("stage");
  story.all(CLOSE, ["dispatcher", appeal], ["leader", { kind: "decide_appeal", grant: true, reason: "" }]);
  expect(story.case.appeal?.granted).toBe(true);
  expect(story.act("dispatcher", appeal)).toBe("once");
});

it("takes a command back within ten seconds, by whoever gave it, while nothing else happened", () => {
  const story = new Story().all(FILE);
  const before = story.case;
  story.all(DISPATCH);
  expect(story.act("acceptor", { kind: "undo" }, {}, 1_000)).toBe("not-yours");
  expect(story.act("dispatcher", { kind: "undo" }, {}, 8_000)).toBeNull();
  expect({ ...story.case, version: 0, updated: 0 }).toEqual({
    ...before,
    undo: null,
    version: 0,
    updated: 0,
  });
  expect(story.events.map(({ kind }) => kind)).toEqual(["report", "file", "dispatch", "undo"]);
  expect(story.act("dispatcher", { kind: "undo" }, {}, 0)).toBe("nothing-to-undo");
  story.all(DISPATCH);
  expect(story.act("dispatcher", { kind: "undo" }, {}, 10_001)).toBe("undo-late");
  story.all(ACCEPT);
  expect(story.act("dispatcher", { kind: "undo" }, {}, 10)).toBe("not-yours");
});

it("counts apart what the finder fixed on the spot, and has it checked by somebody else", () => {
  const story = new Story({ selfHandled: true }, "cy").all(["dispatcher", { kind: "request_post_check" }]);
  expect(story.case).toMatchObject({ selfHandled: true, handlers: ["cy", "w3"] });
  expect(story.act("cy", PASS[1])).toBe("separation");
  story.all(PASS, CLOSE);
});

it("keeps the first dispatch of work that goes on, and starts anew the clocks of those it comes back to", () => {
  const story = new Story().all(FILE, DISPATCH, ACCEPT);
  const { marks } = story.case;
  story.all(["dispatcher", { kind: "reassign", worker: "w2", helpers: [], reason: "nearer" }]);
  const now = T0 + 4 * MINUTE;
  expect(story.case.marks).toEqual({
    reported: marks.reported,
    filed: marks.filed,
    dispatched: marks.dispatched,
  });
  expect(story.case.since).toMatchObject({ filed: marks.filed, dispatched: now });
  story.all(["bo", { kind: "refuse", reason: "no" }]);
  // Work that was given back was ordered all the same.
  expect(story.case.marks).toEqual({
    reported: marks.reported,
    filed: marks.filed,
    dispatched: marks.dispatched,
  });
  expect(story.case.since).toMatchObject({ filed: now + MINUTE });
  story.all(["dispatcher", { ...DISPATCH[1], answer: "yes" }], ACCEPT, ARRIVE, HANDLE, TO_CHECK);
  const dispatched = story.case.marks.dispatched;
  story.all(["checker", { kind: "post_check", passed: false, text: "dirty", evidence: [] }]);
  expect(story.case.marks).toEqual({ reported: marks.reported, filed: marks.filed, dispatched });
});

it("does nothing for who has no role, is in no area or is not concerned", () => {
  const story = new Story().all(FILE, DISPATCH);
  expect(story.act("nobody", { kind: "note", text: "x" })).toBe("role");
  expect(story.act("acceptor", { kind: "dispatch", worker: "w1", helpers: [] })).toBe("role");
  expect(story.act("bo", { kind: "accept" })).toBe("own");
  const elsewhere = { ...named("dispatcher"), areas: ["370212"] };
  expect(story.act("dispatcher", { kind: "note", text: "x" }, { by: elsewhere })).toBe("area");
  const left = { ...named("dispatcher"), active: false };
  expect(story.act("dispatcher", { kind: "note", text: "x" }, { by: left })).toBe("inactive");
});

it("orders events though the clock of the server is set back", () => {
  const story = new Story().all(FILE);
  expect(story.act(...DISPATCH, {}, -3_600_000)).toBeNull();
  expect(story.events.at(-1)!.at).toBe(T0 + MINUTE);
});

it("keeps the law of cases in every random history, and the record says the same as the case", () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(steps(60), fc.boolean(), (walk, needsPreVerify) => {
      const events: CaseEvent[] = [opened(opening({ needsPreVerify }), moment("acceptor", T0))];
      let c = fold(events)!;
      let at = T0;
      walk.forEach((step: Step, i) => {
        at += step.wait * 1_000;
        const { by, command } = stepOf(c, step, ["20261127-00002"]);
        const frozen = JSON.stringify(c);
        const decision = decide(c, command, {
          ...moment("acceptor", at),
          by,
          deadline: i % 2 ? at + 1 : null,
        });
        expect(JSON.stringify(c), "a decision changes nothing").toBe(frozen);
        if (!decision.ok) return;
        // As it comes back from the disk.
        const event = JSON.parse(JSON.stringify(decision.event)) as CaseEvent;
        const after = evolve(c, event);
        expect(JSON.stringify(c), "an event changes nothing of the case before").toBe(frozen);
        events.push(event);
        expectLawful(c, event, after, by);
        expectSound(after);
        seen.add(after.stage).add(event.kind);
        c = after;
      });
      expect(fold(JSON.parse(JSON.stringify(events)))).toEqual(c);
      expect(c.version).toBe(events.length);
    }),
    { numRuns: Number(Deno.env.get("HISTORIES") ?? 1_500) },
  );
  expect([...STAGES, ...COMMAND_KINDS].filter((name) => !seen.has(name)), "never reached").toEqual([]);
});
