/** The figures against the real embedded engine with the real schema. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Area } from "../../geo/polygon.ts";
import { FigureDesk } from "../../dashboards/figures.ts";
import { dayFigures, usualFigures } from "../../dashboards/usual_figures.ts";
import { City } from "../../streams/city.ts";
import { type History, incident, openTestHistory } from "./history.ts";

const DAY = 86_400_000, MINUTE = 60_000;
const NOW = Date.UTC(2026, 10, 25, 4, 7);
const ask = { now: NOW, window: 60, timeZone: "Asia/Shanghai" };

let history: History;
beforeAll(async () => {
  history = await openTestHistory();
});
afterAll(async () => await history[Symbol.asyncDispose]());

describe("what is usual", () => {
  test("is nothing while nothing is stored", async () => {
    expect(await usualFigures(history.clickhouse, ask)).toBeNull();
  });

  test("is the mean of the same hour of the last weeks, of each incident once and of workers per quarter", async () => {
    const then = (weeks: number, minutes: number) => NOW - weeks * 7 * DAY - minutes * MINUTE;
    await history.record([
      incident({ id: "first", time: NOW - 20 * DAY }),
      incident({ id: "a", time: then(1, 10) }),
      incident({ id: "a", time: then(1, 10), revision: 2, status: "closed" }),
      incident({ id: "b", time: then(1, 50), category: "noise" }),
      incident({ id: "c", time: then(2, 5) }),
      incident({ id: "outside", time: then(2, 70) }),
      // That a record was kept then, the day before a period shows.
      ...[7, 8, 15].map((days) => incident({ id: `kept ${days}`, time: NOW - days * DAY - 300 * MINUTE })),
      incident({ id: "yesterday", time: NOW - DAY - 5 * MINUTE }),
    ]);
    const move = (worker: string, time: number) => ({ worker, time, lat: 36.1, lon: 120.35 });
    await history.move([
      ...["w1", "w2", "w3"].map((worker) => move(worker, then(1, 10))),
      move("w1", then(1, 9)),
      move("w1", then(2, 10)),
      move("w9", NOW - 25 * DAY),
    ]);
    const usual = (await usualFigures(history.clickhouse, ask))!;
    expect([usual.basis, usual.periods]).toEqual(["weeks", 2]);
    expect(Object.fromEntries(usual.categories)).toEqual({ rubbish: 1, noise: 0.5 });
    expect([...usual.cells.values()]).toEqual([1.5]);
    expect(usual.arrived).toEqual([1, 1.5, 2.5]);
    expect(usual.workers).toBe(2);
  });

  test("and the last day comes in quarters of an hour", async () => {
    const day = await dayFigures(history.clickhouse, NOW);
    expect(day.incidents).toHaveLength(96);
    expect(day.from % (15 * MINUTE)).toBe(0);
    await history.record([incident({ id: "now", time: NOW - MINUTE })]);
    expect((await dayFigures(history.clickhouse, NOW)).incidents.at(-1)).toBe(1);
  });
});

const square = (code: string, name: string, [west, south, east, north]: readonly number[]): Area => ({
  code,
  name,
  parts: [[[[west, south], [east, south], [east, north], [west, north], [west, south]]]] as Area["parts"],
});
const DISTRICTS = [
  square("W", "West", [120, 36, 120.4, 36.4]),
  square("E", "East", [120.4, 36, 120.8, 36.4]),
];
const STREETS = [
  square("W1", "One", [120, 36, 120.2, 36.4]),
  square("W2", "Two", [120.2, 36, 120.4, 36.4]),
  square("E1", "Three", [120.4, 36, 120.8, 36.4]),
];

describe("FigureDesk", () => {
  const city = () => new City({ bounds: [120, 35.9, 121, 36.5], liveMs: 900_000, now: NOW });
  const desk = (store: ConstructorParameters<typeof FigureDesk>[0]["store"], reported: string[] = []) =>
    new FigureDesk({
      city: city(),
      store,
      districts: DISTRICTS,
      streets: STREETS,
      timeZone: "Asia/Shanghai",
      report: (stage) => reported.push(stage),
    });

  test("answers with live counts and no comparison while history does not answer, and recovers", async () => {
    let away = true;
    const reported: string[] = [];
    const flaky = {
      query: <T>(sql: string, params: Record<string, unknown>) =>
        away ? Promise.reject(new Error("away")) : history.clickhouse.query<T>(sql, params),
    };
    const figures = desk(flaky, reported);
    const first = await figures.at(NOW, 60);
    expect(first.usual).toEqual({ kind: "none", why: "no-answer" });
    expect([first.total, first.day]).toEqual([0, null]);
    expect(reported.length).toBeGreaterThan(0);
    away = false;
    await figures.at(NOW + 11_000, 60);
    while ((await figures.at(NOW + 11_000, 60)).usual.kind !== "known") {
      await new Promise((wake) => setTimeout(wake, 20));
    }
  });

  test("of one district: its own streets and counts; a code that no district has is named", async () => {
    const figures = desk({ query: () => Promise.reject(new Error("away")) });
    const { district, districts } = await figures.at(NOW, 60, "W");
    expect(district).toEqual({ code: "W", name: "West", arrived: [0, 0, 0] });
    expect(districts.map(({ code }) => code)).toEqual(["W1", "W2"]);
    await expect(figures.at(NOW, 60, "X")).rejects.toThrow('"X"');
  });

  test("asks history once for many askers", async () => {
    let asked = 0;
    const counting = {
      query: <T>(sql: string, params: Record<string, unknown>) => {
        asked++;
        return history.clickhouse.query<T>(sql, params);
      },
    };
    const figures = desk(counting);
    await Promise.all(Array.from({ length: 20 }, () => figures.at(NOW, 60)));
    const once = asked;
    await Promise.all(Array.from({ length: 20 }, () => figures.at(NOW + 5_000, 60)));
    expect(asked).toBe(once);
    expect(once).toBeLessThan(12);
  });
});
