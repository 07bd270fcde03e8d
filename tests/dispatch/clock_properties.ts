/** What holds for every clock, calendar, pause and instant. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Calendar } from "../../dispatch/calendar.ts";
import { deadline, extended, type Limit, type Pause, reckon } from "../../dispatch/clock.ts";
import { calendars, instants, limits, pauses } from "./random_calendar.ts";

/** Where there is none, it is later than any. */
const due = (start: number, limit: Limit, calendar: Calendar, spans: readonly Pause[]) =>
  deadline(start, limit, calendar, spans) ?? Infinity;

const asked = (open: boolean) => [instants, limits, calendars(), pauses(open)] as const;

export function clockProperties(numRuns: number): void {
  test("a pause never shortens a limit", () => {
    fc.assert(
      fc.property(...asked(true), pauses(true), (start, limit, calendar, spans, more) => {
        expect(due(start, limit, calendar, [...spans, ...more]))
          .toBeGreaterThanOrEqual(due(start, limit, calendar, spans));
      }),
      { numRuns },
    );
  });

  test("the order of pauses does not matter", () => {
    const shuffled = pauses(true).chain((spans) =>
      fc.tuple(fc.constant(spans), fc.shuffledSubarray(spans, { minLength: spans.length }))
    );
    fc.assert(
      fc.property(instants, limits, calendars(), shuffled, (start, limit, calendar, [spans, others]) => {
        expect(deadline(start, limit, calendar, others)).toBe(deadline(start, limit, calendar, spans));
      }),
      { numRuns },
    );
  });

  test("a pause in two parts that touch or overlap is the same pause, and so is one said twice", () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(...asked(false), share, share, (start, limit, calendar, spans, a, b) => {
        const parts = spans.flatMap(({ from, to }) => {
          const cut = (part: number) => from + Math.floor((to! - from) * part);
          return [{ from, to: cut(Math.max(a, b)) }, { from: cut(Math.min(a, b)), to }];
        });
        const whole = deadline(start, limit, calendar, spans);
        expect(deadline(start, limit, calendar, parts)).toBe(whole);
        expect(deadline(start, limit, calendar, [...spans, ...spans])).toBe(whole);
      }),
      { numRuns },
    );
  });

  test("who starts later, or has more time, or an extension, is never due earlier", () => {
    fc.assert(
      fc.property(
        ...asked(true),
        instants,
        fc.nat({ max: 40 }),
        (start, limit, calendar, spans, other, more) => {
          const [early, late] = [Math.min(start, other), Math.max(start, other)];
          expect(due(late, limit, calendar, spans)).toBeGreaterThanOrEqual(
            due(early, limit, calendar, spans),
          );
          const plain = due(start, limit, calendar, spans);
          expect(due(start, { ...limit, amount: limit.amount + more }, calendar, spans))
            .toBeGreaterThanOrEqual(
              plain,
            );
          const once = due(start, extended(limit, 1), calendar, spans);
          expect(once === Infinity ? Infinity : once - plain).toBeGreaterThan(0);
        },
      ),
      { numRuns },
    );
  });

  test("a deadline is later than its start, and time left agrees with it to the millisecond", () => {
    fc.assert(
      fc.property(...asked(true), instants, (start, limit, calendar, spans, when) => {
        const running = { start, limit, calendar, pauses: spans };
        const end = deadline(start, limit, calendar, spans);
        const now = reckon(running, when);
        expect(now.leftMs).toBe(end === null ? null : end - when);
        expect(now.used + now.left).toBeCloseTo(limit.amount, 9);
        if (end === null || when < end) expect(now.left).toBeGreaterThan(0);
        if (end === null) return;
        expect(end).toBeGreaterThan(start);
        expect(reckon(running, end).left).toBe(0);
        expect(reckon(running, end - 1).left).toBeGreaterThan(0);
        expect(reckon(running, end + 1).left).toBeLessThanOrEqual(0);
      }),
      { numRuns },
    );
  });

  test("time that is used never becomes less while nothing pauses, and stands still in a pause", () => {
    fc.assert(
      fc.property(...asked(false), instants, instants, (start, limit, calendar, spans, a, b) => {
        const [early, late] = [Math.min(a, b), Math.max(a, b)];
        const running = { start, limit, calendar, pauses: spans };
        const [before, after] = [reckon(running, early).used, reckon(running, late).used];
        expect(after).toBeGreaterThanOrEqual(before);
        const paused = spans.some(({ from, to }) => from <= early && late <= to!);
        if (paused) expect(after).toBe(before);
      }),
      { numRuns },
    );
  });
}
