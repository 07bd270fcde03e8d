import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseHotspotParams } from "../../dashboards/hotspot_params.ts";
import {
  askedOf,
  BESIDE,
  type HotspotState,
  localText,
  movingPeriod,
  readHotspotState,
  SORTS,
  writeHotspotState,
} from "../../islands/hotspots_state.ts";

const first = readHotspotState("");
const degrees = (most: number) =>
  fc.integer({ min: -most * 1e5, max: most * 1e5 }).map((n) => Number((n / 1e5).toFixed(5)) || 0);
const state: fc.Arbitrary<HotspotState> = fc.record({
  from: fc.constantFrom("", "2026-11-16T08:00"),
  to: fc.constantFrom("", "2026-11-17T08:00"),
  last: fc.constantFrom("", "1h", "7d"),
  category: fc.string(),
  source: fc.string(),
  resolution: fc.constantFrom("", "7", "10"),
  lang: fc.constantFrom("zh", "en"),
  theme: fc.constantFrom(null, "light", "dark"),
  beside: fc.constantFrom(...BESIDE),
  sort: fc.constantFrom(...SORTS),
  cell: fc.constantFrom(null, "8830ad94a7fffff"),
  view: fc.option(
    fc.record({
      lat: degrees(85),
      lon: degrees(180),
      zoom: fc.integer({ min: 0, max: 2200 }).map((n) => n / 100),
    }),
  ),
});

describe("the address of the page", () => {
  test("says everything that the page shows: read again it is the same", () => {
    fc.assert(
      fc.property(state, (state) => {
        expect(readHotspotState(writeHotspotState(state))).toEqual(state);
      }),
    );
  });

  test("is bare when nothing was chosen", () => {
    expect(writeHotspotState(first)).toBe("");
    expect(writeHotspotState({ ...first, last: "24h", resolution: "8" })).toBe("");
  });

  test("falls back for what is no state, whatever is typed", () => {
    expect(readHotspotState("?beside=x&sort=y&cell=zz&view=1,2&lang=fr&theme=pink")).toEqual(first);
    fc.assert(fc.property(fc.string(), (text) => {
      readHotspotState(`?view=${text}&cell=${text}`);
    }));
  });

  test("asks the server only what concerns it, in words that the server reads", () => {
    const query = askedOf(readHotspotState("?last=7d&category=火警&resolution=9&sort=z&lang=en&theme=light"));
    expect(query.toString()).toBe(
      new URLSearchParams({ last: "7d", category: "火警", resolution: "9" }).toString(),
    );
    expect(parseHotspotParams(query, { now: 0, timeZone: "UTC" }).ok).toBe(true);
  });

  test("knows which periods move with the clock", () => {
    expect(movingPeriod(first)).toBe("24h");
    expect(movingPeriod({ ...first, last: "7d" })).toBe("7d");
    expect(movingPeriod({ ...first, from: "2026-11-16T08:00" })).toBe(null);
  });
});

describe("localText()", () => {
  test("writes an instant as the server reads it back, in any zone", () => {
    const zones = fc.constantFrom("Asia/Shanghai", "America/Los_Angeles", "Asia/Kolkata", "UTC");
    fc.assert(
      fc.property(fc.integer({ min: 28_000_000, max: 30_000_000 }), zones, (minute, timeZone) => {
        const from = localText(minute * 60_000, timeZone);
        const query = new URLSearchParams({ from, to: "2100-01-01" });
        const parsed = parseHotspotParams(query, { now: 0, timeZone });
        // Once a year an hour exists twice; the first of them is meant.
        const back = parsed.ok
          ? parsed.params.from
          : Temporal.PlainDateTime.from(from).toZonedDateTime(timeZone)
            .epochMilliseconds;
        expect([0, 3_600_000]).toContain(minute * 60_000 - back);
      }),
    );
  });
});
