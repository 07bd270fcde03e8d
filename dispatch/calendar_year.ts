/** One year of a calendar, worked out once: when its local days begin and when work is done, as instants. */
import { type CalendarTable, dateOf, DAY_MS, dayNumber, weekdayOf } from "./calendar_table.ts";

/** Instants are epoch milliseconds; days are numbered from 1970-01-01 in local time. */
export interface CalendarYear {
  /** Number of the first of January. */
  readonly first: number;
  /** When each local day begins, and when the last one ends: one more than there are days. */
  readonly starts: Float64Array;
  /** The shifts of all days in order, and how much is worked in the year up to the end of each. */
  readonly from: Float64Array;
  readonly to: Float64Array;
  readonly worked: Float64Array;
  /** Index of each day's first shift, and the number of shifts: one more than there are days. */
  readonly shiftOf: Int32Array;
  /** How many working days lie before each day of the year: one more than there are days. */
  readonly workingBefore: Int32Array;
}

export function calendarYear(table: CalendarTable, year: number): CalendarYear {
  const first = dayNumber(`${year}-01-01`);
  const days = dayNumber(`${year + 1}-01-01`) - first;
  const own = new Map(table.days.map(({ date, hours }) => [date, hours]));
  const starts = startsOf(first, days, table.zone);
  const shiftOf = new Int32Array(days + 1), workingBefore = new Int32Array(days + 1);
  const from: number[] = [], to: number[] = [], worked: number[] = [];
  for (let i = 0; i < days; i++) {
    const date = dateOf(first + i);
    const usual = table.weekdays.includes(weekdayOf(first + i)) ? table.hours : [];
    const day = { date, zone: table.zone, start: starts[i]!, end: starts[i + 1]! };
    for (const shift of own.get(date) ?? usual) {
      const begin = instantIn(day, shift.from), end = instantIn(day, shift.to);
      if (begin >= end) continue; // The clock jumped over all of it.
      worked.push((worked.at(-1) ?? 0) + end - begin);
      from.push(begin);
      to.push(end);
    }
    shiftOf[i + 1] = from.length;
    workingBefore[i + 1] = workingBefore[i]! + (shiftOf[i + 1]! > shiftOf[i]! ? 1 : 0);
  }
  return {
    ...{ first, starts, shiftOf, workingBefore },
    ...{ from: Float64Array.from(from), to: Float64Array.from(to), worked: Float64Array.from(worked) },
  };
}

/** The first instants of so many local days and of the one after them. */
function startsOf(first: number, days: number, zone: string): Float64Array {
  const starts = new Float64Array(days + 1);
  let change = -Infinity;
  for (let i = 0; i <= days; i++) {
    const plain = i === 0 ? NaN : starts[i - 1]! + DAY_MS;
    // Asking the zone is slow, and its offset changes twice a year at most places, never at the others.
    if (plain < change) starts[i] = plain;
    else {
      const date = Temporal.PlainDate.from(dateOf(first + i)), start = date.toZonedDateTime(zone);
      starts[i] = start.epochMilliseconds;
      // A day that begins with a jump, or was left out altogether (Samoa, 2011), is none to count on from.
      change = start.toPlainDateTime().equals(date.toPlainDateTime())
        ? start.getTimeZoneTransition("next")?.epochMilliseconds ?? Infinity
        : -Infinity;
    }
  }
  return starts;
}

interface LocalDay {
  readonly date: string;
  readonly zone: string;
  readonly start: number;
  readonly end: number;
}

/**
 * The first instant of a local day at which its clock shows `minutes` after midnight or more. In an hour that is shown twice
 * that is the first time; when the clock jumps over it, it is the jump. A shift is one stretch between two such instants.
 */
function instantIn({ date, zone, start, end }: LocalDay, minutes: number): number {
  if (minutes === 0) return start;
  if (minutes === 1440) return end;
  if (end - start === DAY_MS) return start + minutes * 60_000;
  const asked = Temporal.PlainDate.from(date)
    .toPlainDateTime({ hour: Math.floor(minutes / 60), minute: minutes % 60 });
  const found = asked.toZonedDateTime(zone, { disambiguation: "earlier" });
  if (found.toPlainDateTime().equals(asked)) return found.epochMilliseconds;
  return found.getTimeZoneTransition("next")!.epochMilliseconds;
}
