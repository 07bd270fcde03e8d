import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type HotspotParams, parseHotspotParams } from "../../dashboards/hotspot_params.ts";

const now = Date.UTC(2026, 10, 23, 4, 0);
const defaults = { now, timeZone: "Asia/Shanghai" };
const HOUR = 3_600_000;

function params(query: string): HotspotParams {
  const parsed = parseHotspotParams(new URLSearchParams(query), defaults);
  if (!parsed.ok) throw new Error(parsed.error);
  return parsed.params;
}

function refusal(query: string): string {
  const parsed = parseHotspotParams(new URLSearchParams(query), defaults);
  if (parsed.ok) throw new Error(`${query} was accepted`);
  expect(parsed.error.startsWith(`${parsed.parameter}=`)).toBe(true);
  return parsed.error;
}

describe("parseHotspotParams()", () => {
  test("without anything means the last 24 hours, every category and source, resolution 8", () => {
    expect(params("")).toEqual({
      from: now - 24 * HOUR,
      to: now,
      last: "24h",
      category: null,
      source: null,
      resolution: 8,
    });
    expect(params("from=&to=&last=&category=&source=&resolution=&lang=en")).toEqual(params(""));
  });

  test("reads a time without an offset in the city's zone, and one with an offset as it says", () => {
    expect(params("from=2026-11-16T08:00&to=2026-11-16T20:00")).toMatchObject({
      from: Date.UTC(2026, 10, 16, 0),
      to: Date.UTC(2026, 10, 16, 12),
      last: null,
    });
    expect(params("from=2026-11-16T00:00Z&to=2026-11-16T20:00%2B08:00").from).toBe(Date.UTC(2026, 10, 16));
    expect(params("from=2026-11-16T08:00+08:00").from).toBe(Date.UTC(2026, 10, 16));
    expect(params("from=2026-11-16").from).toBe(Date.UTC(2026, 10, 15, 16));
  });

  test("reads any length of minutes, hours and days up to a year", () => {
    const unit = { m: 60_000, h: HOUR, d: 24 * HOUR };
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 366 }), fc.constantFrom("m", "h", "d"), (n, u) => {
        const { from, to } = params(`last=${n}${u}`);
        expect(to - from).toBe(n * unit[u as "m"]);
      }),
    );
  });

  test("gives the same instant for any time, written in the city's zone or in UTC", () => {
    const minutes = fc.integer({ min: Date.UTC(2020) / 60_000, max: Date.UTC(2026) / 60_000 });
    fc.assert(
      fc.property(minutes, (minute) => {
        const at = new Date(minute * 60_000);
        const local = new Date(at.getTime() + 8 * HOUR).toISOString().slice(0, 16);
        const to = new Date(at.getTime() + HOUR).toISOString();
        expect(params(`from=${local}&to=${to}`).from).toBe(at.getTime());
        expect(params(`from=${at.toISOString()}&to=${to}`).from).toBe(at.getTime());
      }),
    );
  });

  test("refuses by name: what was given, and what would be right", () => {
    expect(refusal("last=yesterday")).toBe(
      "last=yesterday: use a length such as 90m, 24h or 7d, at most 366d",
    );
    expect(refusal("last=0h")).toContain("use a length");
    expect(refusal("last=9000d")).toContain("at most 366d");
    expect(refusal("last=24h&from=2026-11-16T08:00")).toContain("either last, or from and to");
    expect(refusal("to=2026-11-16T08:00")).toContain("from=: is missing");
    expect(refusal("from=8 o'clock")).toContain("2026-11-16T08:00");
    expect(refusal("from=2026-02-31T08:00")).toContain("2026-11-16T08:00");
    expect(refusal("from=1900-01-01&to=1900-01-02")).toContain("between 1970 and 2200");
    expect(refusal("from=2026-11-16T08:00&to=2026-11-16T08:00")).toContain("must be later than");
    expect(refusal("from=2020-01-01&to=2026-01-01")).toContain("at most 366 days");
    expect(refusal("resolution=5")).toContain("from 6 (large) to 10 (small)");
    expect(refusal("resolution=8.5")).toContain("from 6");
    expect(refusal(`category=${"x".repeat(201)}`)).toContain("at most 200");
  });

  test("never throws and never accepts a period that is empty or too long, whatever is typed", () => {
    const text = fc.oneof(
      fc.string(),
      fc.constantFrom("24h", "7d", "2026-11-16T08:00", "2026-11-17", "8", "10"),
    );
    const record = fc.record({ from: text, to: text, last: text, category: text, resolution: text }, {
      requiredKeys: [],
    });
    fc.assert(
      fc.property(record, (given) => {
        const parsed = parseHotspotParams(new URLSearchParams(given), defaults);
        if (!parsed.ok) {
          expect(parsed.error.length).toBeGreaterThan(10);
          return;
        }
        const { from, to, resolution } = parsed.params;
        expect(to).toBeGreaterThan(from);
        expect(to - from).toBeLessThanOrEqual(366 * 24 * HOUR);
        expect([6, 7, 8, 9, 10]).toContain(resolution);
      }),
      { numRuns: 500 },
    );
  });
});
