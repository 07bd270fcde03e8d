import { expect, it } from "vitest";
import { Sights } from "../../dispatch/sights.ts";
import { keptAccounts } from "../../dispatch/worker_areas.ts";
import type { Person } from "../../store/person.ts";
import { named } from "./people.ts";

const ann = named("ann");
const withGrids = (person: Person, grids: string[]): Person => ({
  ...person,
  post: { ...person.post!, grids },
});

it("accounts are gathered anew only when one changed, and areas are found anew only of that one", () => {
  const asked: string[] = [];
  const above = (code: string) => {
    asked.push(code);
    return [`d-${code}`, code];
  };
  const people = { all: [withGrids(ann, ["g1"]), withGrids(named("bo"), ["g2"])], changes: 1 };
  const accounts = keptAccounts(people, { above }), before = accounts();
  expect(accounts()).toBe(before);
  for (let i = 0; i < 2; i++) expect(before.areasOf("w1")).toEqual(["d-*", "*", "d-g1", "g1"]);
  before.areasOf("w2");
  expect(asked).toEqual(["*", "g1", "*", "g2"]);
  people.all[0] = withGrids(ann, ["g3"]);
  people.changes++;
  expect(accounts()).not.toBe(before);
  expect([accounts().areasOf("w1"), accounts().areasOf("w2")]).toEqual([
    ["d-*", "*", "d-g3", "g3"],
    ["d-*", "*", "d-g2", "g2"],
  ]);
  expect(asked.slice(4)).toEqual(["*", "g3"]);
});

it("whom somebody sees is asked once a worker, until they or any account change", () => {
  const sights = new Sights(), asked: number[] = [];
  const kept = () => ({ areasOf: () => [], nameOf: () => undefined });
  const see = (person: Person, accounts: ReturnType<typeof kept>, parity: number) => {
    const sees = sights.of(person, accounts, (slot) => {
      asked.push(slot);
      return slot % 2 === parity;
    });
    return [0, 1, 5_000].map(sees);
  };
  const accounts = kept();
  for (let i = 0; i < 2; i++) expect(see(ann, accounts, 0)).toEqual([true, false, true]);
  expect(asked).toEqual([0, 1, 5_000]);
  expect(see({ ...ann, version: 2 }, accounts, 1), "another version of the same person").toEqual([
    ...[false, true, false],
  ]);
  expect(see({ ...ann, version: 2 }, kept(), 0), "other accounts").toEqual([true, false, true]);
});
