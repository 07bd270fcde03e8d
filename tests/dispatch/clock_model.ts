/** The clocks beside a model that looks at the city's clock minute by minute, which is slow and cannot be wrong in the same way. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Calendar } from "../../dispatch/calendar.ts";
import { deadline } from "../../dispatch/clock.ts";
import { calendars, FIRST } from "./random_calendar.ts";
import { shown } from "./calendars.ts";

const MINUTE_MS = 60_000;
/** No shift lies in hours that a clock shows twice, so that a minute's time of day says whether it is worked in. */
const AFTER_THE_CHANGE = 4 * 60;

interface Minute {
  readonly date: string;
  readonly worked: boolean;
}

function minuteOf({ table }: Calendar, instant: number): Minute {
  const local = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(table.zone);
  const date = local.toPlainDate().toString(), minute = local.hour * 60 + local.minute;
  const own = table.days.find((day) => day.date === date)?.hours;
  const hours = own ?? (table.weekdays.includes(local.dayOfWeek) ? table.hours : []);
  return { date, worked: hours.some(({ from, to }) => from <= minute && minute < to) };
}

interface Spans {
  readonly start: number;
  readonly pause: { readonly from: number; readonly to: number };
}

/** The end of the minute in which so many minutes have run. */
function walkHours(calendar: Calendar, minutes: number, { start, pause }: Spans): number {
  let at = start;
  for (let ran = 0; ran < minutes; at += MINUTE_MS) {
    if (minuteOf(calendar, at).worked && !(pause.from <= at && at < pause.to)) ran++;
  }
  return at;
}

/** The end of the last worked minute of the day on which so many days have counted. */
function walkDays(calendar: Calendar, days: number, { start, pause }: Spans): number {
  const first = minuteOf(calendar, start).date;
  let at = start, day = first, end = 0, touched = false;
  for (let counted = 0;; at += MINUTE_MS) {
    const { date, worked } = minuteOf(calendar, at);
    if (date !== day) {
      if (day !== first && end > 0 && !touched && ++counted === days) return end;
      [day, end, touched] = [date, 0, false];
    }
    if (!worked) continue;
    end = at + MINUTE_MS;
    touched ||= pause.from <= at && at < pause.to;
  }
}

const minutes = (most: number) => fc.integer({ min: 0, max: most });
const spans: fc.Arbitrary<Spans> = fc.tuple(minutes(500_000), minutes(8_000), minutes(6_000)).map(
  ([start, wait, length]) => {
    const begin = FIRST + start * MINUTE_MS, from = begin + (wait - 2_000) * MINUTE_MS;
    return { start: begin, pause: { from, to: from + length * MINUTE_MS } };
  },
);
const calendar = calendars(AFTER_THE_CHANGE);

export function clockModel(numRuns: number): void {
  test("working hours end when a walk minute by minute ends", () => {
    fc.assert(
      fc.property(calendar, spans, fc.integer({ min: 1, max: 900 }), (calendar, spans, count) => {
        const found = deadline(spans.start, { amount: count / 60, clock: "working_hours" }, calendar, [
          spans.pause,
        ]);
        expect(shown(found, calendar.table)).toBe(shown(walkHours(calendar, count, spans), calendar.table));
      }),
      { numRuns },
    );
  });

  test("working days end when a walk minute by minute ends", () => {
    fc.assert(
      fc.property(calendar, spans, fc.integer({ min: 1, max: 5 }), (calendar, spans, count) => {
        const found = deadline(spans.start, { amount: count, clock: "working_days" }, calendar, [
          spans.pause,
        ]);
        expect(shown(found, calendar.table)).toBe(shown(walkDays(calendar, count, spans), calendar.table));
      }),
      { numRuns },
    );
  });
}
