import alea from "alea";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cellTrend, stepFor } from "../../dashboards/trend.ts";
import { cellAt, parentOf } from "../../geo/cell.ts";
import { type History, incident, type Move, openTestHistory } from "./history.ts";

const now = Date.UTC(2026, 10, 23, 4, 7, 31);
const timeZone = "Asia/Shanghai";
const HOUR = 3_600_000;
const WEEK = 7 * 24 * HOUR;
const centre = { lat: 36.1, lon: 120.35 };
const random = alea("trend");
const between = (least: number, most: number) => least + random() * (most - least);
const somewhere = () => ({ lat: between(36.05, 36.15), lon: between(120.3, 120.4) });

/** Two days around now, a part of them flagged; times are whole milliseconds. */
const moves: Move[] = Array.from({ length: 6_000 }, () => ({
  worker: `w${Math.floor(random() * 40)}`,
  time: Math.floor(between(now - 30 * HOUR, now)),
  flags: [0, 0, 0, 1, 2, 4, 8][Math.floor(random() * 7)]!,
  ...somewhere(),
}));
const incidents = Array.from(
  { length: 1_500 },
  (_, i) => incident({ id: `i${i}`, time: Math.floor(between(now - 30 * HOUR, now)), ...somewhere() }),
);

/** The same hours one and two weeks ago, and the day before them, which shows that a record was kept. */
const past = [1, 2].flatMap((weeks) =>
  Array.from({ length: 400 }, (_, i) =>
    incident({
      id: `p${weeks}-${i}`,
      time: Math.floor(between(now - weeks * WEEK - 49 * HOUR, now - weeks * WEEK + HOUR)),
      ...somewhere(),
    }))
);

let history: History;
beforeAll(async () => {
  history = await openTestHistory();
  await history.move(moves);
  await history.record(incidents);
  await history.record(past);
  // A second revision is the same incident; one moves away, one is withdrawn: all still happened, once.
  await history.record([
    { ...incidents[0]!, revision: 2, status: "closed" },
    { ...incident({ id: "i1", time: incidents[1]!.time, lat: 36.1201, lon: 120.3801 }), revision: 2 },
    { ...incidents[2]!, revision: 2, status: "withdrawn" },
  ]);
});
afterAll(() => history[Symbol.asyncDispose]());

const final = incidents.with(
  1,
  incident({ id: "i1", time: incidents[1]!.time, lat: 36.1201, lon: 120.3801 }),
);

describe("cellTrend()", () => {
  test.each([6, 7, 8, 9, 10])("equals a recount of the raw rows at resolution %i", async (resolution) => {
    const cell = cellAt(centre, resolution);
    const { from, stepMinutes, points } = await cellTrend(history.clickhouse, {
      cell,
      hours: 24,
      now,
      timeZone,
    });
    expect(stepMinutes).toBe(15);
    expect(from).toBe(Date.UTC(2026, 10, 22, 4, 15));
    expect(points).toHaveLength(96);
    const recount = points.map(({ time }) => {
      const within = (at: number) => at >= time && at < time + 15 * 60_000;
      const here = (place: { lat: number; lon: number }) => parentOf(cellAt(place), resolution) === cell;
      const seen = moves.filter((move) => within(move.time) && here(move) && ![1, 4].includes(move.flags!));
      return {
        time,
        fixes: seen.length,
        workers: new Set(seen.map(({ worker }) => worker)).size,
        incidents: final.filter((it) => within(it.time) && here(it)).length,
      };
    });
    expect(points).toEqual(recount);
    if (resolution <= 8) expect(points.reduce((sum, { fixes }) => sum + fixes, 0)).toBeGreaterThanOrEqual(20);
  });

  test("of a cell where nothing ever was is all zeros, step by step up to now", async () => {
    const cell = cellAt({ lat: 10, lon: 10 });
    const { points } = await cellTrend(history.clickhouse, { cell, hours: 24, now, timeZone });
    expect(points.every(({ fixes, workers, incidents }) => fixes + workers + incidents === 0)).toBe(true);
    const last = points.at(-1)!.time;
    expect(last <= now && now < last + 15 * 60_000).toBe(true);
    expect(points.every(({ time }, i) => i === 0 || time - points[i - 1]!.time === 15 * 60_000)).toBe(true);
  });

  test("counts everything of the last hours at any length", async () => {
    const cell = cellAt(centre, 6);
    for (const hours of [1, 6, 48]) {
      const { points, stepMinutes } = await cellTrend(history.clickhouse, { cell, hours, now, timeZone });
      expect(points.length).toBeLessThanOrEqual(120);
      expect(points.length * stepMinutes).toBeGreaterThanOrEqual(hours * 60);
      const since = points[0]!.time;
      const here = final.filter((it) => it.time >= since && parentOf(it.cell, 6) === cell);
      expect(points.reduce((sum, { incidents }) => sum + incidents, 0)).toBe(here.length);
    }
  });
});

describe("what is usual in a cell", () => {
  test.each([6, 8])(
    "is the mean of the same steps in the last weeks, at resolution %i",
    async (resolution) => {
      const cell = cellAt(centre, resolution);
      const asked = { cell, hours: 24, stepMinutes: 60, now, timeZone };
      const { points, usual } = await cellTrend(history.clickhouse, asked);
      expect(points).toHaveLength(24);
      if (usual.kind !== "known") throw new Error("Two weeks are kept");
      expect([usual.basis, usual.periods]).toEqual(["weeks", 2]);
      const recount = points.map(({ time }) => {
        const within = (at: number) =>
          [1, 2].some((weeks) => at >= time - weeks * WEEK && at < time - weeks * WEEK + HOUR);
        return past.filter((it) => within(it.time) && parentOf(it.cell, resolution) === cell).length / 2;
      });
      expect(usual.incidents).toEqual(recount);
      if (resolution === 6) expect(Math.max(...recount)).toBeGreaterThan(0);
    },
  );

  test("is not known where history does not reach back, and says so", async () => {
    const early = now - 3 * WEEK;
    const asked = { cell: cellAt(centre, 8), hours: 24, now: early, timeZone };
    expect((await cellTrend(history.clickhouse, asked)).usual).toEqual({ kind: "none", why: "too-short" });
  });
});

describe("stepFor()", () => {
  test("gives quarters of an hour for a day and never more than 120 points", () => {
    expect([0.5, 1, 24, 48, 168].map(stepFor)).toEqual([1, 1, 15, 60, 180]);
    for (let hours = 1; hours <= 336; hours++) expect(hours * 60 / stepFor(hours)).toBeLessThanOrEqual(120);
  });
});
