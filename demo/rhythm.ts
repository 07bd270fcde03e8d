/** The hours of Haiwan: how much happens when. Local time is UTC+8 all year. */
import type { Rhythm } from "./categories.ts";

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
const OFFSET_H = 8;

/** Reports an hour, by local hour: a quiet night, a morning and an evening peak. */
const PER_HOUR = [
  44,
  40,
  40,
  40,
  42,
  50,
  66,
  90,
  112,
  118,
  112,
  100,
  86,
  84,
  94,
  100,
  106,
  114,
  118,
  110,
  96,
  82,
  66,
  52,
];

const RHYTHMS: Record<Rhythm, (hour: number) => number> = {
  always: () => 1,
  day: (h) => h >= 7 && h < 19 ? 1.4 : 0.25,
  morning: (h) => h >= 5 && h < 11 ? 2.2 : h >= 11 && h < 20 ? 0.8 : 0.2,
  evening: (h) => h >= 16 && h < 23 ? 2.2 : h >= 9 ? 0.6 : 0.08,
  night: (h) => h >= 20 || h < 6 ? 2.4 : 0.25,
  rush: (h) => (h >= 7 && h < 10) || (h >= 17 && h < 20) ? 2 : h >= 6 && h < 22 ? 0.9 : 0.2,
};

/** Local hour of the day, 0–23, of an hour counted from the epoch. */
export function localHour(hour: number): number {
  return (((hour + OFFSET_H) % 24) + 24) % 24;
}

/** Local day, counted from the epoch. */
export function localDay(time: number): number {
  return Math.floor((time + OFFSET_H * HOUR_MS) / DAY_MS);
}

/** Minutes since local midnight. */
export function localMinutes(time: number): number {
  return (time / 60_000 + OFFSET_H * 60) % 1440;
}

/** Saturday, Sunday, and the days off of the demo's year: National Day, New Year, May Day. */
export function isDayOff(time: number): boolean {
  const day = localDay(time);
  const weekday = (day + 4) % 7;
  if (weekday === 0 || weekday === 6) return true;
  const date = new Date(day * DAY_MS);
  const [month, dayOfMonth] = [date.getUTCMonth() + 1, date.getUTCDate()];
  return (month === 10 && dayOfMonth <= 7) || (month === 1 && dayOfMonth === 1) ||
    (month === 5 && dayOfMonth <= 5);
}

/** On a day off the morning starts late and the evening goes on. */
const OFF_PER_HOUR = [
  ...[56, 48, 42, 38, 36, 38, 46, 58, 72, 86, 96, 100, 96, 92, 96, 102, 108, 114, 120, 118, 110, 96, 82, 66],
];

/** Mean number of reports in an hour counted from the epoch, whatever the weather. */
export function reportsInHour(hour: number): number {
  return (isDayOff(hour * HOUR_MS) ? OFF_PER_HOUR : PER_HOUR)[localHour(hour)]!;
}

export function shareOf(rhythm: Rhythm, hour: number): number {
  return RHYTHMS[rhythm](localHour(hour));
}

/** Whether lamps are lit: from 18:30 to 06:00 local time. */
export function isNight(time: number): boolean {
  const minutes = (time / 60_000 + OFFSET_H * 60) % 1440;
  return minutes >= 18.5 * 60 || minutes < 6 * 60;
}
