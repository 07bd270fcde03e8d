import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  breaksFor,
  CELL_MEASURES,
  type CellCounts,
  type CellMeasure,
  classify,
  coloursOf,
  HATCH,
  hatchColours,
  measureRows,
  NO_CLASS,
  NOBODY_RANK,
  ratioBreaks,
} from "../../../geo/layers/cell_measure.ts";
import { CellColours } from "../../../geo/layers/cell_colours.ts";
import { hatchSteps, legendSteps } from "../../../geo/layers/legend_steps.ts";

const row = fc.record({
  incidents: fc.nat({ max: 40 }),
  workers: fc.nat({ max: 30 }),
  open: fc.nat({ max: 40 }),
  fixes: fc.nat({ max: 900 }),
  usual: fc.integer({ min: 0, max: 160 }).map((n) => n / 4),
});
const rows = fc.array(row, { minLength: 1, maxLength: 60 });
const measure = fc.constantFrom(...CELL_MEASURES);
const theme = fc.constantFrom("dark" as const, "light" as const);

type Row = { incidents: number; workers: number; open: number; fixes: number; usual: number };

function countsOf(cells: readonly Row[], known = true): CellCounts {
  return {
    rows: cells.length,
    workers: Uint32Array.from(cells, (one) => one.workers),
    open: Uint32Array.from(cells, (one) => one.open),
    incidents: Uint32Array.from(cells, (one) => one.incidents),
    fixes: Uint32Array.from(cells, (one) => one.fixes),
    usual: known ? Float32Array.from(cells, (one) => one.usual) : null,
  };
}

function classesOf(name: CellMeasure, counts: CellCounts) {
  const values = new Float32Array(counts.rows);
  const classes = { ranks: new Uint8Array(counts.rows), hatches: new Uint8Array(counts.rows) };
  measureRows(name, counts, values);
  const breaks = breaksFor(name, values);
  const hatched = classify(name, counts, { values, breaks }, classes);
  return { ...classes, values, breaks, hatched };
}

const one = (part: Partial<Row>): Row => ({ incidents: 0, workers: 0, open: 0, fixes: 9, usual: 0, ...part });

describe("what a cell says", () => {
  test("nothing is transparent, whatever is looked at, unless it is less than usual", () => {
    for (const name of CELL_MEASURES) {
      const { ranks } = classesOf(
        name,
        countsOf([one({ fixes: 0 }), one({ incidents: 3, workers: 1, open: 1 })]),
      );
      expect(ranks[0], name).toBe(NO_CLASS);
    }
  });

  test("incidents with nobody there are a class of their own, hatched, and not a very high figure", () => {
    const cells = [one({ incidents: 2 }), one({ incidents: 2, workers: 4 }), one({ workers: 4 })];
    const { ranks, hatches, breaks } = classesOf("perWorker", countsOf(cells));
    expect(ranks[0]).toBe(NOBODY_RANK);
    expect(hatches[0]).toBe(HATCH.nobodyThere);
    expect(ranks[1]).toBeLessThan(NOBODY_RANK);
    expect([ranks[2], hatches[2]]).toEqual([NO_CLASS, NO_CLASS]);
    expect(breaks.every(Number.isFinite)).toBe(true);
  });

  test("where no fix came from in the window nobody looked: hatched, with its count below", () => {
    const cells = [one({ fixes: 0 }), one({ fixes: 0, incidents: 2 }), one({ fixes: 1 })];
    const { hatches, ranks, hatched } = classesOf("incidents", countsOf(cells));
    expect([...hatches]).toEqual([HATCH.nobodyLooked, HATCH.nobodyLooked, NO_CLASS]);
    expect(ranks[1]).not.toBe(NO_CLASS);
    expect(hatched).toBe(2);
  });

  test("a difference of less than one is as usual; more is on one side of the neutral class, less on the other", () => {
    const cells = [
      one({ incidents: 3, usual: 2.5 }),
      one({ incidents: 9, usual: 2 }),
      one({ incidents: 0, usual: 7 }),
      one({ incidents: 0, usual: 0.25 }),
    ];
    const { ranks } = classesOf("usual", countsOf(cells));
    expect(ranks[0]).toBe(3);
    expect(ranks[1]).toBeGreaterThan(3);
    expect(ranks[2]).toBeLessThan(3);
    expect(ranks[3]).toBe(NO_CLASS);
  });

  test("without a history no cell claims a difference", () => {
    fc.assert(fc.property(rows, (cells) => {
      const { ranks, values } = classesOf("usual", countsOf(cells, false));
      expect([...ranks].every((rank) => rank === NO_CLASS)).toBe(true);
      expect([...values].every(Number.isNaN)).toBe(true);
    }));
  });

  test("a larger value is never in a lower class", () => {
    fc.assert(fc.property(rows, measure, (cells, name) => {
      const { ranks, values } = classesOf(name, countsOf(cells));
      const order = [...values.keys()].filter((i) => ranks[i] !== NO_CLASS).sort((a, b) =>
        values[a]! - values[b]!
      );
      order.slice(1).forEach((i, at) => expect(ranks[i]!).toBeGreaterThanOrEqual(ranks[order[at]!]!));
    }));
  });
});

describe("breaks of shares", () => {
  test("ascend, are figures of at most two digits, and begin where the values do", () => {
    const shares = fc.array(fc.double({ min: 0.001, max: 500, noNaN: true }), {
      minLength: 1,
      maxLength: 200,
    });
    fc.assert(fc.property(shares, (values) => {
      const breaks = ratioBreaks([...values, Infinity, 0]);
      expect(breaks).toHaveLength(6);
      expect(breaks[0]).toBeLessThanOrEqual(Math.min(...values));
      breaks.slice(1).forEach((least, i) => expect(least).toBeGreaterThan(breaks[i]!));
      for (const least of breaks) expect(Number(least.toPrecision(2))).toBe(least);
    }));
  });
});

describe("the legend", () => {
  const say = (n: number) => String(n);

  test("has exactly the colours that cells are drawn in, in either theme, for every measure", () => {
    fc.assert(fc.property(rows, measure, theme, (cells, name, look) => {
      const counts = countsOf(cells);
      const { ranks, hatches, breaks } = classesOf(name, counts);
      const fills = new CellColours(), stripes = new CellColours();
      fills.paint(counts.rows, { ranks, colours: coloursOf(name, look), opacity: 1 }, 0);
      stripes.paint(
        counts.rows,
        { ranks: hatches, colours: hatchColours(look), opacity: 1 },
        0,
      );
      const steps = legendSteps(name, breaks, look, say).map(({ colour }) => colour.join());
      const hatchings = hatchSteps(name, look);
      const under = hatchings.flatMap((step) => step.under ? [step.under.join()] : []);
      for (let at = 0; at < counts.rows; at++) {
        if (fills.target(at)[3] > 0) expect([...steps, ...under]).toContain(fills.target(at).join());
        if (stripes.target(at)[3] > 0) {
          expect(hatchings.map(({ colour }) => colour.join())).toContain(stripes.target(at).join());
        }
      }
    }));
  });

  test("says the least value of each class, and the sign of a difference", () => {
    expect(legendSteps("incidents", [1, 2, 3, 5, 8, 13], "dark", say).map(({ label }) => label))
      .toEqual(["1", "2", "3", "5", "8", "13+"]);
    expect(legendSteps("usual", [1, 3, 9], "light", say).map(({ label }) => label))
      .toEqual(["−9", "−3", "−1", "±", "+1", "+3", "+9"]);
  });
});
