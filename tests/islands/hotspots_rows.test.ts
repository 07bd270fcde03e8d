import { parse } from "csv-parse/sync";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Hotspots, TopCell } from "../../dashboards/hotspots.ts";
import { hotspotsCsv } from "../../islands/hotspots_csv.ts";
import { SORTS } from "../../islands/hotspots_state.ts";
import { sorted } from "../../islands/hotspots_rows.ts";

const cell: fc.Arbitrary<TopCell> = fc.record({
  cell: fc.constantFrom("8830ad94a7fffff", "88301e49a3fffff", "88301e4b21fffff"),
  count: fc.nat(50),
  before: fc.nat(50),
  z: fc.option(fc.double({ min: -3, max: 20, noNaN: true })),
  hot: fc.boolean(),
  difference: fc.integer({ min: -50, max: 50 }),
  ratio: fc.option(fc.double({ min: 0, max: 20, noNaN: true })),
  worst: fc.option(fc.constantFrom(1, 2, 3, 4)),
  category: fc.string(),
  categoryCount: fc.nat(50),
  address: fc.string(),
});

describe("sorted()", () => {
  test("puts the highest first, the most severe first, and what is unknown last", () => {
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 30 }), fc.constantFrom(...SORTS), (cells, by) => {
        const rows = sorted(cells, by);
        expect(rows).toHaveLength(cells.length);
        for (let i = 1; i < rows.length; i++) {
          const [above, below] = [rows[i - 1]![by], rows[i]![by]];
          if (below === null) continue;
          expect(above).not.toBe(null);
          expect(by === "worst" ? above! <= below : above! >= below).toBe(true);
        }
      }),
    );
  });
});

describe("hotspotsCsv()", () => {
  const csvOf = (top: readonly TopCell[]) =>
    hotspotsCsv({ params: { from: 0, to: 3_600_000 }, top } as Hotspots);

  test("is read back by a CSV reader with every value in its column, whatever citizens wrote", () => {
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 10 }), (cells) => {
        const rows: Record<string, string>[] = parse(csvOf(cells), { bom: true, columns: true });
        expect(rows).toHaveLength(cells.length);
        rows.forEach((row, i) => {
          const { address, count, ratio } = cells[i]!;
          expect(row["count"]).toBe(String(count));
          expect(row["ratio"]).toBe(ratio === null ? "" : String(ratio));
          expect(row["address"]!.replace(/^'/, "")).toBe(address.replace(/^'/, ""));
          expect(row["from"]).toBe("1970-01-01T00:00:00.000Z");
        });
      }),
    );
  });

  test("never begins a field as a formula", () => {
    const [address] = ["=HYPERLINK(1)"];
    const [given] = fc.sample(cell, 1);
    const rows: string[][] = parse(csvOf([{ ...given!, address: address! }]), { bom: true });
    expect(rows[1]![1]).toBe("'=HYPERLINK(1)");
  });
});
