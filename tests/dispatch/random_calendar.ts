/** Calendars, limits and pauses of fast-check's making. */
import fc from "fast-check";
import { Calendar, dateOf, dayNumber, type Shift } from "../../dispatch/calendar.ts";
import { CLOCK_KINDS, type Limit } from "../../dispatch/limit.ts";
import type { Pause } from "../../dispatch/pause.ts";

const ZONES = [
  "Asia/Shanghai",
  "America/Los_Angeles",
  "Europe/Rome",
  "Australia/Lord_Howe",
  "Asia/Beirut",
  "UTC",
];
export const FIRST = Date.parse("2026-01-01T00:00:00Z");
const YEAR_MS = 365 * 86_400_000, DAY_MS = 86_400_000;

/** Up to three shifts that may touch; `earliest` in minutes keeps them out of the hours that a clock shows twice. */
export const shifts = (least: number, earliest: number): fc.Arbitrary<Shift[]> =>
  fc.uniqueArray(fc.integer({ min: earliest, max: 1440 }), { minLength: 2 * least, maxLength: 6 }).map(
    (edges) => {
      const sorted = edges.sort((a, b) => a - b);
      return Array.from(
        { length: sorted.length >> 1 },
        (_, i) => ({ from: sorted[2 * i]!, to: sorted[2 * i + 1]! }),
      );
    },
  );

export const calendars = (earliest = 0): fc.Arbitrary<Calendar> =>
  fc.record({
    zone: fc.constantFrom(...ZONES),
    hours: shifts(1, earliest),
    weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
    days: fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: 400 }), shifts(0, earliest)), {
      selector: ([day]) => day,
      maxLength: 60,
    }),
  }).map(({ days, ...usual }) =>
    new Calendar({
      ...usual,
      officialUntil: null,
      days: days.map(([day, hours]) => ({
        ...{ date: dateOf(dayNumber("2026-01-01") + day), hours, zh: "", en: "" },
      })),
    })
  );

/** Some on the minute, so that edges of shifts and pauses are met. */
export const instants: fc.Arbitrary<number> = fc.oneof(
  fc.integer({ min: 0, max: YEAR_MS }).map((ms) => FIRST + ms),
  fc.integer({ min: 0, max: YEAR_MS / 60_000 }).map((minutes) => FIRST + minutes * 60_000),
  fc.integer({ min: 0, max: YEAR_MS / 3_600_000 }).map((hours) => FIRST + hours * 3_600_000),
);

export const limits: fc.Arbitrary<Limit> = fc.constantFrom(...CLOCK_KINDS).chain((clock) =>
  fc.integer({ min: 1, max: 240 }).map((n) => ({
    clock,
    amount: clock.endsWith("hours") ? n / 4 : Math.ceil(n / 8),
  }))
);

export const pauses = (open: boolean): fc.Arbitrary<Pause[]> =>
  fc.array(
    fc.tuple(instants, fc.option(fc.integer({ min: 0, max: 20 * DAY_MS }), { freq: open ? 4 : 1_000_000 }))
      .map(
        ([from, length]) => ({ from, to: length === null ? (open ? null : from) : from + length }),
      ),
    { maxLength: 5 },
  );
