import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decide, evolve, fold, offeredTo, opened } from "../../dispatch/case.ts";
import { COMMAND_KINDS } from "../../dispatch/case_command.ts";
import { type CaseFilter, detailOf, listCases } from "../../dispatch/case_list.ts";
import { CityTables } from "../../dispatch/city_tables.ts";
import { haiwanTables } from "../../demo/city_tables.ts";
import { type Case, ENDED } from "../../store/case.ts";
import { named } from "./people.ts";
import { CONDITION, stepOf, steps, T0 } from "./walk.ts";

const tables: CityTables = haiwanTables();
const ALL: CaseFilter = {
  ...{ stages: [], triage: null, area: null, category: null, severity: null, worker: null, text: "" },
};

function moment(who: string, at: number) {
  return {
    by: named(who),
    at,
    tables: { version: tables.newest.version, conditions: [CONDITION, "broken"], closing: ["clean"] },
    deadline: null,
  };
}

function caseOf(id: string, change: Partial<Case> = {}): Case {
  const event = opened({
    ...{
      id,
      category: "E01-13",
      severity: 3,
      title: `路面破损 ${id}`,
      address: "昆明路",
      lat: 36.56,
      lon: 121.88,
    },
    ...{ cell: "8a30e0d8c4affff", areas: ["370211", "370211001"], needsPreVerify: false, selfHandled: false },
    ...{ report: { source: "12345", at: T0 }, evidence: [] },
  }, moment("acceptor", T0));
  return { ...fold([event])!, ...change };
}

const list = (cases: readonly Case[], filter: Partial<CaseFilter> = {}, who = "leader", now = T0 + 60_000) =>
  listCases(cases, { ...ALL, ...filter }, { person: named(who), tables, now }, 100);
const ids = (cases: readonly Case[], filter: Partial<CaseFilter> = {}) =>
  list(cases, filter).rows.map((row) => row.case.id);

describe("listCases()", () => {
  test("listed again a moment later, deadlines and what is late are as of then", () => {
    const now = T0 + 20 * 86_400_000;
    const cases = Array.from(
      { length: 300 },
      (_, i) => caseOf(`${i}`, { marks: { reported: now - i * 60_000 }, severity: i % 2 ? 1 : 3 }),
    );
    list(cases, {}, "leader", now);
    for (const later of [now + 1, now + 4_900, now - 3_000, now + 60_000]) {
      const said = (all: readonly Case[]) => {
        const { rows, counts } = list(all, {}, "leader", later);
        return [
          rows.map(({ case: { id }, next }) => [id, next?.stage, next?.deadline, next?.leftMs]),
          counts,
        ];
      };
      expect(said(cases)).toEqual(said(structuredClone(cases)));
    }
  });

  test("puts the least time left first, then the most severe, then the oldest", () => {
    const cases = [
      caseOf("1", { severity: 4, marks: { reported: T0 - 40 * 86_400_000 } }),
      caseOf("2", { severity: 2, marks: {} }),
      caseOf("3", { severity: 1, marks: {} }),
      caseOf("4", { severity: 4, marks: { reported: T0 } }),
    ];
    const { rows } = list(cases);
    expect(rows.map((row) => row.case.id)).toEqual(["1", "4", "3", "2"]);
    expect(rows[0]!.next!.urgency).toBe("late");
  });

  test("filters by everything that the page offers", () => {
    const cases = [
      caseOf("a", { stage: "filed" }),
      caseOf("b", { crew: [{ worker: "w1", part: "lead", state: "assigned" }], stage: "dispatched" }),
      caseOf("c", { areas: ["370212"], category: "E01-01", severity: 1 }),
      caseOf("d", { stage: "closed" }),
      caseOf("e", { pending: { by: "x", at: T0, text: "no", from: "filed" } }),
    ];
    expect(ids(cases).sort()).toEqual(["a", "b", "c", "e"]);
    expect(ids(cases, { stages: ["closed", "filed"] }).sort()).toEqual(["a", "d"]);
    expect(ids(cases, { area: "370212" })).toEqual(["c"]);
    expect(ids(cases, { category: "E01-01" })).toEqual(["c"]);
    expect(ids(cases, { severity: 1 })).toEqual(["c"]);
    expect(ids(cases, { worker: "w1" })).toEqual(["b"]);
    expect(ids(cases, { triage: "unassigned" })).toEqual(["a"]);
    expect(ids(cases, { triage: "answer" })).toEqual(["e"]);
    expect(ids(cases, { text: " 昆明 " }).sort()).toEqual(["a", "b", "c", "e"]);
    expect(ids(cases, { text: "破损 C" })).toEqual(["c"]);
  });

  test("shows nobody what lies outside their areas, and a worker only their own", () => {
    const cases = [caseOf("a"), caseOf("b", { crew: [{ worker: "w1", part: "lead", state: "assigned" }] })];
    const elsewhere = { ...named("dispatcher"), areas: ["370212"] };
    const asked = { person: elsewhere, tables, now: T0 };
    expect(listCases(cases, ALL, asked, 9)).toMatchObject({ total: 0, counts: { stages: {} } });
    expect(list(cases, {}, "ann").rows.map((row) => row.case.id)).toEqual(["b"]);
    expect(list(cases, {}, "nobody").total).toBe(0);
  });

  test("counts a category whatever its name is", () => {
    const cases = ["constructor", "__proto__", "toString"].map((category) => caseOf(category, { category }));
    const { categories } = list(cases).counts;
    expect(Object.entries(categories).sort()).toEqual([["__proto__", 1], ["constructor", 1], [
      "toString",
      1,
    ]]);
  });

  test("shows of the ways to close a case those of what it was filed under", () => {
    const several = [...tables.newest.categories.values()].find(({ conditions }) =>
      new Set(conditions.map(({ closing }) => closing.id)).size > 1
    )!;
    const { code: category, conditions } = several;
    const ways = (c: Case) => detailOf(c, tables, moment("checker", T0)).closing.map(({ id }) => id);
    expect(ways(caseOf("a", { category }))).toEqual(conditions.map(({ closing }) => closing.id));
    for (const { id, closing } of conditions) {
      const filing = { tables: tables.newest.version, condition: id, by: "x" };
      expect(ways(caseOf("a", { category, filing }))).toEqual([closing.id]);
      expect(tables.closingOf({ category, filing })).toBe(closing.id);
    }
  });

  test("says how many there are when it shows fewer", () => {
    const cases = Array.from({ length: 30 }, (_, i) => caseOf(`${i}`));
    const { rows, total } = listCases(cases, ALL, { person: named("leader"), tables, now: T0 }, 10);
    expect([rows.length, total]).toEqual([10, 30]);
  });
});

test("what is offered is what is not refused for the stage, the role or the person", () => {
  fc.assert(
    fc.property(
      steps(40),
      fc.constantFrom("acceptor", "dispatcher", "checker", "ann", "dee"),
      (walk, who) => {
        let c = caseOf("20261127-00001");
        let at = T0;
        for (const step of walk) {
          at += step.wait * 1_000;
          const { by, command } = stepOf(c, step, ["20261127-00002"]);
          const decision = decide(c, command, { ...moment("acceptor", at), by });
          if (decision.ok) c = evolve(c, decision.event);
        }
        const offered = new Set(offeredTo(c, moment(who, at)));
        for (const kind of COMMAND_KINDS) {
          const decision = decide(c, { kind, ...anything(at) } as never, moment(who, at));
          const barred = !decision.ok &&
            ["role", "area", "own", "inactive", "stage", "separation", "suspended"].includes(
              decision.refusal,
            );
          if (barred) expect(offered, `${kind} at ${c.stage}`).not.toContain(kind);
          if (decision.ok) expect(offered).toContain(kind);
        }
        if (ENDED.has(c.stage)) expect(offered).not.toContain("dispatch");
      },
    ),
    { numRuns: 300 },
  );
});

/** What some command asks for, whichever. */
function anything(at: number) {
  return {
    ...{ worker: "w9", helpers: [], condition: CONDITION, rule: "clean", into: "20261127-00009", score: 3 },
    ...{ reason: "so", text: "so", answer: "so", evidence: [], until: at + 1_000 },
    ...{ found: true, passed: true, approve: true, grant: true },
  };
}
