import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isoTimeOf, parseTime } from "../../../streams/parse/time.ts";

const two = (value: number) => String(value).padStart(2, "0");

describe("isoTimeOf()", () => {
  it("agrees with Date.parse on every ISO time with a zone", () => {
    const parts = fc.record({
      date: fc.date({ min: new Date("0001-01-01"), max: new Date("9999-12-31"), noInvalidDate: true }),
      seconds: fc.constantFrom("", ":07", ":59.5", ":00.123", ":01.123456789"),
      zone: fc.oneof(
        fc.constant("Z"),
        fc.tuple(fc.constantFrom("+", "-"), fc.nat({ max: 23 }), fc.nat({ max: 59 }))
          .map(([sign, hours, minutes]) => `${sign}${two(hours)}:${two(minutes)}`),
      ),
    });
    fc.assert(
      fc.property(parts, ({ date, seconds, zone }) => {
        const text = date.toISOString().slice(0, 16) + seconds + zone;
        expect(isoTimeOf(text)).toBe(Date.parse(text));
      }),
      { numRuns: 5_000 },
    );
  });

  it("reads what others write: a space, small letters, short zones", () => {
    const time = Date.UTC(2026, 4, 1);
    for (
      const text of [
        "2026-05-01 08:00:00+0800",
        "2026-05-01t00:00:00z",
        "2026-05-01T08:00+08",
        "2026-05-01T00:00:00,000Z",
      ]
    ) {
      expect(isoTimeOf(text)).toBe(time);
    }
  });

  it("refuses days, hours and zones that do not exist, and everything that is not ISO", () => {
    for (
      const text of [
        "2026-02-29T00:00:00Z",
        "2100-02-29T00:00:00Z",
        "2026-13-01T00:00:00Z",
        "2026-00-01T00:00:00Z",
        "2026-04-31T00:00:00Z",
        "2026-05-01T24:00:00Z",
        "2026-05-01T00:60:00Z",
        "2026-05-01T00:00:60Z",
        "2026-05-01T00:00:00.Z",
        "2026-05-01T00:00:00",
        "2026-05-01T00:00:00+24:00",
        "2026-05-01T00:00:00+8",
        "2026-05-01T00:00:00ZZ",
        "2026-05-01Z",
        "2026-5-1T00:00:00Z",
        "Fri, 01 May 2026 00:00:00 GMT",
        "hello 5 GMT",
        "",
        "网格员网格员网格员网格员网格员网格员",
      ]
    ) expect(isoTimeOf(text), text).toBeNaN();
    expect(isoTimeOf("2024-02-29T00:00:00Z")).toBe(Date.UTC(2024, 1, 29));
  });
});

describe("parseTime()", () => {
  it("cuts fractions of a millisecond off", () => {
    expect(parseTime(1_777_622_400_000.9)).toEqual({ ok: true, value: 1_777_622_400_000 });
  });

  it("names what is wrong", () => {
    const reason = (value: unknown) => {
      const parsed = parseTime(value);
      return parsed.ok ? "taken" : parsed.reason;
    };
    expect(reason(undefined)).toBe("missing-field");
    expect(reason("")).toBe("missing-field");
    expect(reason(true)).toBe("unreadable");
    expect(reason(Infinity)).toBe("not-finite");
    expect(reason(0)).toBe("out-of-range");
    expect(reason("1999-12-31T23:59:59Z")).toBe("out-of-range");
    expect(reason("2026-05-01T00:00:00Z")).toBe("taken");
  });
});
