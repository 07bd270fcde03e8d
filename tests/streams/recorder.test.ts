import fc from "fast-check";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { cellAt, CellTable } from "../../geo/cell.ts";
import { FixBatch } from "../../streams/batch.ts";
import { type Block, Recorder } from "../../streams/recorder.ts";
import { encodeName, FIX_COLUMNS, FixRows } from "../../streams/row_binary.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const cells = new CellTable();
const T0 = Date.UTC(2026, 10, 20, 23, 59, 50);

function batchOf(rows: readonly { worker: number; time: number }[]): FixBatch {
  const batch = new FixBatch("gps", Math.max(1, rows.length), T0);
  rows.forEach(({ worker, time }, i) => {
    batch.worker[i] = worker;
    batch.time[i] = time;
    batch.lat[i] = 36.2;
    batch.lon[i] = 120.2;
    batch.accuracy[i] =
      batch.speed[i] =
      batch.heading[i] =
      batch.battery[i] =
        NaN;
    batch.cell[i] = cells.at(36.2, 120.2);
  });
  batch.size = rows.length;
  return batch;
}

/** Reads RowBinary back, by the table's types: an independent reader of what {@link FixRows} writes. */
function readRows(bytes: Uint8Array): Record<string, string | number | bigint>[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const rows: Record<string, string | number | bigint>[] = [];
  let at = 0;
  const text = () => {
    let length = 0;
    for (let shift = 0;; shift += 7) {
      const byte = bytes[at++]!;
      length |= (byte & 0x7f) << shift;
      if (byte < 128) break;
    }
    return new TextDecoder().decode(bytes.subarray(at, at += length));
  };
  const take = {
    f64: () => view.getFloat64((at += 8) - 8, true),
    f32: () => view.getFloat32((at += 4) - 4, true),
  };
  const i64 = () => Number(view.getBigInt64((at += 8) - 8, true));
  while (at < bytes.length) {
    const row: (typeof rows)[number] = {};
    for (const column of FIX_COLUMNS) {
      if (column === "worker" || column === "feed") row[column] = text();
      else if (column === "time" || column === "received" || column === "batch") row[column] = i64();
      else if (column === "cell") row[column] = view.getBigUint64((at += 8) - 8, true);
      else if (column === "flags") row[column] = bytes[at++]!;
      else row[column] = column === "lat" || column === "lon" ? take.f64() : take.f32();
    }
    rows.push(row);
  }
  return rows;
}

test("FixRows writes what any RowBinary reader reads back, long Chinese names and times before 1970 included", () => {
  const names = ["w1", "网格员".repeat(50), "ü"];
  const rows = new FixRows(cells, (slot) => names[slot]!);
  const batch = batchOf([{ worker: 0, time: T0 }, { worker: 1, time: -1 }, { worker: 2, time: 0 }]);
  for (let i = 0; i < 3; i++) rows.add(batch, i, encodeName("定位"), 1_795_000_000_000_123);
  const read = readRows(rows.take());
  expect(read.map(({ worker }) => worker)).toEqual(names);
  expect(read.map(({ time }) => time)).toEqual([T0, -1, 0]);
  expect(read[0]).toMatchObject({
    feed: "定位",
    lat: 36.2,
    lon: 120.2,
    batch: 1_795_000_000_000_123,
    flags: 0,
    accuracy: NaN,
  });
  expect(read[0]!.cell).toBe(BigInt("0x" + cellAt({ lat: 36.2, lon: 120.2 })));
});

const outcome = fc.constantFrom("stored", "lost", "stored-but-unanswered", "landed-unknown");

test("every row is stored exactly once, in blocks of one day, whatever ClickHouse does to the connections", async () => {
  const step = fc.array(fc.record({ worker: fc.nat(5), time: fc.integer({ min: T0, max: T0 + 20_000 }) }), {
    maxLength: 8,
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 1, maxLength: 10 }),
      fc.array(outcome, { maxLength: 12 }),
      async (steps, fates) => {
        const stored: Block[] = [];
        const fate = [...fates];
        const recorder = new Recorder({
          cells,
          nameOf: (slot) => `w${slot}`,
          firstBlock: 1,
          report: () => {},
          insert(block) {
            const next = fate.shift() ?? "stored";
            if (next === "stored" || next === "stored-but-unanswered") stored.push(block);
            return next === "stored" ? Promise.resolve() : Promise.reject(new Error("socket hang up"));
          },
          landed(block) {
            if (fate[0] === "landed-unknown") {
              fate.shift();
              return Promise.reject(new Error("connection refused"));
            }
            return Promise.resolve(stored.some(({ id }) => id === block.id));
          },
        });
        const controller = new AbortController();
        recorder.start(controller.signal);
        for (const rows of steps) {
          recorder.add(batchOf(rows));
          await vi.advanceTimersByTimeAsync(400);
        }
        const flushed = recorder.flush(new AbortController().signal);
        await vi.advanceTimersByTimeAsync(200_000);
        await flushed;
        controller.abort();
        const read = stored.flatMap(({ bytes }) => readRows(bytes)).map(({ worker, time }) =>
          `${worker} ${time}`
        ).sort();
        expect(read).toEqual(steps.flat().map(({ worker, time }) => `w${worker} ${time}`).sort());
        for (const { bytes, rows } of stored) {
          const days = new Set(readRows(bytes).map(({ time }) => Math.floor(Number(time) / 86_400_000)));
          expect([days.size, readRows(bytes).length]).toEqual([1, rows]);
        }
        expect([recorder.backlog, recorder.stored]).toEqual([0, read.length]);
      },
    ),
    { numRuns: 60 },
  );
});

test("a recorder whose store is away says it is full before memory suffers, and empties when it is back", async () => {
  let away = true;
  const recorder = new Recorder({
    cells,
    nameOf: () => "w".repeat(100),
    firstBlock: 1,
    report: () => {},
    insert: () => away ? Promise.reject(new Error("refused")) : Promise.resolve(),
    landed: () => Promise.resolve(false),
  });
  const controller = new AbortController();
  recorder.start(controller.signal);
  const batch = batchOf(Array.from({ length: 4_096 }, (_, i) => ({ worker: 1, time: T0 + i })));
  let rows = 0;
  for (; !recorder.full; rows += batch.size) {
    recorder.add(batch);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(rows).toBeLessThan(2_000_000);
  }
  expect(recorder.backlog).toBeGreaterThan(100_000);
  expect(recorder.failing).toBe(true);
  away = false;
  await vi.advanceTimersByTimeAsync(10_000);
  expect([recorder.full, recorder.backlog, recorder.failing, recorder.stored]).toEqual([
    false,
    0,
    false,
    rows,
  ]);
  controller.abort();
});

test("nothing is sent before the start: what is restored meanwhile must not hold it", async () => {
  const stored: Block[] = [];
  const recorder = new Recorder({
    cells,
    nameOf: () => "w".repeat(100),
    firstBlock: 1,
    report: () => {},
    insert: (block) => Promise.resolve(void stored.push(block)),
    landed: () => Promise.resolve(false),
  });
  const batch = batchOf(Array.from({ length: 4_096 }, (_, i) => ({ worker: 1, time: T0 + i })));
  for (let i = 0; i < 30; i++) recorder.add(batch);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(stored).toEqual([]);
  const controller = new AbortController();
  recorder.start(controller.signal);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(stored.reduce((sum, { rows }) => sum + rows, 0)).toBe(30 * 4_096);
  controller.abort();
});

test("rows of thousands of days cost little memory each, and are told to wait like others", () => {
  const recorder = new Recorder({
    cells,
    nameOf: () => "w",
    firstBlock: 1,
    report: () => {},
    insert: () => Promise.resolve(),
    landed: () => Promise.resolve(false),
  });
  const day = (d: number) => ({ worker: 1, time: T0 - d * 86_400_000 });
  const before = Deno.memoryUsage().external;
  recorder.add(batchOf(Array.from({ length: 2_000 }, (_, d) => day(d))));
  expect((Deno.memoryUsage().external - before) / 2 ** 20, "MB").toBeLessThan(300);
  const large = batchOf(Array.from({ length: 4_096 }, (_, i) => day(i % 2_000)));
  for (let i = 0; !recorder.full; i++) {
    recorder.add(large);
    expect(i, "batches before it says stop").toBeLessThan(2_000);
  }
});
