import { afterAll, beforeAll, expect, test } from "vitest";
import { learnedSpeeds, travelBy, TravelLearner } from "../../dashboards/learned_speeds.ts";
import { cellAt, placeOf } from "../../geo/cell.ts";
import { metresBetween } from "../../geo/place.ts";
import { CellSquares } from "../../geo/travel.ts";
import { type History, type Move, openTestHistory } from "./history.ts";

const MINUTE = 60_000, DAY = 86_400_000;
/** A quarter to four in the afternoon in Shanghai. */
const NOW = Date.UTC(2026, 10, 25, 7, 45);
const ZONE = "Asia/Shanghai";
const RULES = { kmh: 36, detour: 1.3, setOutSeconds: 0 };
const START = { lat: 36.1, lon: 120.3 };
const METRE = 1 / metresBetween(36, 120, 37, 120);

/** Somebody who goes north for so many minutes, sending every ten seconds. */
function walk(worker: string, from: number, minutes: number, speed: number, flags = 0): Move[] {
  return Array.from({ length: minutes * 6 }, (_, i) => ({
    ...{ worker, time: from + i * 10_000, flags },
    ...{ lat: START.lat + i * 10 * speed * METRE, lon: START.lon },
  }));
}

let history: History;
beforeAll(async () => {
  history = await openTestHistory();
  await history.move([
    ...["w1", "w9"].flatMap((worker) => walk(worker, NOW - 40 * MINUTE, 20, 2)),
    ...["w2", "w10"].flatMap((worker) => walk(worker, NOW - DAY - 40 * MINUTE, 20, 3)),
    ...["w3", "w4", "w5", "w6", "w7", "w8"].flatMap((van) => walk(van, NOW - 2 * DAY - 40 * MINUTE, 20, 9)),
    // Whoever stands, and a phone that jumps about, are on no way.
    ...walk("stands", NOW - 40 * MINUTE, 30, 0),
    ...walk("jumps", NOW - 40 * MINUTE, 20, 38, 4),
    // Another hour of the day, and a day too long ago.
    ...["e1", "e2", "e3", "e4", "e5"].flatMap((worker) => walk(worker, NOW - 5 * 60 * MINUTE, 20, 5)),
    ...walk("before", NOW - 9 * DAY - 40 * MINUTE, 20, 12),
  ]);
});
afterAll(() => history[Symbol.asyncDispose]());

const asked = { at: NOW, now: NOW, timeZone: ZONE, workers: 5 };

test("the median speed of an hour is that of who moved in it on these days, and of nobody else", async () => {
  const rows = (await learnedSpeeds(history.clickhouse, asked)).filter(({ mode }) => mode === 0);
  const here = rows.find(({ from, to }) => from === to && from === cellAt(START, 8))!;
  // The fast ones leave the cell first, so that slower moves count most.
  expect(here.speed).toBeGreaterThan(1.9);
  expect(here.speed).toBeLessThan(3.1);
  expect(rows.every(({ moves }) => moves >= 8)).toBe(true);
  expect(Math.max(...rows.map(({ speed }) => speed))).toBeLessThan(9.1);
});

test("another hour has speeds of its own", async () => {
  const rows = await learnedSpeeds(history.clickhouse, { ...asked, at: NOW - 5 * 60 * MINUTE });
  expect(rows.length).toBeGreaterThan(0);
  for (const { speed } of rows) expect(speed).toBeCloseTo(5, 0);
});

test("who drives is told apart from who walks, by the fastest of their own moves that day", async () => {
  const rows = await learnedSpeeds(history.clickhouse, asked);
  const of = (mode: number) => rows.filter((row) => row.mode === mode).map(({ speed }) => speed);
  expect(Math.max(...of(1)), "the walkers").toBeLessThan(3.1);
  expect(Math.min(...of(2)), "the vans").toBeGreaterThan(8.9);
  const travel = travelBy(RULES, new CellSquares(), rows);
  const to = { lat: START.lat + 600 * METRE, lon: START.lon };
  const [walked, driven] = [travel.of(false).trip(START, to), travel.of(true).trip(START, to)];
  expect(walked.seconds).toBeGreaterThan(200);
  expect(driven.seconds).toBeLessThan(100);
});

test("where too few drove, whoever drives goes by what was learned of all", () => {
  const cell = cellAt(START, 8), middle = placeOf(cell);
  const row = (mode: number, speed: number, moves: number) => ({ from: cell, to: cell, mode, speed, moves });
  const to = { lat: middle.lat + 60 * METRE, lon: middle.lon };
  const seconds = (walked: number, driven: number) => {
    const travel = travelBy(RULES, new CellSquares(), [row(0, 3, 99), row(1, 2, walked), row(2, 9, driven)]);
    return [false, true].map((drives) => travel.of(drives).trip(middle, to).seconds);
  };
  const by = (speed: number) => expect.closeTo(60 * 1.3 / speed, 1);
  expect([seconds(170, 49), seconds(170, 50), seconds(49, 200)]).toEqual([
    ...[[by(2), by(3)], [by(2), by(9)], [by(3), by(9)]],
  ]);
});

test("the learner answers by the default until it has learned, and by what it learned from then on", async () => {
  const learner = new TravelLearner({
    ...{ store: history.clickhouse, rules: RULES, timeZone: ZONE },
    ...{ workers: () => 5, now: () => NOW, report: (_: string, error: unknown) => void error },
  });
  const to = { lat: START.lat + 300 * METRE, lon: START.lon };
  const before = learner.travel.trip(START, to);
  expect(before).toEqual({ seconds: expect.closeTo(39, 0), basis: "default" });
  await learner.learn(NOW);
  const after = learner.travel.trip(START, to);
  expect(after.basis).toBe("learned");
  expect(after.seconds).toBeGreaterThan(100);
  // Nothing is known of the night.
  await learner.learn(NOW + 12 * 60 * MINUTE);
});

test("a store that is away is reported, and the default stays", async () => {
  const reports: string[] = [];
  const stop = new AbortController();
  const learner = new TravelLearner({
    store: { query: () => Promise.reject(new Error("away")) },
    ...{ rules: RULES, timeZone: ZONE, workers: () => 5, now: () => NOW },
    report: (stage, error) => void reports.push(`${stage}: ${(error as Error).message}`),
  });
  learner.start(stop.signal);
  await new Promise((wake) => setTimeout(wake, 10));
  stop.abort();
  expect(reports).toEqual(["travel times: away"]);
  expect(learner.travel.trip(START, START).basis).toBe("default");
});
