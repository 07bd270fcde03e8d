import fc from "fast-check";
import { expect, it } from "vitest";
import { FirstShifts, type FoundShift } from "../../dispatch/first_shifts.ts";

it("the first shifts are those that sorting all of them by time and worker would put first", () => {
  const shift = fc.record({ slot: fc.nat(20), starts: fc.nat(8), ends: fc.constant(9) });
  const sorted = (rows: readonly FoundShift[]) =>
    rows.toSorted((a, b) => a.starts - b.starts || a.slot - b.slot);
  fc.assert(fc.property(fc.array(shift, { maxLength: 60 }), fc.integer({ min: 1, max: 20 }), (all, limit) => {
    const first = new FirstShifts(limit);
    for (const { slot, starts, ends } of all) first.take(slot, starts, ends);
    expect([first.rows, first.total]).toEqual([sorted(all).slice(0, limit), all.length]);
  }));
});
