/** Alerts that wait for a ledger that refuses: each told once, in the end, whatever became of it meanwhile. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Untold } from "../../dispatch/untold.ts";
import type { AlertDraft } from "../../store/alert.ts";
import type { Ending } from "../../store/ledger_alerts.ts";

const draft = (cause: string, at: number): AlertDraft => ({
  ...{ kind: "fence-enter", cause, at, severity: 3, to: ["dispatcher"], data: {} },
  subject: { areas: [] },
});

/** What a ledger does with alerts: of one cause at most one is open. */
class Book {
  readonly open = new Map<string, number>();
  readonly told: string[] = [];

  write(untold: Untold, steps = Infinity): void {
    for (let step = 0; untold.size > 0 && step < steps; step++) {
      if (step % 2 === 0) this.#end(untold, untold.ends());
      else this.#raise(untold, untold.drafts());
    }
  }

  #end(untold: Untold, endings: readonly Ending[]): void {
    for (const { cause, at } of endings) {
      if (this.open.delete(cause)) this.told.push(`ended ${cause} ${at}`);
    }
    untold.ended(endings);
  }

  #raise(untold: Untold, drafts: readonly AlertDraft[]): void {
    for (const { cause, at } of drafts) {
      if (this.open.has(cause)) continue;
      this.open.set(cause, at);
      this.told.push(`raised ${cause} ${at}`);
    }
    untold.raised(drafts);
  }
}

describe("what the ledger has not taken", () => {
  it("is raised and ended with the instants of both, though it was over before anybody was told", () => {
    const untold = new Untold(10), book = new Book();
    untold.raise([draft("a", 1)]);
    untold.end(["a"], 5);
    untold.end(["a"], 9);
    expect([untold.holds("a"), [...untold.going()]]).toEqual([true, []]);
    book.write(untold);
    expect([book.told, untold.size]).toEqual([["raised a 1", "ended a 5"], 0]);
  });

  it("is told once, with when it began, when it goes on after all", () => {
    const untold = new Untold(10), book = new Book();
    untold.raise([draft("a", 1)]);
    untold.end(["a"], 2);
    untold.raise([draft("a", 3)]);
    untold.raise([draft("b", 3)]);
    untold.end(["b"], 4);
    untold.goesOn("b");
    expect([...untold.going()].map(({ cause }) => cause)).toEqual(["a", "b"]);
    book.write(untold);
    expect(book.told).toEqual(["raised a 1", "raised b 3"]);
  });

  it("ends the one before it is raised again, and an end nobody was told of can be taken back", () => {
    const untold = new Untold(10), book = new Book();
    untold.raise([draft("a", 1), draft("b", 1)]);
    book.write(untold);
    untold.end(["a", "b"], 2);
    untold.raise([draft("a", 3)]);
    untold.goesOn("b");
    book.write(untold);
    expect(book.told.slice(2)).toEqual(["ended a 2", "raised a 3"]);
    expect([...book.open.keys()]).toEqual(["b", "a"]);
  });

  it("keeps what comes while it is being written", () => {
    const untold = new Untold(10);
    untold.raise([draft("a", 1)]);
    const written = untold.drafts();
    untold.end(["a"], 2);
    untold.raised(written);
    expect([untold.ends(), untold.drafts()]).toEqual([[{ cause: "a", at: 2 }], []]);
    const ends = untold.ends();
    untold.raise([draft("a", 3)]);
    untold.ended(ends);
    expect([untold.ends(), untold.drafts()]).toEqual([[], [draft("a", 3)]]);
  });

  it("has so much room and counts each cause once that found none; ends are taken without", () => {
    const untold = new Untold(2);
    untold.raise(["a", "b", "c", "c", "d", "a"].map((cause) => draft(cause, 1)));
    untold.raise([draft("c", 2)]);
    untold.end(["open before"], 3);
    expect([untold.size, untold.dropped, untold.ends()]).toEqual([3, 2, [{ cause: "open before", at: 3 }]]);
    new Book().write(untold);
    untold.raise([draft("c", 4)]);
    expect([untold.holds("c"), untold.dropped]).toEqual([true, 2]);
  });

  it("comes to the same open alerts as if the ledger had never refused, and loses nobody", () => {
    const step = fc.record({
      cause: fc.constantFrom("a", "b", "c"),
      raise: fc.boolean(),
      written: fc.integer({ min: 0, max: 3 }),
    });
    fc.assert(fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const untold = new Untold(10), book = new Book();
      const going = new Map<string, number>(), begun = new Set<string>();
      steps.forEach(({ cause, raise, written }, at) => {
        if (raise && !going.has(cause)) {
          going.set(cause, at);
          begun.add(cause);
          untold.raise([draft(cause, at)]);
        } else if (!raise && going.delete(cause)) untold.end([cause], at);
        book.write(untold, written);
      });
      book.write(untold);
      expect([...book.open.keys()].sort()).toEqual([...going.keys()].sort());
      for (const cause of begun) {
        expect(book.told.some((line) => line.startsWith(`raised ${cause}`))).toBe(true);
      }
      for (const [cause, at] of book.open) {
        const since = going.get(cause)!;
        expect(at, "not from after it began, and told of with what was before only where it went on untold")
          .toBeLessThanOrEqual(since);
      }
      for (const cause of begun) {
        const deeds = book.told.filter((line) => line.split(" ")[1] === cause).map((line) =>
          line.split(" ")[0]
        );
        expect(deeds).toEqual(deeds.map((_, i) => i % 2 === 0 ? "raised" : "ended"));
      }
    }));
  });
});
