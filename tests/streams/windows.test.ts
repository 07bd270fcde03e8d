import alea from "alea";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CellTable } from "../../geo/cell.ts";
import { Bucket, eachPacked, Tally } from "../../streams/tally.ts";
import { WindowCounts } from "../../streams/windows.ts";
import { type Window, WINDOWS } from "../../streams/wire.ts";
import { inWindow } from "./city_model.ts";

const MINUTE = 60_000, HOUR = 60 * MINUTE;
const START = Date.UTC(2026, 4, 1, 7, 53, 20);

type Entry = [slot: number, delta: number];
const entry: fc.Arbitrary<Entry> = fc.tuple(
  fc.oneof(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 4_000_000 })),
  fc.oneof(fc.integer({ min: -3, max: 3 }), fc.integer({ min: -500_000_000, max: 500_000_000 })),
);

function summed(entries: Iterable<Entry>): Map<number, number> {
  const sums = new Map<number, number>();
  for (const [slot, delta] of entries) sums.set(slot, (sums.get(slot) ?? 0) + delta);
  for (const [slot, sum] of sums) if (sum === 0) sums.delete(slot);
  return sums;
}

/** Wraps as an Int32 would, so that no history can leave what the arrays can hold. */
const small = fc.array(entry.map(([slot, delta]): Entry => [slot, delta % 1000]), { maxLength: 500 });

describe("Tally", () => {
  test("holds the sum of what was added, packed and not", () => {
    fc.assert(fc.property(small, (entries) => {
      const tally = new Tally();
      for (const [slot, delta] of entries) tally.add(slot, delta);
      const open: Entry[] = [], packed: Entry[] = [];
      tally.each((slot, count) => open.push([slot, count]));
      eachPacked(tally.pack(), (slot, count) => packed.push([slot, count]));
      expect(summed(open)).toEqual(summed(entries));
      expect(summed(packed)).toEqual(summed(entries));
      expect(packed.length).toBe(summed(entries).size);
    }));
  });

  test("packs counts of any size", () => {
    fc.assert(fc.property(entry, ([slot, count]) => {
      const tally = new Tally();
      tally.add(slot, count);
      const packed: Entry[] = [];
      eachPacked(tally.pack(), (...one) => packed.push(one));
      expect(packed).toEqual(count === 0 ? [] : [[slot, count]]);
    }));
  });
});

describe("Bucket", () => {
  test("holds the sum of what was added, however often it rests between", () => {
    fc.assert(fc.property(fc.array(small, { maxLength: 12 }), (pieces) => {
      const bucket = new Bucket();
      for (const piece of pieces) {
        for (const [slot, delta] of piece) bucket.add(slot, delta);
        bucket.rest();
      }
      const found: Entry[] = [];
      bucket.each((slot, count) => found.push([slot, count]));
      expect(summed(found)).toEqual(summed(pieces.flat()));
    }));
  });
});

describe("WindowCounts", () => {
  const cells = new CellTable();
  const slots = [36.1, 36.2, 36.3, 36.4].map((lat) => cells.at(lat, 120.2));

  function expectExact(counts: WindowCounts, events: { slot: number; time: number }[], now: number): void {
    for (const [i, window] of WINDOWS.entries()) {
      const inside = events.filter((event) => inWindow(event.time, window, now));
      expect(counts.totals[i]).toBe(inside.length);
      for (const slot of slots) {
        expect(counts.at(10, window)[slot]).toBe(inside.filter((event) => event.slot === slot).length);
      }
    }
  }

  test("stays exact minute by minute through two days with late and early events", () => {
    const counts = new WindowCounts(cells, START);
    const events: { slot: number; time: number }[] = [];
    const uniform = alea("two days");
    const random = (below: number) => Math.floor(uniform() * below);
    for (let now = START; now < START + 49 * HOUR; now += MINUTE * (1 + random(3))) {
      counts.advance(now);
      for (let i = 0; i < 4; i++) {
        const late = [2 * MINUTE, HOUR, 25 * HOUR][random(10) < 7 ? 0 : random(3)]!;
        const event = { slot: slots[random(4)]!, time: now + MINUTE - random(late) };
        events.push(event);
        counts.add(event.slot, event.time);
      }
      if (random(10) === 0) expectExact(counts, events, now);
    }
    counts.advance(START + 60 * HOUR);
    expectExact(counts, events, START + 60 * HOUR);
    counts.advance(START + 80 * HOUR);
    expect(counts.totals).toEqual([0, 0, 0]);
  });

  test.each([[15, 14], [60, 59]] as const)(
    "an event leaves the window of %i minutes when its minute is %i minutes past and one more begins",
    (window: Window, minutes) => {
      const time = Date.UTC(2026, 4, 1, 8, 0, 59);
      const counts = new WindowCounts(cells, time);
      counts.add(slots[0]!, time);
      counts.advance(Date.UTC(2026, 4, 1, 8, minutes, 59, 999));
      expect(counts.at(10, window)[slots[0]!]).toBe(1);
      counts.advance(Date.UTC(2026, 4, 1, 8, minutes + 1));
      expect(counts.at(10, window)[slots[0]!]).toBe(0);
    },
  );

  test("an event leaves the window of 24 hours with its quarter of an hour", () => {
    const time = Date.UTC(2026, 4, 1, 8, 14);
    const counts = new WindowCounts(cells, time);
    counts.add(slots[0]!, time);
    counts.advance(Date.UTC(2026, 4, 2, 7, 59, 59, 999));
    expect(counts.at(6, 1440)[0]).toBe(1);
    counts.advance(Date.UTC(2026, 4, 2, 8));
    expect(counts.at(6, 1440)[0]).toBe(0);
  });

  test("an event ahead of the clock is counted when its minute begins", () => {
    const time = Date.UTC(2026, 4, 1, 8, 16);
    const counts = new WindowCounts(cells, Date.UTC(2026, 4, 1, 8, 14, 59));
    counts.add(slots[0]!, time);
    expect(counts.totals).toEqual([0, 0, 0]);
    counts.advance(Date.UTC(2026, 4, 1, 8, 15));
    expect(counts.totals).toEqual([0, 0, 1]);
    counts.advance(time);
    expect(counts.totals).toEqual([1, 1, 1]);
  });
});
