/** What the console shows, as its address says it. Pure; unknown values fall back to the first ones. */
import { isCell } from "../../geo/cell.ts";
import { CASE_TRIAGE, type CaseTriage } from "../../streams/record.ts";
import { FIRST_LAYERS, type Layers, layersText, readLayers } from "../layers.ts";
import { type MapView, readView, viewText } from "../url_state.ts";
import { type Lang, langOf } from "../words.ts";

/** What is open at the right. */
export type Choice =
  | { readonly kind: "none" }
  | { readonly kind: "case"; readonly id: string }
  /** Geofences: all of them as a list, or one that is changed. */
  | { readonly kind: "fences"; readonly id: string | null }
  /** `incident`: key of the one in it that somebody is sent to; null for the most urgent thing there. */
  | { readonly kind: "cell"; readonly cell: string; readonly incident: string | null };

export interface DispatchAddress {
  readonly lang: Lang;
  readonly theme: "light" | "dark" | "";
  /** Null: the city's own first view. */
  readonly view: MapView | null;
  readonly layers: Layers;
  readonly list: "cases" | "incidents";
  readonly triage: CaseTriage | "";
  readonly area: string;
  readonly category: string;
  readonly severity: string;
  readonly q: string;
  readonly choice: Choice;
  /** Who is ringed on the map. */
  readonly worker: string | null;
  /** Panels that are folded away. */
  readonly queueHidden: boolean;
  readonly sideHidden: boolean;
}

/** A desk is where fences are drawn. */
const DESK_LAYERS: Layers = { ...FIRST_LAYERS, fences: 1 };

export const NOTHING: Choice = { kind: "none" };
const FILTERS = ["triage", "area", "category", "severity", "q"] as const;
export const NO_FILTER = { triage: "", area: "", category: "", severity: "", q: "" } as const;

export function readAddress(search: string): DispatchAddress {
  const query = new URLSearchParams(search);
  const text = (name: string) => query.get(name) ?? "";
  const theme = text("theme");
  const hidden = text("hide").split(",");
  return {
    lang: langOf(query.get("lang")),
    theme: theme === "light" || theme === "dark" ? theme : "",
    view: readView(query.get("view")),
    layers: readLayers(query.get("layers"), DESK_LAYERS),
    list: text("list") === "incidents" ? "incidents" : "cases",
    triage: CASE_TRIAGE.find((name) => name === text("triage")) ?? "",
    area: text("area"),
    category: text("category"),
    severity: /^[1-4]$/.test(text("severity")) ? text("severity") : "",
    q: text("q"),
    choice: readChoice(query),
    worker: query.get("worker"),
    queueHidden: hidden.includes("queue"),
    sideHidden: hidden.includes("case"),
  };
}

function readChoice(query: URLSearchParams): Choice {
  const id = query.get("case");
  if (id) return { kind: "case", id };
  const fences = query.get("fences");
  if (fences) return { kind: "fences", id: /^f\d{1,15}$/.test(fences) ? fences : null };
  const cell = query.get("cell");
  if (cell === null || !isCell(cell)) return NOTHING;
  return { kind: "cell", cell, incident: query.get("incident")?.replace("~", "\u0000") ?? null };
}

/** The query of an address; "" when everything is as at first. */
export function writeAddress(state: DispatchAddress): string {
  const query = new URLSearchParams();
  const put = (name: string, value: string | null) => value && query.set(name, value);
  for (const name of FILTERS) put(name, state[name]);
  put("list", state.list === "incidents" ? "incidents" : null);
  const { choice } = state;
  if (choice.kind === "case") query.set("case", choice.id);
  if (choice.kind === "fences") query.set("fences", choice.id ?? "all");
  if (choice.kind === "cell") {
    query.set("cell", choice.cell);
    put("incident", choice.incident?.replace("\u0000", "~") ?? null);
  }
  put("worker", state.worker);
  put("view", state.view ? viewText(state.view) : null);
  put("layers", layersText(state.layers, DESK_LAYERS));
  put("hide", [state.queueHidden ? "queue" : "", state.sideHidden ? "case" : ""].filter(Boolean).join(","));
  put("theme", state.theme);
  if (state.lang !== "zh") query.set("lang", state.lang);
  const text = query.toString().replaceAll("%2C", ",").replaceAll("%7E", "~");
  return text === "" ? "" : `?${text}`;
}

/** The parameters of `GET /api/cases` for the queue. */
export function askedOf(state: Pick<DispatchAddress, typeof FILTERS[number]>): URLSearchParams {
  const query = new URLSearchParams({ limit: "500" });
  for (const name of FILTERS) if (state[name] !== "") query.set(name, state[name]);
  return query;
}

export function isFiltered(state: DispatchAddress): boolean {
  return FILTERS.some((name) => state[name] !== "");
}

/** Everything as at first, with what is looked at. */
export const FIRST_ADDRESS: DispatchAddress = { ...readAddress(""), layers: DESK_LAYERS };
