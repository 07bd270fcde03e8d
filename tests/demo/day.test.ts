import { describe, expect, it } from "vitest";
import { CATEGORIES, SOURCES } from "../../demo/categories.ts";
import { Day } from "../../demo/day.ts";
import { BOUNDS, haiwan } from "../../demo/haiwan.ts";
import { HOUR_MS, reportsInHour } from "../../demo/rhythm.ts";
import { weatherAt } from "../../demo/weather.ts";
import { contains } from "../../geo/place.ts";
import type { Incident } from "../../streams/record.ts";

const NOON = Date.UTC(2025, 10, 22, 4, 0, 0);
const open = (now: number, seed = "test") => new Day(haiwan(), { seed, now });

describe("The day", () => {
  it("starts alive: more than a hundred incidents are open, reported over the last hours", () => {
    const backlog = open(NOON).backlog(NOON).filter(({ status }) => status === "open");
    expect(backlog.length).toBeGreaterThan(100);
    expect(backlog.length).toBeLessThan(350);
    for (const { time } of backlog) expect(time).toBeLessThanOrEqual(NOON);
    expect(backlog.filter(({ time }) => time > NOON - HOUR_MS).length).toBeGreaterThan(20);
  });

  it("follows the hours: mornings bring more than nights, and each hour about what it should", () => {
    const counts = new Map<number, number>();
    const days = 14;
    for (let d = 0; d < days; d++) {
      const to = NOON + d * 24 * HOUR_MS;
      for (const { time } of open(to).backlog(to)) {
        const hour = Math.floor(time / HOUR_MS) % 24;
        counts.set(hour, (counts.get(hour) ?? 0) + 1);
      }
    }
    const first = Math.floor(NOON / HOUR_MS) - 24;
    for (const [hour, n] of counts) {
      let usual = 0;
      for (let at = first; at < first + 24 * days; at++) if (at % 24 === hour) usual += reportsInHour(at);
      // Rain and wind bring more on some of the days.
      expect(n / usual).toBeGreaterThan(0.75);
      expect(n / usual).toBeLessThan(1.45);
    }
    expect(counts.get(1)!).toBeGreaterThan(2 * counts.get(19)!); // 09:00 and 03:00 local time
  });

  it("brings more in the rain than in the sun, above all what rain does", () => {
    const rainy: number[] = [], dry: number[] = [], day = open(NOON);
    for (let hour = Math.floor(NOON / HOUR_MS) - 120 * 24; hour < NOON / HOUR_MS; hour += 7) {
      const { rain } = weatherAt((hour + 0.5) * HOUR_MS);
      if (rain > 0 && rain < 0.3) continue;
      const end = (hour + 1) * HOUR_MS;
      const wet = day.backlog(end, 1).filter(({ category }) => category === "E05-04").length;
      (rain > 0 ? rainy : dry).push(wet);
    }
    const mean = (values: number[]) => values.reduce((sum, v) => sum + v, 0) / values.length;
    expect(rainy.length).toBeGreaterThan(5);
    expect(mean(rainy)).toBeGreaterThan(2 * mean(dry));
  });

  it("is another day on a day off: a late start, a long evening", () => {
    const saturday = Date.UTC(2025, 10, 22) - 8 * HOUR_MS, tuesday = Date.UTC(2025, 10, 25) - 8 * HOUR_MS;
    const at = (day: number, hour: number) => reportsInHour(day / HOUR_MS + hour);
    expect(at(saturday, 7)).toBeLessThan(at(tuesday, 7));
    expect(at(saturday, 22)).toBeGreaterThan(at(tuesday, 22));
  });

  it("tells the same story after a restart", () => {
    const whole = open(NOON);
    const later = NOON + 3 * HOUR_MS;
    const ids = new Map<string, Incident>();
    for (const incident of whole.backlog(NOON)) ids.set(incident.id, incident);
    for (let t = NOON; t <= later; t += 60_000) {
      for (const incident of whole.step(t)) ids.set(incident.id, incident);
    }
    for (const incident of open(later).backlog(later, 20)) expect(ids.get(incident.id)).toEqual(incident);
  });

  it("reports each incident once and ends it once, in order of time", () => {
    const day = open(NOON);
    const seen = new Map<string, string[]>();
    for (let t = NOON + 7000; t <= NOON + 6 * HOUR_MS; t += 7000) {
      for (const { id, status } of day.step(t)) seen.set(id, [...seen.get(id) ?? [], status]);
    }
    expect(seen.size).toBeGreaterThan(300);
    for (const states of seen.values()) {
      expect(states.filter((s) => s === "open").length).toBeLessThanOrEqual(1);
      expect(states.filter((s) => s !== "open").length).toBeLessThanOrEqual(1);
      if (states.length === 2) expect(states[0]).toBe("open");
    }
  });

  it("knows any incident again by its id, and no other", () => {
    const day = open(NOON);
    const [first] = day.backlog(NOON);
    expect(open(NOON).current(first!.id, NOON)).toEqual(first);
    expect(day.current(first!.id, NOON + 48 * HOUR_MS)!.status).not.toBe("open");
    expect(day.current("H0-001x", NOON)).toBeUndefined();
    expect(day.current("somebody else's", NOON)).toBeUndefined();
  });

  it("gives every incident a place in the city, a title without gaps, an address and a known category", () => {
    const known = new Set(CATEGORIES.map(({ code }) => code));
    const both = /^\p{Script=Han}.* · [A-Z0-9][^\p{Script=Han}]+$/u;
    for (const incident of open(NOON).backlog(NOON)) {
      expect(contains(BOUNDS, incident.lat, incident.lon)).toBe(true);
      expect(known).toContain(incident.category);
      expect(Object.keys(SOURCES)).toContain(incident.source);
      for (const text of [incident.title, incident.text]) {
        expect(text).not.toMatch(/…|#/);
      }
      expect(incident.title).toMatch(both);
      expect(incident.address).toMatch(/^\p{Script=Han}+区\p{Script=Han}+ \d+ 号 · \d+ [^\p{Script=Han}]+$/u);
      expect([1, 2, 3, 4]).toContain(incident.severity);
    }
  });

  it("is rarely grave: fewer than one incident in ten has severity 1", () => {
    const all = open(NOON).backlog(NOON);
    const grave = all.filter(({ severity }) => severity === 1).length;
    expect(grave).toBeGreaterThan(0);
    expect(grave / all.length).toBeLessThan(0.1);
  });
});
