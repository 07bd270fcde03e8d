import { existsSync } from "node:fs";
import { describe, expect, it, test } from "vitest";
import { HOUR_MS } from "../../demo/rhythm.ts";
import { demoCases, fireCases, houstonCases } from "../../tasks/statistics/cases.ts";
import { byThreeHours, mixOf, peakToTrough, quantile } from "../../tasks/statistics/summary.ts";
import { cabTracks, demoDay, Tracker } from "../../tasks/statistics/tracks.ts";

const DATA = new URL("../../../shared/data/", import.meta.url).pathname;
const RECORDED = existsSync(DATA), WITHOUT = RECORDED ? "" : " (skipped: ../shared/data is missing)";

describe("Summaries", () => {
  it("quantile() leaves out what is not known", () => {
    expect(quantile([5, NaN, 1, 3], 0.5)).toBe(3);
    expect(quantile([NaN], 0.5)).toBeNaN();
  });

  it("the day is cut into eight, and categories are counted from the most frequent", () => {
    expect(byThreeHours([0, 2, 3, 23])).toEqual([50, 25, 0, 0, 0, 0, 0, 25]);
    expect(peakToTrough([...Array.from({ length: 24 }, (_, hour) => hour), 8, 8])).toBe(3);
    expect(mixOf(["a", "b", "a", "c"])).toEqual({ kinds: 3, top: [50, 100, 100] });
  });

  it("a tracker tells speeds of fixes that lie near in time, gaps, and the scatter of who stands", () => {
    const tracker = new Tracker();
    [0, 60, 120, 180, 240].forEach((s, i) =>
      tracker.add("w", { time: s * 1000, lat: 36 + i % 2 * 2e-5, lon: 120 })
    );
    tracker.add("w", { time: 300_000, lat: 36.01, lon: 120 });
    tracker.add("w", { time: 900_000, lat: 36.02, lon: 120 });
    expect(tracker.gaps).toEqual([60, 60, 60, 60, 60, 600]);
    expect(tracker.speeds).toHaveLength(5);
    expect(tracker.speeds[4]).toBeCloseTo(1112 / 60, 0);
    expect(tracker.scatter).toHaveLength(1);
    expect(tracker.scatter[0]).toBeCloseTo(1.09, 1);
  });
});

test.runIf(RECORDED)(`the demo is like the recordings where they can be compared${WITHOUT}`, async () => {
  const demo = demoCases(Date.UTC(2026, 10, 1, 16), 7);
  const cities = [
    await houstonCases(`${DATA}houston/events_baseline_202510.ndjson.gz`),
    await fireCases(`${DATA}sf/sffd_unit_calls_2016w53.csv.gz`),
  ];
  const night = (cases: typeof demo) => cases.filter(({ hour }) => hour < 6).length / cases.length;
  for (const city of cities) {
    expect(Math.abs(night(demo) - night(city))).toBeLessThan(0.05);
    const times = demo.map(({ open }) => open), theirs = city.map(({ open }) => open);
    expect(quantile(times, 0.5)).toBeGreaterThan(quantile(theirs, 0.5) / 2);
    expect(quantile(times, 0.5)).toBeLessThan(quantile(theirs, 0.5) * 3);
  }
  const cabs = await cabTracks(`${DATA}sf/cabs_20080530_24h.csv.gz`);
  const { byCar } = demoDay(Date.UTC(2026, 10, 10, 16), 300);
  const median = (speeds: readonly number[]) => quantile(speeds.filter((speed) => speed > 0.5), 0.5) * 3.6;
  expect(median(byCar.speeds)).toBeGreaterThan(median(cabs.speeds) * 0.6);
  expect(median(byCar.speeds)).toBeLessThan(median(cabs.speeds) * 1.4);
  expect(quantile(byCar.scatter, 0.5)).toBeGreaterThan(quantile(cabs.scatter, 0.5) * 0.5);
  expect(quantile(byCar.scatter, 0.5)).toBeLessThan(quantile(cabs.scatter, 0.5) * 2);
});

it("demoCases() knows when each incident ended", () => {
  const cases = demoCases(Date.UTC(2026, 10, 1, 16), 1);
  expect(cases.length).toBeGreaterThan(1_200);
  for (const { open } of cases) expect(open * 60_000).toBeLessThan(21 * HOUR_MS);
});
