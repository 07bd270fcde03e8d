/** The order of the rows of the table of hotspots. Pure. */
import type { TopCell } from "../dashboards/hotspots.ts";
import type { Sort } from "./hotspots_state.ts";

/** Worst first: the largest number, but severity 1 is the most severe. What is unknown comes last. */
export function sorted(cells: readonly TopCell[], by: Sort): TopCell[] {
  const weight = (cell: TopCell) => by === "worst" ? -(cell.worst ?? 9) : cell[by] ?? -Infinity;
  return cells.toSorted((a, b) => weight(b) - weight(a) || b.count - a.count || (a.cell < b.cell ? -1 : 1));
}
