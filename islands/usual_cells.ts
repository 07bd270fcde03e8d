/** How much is usual in each cell, as the server counted it, laid beside the rows of a sheet. */
import type { Window } from "../streams/wire.ts";
import type { CellSheet } from "./cells_store.ts";

/** The answer of `GET /api/usual/cells`. */
export interface UsualCells {
  readonly resolution: number;
  readonly window: Window;
  /** When it was counted, epoch ms. */
  readonly at: number;
  /** How many periods the mean is of; 0: there is no history yet. */
  readonly periods: number;
  readonly cells: readonly string[];
  readonly usual: readonly number[];
}

/** Usual incidents by row. Cells where something is usual and nothing was yet become rows: they are less than usual. */
export function usualRows({ cells, usual }: UsualCells, sheet: CellSheet): Float32Array {
  const rows = cells.map((cell) => sheet.ensure(cell));
  const column = new Float32Array(sheet.rows);
  rows.forEach((row, i) => column[row] = usual[i]!);
  return column;
}
