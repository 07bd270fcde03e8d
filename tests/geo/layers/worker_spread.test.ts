import fc from "fast-check";
import { expect, test } from "vitest";
import { xOf, yOf } from "../../../geo/layers/mercator.ts";
import { WorkerSpread } from "../../../geo/layers/worker_spread.ts";

const WORLD = 512 * 2 ** 16, MARK = 20;
const DEGREE_PX = WORLD / 360;

interface Standing {
  readonly slot: number;
  /** Px from a corner of the city. */
  readonly x: number;
  readonly y: number;
}

function arranged(workers: readonly Standing[], spread = new WorkerSpread()) {
  const lon = Float64Array.from(workers, ({ x }) => 120 + x / DEGREE_PX);
  // Close enough to the equator that a pixel is as high as wide.
  const lat = Float64Array.from(workers, ({ y }) => -y / DEGREE_PX);
  const slot = Uint32Array.from(workers, (one) => one.slot);
  const marks: { slot: number; x: number; y: number; shown: boolean; moved: number }[] = [];
  spread.arrange(
    { size: workers.length, slot, lon, lat },
    { world: WORLD, mark: MARK },
    (row, x, y, shown) => {
      marks.push({
        slot: slot[row]!,
        x: xOf(lon[row]!) * WORLD + x,
        y: yOf(lat[row]!) * WORLD - y,
        shown,
        moved: Math.hypot(x, y),
      });
    },
  );
  return { marks: marks.sort((a, b) => a.slot - b.slot), crowds: spread.crowds };
}

const together = (n: number, x = 0) =>
  Array.from({ length: n }, (_, slot) => ({ slot: slot + x * 1000, x, y: 0 }));

test("who is alone, or a mark away from the next, stands where they are", () => {
  const { marks, crowds } = arranged([{ slot: 3, x: 0, y: 0 }, { slot: 1, x: MARK, y: 0 }]);
  expect(marks.map(({ moved }) => moved)).toEqual([0, 0]);
  expect(crowds).toEqual([]);
});

test("two to forty-nine in one place stand apart, none on another, all near", () => {
  for (let n = 2; n < 50; n++) {
    const { marks, crowds } = arranged(together(n));
    expect(crowds).toEqual([]);
    expect(marks.every(({ shown }) => shown)).toBe(true);
    for (const a of marks) {
      expect(a.moved).toBeLessThan(MARK * 5);
      for (const b of marks) {
        if (a.slot < b.slot) {
          expect(Math.hypot(a.x - b.x, a.y - b.y), `${a.slot} and ${b.slot} of ${n}`).toBeGreaterThan(
            MARK * 0.8,
          );
        }
      }
    }
  }
});

test("fifty in one place are a number, and those beside it are not", () => {
  const { marks, crowds } = arranged([...together(50), { slot: 99, x: 3 * MARK, y: 0 }]);
  expect(crowds).toHaveLength(1);
  expect(crowds[0]!.count).toBe(50);
  expect(crowds[0]!.lon).toBeCloseTo(120, 9);
  expect(marks.filter(({ shown }) => shown).map(({ slot }) => slot)).toEqual([99]);
});

test("marks stand the same whatever order the rows come in, on every screen", () => {
  const worker = fc.record({
    slot: fc.nat(1e6),
    x: fc.integer({ min: 0, max: 120 }),
    y: fc.integer({ min: 0, max: 60 }),
  });
  const several = fc.uniqueArray(worker, { selector: ({ slot }) => slot, maxLength: 60 });
  fc.assert(
    fc.property(
      several.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
      ([one, other]) => {
        const [a, b] = [arranged(one), arranged(other)];
        expect(b.marks).toEqual(a.marks);
        expect(b.crowds).toEqual(a.crowds);
      },
    ),
    { numRuns: 200 },
  );
});

test("whoever comes last moves nobody who was there", () => {
  const before = arranged(together(7)).marks;
  expect(arranged(together(8)).marks.slice(0, 7)).toEqual(before);
});

test("crowds are the same object as long as they are the same, so that nothing is drawn anew", () => {
  const spread = new WorkerSpread();
  const { crowds } = arranged(together(60), spread);
  expect(arranged(together(60), spread).crowds).toBe(crowds);
  expect(arranged(together(61), spread).crowds).not.toBe(crowds);
});
