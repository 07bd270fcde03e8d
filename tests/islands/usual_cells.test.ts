import { expect, test } from "vitest";
import { cellsIn, halvesOf } from "../../geo/cell.ts";
import { CellSheet } from "../../islands/cells_store.ts";
import { usualRows } from "../../islands/usual_cells.ts";
import { usualUrl } from "../../islands/wall/usual.ts";

const cells = cellsIn([121.85, 36.55, 121.95, 36.62], 8);

test("what is usual lies beside its cell; one that no frame named yet gets a row, and keeps it when a frame does", () => {
  const sheet = new CellSheet(8);
  sheet.name(0, ...halvesOf(cells[0]!));
  const answer = {
    resolution: 8,
    window: 60 as const,
    at: 0,
    basis: "weeks" as const,
    periods: 3,
    cells: [cells[1]!, cells[0]!],
    usual: [2.5, 0.33],
  };
  const column = usualRows(answer, sheet);
  expect(sheet.rows).toBe(2);
  expect(column[sheet.rowOf(cells[0]!)]).toBeCloseTo(0.33, 6);
  const row = sheet.rowOf(cells[1]!);
  expect(column[row]).toBe(2.5);
  expect(sheet.name(7, ...halvesOf(cells[1]!))).toBe(row);
  sheet.set(2, row, 4);
  expect(sheet.counts(column).incidents[row]).toBe(4);
});

test("the question names every code once, however it is written", () => {
  const filter = { categories: ["a,b", "c&d"], sources: ["12345"] };
  const asked = new URL(usualUrl({ resolution: 9, window: 15, filter }), "http://x");
  expect(asked.searchParams.getAll("category")).toEqual(filter.categories);
  expect(asked.searchParams.getAll("source")).toEqual(filter.sources);
  expect(asked.searchParams.get("window")).toBe("15");
});
