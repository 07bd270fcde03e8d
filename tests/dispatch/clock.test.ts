import { describe, expect, test } from "vitest";
import { deadline, extended, reckon } from "../../dispatch/clock.ts";
import { at, CALENDARS, limitOf, pauseOf, shown } from "./calendars.ts";
import { DEADLINES } from "./deadlines.ts";

for (const [heading, [name, rows]] of Object.entries(DEADLINES)) {
  const calendar = CALENDARS[name];
  test.each(rows)(`${heading}: %s + %s = %s: %s`, (start, limit, expected, _, ...pauses) => {
    const spans = pauses.map((pause) => pauseOf(pause, calendar.table));
    const end = deadline(at(start, calendar.table), limitOf(limit), calendar, spans);
    const due = expected === "none" ? null : at(expected, calendar.table);
    expect(shown(end, calendar.table)).toBe(shown(due, calendar.table));
  });
}

const haiwan = CALENDARS.haiwan;
const local = (text: string) => at(text, haiwan.table);

describe("reckon()", () => {
  const running = { start: local("2026-03-02 17:00"), limit: limitOf("2 wh"), calendar: haiwan };

  test.each([
    ["2026-03-02 16:00", 0, 2, 17],
    ["2026-03-02 17:30", 0.5, 1.5, 15.5],
    ["2026-03-02 22:00", 1, 1, 11],
    ["2026-03-03 08:30", 1.5, 0.5, 0.5],
    ["2026-03-03 09:00", 2, 0, 0],
    ["2026-03-03 10:30", 3.5, -1.5, -1.5],
  ])("at %s %d working hours are used, %d left, and %d hours to go", (when, used, left, hours) => {
    const found = reckon(running, local(when));
    expect(found).toMatchObject({ used, left, share: left / 2, leftMs: hours * 3_600_000 });
    expect(found.sinceMs).toBe(local(when) - running.start);
  });

  test.each([
    ["2026-03-06 16:00", 0, 2],
    ["2026-03-08 12:00", 0, 2],
    ["2026-03-09 10:00", 0.25, 1.75],
    ["2026-03-09 13:00", 0.5, 1.5],
    ["2026-03-10 18:00", 2, 0],
    ["2026-03-10 23:00", 2, 0],
    ["2026-03-11 10:00", 2.25, -0.25],
  ])("at %s %d working days are used and %d left, in whole and parts", (when, used, left) => {
    const days = { start: local("2026-03-06 10:00"), limit: limitOf("2 wd"), calendar: haiwan };
    expect(reckon(days, local(when))).toMatchObject({ used, left });
  });

  test("what is late by a night is late on the wall, and by nothing in working hours", () => {
    const day = { start: local("2026-03-02 08:00"), limit: limitOf("8 wh"), calendar: haiwan };
    expect(reckon(day, local("2026-03-02 23:00"))).toMatchObject({ left: 0, leftMs: -5 * 3_600_000 });
  });

  test("an open pause leaves no deadline, and what is left stays as it is", () => {
    const pauses = [{ from: local("2026-03-02 17:30"), to: null }];
    for (const when of ["2026-03-02 17:45", "2026-03-03 11:00", "2026-08-03 11:00"]) {
      expect(reckon({ ...running, pauses }, local(when))).toMatchObject({ left: 1.5, leftMs: null });
    }
  });

  test("half of a calendar day of 23 hours is 11.5 hours", () => {
    const { table } = CALENDARS.rome;
    const days = { start: at("2026-03-28 10:00", table), limit: limitOf("1 cd"), calendar: CALENDARS.rome };
    expect(reckon(days, at("2026-03-29 12:30", table)).used).toBe(0.5);
  });
});

describe("a limit", () => {
  test("is extended by its original, twice at most", () => {
    expect([0, 1, 2].map((times) => extended(limitOf("5 wd"), times).amount)).toEqual([5, 10, 15]);
    expect(() => extended(limitOf("5 wd"), 3)).toThrow("extended 3 times; it can be 0 to 2 times");
  });

  test.each([
    ["0 wh", "more than 0"],
    ["NaN wh", "more than 0"],
    ["-1 cd", "more than 0"],
    ["1.5 wd", "days are whole"],
    ["Infinity uh", "the most is"],
    ["90000 cd", "the most is"],
  ])("of %s is refused: %s", (limit, why) => {
    expect(() => deadline(local("2026-03-02 08:00"), limitOf(limit), haiwan)).toThrow(why);
  });

  test("is not reckoned from no time at all, or with a pause that ends before it begins", () => {
    expect(() => deadline(NaN, limitOf("1 cd"), haiwan)).toThrow("it knows 1970 to 2199");
    expect(() => deadline(0, limitOf("1 wh"), haiwan, [{ from: 5, to: 4 }])).toThrow(
      "does not end after it begins",
    );
  });
});
