/** The table of hotspots as CSV. Pure. */
import type { Hotspots, TopCell } from "../dashboards/hotspots.ts";

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

/** Begins with a byte order mark: spreadsheets otherwise read Chinese as another encoding. Lines end as RFC 4180 says. */
export function hotspotsCsv({ params, top }: Hotspots): string {
  const period = [params.from, params.to].map((time) => new Date(time).toISOString());
  const head = [...COLUMNS.map(([name]) => name), "from", "to"];
  const rows = top.map((cell) => [...COLUMNS.map(([, value]) => value(cell)), ...period]);
  return "\uFEFF" + [head, ...rows].map((row) => row.map(field).join(",") + "\r\n").join("");
}

function field(value: string | number | null): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  // A spreadsheet takes text that begins so for a formula; what citizens write must not run.
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
