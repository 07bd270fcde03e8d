import { describe, expect, test } from "vitest";
import { Calendar, dateOf, dayNumber, plainCalendar } from "../../dispatch/calendar.ts";
import { at, CALENDARS, HAIWAN } from "./calendars.ts";

describe("days", () => {
  // 2011: Samoa had no 30 December. 1999 and 2018: zones that changed at midnight.
  test.each([1999, 2011, 2018, 2026])("of %d begin when they do, in every zone there is", (year) => {
    for (const zone of Intl.supportedValuesOf("timeZone")) {
      const calendar = new Calendar(plainCalendar(zone));
      for (let day = dayNumber(`${year}-01-01`); day < dayNumber(`${year + 1}-01-01`); day++) {
        const start = Temporal.PlainDate.from(dateOf(day)).toZonedDateTime(zone).epochMilliseconds;
        if (calendar.startOfDay(day) !== start) expect.fail(`${zone} ${dateOf(day)} begins at ${start}`);
        if (calendar.dayOf(start - 1) >= calendar.dayOf(start)) {
          expect.fail(`${zone} ${dateOf(day)} is two days`);
        }
      }
    }
  });

  test("are found at both ends of a year east and west of Greenwich", () => {
    for (const zone of ["Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Shanghai", "UTC"]) {
      const calendar = new Calendar(plainCalendar(zone));
      for (const date of ["2025-12-31", "2026-01-01", "2027-12-31", "2028-02-29"]) {
        for (const time of ["00:00", "12:00", "23:59"]) {
          expect(dateOf(calendar.dayOf(at(`${date} ${time}`, { zone }))), `${zone} ${date} ${time}`).toBe(
            date,
          );
        }
      }
    }
  });

  test("are official up to the last that the authorities have decided about", () => {
    const { haiwan, rome } = CALENDARS;
    expect(haiwan.isOfficial(at("2026-12-31 23:59", HAIWAN))).toBe(true);
    expect(haiwan.isOfficial(at("2027-01-01 00:00", HAIWAN)), "the end of the last of them").toBe(true);
    expect(haiwan.isOfficial(at("2027-01-01 00:00", HAIWAN) + 1)).toBe(false);
    expect(rome.isOfficial(at("2027-01-01 00:00", HAIWAN)), "nothing is said").toBe(true);
  });
});

test("Haiwan works 248 days of 2026, as the State Council's calendar has it", () => {
  // 365 − 104 on weekends − 19 holidays from Monday to Friday + 6 make-up days.
  const [from, before] = [dayNumber("2026-01-01"), dayNumber("2027-01-01")];
  expect(CALENDARS.haiwan.workingDays(from, before)).toBe(248);
  expect(CALENDARS.haiwan.worked(at("2026-01-01 00:00", HAIWAN), at("2027-01-01 00:00", HAIWAN)) / 3_600_000)
    .toBe(248 * 8);
});

test("a calendar without any usual working time is refused, because nothing would ever end", () => {
  expect(() => new Calendar({ ...HAIWAN, weekdays: [] })).toThrow("without usual working time");
  expect(() => new Calendar({ ...HAIWAN, hours: [] })).toThrow("without usual working time");
});
