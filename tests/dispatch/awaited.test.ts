import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { awaited, awaitedOf } from "../../dispatch/awaited.ts";
import { decide, evolve, fold, offeredTo, opened } from "../../dispatch/case.ts";
import type { CaseCommand } from "../../dispatch/case_command.ts";
import { type Case, ENDED } from "../../store/case.ts";
import { named } from "./people.ts";
import { CONDITION, stepOf, steps, T0 } from "./walk.ts";

function moment(who: string, at = T0) {
  return {
    by: named(who),
    at,
    tables: { version: 1, conditions: [CONDITION], closing: ["clean"] },
    deadline: null,
  };
}

function begun(change: Partial<Case> = {}): Case {
  const event = opened({
    ...{ id: "20261127-00001", category: "E01-13", severity: 3, title: "路面破损", lat: 36.5, lon: 121.8 },
    ...{ cell: "8a30e0d8c4affff", areas: ["west"], needsPreVerify: false, selfHandled: false },
    ...{ report: { source: "12345", at: T0 }, evidence: [] },
  }, moment("acceptor"));
  return { ...fold([event])!, ...change };
}

function given(c: Case, who: string, command: Record<string, unknown>): Case {
  const decision = decide(c, command as unknown as CaseCommand, moment(who));
  if (!decision.ok) throw new Error(decision.refusal);
  return evolve(c, decision.event);
}

const waitsFor = (c: Case) =>
  ["operator", "acceptor", "dispatcher", "checker", "leader", "ann", "bo", "nobody"]
    .filter((who) => awaitedOf(c, named(who), T0).length > 0);

describe("what a case waits for", () => {
  test("goes from desk to desk as the case does", () => {
    let c = begun();
    expect(waitsFor(c)).toEqual(["acceptor"]);
    c = given(c, "acceptor", { kind: "file", condition: CONDITION });
    expect(waitsFor(c)).toEqual(["dispatcher"]);
    c = given(c, "dispatcher", { kind: "dispatch", worker: "w1", helpers: ["w2"] });
    // The lead accepts; the helper comes along.
    expect(waitsFor(c)).toEqual(["ann"]);
    c = given(c, "ann", { kind: "accept" });
    expect(waitsFor(c)).toEqual(["ann", "bo"]);
    c = given(given(c, "ann", { kind: "arrive" }), "ann", { kind: "handle", text: "", evidence: [] });
    expect(waitsFor(c)).toEqual(["dispatcher", "checker"]);
    c = given(c, "dispatcher", { kind: "request_post_check" });
    expect([awaited(c)[0], waitsFor(c)]).toEqual(["post_check", ["checker"]]);
    c = given(c, "checker", { kind: "post_check", passed: true, text: "", evidence: [] });
    expect([awaited(c)[0], waitsFor(c)]).toEqual(["close", ["checker"]]);
    expect(waitsFor(given(c, "checker", { kind: "close", rule: "clean" }))).toEqual([]);
  });

  test("is the verification where a report has to be verified, and not the filing", () => {
    const c = begun({ needsPreVerify: true });
    expect(awaitedOf(c, named("acceptor"), T0)).toEqual(["request_pre_verify"]);
    const asked = given(c, "acceptor", { kind: "request_pre_verify", worker: "w1" });
    expect(waitsFor(asked)).toContain("ann");
    expect(waitsFor(asked)).not.toContain("acceptor");
    const found = given(asked, "ann", { kind: "pre_verify", found: true, text: "", evidence: [] });
    expect(awaitedOf(found, named("acceptor"), T0)).toEqual(["file"]);
  });

  test("is a decision on what somebody asked for, and nothing of a suspended case", () => {
    const sent = given(given(begun(), "acceptor", { kind: "file", condition: CONDITION }), "dispatcher", {
      ...{ kind: "dispatch", worker: "w1", helpers: [] },
    });
    const asked = { by: "ann", at: T0, text: "雨" };
    const extended = { ...sent, extension: { approved: 0, asked } };
    expect(awaitedOf(extended, named("acceptor"), T0)).toEqual(["decide_extension"]);
    const suspension = { by: "dispatcher", at: T0, text: "", until: T0 + 1_000 };
    const paused = { ...sent, suspension, pauses: [{ from: T0, to: T0 + 1_000 }] };
    expect(waitsFor(paused)).toEqual([]);
  });

  test("is always among what the account is offered, in whatever way the case came there", () => {
    fc.assert(
      fc.property(
        steps(40),
        fc.constantFrom("acceptor", "dispatcher", "checker", "ann", "dee"),
        (walk, who) => {
          let c = begun();
          let at = T0;
          for (const step of walk) {
            at += step.wait * 1_000;
            const { by, command } = stepOf(c, step, ["20261127-00002"]);
            const decision = decide(c, command, { ...moment("acceptor", at), by });
            if (decision.ok) c = evolve(c, decision.event);
          }
          const offered = offeredTo(c, moment(who, at));
          for (const kind of awaitedOf(c, named(who), at)) expect(offered).toContain(kind);
          if (ENDED.has(c.stage) && !c.appeal) expect(awaitedOf(c, named(who), at)).toEqual([]);
        },
      ),
      { numRuns: 200 },
    );
  });
});
