import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { usualPeriods, WEEKS } from "../../dashboards/usual.ts";

const HOUR = 3_600_000, DAY = 24 * HOUR;
const NOW = Date.UTC(2026, 10, 25, 4, 30);
const ask = (more: Partial<Parameters<typeof usualPeriods>[0]> = {}) =>
  usualPeriods({ now: NOW, minutes: 60, since: 0, timeZone: "Asia/Shanghai", ...more });

describe("usualPeriods()", () => {
  test("are the same hour of the same weekday, the last weeks first", () => {
    const usual = ask()!;
    expect(usual.basis).toBe("weeks");
    expect(usual.spans.map(({ to }) => (NOW - to) / DAY)).toEqual([7, 14, 21, 28]);
    for (const { from, to } of usual.spans) expect(to - from).toBe(HOUR);
  });

  test("are the weeks that history holds whole, no more", () => {
    expect(ask({ since: NOW - 15 * DAY })!.spans).toHaveLength(2);
    expect(ask({ since: NOW - 7 * DAY - HOUR })!.spans).toHaveLength(1);
  });

  test("are the same time of other days while there is less than a week", () => {
    const usual = ask({ since: NOW - 7 * DAY - HOUR + 1 })!;
    expect(usual.basis).toBe("days");
    expect(usual.spans).toHaveLength(6);
  });

  test("are none without a day of history", () => {
    expect(ask({ since: NOW - DAY })).toBeNull();
    expect(ask({ since: null })).toBeNull();
  });

  test("keep the local time when clocks change between", () => {
    // Los Angeles left daylight saving time on 1 November 2026.
    const now = Date.UTC(2026, 10, 4, 16, 0); // 08:00 PST
    const [week] = usualPeriods({ now, minutes: 60, since: 0, timeZone: "America/Los_Angeles" })!.spans;
    expect(week!.to).toBe(Date.UTC(2026, 9, 28, 15, 0)); // 08:00 PDT
  });

  test("lie in the past, never overlap, and are as long as asked, whatever the zone and the moment", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2035, 0, 1) }),
        fc.constantFrom(15, 60, 1440),
        fc.constantFrom("Asia/Shanghai", "America/Chicago", "Europe/Rome", "UTC", "Australia/Lord_Howe"),
        fc.integer({ min: 0, max: 60 }),
        (now, minutes, timeZone, days) => {
          const usual = usualPeriods({ now, minutes, since: now - days * DAY, timeZone });
          if (!usual) return days <= 3;
          expect(usual.spans.length).toBeLessThanOrEqual(usual.basis === "weeks" ? WEEKS : 6);
          let before = now;
          for (const { from, to } of usual.spans) {
            expect(to - from).toBe(minutes * 60_000);
            // A day with a change of clocks has up to an hour less or more.
            expect(to).toBeLessThanOrEqual(before - 23 * HOUR);
            expect(from).toBeGreaterThanOrEqual(now - days * DAY);
            before = to;
          }
          return true;
        },
      ),
    );
  });
});
