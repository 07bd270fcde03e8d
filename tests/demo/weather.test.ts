import { describe, expect, it } from "vitest";
import { weatherAt } from "../../demo/weather.ts";
import type { Sky } from "../../streams/weather.ts";
import { DAY_MS, HOUR_MS } from "../../demo/rhythm.ts";

const YEAR = Date.UTC(2026, 0, 1) - 8 * HOUR_MS;
const hours = (from: number, days: number) =>
  Array.from({ length: days * 24 }, (_, h) => weatherAt(from + h * HOUR_MS));

describe("The weather", () => {
  const year = hours(YEAR, 365);

  it("is the same whenever it is asked", () => {
    expect(hours(YEAR, 30)).toEqual(year.slice(0, 30 * 24));
  });

  it("knows the seasons: freezing winters, mild summers, snow only in the cold, most rain in summer", () => {
    const month = (m: number) =>
      year.filter((_, h) => new Date(YEAR + h * HOUR_MS + 8 * HOUR_MS).getUTCMonth() === m);
    const mean = (m: number) => month(m).reduce((sum, { celsius }) => sum + celsius, 0) / month(m).length;
    expect(mean(0)).toBeLessThan(4);
    expect(mean(7)).toBeGreaterThan(22);
    for (const { sky, celsius } of year) if (sky === "snow") expect(celsius).toBeLessThan(2);
    const wet = (m: number) => month(m).filter(({ rain }) => rain > 0).length / month(m).length;
    expect(wet(6) + wet(7)).toBeGreaterThan(wet(0) + wet(11));
  });

  it("shows every sky within a year, and is dry most of the time", () => {
    const skies = new Set<Sky>(year.map(({ sky }) => sky));
    for (const sky of ["clear", "cloudy", "overcast", "fog", "rain", "storm", "snow"] as const) {
      expect(skies, sky).toContain(sky);
    }
    const wet = year.filter(({ rain }) => rain > 0).length / year.length;
    expect(wet).toBeGreaterThan(0.04);
    expect(wet).toBeLessThan(0.3);
  });

  it("changes by the hour, not by the minute", () => {
    for (let t = YEAR; t < YEAR + 20 * DAY_MS; t += HOUR_MS) {
      expect(Math.abs(weatherAt(t).celsius - weatherAt(t + 60_000).celsius)).toBeLessThanOrEqual(1);
    }
  });
});
