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

  readonly projector = new Projector({
    events: (after, limit) => Promise.resolve(this.ledger.slice(after, after + limit)),
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
