import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Projector } from "../../streams/projector.ts";
import type { CityEvent } from "../../streams/record.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A ledger and a ClickHouse in memory: the one numbers, the other remembers how far it came. */
class Stores {
  readonly ledger: CityEvent[] = [];
  readonly copies: number[][] = [];
  readonly reports: unknown[] = [];
  position = 0;
  away = false;
  emptied = 0;

  readonly projector = new Projector({
    events: (after, limit) => Promise.resolve(this.ledger.slice(after, after + limit)),
    empty: () => {
      if (this.away) return Promise.reject(new Error("refused"));
      this.emptied++;
      this.position = 0;
      return Promise.resolve();
    },
    position: () => this.away ? Promise.reject(new Error("refused")) : Promise.resolve(this.position),
    store: (events) => {
      if (this.away) return Promise.reject(new Error("refused"));
      this.copies.push(events.map(({ seq }) => seq));
      this.position = Math.max(this.position, events.at(-1)!.seq);
      return Promise.resolve();
    },
    report: (_stage, error) => this.reports.push(error),
  });

  commit(count: number): void {
    for (let i = 0; i < count; i++) {
      const seq = this.ledger.length + 1;
      this.ledger.push({ seq, at: seq, kind: "cameras", changed: 1 });
      this.projector.notice(seq);
    }
  }
}

const upTo = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

test("events are copied in order and once, and what comes within a second goes together", async () => {
  const stores = new Stores();
  const controller = new AbortController();
  stores.commit(3);
  void stores.projector.run(controller.signal);
  await vi.advanceTimersByTimeAsync(10);
  for (let i = 0; i < 50; i++) {
    stores.commit(1);
    await vi.advanceTimersByTimeAsync(10);
  }
  await vi.advanceTimersByTimeAsync(3_000);
  expect(stores.copies.flat()).toEqual(upTo(1, 53));
  expect(stores.copies.length, "copies").toBeLessThanOrEqual(3);
  expect(stores.projector.lag).toBe(0);
  controller.abort();
});

test("what was committed while ClickHouse was away is copied when it is back", async () => {
  const stores = new Stores();
  const controller = new AbortController();
  stores.position = 2;
  stores.away = true;
  stores.commit(5);
  void stores.projector.run(controller.signal);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(stores.projector.lag, "nobody knows").toBeNull();
  stores.away = false;
  await vi.advanceTimersByTimeAsync(10_000);
  expect(stores.copies.flat()).toEqual([3, 4, 5]);
  controller.abort();
});

test("a new ledger beside an old ClickHouse is copied from its first event, and said", async () => {
  const stores = new Stores();
  const controller = new AbortController();
  stores.position = 500;
  stores.commit(4);
  void stores.projector.run(controller.signal);
  await vi.advanceTimersByTimeAsync(5_000);
  stores.commit(1);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(stores.copies.flat()).toEqual([1, 2, 3, 4, 5]);
  expect(stores.reports).toEqual([expect.stringMatching(/another ledger/)]);
  controller.abort();
});

test("a ClickHouse that comes back empty, with nothing committed meanwhile, is filled again", async () => {
  const stores = new Stores();
  const controller = new AbortController();
  stores.commit(4);
  void stores.projector.run(controller.signal);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(stores.projector.lag).toBe(0);
  stores.position = 0;
  stores.copies.length = 0;
  stores.projector.doubt();
  expect(stores.projector.lag, "nobody knows").toBeNull();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(stores.copies.flat()).toEqual([1, 2, 3, 4]);
  expect(stores.projector.lag).toBe(0);
  controller.abort();
});

test("a copy is made anew from the first event, also when ClickHouse is away at first, and commits go on", async () => {
  const stores = new Stores();
  const controller = new AbortController();
  stores.commit(12_000);
  void stores.projector.run(controller.signal);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(stores.projector.lag).toBe(0);
  stores.copies.length = 0;
  stores.away = true;
  let done = false;
  const asked = stores.projector.rebuild().then(() => done = true);
  void stores.projector.rebuild();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(done).toBe(false);
  stores.commit(3);
  stores.away = false;
  await vi.advanceTimersByTimeAsync(10_000);
  await asked;
  expect(stores.emptied, "two wishes at once are one").toBe(1);
  expect(stores.copies.flat()).toEqual(upTo(1, 12_003));
  expect(stores.projector.reached).toEqual({ position: 12_003, known: 12_003 });
  controller.abort();
});

test("an empty ledger has an empty copy", async () => {
  const stores = new Stores();
  const controller = new AbortController();
  void stores.projector.run(controller.signal);
  await vi.advanceTimersByTimeAsync(1_000);
  await stores.projector.rebuild();
  expect(stores.emptied).toBe(1);
  controller.abort();
});
