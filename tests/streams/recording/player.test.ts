import { describe, expect, it } from "vitest";
import { play, type PlayOptions } from "../../../streams/recording/player.ts";
import { startsOf } from "../../../streams/recording/preset.ts";
import type { RowKind, TimedRow } from "../../../streams/recording/recording.ts";
import { isoTimeOf } from "../../../streams/parse/time.ts";

const BEGIN = 1_800_000_000_000;
const FROM = 1_200_000_000_000;

async function* recorded(rows: TimedRow[]): AsyncGenerator<TimedRow> {
  yield* rows;
}

/** Plays against a clock that only moves when somebody sleeps; notes when each batch came. */
async function playAll(rows: TimedRow[], change: Partial<PlayOptions> & { kind: RowKind }) {
  let clock = BEGIN;
  const options: PlayOptions = {
    from: FROM,
    begin: BEGIN,
    speed: 1,
    shift: true,
    now: () => clock,
    sleep: (ms) => Promise.resolve(void (clock += ms)),
    signal: new AbortController().signal,
    ...change,
  };
  const batches: { at: number; rows: unknown[] }[] = [];
  for await (const due of play(recorded(rows), options)) {
    batches.push({ at: clock - BEGIN, rows: [...due.rows] });
  }
  return batches;
}

const fix = (second: number) => ({
  at: FROM + second * 1000,
  row: { worker: "w", time: FROM + second * 1000 },
});

describe("play()", () => {
  it("hands rows on when they are due, with their times moved to the wall", async () => {
    const batches = await playAll([fix(0), fix(0.1), fix(5), fix(60)], { kind: "fixes" });
    expect(batches.map(({ at, rows }) => [at, rows])).toEqual([
      [0, [{ worker: "w", time: BEGIN }]],
      [200, [{ worker: "w", time: BEGIN + 100 }]],
      [5_000, [{ worker: "w", time: BEGIN + 5_000 }]],
      [60_000, [{ worker: "w", time: BEGIN + 60_000 }]],
    ]);
  });

  it("presses time together at a higher speed: no row is sent before its time, or with a time ahead", async () => {
    const rows = Array.from({ length: 600 }, (_, second) => fix(second));
    const batches = await playAll(rows, { kind: "fixes", speed: 60 });
    expect(batches.flatMap(({ rows }) => rows)).toHaveLength(600);
    expect(batches.at(-1)!.at).toBeLessThan(10_500);
    for (const { at, rows } of batches) {
      for (const row of rows as { time: number }[]) expect(row.time).toBeLessThanOrEqual(BEGIN + at);
    }
  });

  it("leaves times as they are without a shift", async () => {
    expect(await playAll([fix(3)], { kind: "fixes", shift: false })).toMatchObject([{
      rows: [{ time: FROM + 3_000 }],
    }]);
  });

  it("sends a row that is out of order at once", async () => {
    const batches = await playAll([fix(10), fix(2), fix(11)], { kind: "fixes" });
    expect(batches.map(({ at, rows }) => [at, rows.length])).toEqual([[10_000, 2], [11_000, 1]]);
  });

  it("passes over earlier fixes, and brings along the incidents that are still open", async () => {
    expect(await playAll([fix(-5), fix(1)], { kind: "fixes" })).toHaveLength(1);
    const incident = (second: number, id: string, status: string) => ({
      at: FROM + second * 1000,
      row: { source: "s", id, status, time: FROM - 60_000 },
    });
    const batches = await playAll([
      incident(-9, "a", "open"),
      incident(-8, "b", "open"),
      incident(-7, "a", "closed"),
      incident(-6, "c", "open"),
      incident(4, "c", "closed"),
    ], { kind: "incidents" });
    const moved = { source: "s", time: BEGIN - 60_000 };
    expect(batches).toEqual([
      { at: 0, rows: [{ ...moved, id: "b", status: "open" }, { ...moved, id: "c", status: "open" }] },
      { at: 4_000, rows: [{ ...moved, id: "c", status: "closed" }] },
    ]);
  });

  it("sends cameras at once, whenever the rest begins", async () => {
    expect(await playAll([{ at: 0, row: { id: "c" } }], { kind: "cameras" })).toEqual([{
      at: 0,
      rows: [{ id: "c" }],
    }]);
  });

  it("ends with the signal in the middle of a wait", async () => {
    const stop = new AbortController();
    const sleep = () => Promise.resolve(stop.abort());
    expect(await playAll([fix(0), fix(99)], { kind: "fixes", sleep, signal: stop.signal })).toHaveLength(1);
  });
});

describe("startsOf()", () => {
  const begins = [Date.UTC(2008, 4, 30, 7), Date.UTC(2016, 11, 31, 8)];

  it("begins every recording at its own beginning, some hours later, or as late as a moment of one of them", () => {
    expect(startsOf(undefined, begins, isoTimeOf)).toEqual(begins);
    expect(startsOf("+08:30", begins, isoTimeOf)).toEqual(begins.map((begin) => begin + 8.5 * 3_600_000));
    const hour = begins.map((begin) => begin + 3_600_000);
    expect(startsOf("2008-05-30T01:00:00-07:00", begins, isoTimeOf)).toEqual(hour);
    expect(startsOf("2016-12-31T09:00:00Z", begins, isoTimeOf)).toEqual(hour);
  });

  it("says what is wrong with a moment", () => {
    expect(() => startsOf("2008-05-30T07:00:00", begins, isoTimeOf)).toThrow(/ISO 8601 with a zone/);
    expect(() => startsOf("2001-01-01T00:00:00Z", begins, isoTimeOf)).toThrow(/before every recording/);
  });
});
