/** Who answers for a place and is off duty: named to whoever may see their shifts, and to nobody else. */
import { expect, test } from "vitest";
import fc from "fast-check";
import { offDutyOf } from "../../dispatch/off_duty.ts";
import { Posts } from "../../dispatch/posts.ts";
import { may } from "../../dispatch/rights.ts";
import { Roster } from "../../dispatch/roster.ts";
import { workerAccounts } from "../../dispatch/worker_areas.ts";
import { type Person, type Role, ROLES } from "../../store/person.ts";

const HOUR = 3_600_000, NOW = Date.UTC(2026, 10, 27, 8);
const account = (id: string, grids: readonly string[], active = true): Person => ({
  ...{ id: `p-${id}`, login: id, name: `名 ${id}`, roles: ["worker"], areas: [], active, version: 1 },
  post: { id, kind: "dedicated", skills: [], grids },
});
const reader = (roles: readonly Role[], areas: readonly string[]): Person => ({
  ...{ id: "p", login: "p", name: "p", roles, areas, active: true, version: 1 },
});
const ABOVE: Record<string, readonly string[]> = { g1: ["d1", "g1"], g2: ["d2", "g2"] };
const ALL = [
  account("on", ["g1"]),
  account("late", ["g1"]),
  account("soon", ["g1"]),
  account("never", ["g1"]),
];
const SLOTS = new Map([["on", 0], ["late", 1], ["soon", 2]]);

const roster = new Roster();
roster.put(0, NOW - HOUR, NOW + HOUR);
roster.put(1, NOW + 9 * HOUR, NOW + 17 * HOUR);
roster.put(2, NOW - 9 * HOUR, NOW - HOUR);
roster.put(2, NOW + 30 * HOUR, NOW + 38 * HOUR);
roster.put(2, NOW + 2 * HOUR, NOW + 10 * HOUR);
const options = {
  ...{ roster, now: NOW, workers: { find: (worker: string) => SLOTS.get(worker) } },
  accounts: workerAccounts(ALL, { above: (code) => ABOVE[code] ?? [] }),
};
const all = ALL.map(({ post }) => post!.id);

test("says by name who is off duty and when they come back, whoever is back first at the beginning", () => {
  expect(offDutyOf(all, reader(["dispatcher"], ["d1"]), options)).toEqual([
    { worker: "soon", name: "名 soon", until: NOW + 2 * HOUR },
    { worker: "late", name: "名 late", until: NOW + 9 * HOUR },
    { worker: "never", name: "名 never", until: null },
  ]);
  expect(offDutyOf([...all, "a", "b"], reader(["admin"], []), options), "three at most").toHaveLength(3);
});

test("is told to nobody who may not see the shifts of that worker", () => {
  const anyone = fc.record({
    roles: fc.uniqueArray(fc.constantFrom(...ROLES)),
    areas: fc.uniqueArray(fc.constantFrom("d1", "d2", "g1", "*")),
  });
  fc.assert(fc.property(anyone, ({ roles, areas }) => {
    const who = reader(roles, areas);
    const sees = may(who, "shifts.manage", { areas: ["d1", "g1"], workers: ["late"] }).ok;
    expect(offDutyOf(all, who, options).length > 0).toBe(sees);
  }));
  expect(offDutyOf(all, reader(["operator"], ["*"]), options), "an operator sees positions, not shifts")
    .toEqual([]);
  expect(offDutyOf(all, reader(["dispatcher"], ["d2"]), options)).toEqual([]);
  expect(offDutyOf(all, { ...reader(["admin"], []), active: false }, options)).toEqual([]);
});

test("are those whose account answers for one of the areas, as long as it is active", () => {
  const people = { all: [...ALL, account("other", ["g2"]), account("left", ["g1"], false)], changes: 1 };
  const posts = new Posts({ people, workers: { size: 0, id: String } });
  expect(posts.holdersOf(["d1", "g1"])).toEqual(["on", "late", "soon", "never"]);
  expect(posts.holdersOf(["d1"]), "whoever answers for a grid answers for no district").toEqual([]);
  Object.assign(people, { all: [account("both", ["g1", "g2"])], changes: 2 });
  expect(posts.holdersOf(["g2", "g1"])).toEqual(["both"]);
});
