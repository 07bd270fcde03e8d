/** Every role, action and area: what `may` answers is what docs/rights.md says, field by field. */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ACTION_WORDS } from "../../dispatch/action_words.ts";
import { type Action, ACTIONS, covers, type Grant, may, type Target } from "../../dispatch/rights.ts";
import { type Role, ROLES, WHOLE_CITY } from "../../store/person.ts";

type Reach = "city" | "area" | "own" | "none";

const WORDS: Readonly<Record<string, Reach>> = {
  "全市 city": "city",
  "辖区 area": "area",
  "本人 own": "own",
  "–": "none",
};
const ALL = Object.keys(ACTIONS) as Action[];

/** The table as somebody reads it. */
function readTable(): Map<string, Map<Role, Reach>> {
  const text = readFileSync(new URL("../../docs/rights.md", import.meta.url), "utf8");
  const [head, , ...rows] = text.split("\n").filter((line) => line.startsWith("|"))
    .map((line) => line.split("|").slice(1, -1).map((cell) => cell.trim()));
  const roles = head!.slice(2).map((cell) => cell.split(" ").at(-1) as Role);
  return new Map(rows.map(([action, , ...cells]) => [
    action!.replaceAll("`", ""),
    new Map(cells.map((cell, i) => [roles[i]!, WORDS[cell] ?? cell as Reach])),
  ]));
}

const post = { id: "w1", kind: "dedicated", skills: [], grids: [] } as const;
const grant = (change: Partial<Grant>): Grant => ({ roles: [], areas: [], active: true, ...change });

/** What each reach must answer to each target, written out. */
const CASES: readonly (readonly [name: string, Partial<Grant>, Target | undefined, readonly Reach[]])[] = [
  ["anywhere", { areas: [] }, undefined, ["city", "area", "own"]],
  ["in the area", { areas: ["a"] }, { areas: ["a", "a1"] }, ["city", "area"]],
  ["in the street, granted the district", { areas: ["a"] }, { areas: ["a", "a1", "a1x"] }, ["city", "area"]],
  ["in the district, granted the street", { areas: ["a1"] }, { areas: ["a"] }, ["city"]],
  ["in another area", { areas: ["a"] }, { areas: ["b", "b1"] }, ["city"]],
  ["in no area", { areas: ["a"] }, { areas: [] }, ["city"]],
  ["in no area, granted the city", { areas: [WHOLE_CITY] }, { areas: [] }, ["city", "area"]],
  ["granted nothing", { areas: [] }, { areas: ["a"] }, ["city"]],
  ["of the own worker", { areas: [] }, { workers: ["w2", "w1"] }, ["city", "own"]],
  ["of another worker", { areas: [] }, { workers: ["w2"] }, ["city"]],
  ["of the own worker elsewhere", { areas: ["a"] }, { areas: ["b"], workers: ["w1"] }, ["city", "own"]],
];

describe("docs/rights.md", () => {
  const table = readTable();

  it("lists every action and every role once", () => {
    expect([...table.keys()]).toEqual(ALL);
    for (const row of table.values()) expect([...row.keys()]).toEqual([...ROLES]);
    expect(Object.keys(ACTION_WORDS).sort()).toEqual([...ALL].sort());
  });

  it.each(ALL)("says of %s what the function answers, for every role and place", (action) => {
    for (const role of ROLES) {
      const reach = table.get(action)!.get(role)!;
      expect([action, role, ["city", "area", "own", "none"].includes(reach)]).toEqual([action, role, true]);
      for (const [where, change, target, reaches] of CASES) {
        const { ok } = may(grant({ roles: [role], post, ...change }), action, target);
        expect([action, role, where, ok]).toEqual([action, role, where, reaches.includes(reach)]);
      }
    }
  });
});

const anyRoles = fc.uniqueArray(fc.constantFrom(...ROLES));
const anyAction = fc.constantFrom(...ALL);
const codes = fc.uniqueArray(fc.constantFrom("a", "a1", "b", "b1", "c"));
const anyTarget: fc.Arbitrary<Target | undefined> = fc.option(
  fc.record({ areas: codes, workers: fc.uniqueArray(fc.constantFrom("w1", "w2")) }, { requiredKeys: [] }),
  { nil: undefined },
);
const anyGrant: fc.Arbitrary<Grant> = fc.record({
  roles: anyRoles,
  areas: fc.oneof(codes, fc.constant([WHOLE_CITY])),
  active: fc.constant(true),
  post: fc.constant(post),
});

describe("rights", () => {
  it("are none for an account that is closed", () => {
    fc.assert(fc.property(anyGrant, anyAction, anyTarget, (person, action, target) => {
      expect(may({ ...person, active: false }, action, target)).toEqual({ ok: false, reason: "inactive" });
    }));
  });

  it("are none without a role", () => {
    fc.assert(fc.property(anyGrant, anyAction, anyTarget, (person, action, target) => {
      expect(may({ ...person, roles: [] }, action, target)).toEqual({ ok: false, reason: "role" });
    }));
  });

  it("of more roles and more areas are never less", () => {
    fc.assert(
      fc.property(anyGrant, anyRoles, codes, anyAction, anyTarget, (person, roles, areas, action, target) => {
        if (!may(person, action, target).ok) return;
        const more = { ...person, roles: [...person.roles, ...roles], areas: [...person.areas, ...areas] };
        expect(may(more, action, target)).toEqual({ ok: true });
      }),
    );
  });

  it("of several roles are what one of them may", () => {
    fc.assert(fc.property(anyGrant, anyAction, anyTarget, (person, action, target) => {
      const each = person.roles.some((role) => may({ ...person, roles: [role] }, action, target).ok);
      expect(may(person, action, target).ok).toBe(each);
    }));
  });

  it("outside the areas of an account are only those of the whole city and of the own worker", () => {
    fc.assert(fc.property(anyGrant, anyAction, codes, (person, action, areas) => {
      if (covers(person.areas, areas)) return;
      const rule: Partial<Record<Role, string>> = ACTIONS[action];
      const everywhere = person.roles.some((role) => rule[role] === "city");
      expect(may(person, action, { areas, workers: ["w2"] }).ok).toBe(everywhere);
    }));
  });

  it("of a worker need a worker: an account without a post has none of its own", () => {
    for (const action of ALL) {
      const rule: Partial<Record<Role, string>> = ACTIONS[action];
      if (rule.worker !== "own") continue;
      expect(may(grant({ roles: ["worker"] }), action, { workers: ["w1"] }).ok).toBe(false);
      expect(may(grant({ roles: ["worker"] }), action).ok).toBe(false);
    }
  });
});

describe("supervision and handling", () => {
  const rolesOf = (action: Action) => ROLES.filter((role) => may(grant({ roles: [role], post }), action).ok);

  it("nobody but a worker handles, accepts, sets out or arrives", () => {
    for (const action of ["case.accept", "case.set_out", "case.arrive", "case.handle"] as const) {
      expect([action, rolesOf(action)]).toEqual([action, ["worker"]]);
    }
  });

  it("only a dispatcher sends, only an acceptor files, only a checker checks and closes", () => {
    expect(rolesOf("case.dispatch")).toEqual(["dispatcher"]);
    expect(rolesOf("case.reassign")).toEqual(["dispatcher"]);
    expect(rolesOf("case.file")).toEqual(["acceptor"]);
    expect(rolesOf("case.post_check")).toEqual(["checker"]);
    expect(rolesOf("case.close")).toEqual(["checker"]);
  });

  it("no single role does two of: file, dispatch, handle, close", () => {
    const steps: Action[] = ["case.file", "case.dispatch", "case.handle", "case.close"];
    for (const role of ROLES) {
      const done = steps.filter((action) => may(grant({ roles: [role], post }), action).ok);
      expect([role, done.length <= 1]).toEqual([role, true]);
    }
  });

  it("nobody decides what the same role asks for: more time, an appeal", () => {
    for (
      const [ask, decide] of [
        ["case.request_extension", "case.decide_extension"],
        ["case.appeal", "case.decide_appeal"],
      ] as const
    ) {
      expect(rolesOf(ask).filter((role) => rolesOf(decide).includes(role))).toEqual([]);
    }
  });

  it("an administrator runs the accounts and touches no case", () => {
    const done = ALL.filter((action) => action.startsWith("case.") && rolesOf(action).includes("admin"));
    expect(done).toEqual([]);
    expect(rolesOf("people.manage")).toEqual(["admin"]);
    expect(rolesOf("sessions.manage")).toEqual(["admin"]);
  });

  it("leaders see cells, never where single workers are", () => {
    expect(rolesOf("cells.look")).toContain("leader");
    expect(rolesOf("workers.look")).not.toContain("leader");
    expect(rolesOf("track.read")).not.toContain("leader");
  });
});
