/**
 * A calendar as CSV with the columns `what`, `value` and optionally `zh`, `en`:
 *
 *     what,value,zh,en
 *     hours,08:00-12:00 14:00-18:00,,
 *     weekdays,1-5,,
 *     official_until,2026-12-31,,
 *     2026-02-15..2026-02-23,off,春节,Spring Festival
 *     2026-02-28,work,春节调休,Spring Festival make-up day
 *     2026-12-31,08:00-12:00,半天,Half day
 *
 * `zone` may be said and is then the city's; `hours` and `weekdays` (1 Monday to 7 Sunday) are the usual ones where nothing is
 * said. A day is `off`, `work` (the usual hours) or has hours of its own.
 */
import {
  type CalendarTable,
  dateOf,
  dayNumber,
  type DifferentDay,
  type Shift,
  USUAL_HOURS,
  USUAL_WEEKDAYS,
} from "./calendar_table.ts";
import { allOrNothing, type Checked, readRows, type TableRow } from "./table_rows.ts";
import { quote } from "../streams/parse/rejection.ts";

const COLUMNS = { required: ["what", "value"], optional: ["zh", "en"] };
const SETTINGS = ["zone", "hours", "weekdays", "official_until"] as const;
type Setting = (typeof SETTINGS)[number];
/** Longer stretches of days off are slips of the pen. */
const MOST_DAYS = 62;

/** All of a calendar, or every row that keeps it from being one. `zone` is the city's. Never throws for bad data. */
export function parseCalendar(text: string, zone: string): Checked<CalendarTable> {
  const read = readRows(text, COLUMNS);
  if (!read.ok) return read;
  const settings = new Map<Setting, TableRow>();
  const days: TableRow[] = [];
  for (const row of read.value) {
    const setting = SETTINGS.find((name) => name === row.cell("what"));
    if (setting === undefined) days.push(row);
    else if (settings.has(setting)) row.refuse("duplicate", `${setting} is said twice`);
    else settings.set(setting, row);
  }
  checkZone(settings.get("zone"), zone);
  const hours = settings.has("hours") ? shiftsOf(settings.get("hours")!) : USUAL_HOURS;
  return allOrNothing(read.value, {
    zone,
    hours,
    weekdays: settings.has("weekdays") ? weekdaysOf(settings.get("weekdays")!) : USUAL_WEEKDAYS,
    days: differentDays(days, hours),
    officialUntil: settings.has("official_until") ? officialUntil(settings.get("official_until")!) : null,
  });
}

/** Everything else of the city is told in its zone; a calendar of another one belongs to another city. */
function checkZone(row: TableRow | undefined, zone: string): void {
  if (row && row.text("value") !== zone) {
    row.refuse("contradiction", `zone is ${quote(row.cell("value"))}; the city's is ${zone}`);
  }
}

const SHIFT = /^(\d{2}):(\d{2})-(\d{2}):(\d{2})$/;

function shiftsOf(row: TableRow): Shift[] {
  const shifts: Shift[] = [];
  for (const part of row.text("value").split(/\s+/)) {
    const [from, to] = minutesOf(part);
    if (from === undefined || to === undefined) {
      row.refuse("unreadable", `${quote(part)} are no hours; they look like 08:00-12:00`);
    } else if (from >= to || from < (shifts.at(-1)?.to ?? 0)) {
      row.refuse(
        "out-of-range",
        `${quote(part)} ends before it begins, or begins before the hours before it end`,
      );
    } else shifts.push({ from, to });
  }
  return shifts;
}

/** Both ends in minutes after midnight, where they are times from 00:00 to 24:00. */
function minutesOf(text: string): (number | undefined)[] {
  const [, ...parts] = SHIFT.exec(text) ?? [];
  const [fromHour, from, toHour, to] = parts.map(Number);
  return [[fromHour, from], [toHour, to]].map(([hour = 99, minute = 99]) => {
    const minutes = hour * 60 + minute;
    return minute < 60 && minutes <= 1440 ? minutes : undefined;
  });
}

/** `1-5`, or `1 2 3 4 6`. */
function weekdaysOf(row: TableRow): number[] {
  const text = row.match("value", /^([1-7]-[1-7]|[1-7]( [1-7])*)$/, "1-5, or 1 2 3 4 6");
  if (row.fault) return [];
  const [first = 1, last = 7] = text.split("-").map(Number);
  if (!text.includes("-")) return [...new Set(text.split(" ").map(Number))].sort();
  if (first > last) {
    row.refuse("out-of-range", `weekdays are ${quote(text)}; 1 is Monday, and the first comes first`);
  }
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

function officialUntil(row: TableRow): string {
  const text = row.text("value");
  if (!isDate(text)) row.refuse("unreadable", `official_until is ${quote(text)}; it looks like 2026-12-31`);
  return text;
}

function isDate(text: string): boolean {
  return /^(19[7-9]|20\d|21\d)\d-\d{2}-\d{2}$/.test(text) && Number.isFinite(dayNumber(text)) &&
    // JavaScript reads the 30th of February as a day of March.
    dateOf(dayNumber(text)) === text;
}

function differentDays(rows: readonly TableRow[], usual: readonly Shift[]): DifferentDay[] {
  const days = new Map<string, DifferentDay>();
  for (const row of rows) {
    const dates = datesOf(row);
    // What is no day has no hours either, and is told the first fault only.
    if (dates.length === 0) continue;
    const value = row.text("value");
    const hours = value === "off" ? [] : value === "work" ? usual : shiftsOf(row);
    const named = { hours, zh: row.cell("zh"), en: row.cell("en") };
    for (const date of dates) {
      if (days.has(date)) row.refuse("duplicate", `${date} is said twice`);
      days.set(date, { date, ...named });
    }
  }
  return [...days.values()].sort((a, b) => a.date < b.date ? -1 : 1);
}

/** A date, or all from one to another. */
function datesOf(row: TableRow): string[] {
  const what = row.text("what");
  const [first = "", last = first, ...more] = what.split("..");
  if (!isDate(first) || !isDate(last) || more.length > 0) {
    row.refuse(
      "unreadable",
      `what is ${quote(what)}; use ${
        SETTINGS.join(", ")
      }, a day (2026-10-01) or days (2026-10-01..2026-10-07)`,
    );
    return [];
  }
  const from = dayNumber(first), count = dayNumber(last) - from + 1;
  if (count < 1 || count > MOST_DAYS) {
    row.refuse("out-of-range", `${quote(what)} are ${count} days; 1 to ${MOST_DAYS} are taken`);
    return [];
  }
  return Array.from({ length: count }, (_, i) => dateOf(from + i));
}
