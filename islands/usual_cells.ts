/** How much is usual in each cell, as the server counted it, laid beside the rows of a sheet. */
import type { UsualCells } from "../dashboards/usual_cells.ts";
import type { CellSheet } from "./cells_store.ts";

export type { UsualCells };

/** Usual incidents by row. Cells where something is usual and nothing was yet become rows: they are less than usual. */
export function usualRows({ cells, usual }: UsualCells, sheet: CellSheet): Float32Array {
  const rows = cells.map((cell) => sheet.ensure(cell));
  const column = new Float32Array(sheet.rows);
  rows.forEach((row, i) => column[row] = usual[i]!);
  return column;
}
