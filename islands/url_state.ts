/** What a screen shows, as its address says it: view, selection, layer, language. Pure; unknown values fall back. */
import { isCell } from "../geo/cell.ts";
import { CELL_MEASURES, type CellMeasure } from "../geo/layers/cell_measure.ts";
import { checkFilter, type IncidentFilter, NO_FILTER } from "../streams/incident_filter.ts";
import { type Window, WINDOWS } from "../streams/wire.ts";
import { FIRST_LAYERS, type Layers, layersText, readLayers } from "./layers.ts";
import type { Preset } from "./wall/scene_name.ts";
import { type Theme, themeOf } from "./theme.ts";
import { type Lang, langOf } from "./words.ts";

export interface MapView {
  readonly lat: number;
  readonly lon: number;
  /** As on a screen of 1080 lines: a larger screen shows the same part of the city, not more of it. */
  readonly zoom: number;
}

export interface ScreenState {
  readonly lang: Lang;
  readonly theme: Theme;
  /** The scene that was opened; its values stand where the address gives none. */
  readonly preset: Preset;
  /** null: the scene's own first view. */
  readonly view: MapView | null;
  readonly measure: CellMeasure;
  readonly window: Window;
  readonly layers: Layers;
  /** Which incidents are counted and drawn. */
  readonly filter: IncidentFilter;
  readonly cell: string | null;
  /** Key of the incident whose dispatch is open. */
  readonly incident: string | null;
  readonly camera: string | null;
  /** Who is shown first in the hexagon, and ringed on the map. */
  readonly worker: string | null;
  /** Cameras that stay whatever is selected, the first pinned first. */
  readonly pins: readonly string[];
}

const NO_PINS: readonly string[] = [];
/** More than any wall has tiles for. */
const MOST_PINS = 16;

export const FIRST_STATE: ScreenState = {
  lang: "zh",
  theme: "dark",
  preset: "overview",
  view: null,
  measure: "incidents",
  window: 60,
  layers: FIRST_LAYERS,
  filter: NO_FILTER,
  cell: null,
  incident: null,
  camera: null,
  worker: null,
  pins: NO_PINS,
};

/** `first` is what holds where the query says nothing that can be understood. */
export function readState(search: string, first: ScreenState = FIRST_STATE): ScreenState {
  const query = new URLSearchParams(search);
  const measure = CELL_MEASURES.find((name) => name === query.get("layer")) ?? first.measure;
  const window = WINDOWS.find((minutes) => String(minutes) === query.get("window")) ?? first.window;
  const cell = query.get("cell");
  return {
    lang: langOf(query.get("lang")),
    theme: themeOf(query.get("theme")) ?? first.theme,
    preset: first.preset,
    view: readView(query.get("view")) ?? first.view,
    measure,
    window,
    layers: readLayers(query.get("layers"), first.layers),
    filter: query.has("category") || query.has("source")
      ? checkFilter({ categories: query.getAll("category"), sources: query.getAll("source") }) ?? first.filter
      : first.filter,
    cell: cell !== null && isCell(cell) ? cell : null,
    incident: query.get("incident")?.replace("~", "\u0000") ?? null,
    camera: query.get("camera"),
    worker: query.get("worker"),
    pins: query.has("pin") ? [...new Set(query.getAll("pin"))].slice(0, MOST_PINS) : NO_PINS,
  };
}

/** The query for a state, keeping parameters that are not ours; what is at its first value is left out. */
export function writeState(state: ScreenState, search: string, first: ScreenState = FIRST_STATE): string {
  const query = new URLSearchParams(search);
  const put = (name: string, value: string | null) =>
    value === null ? query.delete(name) : query.set(name, value);
  // Once a code, not in a list: a code may hold any character.
  const putAll = (name: string, values: readonly string[]) => {
    query.delete(name);
    for (const value of values) query.append(name, value);
  };
  const unless = (value: unknown, first: unknown) => value === first ? null : String(value);
  put("lang", unless(state.lang, FIRST_STATE.lang));
  put("theme", unless(state.theme, first.theme));
  put("view", state.view ? viewText(state.view) : null);
  put("layer", unless(state.measure, first.measure));
  put("window", unless(state.window, first.window));
  put("layers", layersText(state.layers, first.layers));
  putAll("category", state.filter.categories);
  putAll("source", state.filter.sources);
  put("cell", state.cell);
  put("incident", state.incident?.replace("\u0000", "~") ?? null);
  put("camera", state.camera);
  put("worker", state.worker);
  putAll("pin", state.pins);
  const text = query.toString().replaceAll("%2C", ",").replaceAll("%7E", "~");
  return text === "" ? "" : `?${text}`;
}

export function viewText({ lat, lon, zoom }: MapView): string {
  return `${lat.toFixed(5)},${lon.toFixed(5)},${zoom.toFixed(2)}`;
}

export function readView(text: string | null): MapView | null {
  const numbers = (text ?? "").split(",").map((part) => part === "" ? NaN : Number(part));
  const [lat, lon, zoom] = numbers as [number, number, number];
  if (numbers.length !== 3 || !numbers.every(Number.isFinite)) return null;
  return Math.abs(lat) <= 85 && Math.abs(lon) <= 180 && zoom >= 0 && zoom <= 22 ? { lat, lon, zoom } : null;
}
