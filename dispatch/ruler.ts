/** What differs between clocks that run always and those that run in working time only. */
import type { Calendar } from "./calendar.ts";
import type { ClockKind } from "./limit.ts";

export interface Ruler {
  /** Milliseconds that run between two instants; 0 when the second is not later. */
  run(from: number, to: number): number;
  /** The earliest instant by which `ms` have run. */
  after(from: number, ms: number): number;
  /** Days that count, from one on and before another. */
  days(from: number, before: number): number;
  /** The n-th day that counts from a day on; the first may be the day itself. */
  nthDay(from: number, n: number): number;
  endOfDay(day: number): number;
}

export function rulerOf(clock: ClockKind, calendar: Calendar): Ruler {
  switch (clock) {
    case "urgent_hours":
    case "calendar_days":
      return always(calendar);
    case "working_hours":
    case "working_days":
      return inWorkingTime(calendar);
  }
}

const always = (calendar: Calendar): Ruler => ({
  run: (from, to) => Math.max(0, to - from),
  after: (from, ms) => from + ms,
  days: (from, before) => Math.max(0, before - from),
  nthDay: (from, n) => from + n - 1,
  endOfDay: (day) => calendar.startOfDay(day + 1),
});

const inWorkingTime = (calendar: Calendar): Ruler => ({
  run: (from, to) => calendar.worked(from, to),
  after: (from, ms) => calendar.afterWork(from, ms),
  days: (from, before) => calendar.workingDays(from, before),
  nthDay: (from, n) => calendar.workingDay(from, n),
  endOfDay: (day) => calendar.endOfWork(day),
});
