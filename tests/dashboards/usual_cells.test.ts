import alea from "alea";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  minutesOf,
  STANDS_MS,
  UsualAnswers,
  type UsualCells,
  usualCells,
} from "../../dashboards/usual_cells.ts";
import { cellAt, parentOf } from "../../geo/cell.ts";
import { NO_FILTER, passes } from "../../streams/incident_filter.ts";
import { WINDOWS } from "../../streams/wire.ts";
import { type History, incident, openTestHistory } from "./history.ts";

const MINUTE = 60_000, HOUR = 60 * MINUTE, DAY = 24 * HOUR;
const NOW = Date.UTC(2026, 10, 23, 4, 7, 31);
const TIME_ZONE = "Asia/Shanghai";
const random = alea("usual");
const between = (least: number, most: number) => least + random() * (most - least);

/** Two weeks and a bit, without a gap. */
const incidents = Array.from({ length: 6_000 }, (_, i) =>
  incident({
    id: `i${i}`,
    time: Math.floor(between(NOW - 15 * DAY, NOW)),
    category: ["waste", "noise", "water"][i % 3]!,
    source: i % 2 === 0 ? "hotline" : "app",
    lat: between(36.05, 36.15),
    lon: between(120.3, 120.4),
  }));

let history: History;
beforeAll(async () => {
  history = await openTestHistory();
  await history.record(incidents);
  await history.record([{ ...incidents[0]!, revision: 2, status: "closed" }]);
});
afterAll(() => history[Symbol.asyncDispose]());

const filters = [
  NO_FILTER,
  { categories: ["waste"], sources: [] },
  { categories: ["noise", "water"], sources: ["app"] },
  { categories: ["none"], sources: [] },
];

describe("usualCells()", () => {
  test.each(WINDOWS)(
    "is the mean of the last two weeks' windows of %i minutes, recounted from the raw rows",
    async (window) => {
      const minutes = minutesOf(window, NOW);
      const spans = [7, 14].map((days) => ({
        from: NOW - days * DAY - minutes * MINUTE,
        to: NOW - days * DAY,
      }));
      for (const filter of filters) {
        for (const resolution of [7, 9]) {
          const usual = await usualCells(history.clickhouse, {
            resolution,
            window,
            filter,
            now: NOW,
            timeZone: TIME_ZONE,
          });
          expect([usual.basis, usual.periods]).toEqual(["weeks", 2]);
          const counts = new Map<string, number>();
          for (const one of incidents) {
            if (
              !passes(filter, one) || !spans.some(({ from, to }) => one.time >= from && one.time < to)
            ) continue;
            const cell = parentOf(cellAt(one), resolution);
            counts.set(cell, (counts.get(cell) ?? 0) + 1);
          }
          const expected = [...counts].map(([cell, n]) => [cell, n / 2]).sort();
          expect(usual.cells.map((cell, i) => [cell, usual.usual[i]]).sort()).toEqual(expected);
        }
      }
    },
  );

  test("without a week of history compares with days, and without a day with nothing", async () => {
    const question = { resolution: 7, window: 60 as const, filter: NO_FILTER, timeZone: TIME_ZONE };
    const early = await usualCells(history.clickhouse, { ...question, now: NOW - 12 * DAY });
    expect([early.basis, early.periods]).toEqual(["days", 2]);
    const first = await usualCells(history.clickhouse, { ...question, now: NOW - 15 * DAY + HOUR });
    expect([first.periods, first.cells, first.usual]).toEqual([0, [], []]);
  });

  test("a window is whole steps of the clock that end with the one in progress", () => {
    expect(minutesOf(60, NOW)).toBeCloseTo(59 + 31 / 60, 9);
    expect(minutesOf(1440, NOW)).toBeCloseTo(1425 + 7 + 31 / 60, 9);
  });
});

describe("UsualAnswers", () => {
  const question = { resolution: 7, window: 60 as const, filter: NO_FILTER, timeZone: TIME_ZONE };

  test("asks once a minute for however many screens, and again what failed", async () => {
    let asked = 0;
    const answers = new UsualAnswers(({ now }) => {
      asked++;
      return asked === 3 ? Promise.reject(new Error("down")) : Promise.resolve({ at: now } as UsualCells);
    });
    await Promise.all([answers.at({ ...question, now: 0 }), answers.at({ ...question, now: STANDS_MS - 1 })]);
    expect(asked).toBe(1);
    await answers.at({ ...question, window: 15, now: 0 });
    expect(asked).toBe(2);
    await expect(answers.at({ ...question, now: STANDS_MS })).rejects.toThrow("down");
    expect(await answers.at({ ...question, now: STANDS_MS + 1 })).toEqual({ at: STANDS_MS + 1 });
  });

  test("many different questions do not pile up", async () => {
    let asked = 0;
    const answers = new UsualAnswers(() => {
      asked++;
      return Promise.resolve({} as UsualCells);
    });
    for (let i = 0; i < 100; i++) {
      await answers.at({ ...question, filter: { categories: [`c${i}`], sources: [] }, now: 0 });
    }
    await answers.at({ ...question, filter: { categories: ["c99"], sources: [] }, now: 0 });
    expect(asked).toBe(100);
    await answers.at({ ...question, filter: { categories: ["c0"], sources: [] }, now: 0 });
    expect(asked).toBe(101);
  });
});
