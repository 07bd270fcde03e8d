/**
 * The law of cases, written down a second time and apart from the machine: which step leads from which stage to which, who
 * takes it, and what holds of every case whatever happened to it. DOMAIN.md, "Stages of a case" and "Clocks".
 */
import { expect } from "vitest";
import { type Case, type CaseEvent, STAGES } from "../../store/case.ts";
import type { Person, Role } from "../../store/person.ts";

/** `from>to by role`, one line a way. */
const WAYS = new Set(
  `
reported>pre_verifying by acceptor
reported>filed by acceptor
reported>rejected by acceptor
pre_verifying>rejected by acceptor
pre_verifying>reported by worker
pre_verifying>reported by checker
filed>dispatched by dispatcher
filed>reported by dispatcher
dispatched>accepted by worker
dispatched>filed by worker
accepted>arrived by worker
accepted>filed by worker
arrived>handled by worker
arrived>filed by worker
accepted>dispatched by dispatcher
arrived>dispatched by dispatcher
handled>post_checking by dispatcher
handled>post_checking by checker
handled>dispatched by dispatcher
handled>dispatched by checker
handled>filed by dispatcher
handled>filed by checker
handled>reported by dispatcher
handled>reported by checker
post_checking>handled by checker
post_checking>dispatched by checker
post_checking>filed by checker
post_checking>reported by checker
post_checking>closed by checker
closed>filed by acceptor
closed>filed by checker
closed>reported by acceptor
closed>reported by checker
rejected>reported by acceptor
rejected>reported by checker
rejected>filed by acceptor
rejected>filed by checker
cancelled>reported by acceptor
cancelled>reported by checker
cancelled>filed by acceptor
cancelled>filed by checker
merged>reported by acceptor
merged>reported by dispatcher
merged>filed by acceptor
merged>filed by dispatcher
`.trim().split("\n"),
);

const CANCELLABLE = ["reported", "pre_verifying", "filed", "dispatched", "accepted", "arrived"];
for (const from of CANCELLABLE) {
  WAYS.add(`${from}>cancelled by acceptor`);
  WAYS.add(`${from}>merged by acceptor`);
  WAYS.add(`${from}>merged by dispatcher`);
}

/** Who may do what never moves a case. */
const DOERS: Readonly<Record<string, readonly Role[]>> = {
  post_check: ["checker"],
  suspend: ["dispatcher"],
  resume: ["dispatcher"],
  decide_extension: ["acceptor"],
  decide_appeal: ["leader"],
  reassign: ["dispatcher"],
  take_helper: ["dispatcher", "worker"],
};

/** A step that the machine allowed must be one that the law knows. */
export function expectLawful(before: Case, event: CaseEvent, after: Case, by: Person): void {
  expect(after.version).toBe(before.version + 1);
  expect(after.updated).toBeGreaterThanOrEqual(before.updated);
  if (event.kind === "undo") return expectUndone(before, after, by);
  if (before.stage !== after.stage) {
    const ways = by.roles.map((role) => `${before.stage}>${after.stage} by ${role}`);
    expect(ways.some((way) => WAYS.has(way)), `${ways.join(" or ")} (${event.kind})`).toBe(true);
  }
  const doers = DOERS[event.kind];
  if (doers) expect(by.roles.some((role) => doers.includes(role)), `${event.kind} by ${by.id}`).toBe(true);
  if (["post_check", "close", "evaluate", "cancel", "reopen"].includes(event.kind)) {
    expect(before.handlers, `${event.kind} by who handled it`).not.toContain(by.id);
    if (by.post) expect(before.handlers).not.toContain(by.post.id);
  }
  if (event.kind === "decide_extension") expect(before.extension.asked?.by).not.toBe(by.id);
  if (event.kind === "decide_appeal") expect(before.appeal?.asked.by).not.toBe(by.id);
  if (before.pending && ["file", "dispatch", "accept", "handle", "request_post_check"].includes(event.kind)) {
    expect(event.answer, `${event.kind} without an answer to the return`).toBeTruthy();
  }
  if (before.suspension && event.at < before.suspension.until) {
    expect(["resume", "cancel", "note", "add_evidence", "decide_extension"]).toContain(event.kind);
  }
  if (after.stage === "closed" && before.stage !== "closed") {
    expect(before.check?.passed).toBe(true);
    expect(after.closing?.rule).toBeTruthy();
  }
  if (after.stage === "filed" && before.stage === "reported") {
    expect(!before.needsPreVerify || before.verification?.found).toBe(true);
    expect(after.filing?.condition).toBeTruthy();
  }
}

function expectUndone(before: Case, after: Case, by: Person): void {
  expect(before.undo?.by).toBe(by.id);
  const { version: _v, updated: _u, undo: _n, ...now } = after;
  const { version: _w, updated: _t, ...then } = before.undo!.to;
  expect(now).toEqual(then);
}

/** What holds of a case at any time. */
export function expectSound(c: Case): void {
  expect(STAGES).toContain(c.stage);
  expect(c.extension.approved).toBeLessThanOrEqual(2);
  expect(c.crew.filter(({ part }) => part === "lead").length).toBe(c.crew.length > 0 ? 1 : 0);
  expect(new Set(c.crew.map(({ worker }) => worker)).size).toBe(c.crew.length);
  if (["dispatched", "accepted", "arrived"].includes(c.stage)) expect(c.crew).not.toHaveLength(0);
  if (["reported", "filed", "closed", "rejected", "cancelled", "merged"].includes(c.stage)) {
    expect(c.crew, c.stage).toEqual([]);
  }
  if (c.stage === "merged") expect(c.mergedInto).not.toBeNull();
  else expect(c.mergedInto).toBeNull();
  for (const { from, to } of c.pauses) expect(to).toBeGreaterThanOrEqual(from);
  expect(c.pauses.length).toBeLessThanOrEqual(1);
  const order = ["reported", "filed", "dispatched", "accepted", "arrived", "handled", "closed"] as const;
  const marks = order.flatMap((name) => c.marks[name] ?? []);
  expect(marks, "marks in the order of the stages").toEqual([...marks].sort((a, b) => a - b));
}
