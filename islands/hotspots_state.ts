/** What the page of hotspots shows, as its address says it. Pure; unknown values fall back to the first ones. */
import { isCell } from "../geo/cell.ts";
import type { Theme } from "../geo/layers/heat_ramp.ts";
import type { MapView } from "./url_state.ts";
import { type Lang, langOf } from "./words.ts";

/** What the second map shows. */
export const BESIDE = ["before", "difference"] as const;
export type Beside = (typeof BESIDE)[number];

export const SORTS = ["count", "before", "difference", "ratio", "worst", "z"] as const;
export type Sort = (typeof SORTS)[number];

export interface HotspotState {
  /** As the address says it; what is right or wrong about it the server says. */
  readonly from: string;
  readonly to: string;
  readonly last: string;
  readonly category: string;
  readonly source: string;
  readonly resolution: string;
  readonly lang: Lang;
  /** null: as the system is set. */
  readonly theme: Theme | null;
  readonly beside: Beside;
  readonly sort: Sort;
  readonly cell: string | null;
  readonly view: MapView | null;
}

/** What the server is asked; the rest of the state is the screen's own. */
const ASKED = ["from", "to", "last", "category", "source", "resolution"] as const;
export const FIRST_LAST = "24h";
export const FIRST_RESOLUTION = "8";

export function readHotspotState(search: string): HotspotState {
  const query = new URLSearchParams(search);
  const text = (name: string) => query.get(name) ?? "";
  const cell = query.get("cell");
  const theme = query.get("theme");
  return {
    from: text("from"),
    to: text("to"),
    last: text("last"),
    category: text("category"),
    source: text("source"),
    resolution: text("resolution"),
    lang: langOf(query.get("lang")),
    theme: theme === "light" || theme === "dark" ? theme : null,
    beside: BESIDE.find((name) => name === query.get("beside")) ?? "before",
    sort: SORTS.find((name) => name === query.get("sort")) ?? "count",
    cell: cell !== null && isCell(cell) ? cell : null,
    view: readView(query.get("view")),
  };
}

/** The query of an address for this state, without what is as it is at first; "" when everything is. */
export function writeHotspotState(state: HotspotState): string {
  const query = askedOf(state);
  if (state.last === FIRST_LAST) query.delete("last");
  if (state.resolution === FIRST_RESOLUTION) query.delete("resolution");
  if (state.beside !== "before") query.set("beside", state.beside);
  if (state.sort !== "count") query.set("sort", state.sort);
  if (state.cell) query.set("cell", state.cell);
  if (state.view) query.set("view", viewText(state.view));
  if (state.lang !== "zh") query.set("lang", state.lang);
  if (state.theme) query.set("theme", state.theme);
  const text = query.toString().replaceAll("%2C", ",").replaceAll("%3A", ":");
  return text === "" ? "" : `?${text}`;
}

/** The parameters of `GET /api/hotspots`. */
export function askedOf(state: HotspotState): URLSearchParams {
  const query = new URLSearchParams();
  for (const name of ASKED) if (state[name] !== "") query.set(name, state[name]);
  return query;
}

/** The period that moves with the clock, or null when it is fixed. */
export function movingPeriod({ from, to, last }: HotspotState): string | null {
  return from === "" && to === "" ? last || FIRST_LAST : null;
}

function viewText({ lat, lon, zoom }: MapView): string {
  return `${lat.toFixed(5)},${lon.toFixed(5)},${zoom.toFixed(2)}`;
}

function readView(text: string | null): MapView | null {
  const match = /^(-?[\d.]+),(-?[\d.]+),([\d.]+)$/.exec(text ?? "");
  const [lat, lon, zoom] = (match?.slice(1) ?? []).map(Number) as [number, number, number];
  if (!match || ![lat, lon, zoom].every(Number.isFinite)) return null;
  return Math.abs(lat) <= 85 && Math.abs(lon) <= 180 && zoom <= 22 ? { lat, lon, zoom } : null;
}

/** An instant as a city's local time to the minute, as `<input type="datetime-local">` and the address write it. */
export function localText(time: number, timeZone: string): string {
  const parts = new Intl.DateTimeFormat("sv-SE", {
    timeZone,
    dateStyle: "short",
    timeStyle: "short",
  }).format(time);
  return parts.replace(" ", "T");
}
