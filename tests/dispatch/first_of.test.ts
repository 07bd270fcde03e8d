import fc from "fast-check";
import { expect, it } from "vitest";
import { FirstOf } from "../../dispatch/first_of.ts";

it("the first of many are those that a stable sort of all would put first", () => {
  const one = fc.record({ rank: fc.nat(8), name: fc.string() });
  fc.assert(fc.property(fc.array(one, { maxLength: 60 }), fc.integer({ min: 1, max: 20 }), (all, most) => {
    const first = new FirstOf<typeof all[number]>(most, (a, b) => a.rank - b.rank);
    for (const each of all) first.take(each);
    const sorted = all.toSorted((a, b) => a.rank - b.rank);
    expect([first.rows, first.total]).toEqual([sorted.slice(0, most), all.length]);
  }));
});
