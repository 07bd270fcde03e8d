import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseCalendar } from "../../dispatch/calendar_csv.ts";
import { HAIWAN } from "./calendars.ts";

const ZONE = "Asia/Shanghai";
const parse = (...lines: string[]) => parseCalendar(["what,value,zh,en", ...lines].join("\n"), ZONE);

test("parseCalendar() reads hours, weekdays, holidays, make-up days and days with hours of their own", () => {
  const checked = parse(
    "zone,Asia/Shanghai,,",
    "hours,09:00-12:00 13:30-24:00,,",
    "weekdays,1-6,,",
    "official_until,2026-12-31,,",
    "2026-10-01..2026-10-02,off,国庆节,National Day",
    "2026-10-11,work,调休,Make-up day",
    "2026-12-31,09:00-12:00,半天,Half day",
  );
  const hours = [{ from: 540, to: 720 }, { from: 810, to: 1440 }];
  expect(checked).toEqual({
    ok: true,
    value: {
      ...{ zone: ZONE, hours, weekdays: [1, 2, 3, 4, 5, 6], officialUntil: "2026-12-31" },
      days: [
        { date: "2026-10-01", hours: [], zh: "国庆节", en: "National Day" },
        { date: "2026-10-02", hours: [], zh: "国庆节", en: "National Day" },
        { date: "2026-10-11", hours, zh: "调休", en: "Make-up day" },
        { date: "2026-12-31", hours: [{ from: 540, to: 720 }], zh: "半天", en: "Half day" },
      ],
    },
  });
});

test("parseCalendar() takes the usual hours where nothing is said, and a list of weekdays", () => {
  const checked = parse("weekdays,7 1 2 3 4,,");
  expect(checked).toMatchObject({
    value: {
      hours: [{ from: 480, to: 720 }, { from: 840, to: 1080 }],
      weekdays: [1, 2, 3, 4, 7],
      officialUntil: null,
    },
  });
});

test("the calendar of Haiwan has 33 days off and 6 make-up days", () => {
  expect(HAIWAN.days.filter(({ hours }) => hours.length === 0)).toHaveLength(33);
  expect(HAIWAN.days.filter(({ hours }) => hours.length > 0).map(({ date }) => date)).toEqual([
    ...["2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"],
  ]);
});

describe("parseCalendar() refuses", () => {
  test.each([
    ["zone,Asia/Tokyo,,", "contradiction", "the city's is Asia/Shanghai"],
    ["hours,8-12,,", "unreadable", "they look like 08:00-12:00"],
    ["hours,08:00-25:00,,", "unreadable", "08:00-25:00"],
    ["hours,08:00-12:60,,", "unreadable", "08:00-12:60"],
    ["hours,12:00-08:00,,", "out-of-range", "ends before it begins"],
    ["hours,08:00-08:00,,", "out-of-range", "ends before it begins"],
    ["hours,08:00-12:00 11:00-18:00,,", "out-of-range", "begins before the hours before it end"],
    ["hours,,,", "missing-field", "value is empty"],
    ["weekdays,Mon-Fri,,", "unreadable", "1-5, or 1 2 3 4 6"],
    ["weekdays,0-5,,", "unreadable", "1-5"],
    ["weekdays,5-1,,", "out-of-range", "1 is Monday"],
    ["official_until,next year,,", "unreadable", "2026-12-31"],
    ["2026-02-30,off,,", "unreadable", "2026-02-30"],
    ["2026-13-01,off,,", "unreadable", "2026-13-01"],
    ["2027-02-29,off,,", "unreadable", "2027-02-29"],
    ["1026-02-03,off,,", "unreadable", "1026-02-03"],
    ["01/10/2026,off,,", "unreadable", "01/10/2026"],
    ["holidays,off,,", "unreadable", "use zone, hours, weekdays, official_until, a day"],
    ["holiday,2026-01-01,,", "unreadable", 'what is "holiday"; use zone, hours'],
    ["2026-10-07..2026-10-01,off,,", "out-of-range", "-5 days"],
    ["2026-01-01..2026-12-31,off,,", "out-of-range", "365 days"],
    ["2026-10-01..2026-10-02..2026-10-03,off,,", "unreadable", "2026-10-01..2026-10-02..2026-10-03"],
    ["2026-10-01,closed,,", "unreadable", "closed"],
    ["2026-10-01,,,", "missing-field", "value is empty"],
    ["2026-10-01,off,a,b,c", "unreadable", "5 fields for 4 columns"],
  ])("%s (%s)", (line, fault, detail) => {
    const checked = parse("2026-05-01,off,,", line);
    expect(checked).toMatchObject({ ok: false, refusals: [{ line: 3, fault }] });
    expect(!checked.ok && checked.refusals[0]!.detail).toContain(detail);
  });

  test("what is said twice, in the line that says it again", () => {
    const checked = parse(
      "hours,08:00-12:00,,",
      "2026-10-01..2026-10-07,off,,",
      "2026-10-03,work,,",
      "hours,09:00-12:00,,",
    );
    expect(checked).toMatchObject({
      refusals: [{ line: 4, fault: "duplicate" }, { line: 5, fault: "duplicate" }],
    });
  });

  test.each([
    ["", "empty"],
    ["what,value\n", "empty"],
    ["what\nhours", "missing-column"],
    ["what,value,note\nhours,08:00-12:00,", "unknown-column"],
    ["what,value,value\nhours,08:00-12:00,", "unknown-column"],
    ['what,value\nhours,"08:00-12:00', "unreadable"],
    ["what,value,zh\n2026-10-01,off,\ufffd\ufffd", "unreadable"],
  ])("the file %j (%s)", (text, fault) => {
    expect(parseCalendar(text, ZONE)).toMatchObject({ ok: false, refusals: [{ fault }] });
  });

  test("nothing by throwing, whatever the file", () => {
    const cell = fc.oneof(
      fc.string(),
      fc.constantFrom("hours", "2026-10-01", "off", "work", "1-5", "weekdays", "\n", '"'),
    );
    fc.assert(
      fc.property(fc.array(fc.array(cell, { maxLength: 6 })), (rows) => {
        const text = rows.map((row) => row.join(",")).join("\n");
        expect(parseCalendar(`what,value,zh,en\n${text}`, ZONE).ok).toBeTypeOf("boolean");
        expect(parseCalendar(text, ZONE).ok).toBeTypeOf("boolean");
      }),
    );
  });
});

test("blank lines, rows of commas, blanks around fields and a byte order mark are no faults", () => {
  const text = "\ufeffwhat , value\r\n\r\n , \r\n 2026-10-01 , off \r\n,,\r\n";
  expect(parseCalendar(text, ZONE)).toMatchObject({ ok: true, value: { days: [{ date: "2026-10-01" }] } });
});
