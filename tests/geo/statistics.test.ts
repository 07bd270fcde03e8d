import alea from "alea";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { around, cellAt, cellsIn } from "../../geo/cell.ts";
import {
  binomialTail,
  FALSE_DISCOVERY,
  normalTail,
  poissonTail,
  significances,
  stepUp,
} from "../../geo/statistics.ts";

const field = cellsIn([120.2, 36.0, 120.5, 36.2], 8);
const inside = new Set(field);
/** Cells whose neighbourhood lies inside the field, where the formula needs no edge correction. */
const inner = field.filter((cell) => around(cell, 1).every((near) => inside.has(near)));

function countsOf(cells: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const cell of cells) counts.set(cell, (counts.get(cell) ?? 0) + 1);
  return counts;
}

/** The textbook formula, over all cells, with a weight for every pair. */
function naiveZ(cell: string, counts: ReadonlyMap<string, number>): number {
  const n = field.length;
  const x = field.map((other) => counts.get(other) ?? 0);
  const mean = x.reduce((a, b) => a + b, 0) / n;
  const s = Math.sqrt(x.reduce((a, b) => a + b * b, 0) / n - mean ** 2);
  const near = new Set(around(cell, 1));
  const w = field.map((other) => near.has(other) ? 1 : 0);
  const sum = w.reduce<number>((a, wi, i) => a + wi * x[i]!, 0);
  const w1 = w.reduce<number>((a, b) => a + b, 0);
  const w2 = w.reduce<number>((a, b) => a + b * b, 0);
  return (sum - mean * w1) / (s * Math.sqrt((n * w2 - w1 ** 2) / (n - 1)));
}

describe("significances()", () => {
  test("gives Gi* of the textbook formula for any counts", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(inner.length - 1), { minLength: 2, maxLength: 120 }), (picks) => {
        const counts = countsOf(picks.map((i) => inner[i]!));
        for (const [cell, { z }] of significances(counts, { cells: field.length })) {
          expect(z).toBeCloseTo(naiveZ(cell, counts), 8);
        }
      }),
      { numRuns: 25 },
    );
  });

  test("finds a planted hotspot, and only cells that touch it", () => {
    const random = alea("planted");
    const centre = cellAt({ lat: 36.1, lon: 120.35 }, 8);
    const noise = Array.from({ length: 400 }, () => inner[Math.floor(random() * inner.length)]!);
    const planted = around(centre, 1).flatMap((cell) => Array<string>(12).fill(cell));
    const result = significances(countsOf([...noise, ...planted]), { cells: field.length });
    expect(result.get(centre)!.hot).toBe(true);
    const touching = new Set(around(centre, 2));
    for (const [cell, { hot }] of result) if (hot) expect(touching).toContain(cell);
  });

  test("calls next to nothing hot when incidents fall anywhere with equal chance, few or many", () => {
    const random = alea("chance");
    for (const incidents of [5, 30, 200, 2000]) {
      let runsWithAny = 0;
      for (let run = 0; run < 60; run++) {
        const cells = Array.from({ length: incidents }, () => inner[Math.floor(random() * inner.length)]!);
        const result = significances(countsOf(cells), { cells: field.length });
        if ([...result.values()].some(({ hot }) => hot)) runsWithAny++;
      }
      // Without any real hotspot every discovery is false: at most 5 % of runs, and 60 runs vary by about ± 3 %.
      expect(runsWithAny / 60, `${incidents} incidents`).toBeLessThanOrEqual(FALSE_DISCOVERY + 0.07);
    }
  });

  test("does not call a lone incident hot, though its z is above 3", () => {
    const only = inner[40]!;
    const result = significances(new Map([[only, 1]]), { cells: field.length }).get(only)!;
    expect(result.z).toBeGreaterThan(3);
    expect(result.hot).toBe(false);
  });

  test("says nothing where all cells are alike or the area is no larger than a neighbourhood", () => {
    const same = significances(new Map(field.map((cell) => [cell, 3])), { cells: field.length });
    expect([...same.values()].every(({ z, hot }) => z === 0 && !hot)).toBe(true);
    const tiny = significances(new Map([[inner[0]!, 9]]), { cells: 7 }).get(inner[0]!)!;
    expect(tiny).toEqual({ z: 0, p: 1, hot: false });
  });

  test("does not depend on the order of cells", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(30), { minLength: 3, maxLength: 60 }), (picks) => {
        const counts = countsOf(picks.map((i) => inner[i]!));
        const forward = significances(counts, { cells: field.length });
        const backward = significances(new Map([...counts].reverse()), { cells: field.length });
        for (const [cell, value] of forward) expect(backward.get(cell)).toEqual(value);
      }),
      { numRuns: 30 },
    );
  });
});

describe("normalTail()", () => {
  test("agrees with tabulated values", () => {
    for (
      const [z, p] of [[0, 0.5], [1.644853627, 0.05], [-1.959963985, 0.975], [4, 3.167124e-5], [
        8,
        6.22096e-16,
      ]]
    ) {
      expect(normalTail(z!) / p!).toBeCloseTo(1, 5);
    }
  });
});

describe("binomialTail()", () => {
  test("equals the sum of all terms for any small case", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.nat(41),
        fc.double({ min: 0.001, max: 0.999, noNaN: true }),
        (n, k, p) => {
          let choose = 1;
          let sum = 0;
          for (let i = 0; i <= n; i++) {
            if (i >= k) sum += choose * p ** i * (1 - p) ** (n - i);
            choose = choose * (n - i) / (i + 1);
          }
          expect(binomialTail(k, n, p)).toBeCloseTo(sum, 10);
        },
      ),
    );
  });

  test("falls as more is asked for, also with a million trials", () => {
    let last = 1;
    for (const k of [0, 1, 100, 500, 900, 1000, 1100, 1300]) {
      const p = binomialTail(k, 1_000_000, 0.001);
      expect(p).toBeLessThanOrEqual(last);
      last = p;
    }
    // A Poisson count reaches its own mean λ with 1/2 + 1/(3·√(2πλ)).
    expect(binomialTail(1000, 1_000_000, 0.001)).toBeCloseTo(0.5 + 1 / (3 * Math.sqrt(2000 * Math.PI)), 4);
  });
});

describe("stepUp()", () => {
  test("accepts a value only with all smaller ones, under the rule p(k) <= rate·k/tests", () => {
    expect(stepUp([0.001, 0.02, 0.03, 0.9], 4, 0.05)).toBe(0.03);
    expect(stepUp([0.001, 0.02, 0.03, 0.9], 400, 0.05)).toBe(-1);
    expect(stepUp([], 10, 0.05)).toBe(-1);
  });
});

describe("poissonTail()", () => {
  test("agrees with known values", () => {
    expect(poissonTail(0, 3)).toBe(1);
    expect(poissonTail(1, 0.25)).toBeCloseTo(1 - Math.exp(-0.25), 12);
    expect(poissonTail(5, 1)).toBeCloseTo(0.003659846827, 10);
    expect(poissonTail(3, 10)).toBeCloseTo(0.997230604, 8);
  });

  test("is the limit of the binomial's, falls with the count, and stays a chance", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 60 }),
        fc.double({ min: 0.01, max: 40, noNaN: true }),
        (k, mean) => {
          const p = poissonTail(k, mean);
          expect(p).toBeGreaterThanOrEqual(0);
          expect(p).toBeLessThanOrEqual(1);
          expect(poissonTail(k + 1, mean)).toBeLessThanOrEqual(p + 1e-12);
          expect(Math.abs(p - binomialTail(k, 1_000_000, mean / 1_000_000))).toBeLessThan(1e-4);
        },
      ),
    );
  });
});
