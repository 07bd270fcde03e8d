import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cellAt, COARSEST, outlineOf, placeOf } from "../../geo/cell.ts";
import { WorkersStore } from "../../islands/workers_store.ts";
import type { Bounds } from "../../geo/place.ts";
import type { WorkersSection } from "../../streams/wire.ts";

const TILES = [cellAt({ lat: 36.6, lon: 121.9 }, COARSEST), cellAt({ lat: 36.66, lon: 121.9 }, COARSEST)];

function boxOf(tile: string): Bounds {
  const { lat, lon } = placeOf(tile);
  const [west, south] = outlineOf(tile).reduce(([w, s], [x, y]) => [Math.min(w, x), Math.min(s, y)], [
    180,
    90,
  ]);
  return [west, south, 2 * lon - west, 2 * lat - south];
}

interface Row {
  slot: number;
  lon?: number;
  lat?: number;
  age?: number;
  state?: number;
}

function section(tile: number, tick: number, base: number, rows: Row[], gone: number[] = []): WorkersSection {
  return {
    kind: "workers",
    tile,
    tick,
    base,
    slots: Uint32Array.from(rows, ({ slot }) => slot),
    lon: Float64Array.from(rows, ({ lon = 121.9 }) => lon),
    lat: Float64Array.from(rows, ({ lat = 36.6 }) => lat),
    heading: Uint8Array.from(rows, () => 255),
    state: Uint8Array.from(rows, ({ state = 0 }) => state),
    age: Uint16Array.from(rows, ({ age = 0 }) => age),
    gone: Uint32Array.from(gone),
    box: boxOf(TILES[tile]!),
  };
}

function opened(): WorkersStore {
  const store = new WorkersStore();
  store.want(new Set(TILES));
  return store;
}

const slots = (store: WorkersStore) => [...store.columns.slot.slice(0, store.size)].sort((a, b) => a - b);

describe("the workers of a screen", () => {
  test("somebody who crosses into another tile stays one person, in whichever order the tiles say it", () => {
    for (const order of [[0, 1], [1, 0]]) {
      const store = opened();
      store.merge(section(0, 1, 0, [{ slot: 7 }, { slot: 8 }]), 0, 0);
      store.merge(section(1, 1, 0, [{ slot: 9 }]), 0, 0);
      const cross = [section(0, 2, 1, [], [7]), section(1, 2, 1, [{ slot: 7 }])];
      for (const i of order) expect(store.merge(cross[i]!, 0, 0)).toBe("merged");
      expect(slots(store)).toEqual([7, 8, 9]);
    }
  });

  test("a lost frame is a gap; a whole section drops who is no longer there", () => {
    const store = opened();
    store.merge(section(0, 1, 0, [{ slot: 1 }, { slot: 2 }]), 0, 0);
    expect(store.merge(section(0, 3, 2, [{ slot: 3 }]), 0, 0)).toBe("gap");
    expect(store.merge(section(0, 3, 0, [{ slot: 2 }, { slot: 3 }]), 0, 0)).toBe("merged");
    expect(slots(store)).toEqual([2, 3]);
  });

  test("tiles that left the view take their workers along and are heard no more", () => {
    const store = opened();
    store.merge(section(0, 1, 0, [{ slot: 1 }]), 0, 0);
    store.merge(section(1, 1, 0, [{ slot: 2 }]), 0, 0);
    store.want(new Set([TILES[1]!]));
    expect(slots(store)).toEqual([2]);
    expect(store.merge(section(0, 2, 1, [{ slot: 1 }]), 0, 0)).toBe("unwanted");
    store.want(null);
    expect(store.size).toBe(0);
  });

  test("a worker glides from the shown place to the fix, as long as the fix took to come, and stops there", () => {
    const store = opened();
    store.merge(section(0, 1, 0, [{ slot: 1, lon: 121.9, age: 0 }]), 100_000, 0);
    store.merge(section(0, 2, 1, [{ slot: 1, lon: 121.902, age: 0 }]), 104_000, 1_000);
    const at = (now: number) => {
      const shown: number[] = [];
      store.drain(now, (_, lon) => shown.push(lon));
      return shown;
    };
    expect(at(1_000)).toEqual([expect.closeTo(121.9, 9)]);
    expect(at(3_000)).toEqual([expect.closeTo(121.901, 9)]);
    expect(at(5_000)).toEqual([expect.closeTo(121.902, 9)]);
    // Who arrived is no work any more.
    expect(at(60_000)).toEqual([]);
    expect(store.glidingUntil).toBe(5_000);
  });

  test("after any history of comings and goings the rows are exactly who is there", () => {
    const step = fc.record({
      moved: fc.uniqueArray(fc.nat({ max: 2_000 }), { maxLength: 40 }),
      gone: fc.uniqueArray(fc.nat({ max: 2_000 }), { maxLength: 40 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const store = opened();
        const present = new Map<number, number>();
        const drawn: number[] = [];
        steps.forEach(({ moved, gone }, i) => {
          const left = gone.filter((slot) => present.has(slot) && !moved.includes(slot));
          const rows = moved.map((slot) => ({ slot, lon: 121.9 + slot / 1e6 + i / 1e4 }));
          store.merge(section(0, i + 1, i, rows, left), i * 100, i * 100);
          for (const { slot, lon } of rows) present.set(slot, lon);
          for (const slot of left) present.delete(slot);
          // A picture that follows only what it is told, at times after several frames, and in the middle of glides.
          if (i % 3 > 0) {
            store.drain(i * 100, (row, lon) => void (drawn[row] = lon));
          }
        });
        expect(slots(store)).toEqual([...present.keys()].sort((a, b) => a - b));
        store.drain(Infinity, (row, lon) => void (drawn[row] = lon));
        expect(drawn.slice(0, store.size)).toEqual([...store.columns.lon.slice(0, store.size)]);
        for (let row = 0; row < store.size; row++) {
          expect(store.columns.lon[row]).toBe(present.get(store.columns.slot[row]!));
        }
      }),
      { numRuns: 50 },
    );
  });
});
