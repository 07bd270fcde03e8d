import fc from "fast-check";
import { expect, test } from "vitest";
import { Roster } from "../../dispatch/roster.ts";

interface Held {
  readonly slot: number;
  readonly starts: number;
  readonly ends: number;
}

/** What happens to a roster: a shift is put where none is in the way, ended or withdrawn, or old ones are forgotten. */
type Step =
  | { readonly do: "put"; readonly slot: number; readonly starts: number; readonly length: number }
  | { readonly do: "shorten"; readonly pick: number; readonly share: number }
  | { readonly do: "prune"; readonly before: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant("put" as const),
      slot: fc.constantFrom(0, 1, 2, 5_000),
      starts: fc.nat(200),
      length: fc.integer({ min: 1, max: 16 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("shorten" as const),
      pick: fc.nat(50),
      share: fc.constantFrom(0, 0.5),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("prune" as const), before: fc.nat(120) }) },
);

function play(steps: readonly Step[]): { roster: Roster; held: Held[] } {
  const roster = new Roster();
  let held: Held[] = [];
  for (const step of steps) {
    if (step.do === "put") {
      const { slot, starts, length } = step, ends = starts + length;
      if (held.some((one) => one.slot === slot && one.starts < ends && starts < one.ends)) continue;
      expect(roster.put(slot, starts, ends)).toBe(false);
      held.push({ slot, starts, ends });
    } else if (step.do === "shorten" && held.length > 0) {
      const one = held[step.pick % held.length]!;
      const ends = one.starts + Math.floor((one.ends - one.starts) * step.share);
      expect(roster.put(one.slot, one.starts, ends)).toBe(true);
      held = held.flatMap((other) => other !== one ? [other] : ends > one.starts ? [{ ...one, ends }] : []);
    } else if (step.do === "prune") {
      roster.prune(step.before);
      held = held.filter(({ ends }) => ends > step.before);
    }
    // Between steps too: what was asked before must not be remembered wrongly.
    for (const { slot, starts } of held) roster.holds(slot, starts);
  }
  return { roster, held };
}

const at = fc.record({
  slot: fc.constantFrom(0, 1, 2, 3, 5_000, 99_999),
  time: fc.integer({ min: -5, max: 230 }),
});

test("a time is held if and only if some shift of the worker holds it, from its start on and before its end", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 80 }), fc.array(at, { maxLength: 60 }), (steps, asked) => {
      const { roster, held } = play(steps);
      for (const { slot, time } of asked) {
        const truth = held.some((one) => one.slot === slot && time >= one.starts && time < one.ends);
        expect(roster.holds(slot, time)).toBe(truth);
        expect(roster.holds(slot, time)).toBe(truth);
      }
      expect(roster.size).toBe(held.length);
    }),
  );
});

test("a duty ends with the last of the shifts that follow each other without a gap", () => {
  fc.assert(fc.property(fc.array(step, { maxLength: 80 }), at, (steps, { slot, time }) => {
    const { roster, held } = play(steps);
    const holds = (t: number) => held.find((one) => one.slot === slot && t >= one.starts && t < one.ends);
    let end = -Infinity;
    for (let one = holds(time); one; one = holds(end)) end = one.ends;
    expect(roster.endOf(slot, time)).toBe(end);
  }));
});

test("of a period come the shifts that hold some of it, and of an instant the workers who have one", () => {
  fc.assert(fc.property(fc.array(step, { maxLength: 60 }), fc.nat(200), fc.nat(60), (steps, from, length) => {
    const { roster, held } = play(steps);
    const to = from + length + 1;
    const there = held.filter(({ starts, ends }) => starts < to && ends > from);
    const told = [0, 1, 2, 5_000].flatMap((slot) =>
      [...roster.of(slot, from, to)].map((one) => ({ slot, ...one }))
    );
    const sorted = (rows: readonly Held[]) => rows.toSorted((a, b) => a.slot - b.slot || b.starts - a.starts);
    expect(told).toEqual(sorted(there));
    const all: Held[] = [];
    roster.forEachIn(from, to, (slot, starts, ends) => all.push({ slot, starts, ends }));
    expect(all).toEqual(sorted(there));
    const now = held.filter(({ starts, ends }) => starts <= from && from < ends);
    expect([...roster.slotsAt(from)]).toEqual(
      [...new Set(now.map(({ slot }) => slot))].sort((a, b) => a - b),
    );
  }));
});
