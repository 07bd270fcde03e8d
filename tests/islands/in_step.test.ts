import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { InStep } from "../../islands/in_step.ts";

/** A clock of its own, ahead or behind the server's, that only the test moves. */
function screenWith(delay: number, late: number) {
  let time = 0;
  let waiting: { at: number; act: () => void } | null = null;
  const shown: [made: number, at: number][] = [];
  const step = new InStep({
    delay,
    now: () => time,
    after: (ms, act) => waiting = { at: time + ms, act },
    cancel: () => waiting = null,
  });
  const runUntil = (to: number) => {
    while (waiting && waiting.at <= to) {
      time = waiting.at;
      const { act } = waiting;
      waiting = null;
      act();
    }
    time = to;
  };
  /** What the server made at a time reaches this screen after its delay on the network. */
  const arrive = (made: number) => {
    runUntil(made + late);
    step.show(made, () => shown.push([made, time]));
  };
  return { arrive, runUntil, shown, step };
}

describe("screens in step", () => {
  test("show what the server made at the same time, however long it took to reach each of them", () => {
    const times = fc.uniqueArray(fc.integer({ min: 0, max: 100_000 }), { minLength: 1, maxLength: 40 })
      .map((all) => all.sort((a, b) => a - b));
    fc.assert(
      fc.property(times, fc.integer({ min: 0, max: 299 }), fc.integer({ min: 0, max: 299 }), (made, a, b) => {
        const screens = [screenWith(300, a), screenWith(300, b)];
        for (const { arrive, runUntil } of screens) {
          made.forEach(arrive);
          runUntil(200_000);
        }
        expect(screens[0]!.shown).toEqual(screens[1]!.shown);
        expect(screens[0]!.shown).toEqual(made.map((at) => [at, at + 300]));
      }),
    );
  });

  test("what comes too late is shown at once, and never before what was made earlier", () => {
    const screen = screenWith(300, 900);
    [0, 500, 1_000].forEach(screen.arrive);
    screen.runUntil(5_000);
    expect(screen.shown).toEqual([[0, 900], [500, 1_400], [1_000, 1_900]]);
  });

  test("a screen by itself waits for nobody", () => {
    const screen = screenWith(0, 5);
    screen.arrive(100);
    expect(screen.shown).toEqual([[100, 105]]);
  });

  test("a clock that is wrong by a day holds the picture up for a moment only", () => {
    const screen = screenWith(300, 0);
    screen.step.show(86_400_000, () => screen.shown.push([86_400_000, 0]));
    screen.runUntil(700);
    expect(screen.shown).toHaveLength(1);
  });

  test("what waited for a connection that is gone is not shown", () => {
    const screen = screenWith(300, 0);
    screen.arrive(0);
    screen.step.clear();
    screen.runUntil(1_000);
    expect(screen.shown).toEqual([]);
  });
});
