/** Calendars that the tests of the clocks reckon with, and local times written as a person writes them. */
import { Calendar, type CalendarTable, plainCalendar } from "../../dispatch/calendar.ts";
import { parseCalendar } from "../../dispatch/calendar_csv.ts";
import type { Limit } from "../../dispatch/limit.ts";
import type { Pause } from "../../dispatch/pause.ts";

function calendarOf(text: string, zone: string): CalendarTable {
  const checked = parseCalendar(text, zone);
  if (!checked.ok) {
    throw new Error(`The calendar of the test is refused: ${JSON.stringify(checked.refusals)}`);
  }
  return checked.value;
}

/** Mainland China in 2026, as the demo city has it: 08:00–12:00 and 14:00–18:00, Monday to Friday. */
export const HAIWAN = calendarOf(
  Deno.readTextFileSync(new URL("../../demo/tables/calendar.csv", import.meta.url)),
  "Asia/Shanghai",
);

export const CALENDARS = {
  haiwan: new Calendar(HAIWAN),
  "a half day": new Calendar({
    ...HAIWAN,
    days: [...HAIWAN.days, {
      date: "2026-12-31",
      hours: [{ from: 480, to: 720 }],
      zh: "半天",
      en: "Half day",
    }],
  }),
  "los angeles": new Calendar(plainCalendar("America/Los_Angeles")),
  rome: new Calendar(plainCalendar("Europe/Rome")),
  beirut: new Calendar(plainCalendar("Asia/Beirut")),
  kathmandu: new Calendar(plainCalendar("Asia/Kathmandu")),
  /** Every night from midnight to 06:00. */
  "nights in rome": new Calendar(
    calendarOf("what,value\nhours,00:00-06:00\nweekdays,1-7\n", "Europe/Rome"),
  ),
  /** Every night from 02:30, which one night in spring has not and one in autumn has twice. */
  "late nights in rome": new Calendar(
    calendarOf("what,value\nhours,02:30-06:00\nweekdays,1-7\n", "Europe/Rome"),
  ),
  /** Forty minutes that one night in spring has not. */
  "minutes in rome": new Calendar(
    calendarOf("what,value\nhours,02:10-02:50\nweekdays,1-7\n", "Europe/Rome"),
  ),
  /** Round the clock, in two shifts that touch. */
  "all day in los angeles": new Calendar(
    calendarOf("what,value\nhours,00:00-12:00 12:00-24:00\nweekdays,1-7\n", "America/Los_Angeles"),
  ),
};

/** `2026-03-02 08:00`, local; with an offset behind it (`+02:00`) where the clock shows an hour twice. */
export function at(text: string, { zone }: Pick<CalendarTable, "zone">): number {
  const iso = text.replace(" ", "T");
  return /[+-]\d\d:\d\d$/.test(iso)
    ? Temporal.Instant.from(iso).epochMilliseconds
    : Temporal.PlainDateTime.from(iso).toZonedDateTime(zone, { disambiguation: "reject" }).epochMilliseconds;
}

/** An instant as the city's clock shows it, with the offset. */
export function shown(instant: number | null, { zone }: Pick<CalendarTable, "zone">): string {
  if (instant === null) return "none";
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone)
    .toString({ timeZoneName: "never" });
}

const UNITS = { uh: "urgent_hours", wh: "working_hours", wd: "working_days", cd: "calendar_days" } as const;

/** `4 wh` */
export function limitOf(text: string): Limit {
  const [amount, unit] = text.split(" ");
  return { amount: Number(amount), clock: UNITS[unit as keyof typeof UNITS] };
}

/** `2026-03-02 10:00 to 2026-03-02 11:00`; open with nothing behind the `to`. */
export function pauseOf(text: string, table: Pick<CalendarTable, "zone">): Pause {
  const [from, to] = text.split(" to");
  return { from: at(from!, table), to: to?.trim() ? at(to.trim(), table) : null };
}
