/** The table of hotspots as CSV. Pure. */
import type { Hotspots, TopCell } from "../dashboards/hotspots.ts";
import { csvText } from "./csv_text.ts";

type Column = readonly [name: string, value: (cell: TopCell) => string | number | null];

const COLUMNS: readonly Column[] = [
  ["cell", ({ cell }) => cell],
  ["address", ({ address }) => address],
  ["main_category", ({ category }) => category],
  ["main_category_count", ({ categoryCount }) => categoryCount],
  ["count", ({ count }) => count],
  ["before", ({ before }) => before],
  ["difference", ({ difference }) => difference],
  ["ratio", ({ ratio }) => ratio],
  ["worst_severity", ({ worst }) => worst],
  ["gi_star_z", ({ z }) => z],
  ["hotspot", ({ hot }) => hot ? "yes" : "no"],
];

export function hotspotsCsv({ params, top }: Hotspots): string {
  const period = [params.from, params.to].map((time) => new Date(time).toISOString());
  const head = [...COLUMNS.map(([name]) => name), "from", "to"];
  return csvText([head, ...top.map((cell) => [...COLUMNS.map(([, value]) => value(cell)), ...period])]);
}
