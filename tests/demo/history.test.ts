/** The past of the demo's workers, written into the real engine through the real recorder, and found again by a second start. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Day } from "../../demo/day.ts";
import { haiwan, haiwanCity } from "../../demo/haiwan.ts";
import { fillHistory, fillPositions, HISTORY_DAYS } from "../../demo/history.ts";
import { Past, QUARTER_MS } from "../../demo/past.ts";
import { ShiftBook } from "../../demo/shift_book.ts";
import { People } from "../../demo/people.ts";
import { DAY_MS, HOUR_MS } from "../../demo/rhythm.ts";
import { usualPeriods } from "../../dashboards/usual.ts";
import { usualFigures } from "../../dashboards/usual_figures.ts";
import { type Duties, openDuty } from "../../dispatch/open_duty.ts";
import { openLedger } from "../../store/ledger.ts";
import { City } from "../../streams/city.ts";
import { FeedBook } from "../../streams/feeds/health.ts";
import { type History, openHistory } from "../../streams/history.ts";
import { Pipeline } from "../../streams/pipeline.ts";
import { FixBatch } from "../../streams/batch.ts";
import { WorkerTable } from "../../streams/workers.ts";
import type { Progress } from "../../streams/wire.ts";

/** Ten in the morning of a Wednesday in Haiwan, seven minutes past: in the past of the machine, or nothing is kept. */
const NOW = Math.floor((Date.now() - 2 * DAY_MS) / DAY_MS) * DAY_MS + 2 * HOUR_MS + 7 * 60_000;
const END = Math.floor(NOW / QUARTER_MS) * QUARTER_MS;
const FEED = "demo", DAYS = 9;
const quick = { days: DAYS, gently: false };

const dataDir = mkdtempSync(join(tmpdir(), "hexwall-demo-history-"));
const stop = new AbortController();
let history: History;
let pipeline: Pipeline;
let city: City;
let duty: Duties;

beforeAll(async () => {
  const ledger = await openLedger(join(dataDir, "ledger.sqlite"));
  const file = haiwanCity();
  const workers = new WorkerTable();
  const report = (stage: string, error: unknown) => {
    if (!stop.signal.aborted) throw new Error(stage, { cause: error });
  };
  duty = (await openDuty({
    ...{ ledger, file, workers, people: { all: [], changes: 0 }, report, onShortened: () => {} },
    areas: { districts: [], streets: [], communities: [], grids: [] },
  }))!;
  city = new City({ bounds: file.bounds, liveMs: 15 * 60_000, workers, duty: duty.roster, now: NOW });
  history = await openHistory({ url: null, file, dataDir, city, ledger, signal: stop.signal, report });
  pipeline = new Pipeline({
    city,
    ledger,
    recorder: history.recorder,
    past: history.fixes,
    feeds: new FeedBook(),
    publish: () => {},
    project: (events) => history.projector.notice(events.at(-1)?.seq ?? 0),
    workers: { closed: false, ids: [] },
    now: () => NOW,
    report,
  });
  await history.whole;
});

afterAll(async () => {
  stop.abort();
  await history.close();
  await pipeline.ledger.close();
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
});

/** What a start of the demo does with history; a later one only with positions, because incidents stand in the ledger. */
async function start(count: number, later = false): Promise<{ people: People; progress: number[] }> {
  const people = new People(haiwan(), { count, seed: "haiwan", now: NOW, workers: city.workers, feed: FEED });
  const past = new Past(people.posts, haiwan().roads, { feed: FEED, phones: people.phones });
  const shifts = new ShiftBook({ book: duty.book, count, slot: people.phones.slot });
  await shifts.enterNow(NOW);
  pipeline.fixes(people.step(NOW));
  const progress: number[] = [];
  const heard = Object.assign(Object.create(pipeline), {
    progress: (told: Progress | null) => progress.push(told?.share ?? NaN),
  }) as Pipeline;
  const day = new Day(haiwan(), { seed: "haiwan", now: NOW });
  const filling = {
    pipeline: heard,
    feed: FEED,
    day,
    past,
    now: NOW,
    signal: stop.signal,
    ...quick,
    plan: (time: number) => shifts.reach(time, stop.signal),
  };
  await (later ? fillPositions(filling, () => {}) : fillHistory(filling));
  await history.recorder.flush(AbortSignal.timeout(60_000));
  return { people, progress };
}

const rows = async () =>
  (await history.clickhouse.query<{ rows: number; twice: number }>(
    "SELECT count() AS rows, count() - uniqExact(worker, toStartOfFifteenMinutes(time)) AS twice FROM fixes " +
      "WHERE time < fromUnixTimestamp64Milli({end:Int64})",
    { end: END },
  ))[0]!;

test("the first start writes all of it, a second one nothing, one with more workers only theirs", async () => {
  const first = await start(60);
  const { rows: written, twice } = await rows();
  expect(twice).toBe(0);
  // About a quarter of all on duty at any time, over the days.
  expect(written).toBeGreaterThan(DAYS * 96 * 60 * 0.12);
  expect(written).toBeLessThan(DAYS * 96 * 60 * 0.5);
  expect(first.progress[0]).toBeLessThan(0.2);
  for (let i = 2; i < first.progress.length - 1; i++) {
    expect(first.progress[i]).toBeGreaterThanOrEqual(first.progress[i - 1]!);
  }
  expect(first.progress.at(-1)).toBeNaN();

  const again = await start(60);
  expect(await rows()).toEqual({ rows: written, twice: 0 });
  // Nothing was made, and nobody is told that anything is being made.
  expect(again.progress).toEqual([NaN]);

  await start(200, true);
  const more = await rows();
  expect(more.twice).toBe(0);
  expect(more.rows / written).toBeGreaterThan(2.6);
  expect(more.rows / written).toBeLessThan(4.2);
});

test("it moves nobody: the map shows where workers are now, and no jump is seen in the past", async () => {
  const { people } = await start(200, true);
  const live = city.totals(NOW).workers;
  let duty = 0;
  for (let i = 0; i < 200; i++) {
    people.duties.seek(i, i, NOW);
    if (people.duties.from[i]! <= NOW) duty++;
    if (city.workers.isLive(i)) expect(city.workers.time[i]).toBeGreaterThan(NOW - 15 * 60_000);
  }
  expect(live).toBeGreaterThan(duty * 0.9);
  expect(live).toBeLessThan(duty * 1.15);
  const [flags] = await history.clickhouse.query<{ jumps: number }>(
    "SELECT countIf(bitAnd(flags, 5) > 0) AS jumps FROM fixes WHERE time < fromUnixTimestamp64Milli({end:Int64})",
    { end: END },
  );
  expect(flags!.jumps).toBe(0);
});

test("it reaches so far back that a day of now has two whole weeks to be compared with", () => {
  const since = NOW - (HISTORY_DAYS - 1) * DAY_MS;
  const usual = usualPeriods({ now: NOW, minutes: 1440, since, timeZone: "Asia/Shanghai" });
  expect(usual).toMatchObject({ basis: "weeks" });
  expect(usual!.spans).toHaveLength(2);
});

test("what is usual at this hour is then known from the first day on", async () => {
  const usual = await usualFigures(history.clickhouse, { now: NOW, window: 60, timeZone: "Asia/Shanghai" });
  expect(usual!.basis).toBe("weeks");
  expect(usual!.workers).toBeGreaterThan(city.totals(NOW).workers * 0.4);
  expect(usual!.workers).toBeLessThan(city.totals(NOW).workers * 2.5);
});

test("a simulation's fixes outside a shift go no further: not shown, not counted, not recorded", async () => {
  const counted = () => city.windows.fixes.totals.toString();
  const before = [await rows(), counted(), city.totals(NOW).workers];
  for (const way of ["fixes", "pastFixes"] as const) {
    const batch = new FixBatch("off", 1, NOW);
    batch.size = 1;
    batch.worker[0] = city.workers.slotOf("nobody's");
    [batch.time[0], batch.lat[0], batch.lon[0]] = [NOW, 36.6, 121.9];
    pipeline[way](batch);
    expect(batch.size).toBe(0);
  }
  await history.recorder.flush(AbortSignal.timeout(60_000));
  expect([await rows(), counted(), city.totals(NOW).workers]).toEqual(before);
  const off = pipeline.feeds.health(NOW).find(({ feed }) => feed === "off")!;
  expect([off.accepted, off.rejected, off.reasons]).toEqual([0, 1, { "off-duty": 1 }]);
});
