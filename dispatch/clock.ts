/**
 * The four clocks of a limit: when it ends, and how much of it is used. A deadline is computed from what happened and never
 * stored; docs/decisions/0021-what-a-day-is-to-a-clock.md says why a day means what it means here.
 *
 * - `urgent_hours` 紧急工作时 run always.
 * - `working_hours` 工作时 run in the calendar's shifts only. A limit that starts outside them begins with the next shift, and
 *   one that is used up when a shift ends, ends there, not when the next begins.
 * - `working_days` 工作日 and `calendar_days` 自然日 are whole days of the city's local time. The day on which the limit starts
 *   does not count; the next one that counts is the first. A working day ends with its last shift, a calendar day at 24:00. A
 *   working day counts as one, however short its hours.
 *
 * A pause (挂账) stops a clock of hours for as long as it lasts. To a clock of days, a day whose time it touches, even a part of
 * it, does not count: days stay whole.
 */
import type { Calendar } from "./calendar.ts";
import { faultOf, HOUR_MS, inDays, type Limit, MOST_EXTENSIONS } from "./limit.ts";
import { type Pause, standstills, type Stretch } from "./pause.ts";
import { type Ruler, rulerOf } from "./ruler.ts";

export { CLOCK_KINDS, type ClockKind, extended, type Limit, MOST_EXTENSIONS } from "./limit.ts";
export type { Pause } from "./pause.ts";

/** A limit that runs: since when, by which calendar, and when it stood still. */
export interface Running {
  readonly start: number;
  readonly limit: Limit;
  readonly calendar: Calendar;
  readonly pauses?: readonly Pause[];
}

export interface Reckoning {
  /** Of the limit, in the clock's own unit: hours or days. */
  readonly used: number;
  /** The rest in the same unit: 0 at the deadline, negative once more is used than the limit has. */
  readonly left: number;
  /** `left` as a share of the limit: 1 at its start, 0 when it ends. */
  readonly share: number;
  /** On a clock on the wall since the start, nights and pauses included; negative before it. */
  readonly sinceMs: number;
  /** On a clock on the wall up to the deadline: negative when late; null while an open pause leaves no deadline. */
  readonly leftMs: number | null;
}

/**
 * The earliest instant (epoch ms) at which a limit is used up, or null when an open pause begins before that. A case that ends
 * at the deadline is in time. Throws a RangeError for a limit that is none, and for a pause that ends before it begins.
 */
export function deadline(
  start: number,
  limit: Limit,
  calendar: Calendar,
  pauses: readonly Pause[] = [],
): number | null {
  return measure({ start, limit, calendar, pauses }).end;
}

/** How much of a limit is used and left at an instant; it is late when `leftMs` is negative. */
export function reckon(running: Running, at: number): Reckoning {
  const { start, limit } = running, { end, usedAt } = measure(running);
  const used = usedAt(at), left = limit.amount - used;
  return {
    ...{ used, left, share: left / limit.amount },
    ...{ sinceMs: at - start, leftMs: end === null ? null : end - at },
  };
}

interface Measure {
  readonly end: number | null;
  /** In the clock's own unit. */
  usedAt(instant: number): number;
}

function measure({ start, limit, calendar, pauses = [] }: Running): Measure {
  const fault = faultOf(limit, 1 + MOST_EXTENSIONS);
  if (fault) throw new RangeError(`A limit in ${limit.clock} cannot be reckoned with: ${fault}`);
  const ruler = rulerOf(limit.clock, calendar), still = standstills(pauses);
  if (inDays(limit)) {
    const free = freeDays({ start, calendar, ruler, still });
    return {
      end: endOfDays(limit.amount, ruler, free),
      usedAt: (instant) => usedDays(instant, { calendar, ruler }, free),
    };
  }
  const free = freeTime(start, still);
  return {
    end: endOfTime(Math.round(limit.amount * HOUR_MS), ruler, free),
    usedAt: (instant) => usedTime(instant, ruler, free) / HOUR_MS,
  };
}

/** The stretches from a start on in which nothing stands still; the last one has no end unless a pause has none. */
function freeTime(start: number, still: readonly Stretch[]): Stretch[] {
  const free: Stretch[] = [];
  let from = start;
  for (const pause of still) {
    if (pause.from > from) free.push({ from, to: pause.from });
    from = Math.max(from, pause.to);
  }
  if (from < Infinity) free.push({ from, to: Infinity });
  return free;
}

function endOfTime(ms: number, ruler: Ruler, free: readonly Stretch[]): number | null {
  let rest = ms;
  for (const { from, to } of free) {
    const ran = to === Infinity ? Infinity : ruler.run(from, to);
    if (ran >= rest) return ruler.after(from, rest);
    rest -= ran;
  }
  return null;
}

function usedTime(at: number, ruler: Ruler, free: readonly Stretch[]): number {
  let ran = 0;
  for (const { from, to } of free) ran += ruler.run(from, Math.min(to, at));
  return ran;
}

interface DaysAsked {
  readonly start: number;
  readonly calendar: Calendar;
  readonly ruler: Ruler;
  readonly still: readonly Stretch[];
}

/** The local days after the one of a start, by number, that no pause touches: each stretch up to and without `to`. */
function freeDays({ start, calendar, ruler, still }: DaysAsked): Stretch[] {
  const free: Stretch[] = [];
  let from = calendar.dayOf(start) + 1;
  for (const pause of still) {
    const begin = Math.max(pause.from, calendar.startOfDay(from));
    if (pause.to !== Infinity && ruler.run(begin, pause.to) === 0) continue;
    const first = calendar.dayOf(begin);
    // The day on which a pause begins is free when nothing runs on it any more, that on which it ends when nothing has yet.
    const to = ruler.run(begin, calendar.startOfDay(first + 1)) > 0 ? first : first + 1;
    if (to > from) free.push({ from, to });
    if (pause.to === Infinity) return free;
    const last = calendar.dayOf(pause.to);
    from = ruler.run(calendar.startOfDay(last), pause.to) > 0 ? last + 1 : last;
  }
  return [...free, { from, to: Infinity }];
}

function endOfDays(days: number, ruler: Ruler, free: readonly Stretch[]): number | null {
  let rest = days;
  for (const { from, to } of free) {
    const count = to === Infinity ? Infinity : ruler.days(from, to);
    if (count >= rest) return ruler.endOfDay(ruler.nthDay(from, rest));
    rest -= count;
  }
  return null;
}

/** Whole days that are over, and the part of today that is, when today counts. */
function usedDays(
  at: number,
  { calendar, ruler }: Pick<DaysAsked, "calendar" | "ruler">,
  free: readonly Stretch[],
): number {
  const today = calendar.dayOf(at), begin = calendar.startOfDay(today);
  let used = 0;
  for (const { from, to } of free) {
    used += ruler.days(from, Math.min(to, today));
    if (from > today || to <= today || ruler.days(today, today + 1) === 0) continue;
    used += ruler.run(begin, at) / ruler.run(begin, calendar.startOfDay(today + 1));
  }
  return used;
}
