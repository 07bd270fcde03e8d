/** What a city says about its working time: plain data, as it is imported and kept. */

export const DAY_MS = 86_400_000;

/** A stretch of local time on one day, in minutes after midnight: 0 ≤ from < to ≤ 1440. */
export interface Shift {
  readonly from: number;
  readonly to: number;
}

/** A day that differs from its weekday: a holiday has no hours, a make-up day (调休) the usual ones, a half day its own. */
export interface DifferentDay {
  /** YYYY-MM-DD */
  readonly date: string;
  readonly hours: readonly Shift[];
  readonly zh: string;
  readonly en: string;
}

export interface CalendarTable {
  /** IANA name, such as Asia/Shanghai. */
  readonly zone: string;
  /** Working hours of a usual working day, in order. */
  readonly hours: readonly Shift[];
  /** Usual working weekdays, 1 Monday to 7 Sunday. */
  readonly weekdays: readonly number[];
  readonly days: readonly DifferentDay[];
  /** The last day that the authorities have decided about; later ones follow their weekday. Null: nothing is said. */
  readonly officialUntil: string | null;
}

export const USUAL_HOURS: readonly Shift[] = [{ from: 480, to: 720 }, { from: 840, to: 1080 }];
export const USUAL_WEEKDAYS: readonly number[] = [1, 2, 3, 4, 5];

/** The calendar of a city that has imported none: the usual hours from Monday to Friday, without holidays. */
export function plainCalendar(zone: string): CalendarTable {
  return { zone, hours: USUAL_HOURS, weekdays: USUAL_WEEKDAYS, days: [], officialUntil: null };
}

/** Days from 1970-01-01 to a date. */
export function dayNumber(date: string): number {
  return Date.parse(date) / DAY_MS;
}

export function dateOf(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** 1 Monday to 7 Sunday; 1970-01-01 was a Thursday. */
export function weekdayOf(day: number): number {
  return (((day + 3) % 7) + 7) % 7 + 1;
}
