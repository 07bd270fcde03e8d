/** The panels of a wall, the room that each needs in units of body type, and the plan they make. */
import type { Box } from "../display.ts";

export const PANELS = [
  "presets",
  "ticker",
  "tiles",
  "selection",
  "breakdown",
  "hottest",
  "feeds",
  "legend",
] as const;
export type PanelName = (typeof PANELS)[number];

/** `columns`: panels beside the map. `stacked`: a narrow wall, the map above, panels below each other. */
export type Shape = "columns" | "stacked";

export interface Arrangement {
  readonly shape: Shape;
  /** Room for calls for help at the top of each row of screens; no height while nobody calls. */
  readonly sos: readonly Box[];
  /** How many calls have room there. */
  readonly calls: number;
  readonly strip: Box;
  /** Lines of the strip. */
  readonly stripLines: number;
  /** Panels that are shown, px of the picture. */
  readonly panels: Readonly<Partial<Record<PanelName, Box>>>;
  /** What no panel covers: where something that was asked for should be shown. */
  readonly free: Box;
  /** Camera tiles: how many, and in how many columns. */
  readonly tiles: { readonly count: number; readonly columns: number };
}

/** What a plan of the panels says, before calls for help take their room. */
export type Plan = Omit<Arrangement, "sos" | "calls">;

/** Heights of a panel in units of body type: its head, a row, and how many rows are worth showing and are enough. */
export interface Need {
  readonly head: number;
  readonly row: number;
  readonly least: number;
  readonly most: number;
}

/** A panel without rows has its height as head; the head of a list is its title and the room below its last row. Each panel's own sheet keeps to these; a test in Chromium looks. */
export const NEEDS: Readonly<Record<PanelName, Need>> = {
  presets: { head: 2.1, row: 0, least: 0, most: 0 },
  ticker: { head: 2.5, row: 3.4, least: 3, most: 40 },
  tiles: { head: 0, row: 8.1, least: 1, most: 4 },
  selection: { head: 16, row: 1, least: 0, most: 40 },
  breakdown: { head: 3, row: 1.5, least: 4, most: 12 },
  hottest: { head: 3, row: 2.7, least: 2, most: 6 },
  feeds: { head: 3, row: 1.6, least: 1, most: 5 },
  legend: { head: 12, row: 0, least: 0, most: 0 },
};

/** Beside a selection the legend keeps to what cells say. */
export const SHORT_LEGEND = 8;

/** Panels that have something to show, and what each needs. */
export type Shown = ReadonlyMap<PanelName, Need>;

/** `legend`: its height, where there is more in it than usual. */
export function needsOf(shown: ReadonlySet<PanelName>, legend = 0): Shown {
  const head = Math.max(legend, shown.has("selection") ? SHORT_LEGEND : NEEDS.legend.head);
  return new Map(
    [...shown].map((name) => [name, name === "legend" ? { ...NEEDS.legend, head } : NEEDS[name]]),
  );
}

/** Between panels, and between them and the edge. */
export const GUTTER = 0.6;
export const STRIP_LINE = 4.6;
/** A call for help, and what is said below the calls. */
export const SOS_LINE = 4.4, SOS_NOTE = 2.2;
export const LEAST_COLUMN = 16.4, COLUMN = 19.4;

/** How many whole rows of a list fit into a box so high, px. */
export function rowsIn(panel: PanelName, height: number, body: number): number {
  const { head, row } = NEEDS[panel];
  // Boxes end at whole pixels, which may cost one.
  return row === 0 ? 0 : Math.max(0, Math.floor(((height + 1) / body - head) / row + 1e-6));
}
