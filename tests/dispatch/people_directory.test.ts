import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { PeopleDirectory, type PeopleQuery, type PeopleState } from "../../dispatch/people_directory.ts";
import { type Person, type Role, ROLES } from "../../store/person.ts";

const ALL: PeopleQuery = { q: "", role: null, state: "all", limit: 500 };

function person(number: number, change: Partial<Person> = {}): Person {
  return {
    ...{ id: `p${number}`, login: `login${number}`, name: `名${number}` },
    ...{ roles: [], areas: ["*"], active: true, version: 1 },
    ...change,
  };
}

let directory: PeopleDirectory;
beforeEach(() => {
  directory = new PeopleDirectory();
});
const names = (query: Partial<PeopleQuery> = {}) =>
  directory.find({ ...ALL, ...query }).people.map(({ name }) => name);

describe("PeopleDirectory", () => {
  it("finds by part of login, name or worker id, whatever the capitals and widths", () => {
    const post = { id: "W-0042", kind: "dedicated", skills: [], grids: [] } as const;
    directory.take(person(1, { name: "王伟", login: "Wang.Wei" }));
    directory.take(person(2, { name: "李娜", post }));
    for (const q of ["王", "wang.W", " ＷＡＮＧ "]) expect(names({ q })).toEqual(["王伟"]);
    expect(names({ q: "w-004" })).toEqual(["李娜"]);
    expect(names({ q: "login2w" }), "one field does not go on in the next").toEqual([]);
  });

  it("orders by name as a Chinese reader does, and says how many there are beyond the limit", () => {
    ["王", "曹", "Zed", "丁", "Ann"].forEach((name, i) => directory.take(person(i, { name })));
    expect(names()).toEqual(["曹", "丁", "王", "Ann", "Zed"]);
    expect(directory.find({ ...ALL, limit: 2 })).toMatchObject({
      people: [{ name: "曹" }, { name: "丁" }],
      total: 5,
    });
  });

  it("has an account as it was changed to, also where the question was asked before", () => {
    directory.take(person(1, { name: "王" }));
    expect([names({ q: "王" }), names({ state: "left" })]).toEqual([["王"], []]);
    directory.take(person(1, { name: "丁", active: false }));
    expect([names({ q: "王" }), names({ state: "left" })]).toEqual([[], ["丁"]]);
  });

  it("answers as looking through all and sorting them would, for any accounts and any question", () => {
    const anyone = fc.record({
      name: fc.stringMatching(/^[王李ab]{1,3}$/),
      roles: fc.uniqueArray(fc.constantFrom<Role>("admin", "leader"), { maxLength: 2 }),
      active: fc.boolean(),
    });
    const question = fc.record({
      q: fc.stringMatching(/^[王ab]{0,2}$/),
      role: fc.constantFrom<Role | null>(null, ...ROLES),
      state: fc.constantFrom<PeopleState>("active", "left", "all"),
      limit: fc.integer({ min: 1, max: 12 }),
    });
    const collator = new Intl.Collator("zh");
    fc.assert(fc.property(fc.array(anyone, { maxLength: 40 }), question, (drafts, query) => {
      const own = new PeopleDirectory(), { q, role, state, limit } = query;
      // The login is of digits, so that nothing is found by it.
      const people = drafts.map((draft, i) => person(i, { ...draft, login: `${i}` }));
      for (const one of people) own.take(one);
      const fit = people.filter(({ name, roles, active }) =>
        name.includes(q) && (role === null || roles.includes(role)) &&
        (state === "all" || active === (state === "active"))
      ).sort((a, b) => collator.compare(a.name, b.name));
      expect(own.find(query)).toEqual({ people: fit.slice(0, limit), total: fit.length });
    }));
  });
});
