/**
 * Room for calls for help on a wall of several rows of screens: a band at the top of each row, which covers nothing. What
 * stands in the way of a band is lower, stands elsewhere in its column, or goes, while somebody calls. In units of body type.
 */
import { type Box, meets } from "../display.ts";
import {
  type Arrangement,
  GUTTER,
  type PanelName,
  type Plan,
  type Shown,
  SOS_LINE,
  SOS_NOTE,
} from "./panels.ts";
import { RANK } from "./stack.ts";

export interface Calls {
  readonly calls: number;
  readonly note: boolean;
}

/** How many calls a band so high shows, whole, and how high it is; more than that are counted. */
export function bandOf({ calls, note }: Calls, most: number): { calls: number; height: number } {
  for (let shown = calls; shown > 1; shown--) {
    const height = shown * SOS_LINE + (note || shown < calls ? SOS_NOTE : 0);
    if (height <= most) return { calls: shown, height };
  }
  const height = calls === 0 ? 0 : SOS_LINE;
  return { calls: Math.min(1, calls), height: Math.min(most, height + (note || calls > 1 ? SOS_NOTE : 0)) };
}

/** Between two heights. */
interface Span {
  readonly y: number;
  readonly height: number;
}

/** The plan, and the bands that nothing stands in. */
export function aroundBands(plan: Plan, all: readonly Box[], { height, shown }: {
  /** Of the picture. */
  height: number;
  shown: Shown;
}): { plan: Plan; bands: readonly Box[] } {
  const place = (box: Box, name: PanelName, taken: readonly Box[]) =>
    panelIn(box, name, { taken: [plan.strip, ...taken], free: plan.free, height, shown });
  const chosen = plan.panels.selection && (place(plan.panels.selection, "selection", all) ??
    { ...plan.panels.selection, height: leastOf("selection", shown) });
  // What a person works with is worth more than one of several bands.
  const bands = all.filter((band) => !chosen || !meets(band, chosen));
  const panels: Partial<Record<PanelName, Box>> = chosen ? { selection: chosen } : {};
  const taken = () => [...bands, ...Object.values(panels)];
  for (const name of RANK) {
    const box = plan.panels[name];
    if (!box || name === "selection" || name === "tiles") continue;
    const kept = place(box, name, taken());
    if (kept) panels[name] = kept;
  }
  const row = plan.panels.tiles;
  const pictures = row ? tilesIn(row, plan.tiles, [plan.strip, ...taken()]) : null;
  if (pictures) panels.tiles = pictures;
  const tiles = row && pictures ? countIn(pictures, row, plan.tiles) : { count: 0, columns: 0 };
  const free = tallest(spansIn(plan.free, bands));
  return { bands, plan: { ...plan, panels, tiles, free: free ? { ...plan.free, ...free } : plan.free } };
}

interface Column {
  readonly taken: readonly Box[];
  /** Stays free of panels. */
  readonly free: Box;
  readonly height: number;
  readonly shown: Shown;
}

/** What is left of its place, where that is enough; else what its column has; else nowhere. */
function panelIn(box: Box, name: PanelName, { taken, free, height, shown }: Column): Box | null {
  const needs = leastOf(name, shown) - 1e-6;
  const own = tallest(spansIn(box, taken));
  if (own && (own.height >= needs || own.height >= box.height)) return { ...box, ...own };
  const other = tallest(spansIn({ ...box, y: GUTTER, height: height - 2 * GUTTER }, [...taken, free]));
  if (!other || other.height < needs) return null;
  const high = Math.min(other.height, Math.max(needs, box.height));
  return { ...box, y: name === "legend" ? other.y + other.height - high : other.y, height: high };
}

/** Of a list one row is enough while somebody calls. */
function leastOf(name: PanelName, shown: Shown): number {
  const { head, row, least } = shown.get(name)!;
  return head + row * Math.min(1, least);
}

/** As many whole lines of pictures as are left of their place. */
function tilesIn(box: Box, { count, columns }: Arrangement["tiles"], taken: readonly Box[]): Box | null {
  const own = tallest(spansIn(box, taken));
  const lines = Math.ceil(count / columns), each = (box.height - (lines - 1) * GUTTER) / lines;
  const fit = own ? Math.floor((own.height + GUTTER + 1e-6) / (each + GUTTER)) : 0;
  return own && fit > 0 ? { ...box, y: own.y, height: fit * (each + GUTTER) - GUTTER } : null;
}

function countIn(kept: Box, { height }: Box, { count, columns }: Arrangement["tiles"]): Arrangement["tiles"] {
  const lines = Math.round(Math.ceil(count / columns) * (kept.height + GUTTER) / (height + GUTTER));
  return { count: Math.min(count, lines * columns), columns };
}

/** The heights of a box that keep a gutter to everything else in its breadth. */
function spansIn(box: Box, taken: readonly Box[]): Span[] {
  const beside = taken.filter(({ x, width }) => x < box.x + box.width && x + width > box.x);
  return beside.reduce<Span[]>(
    (spans, { y, height }) =>
      spans.flatMap((span) => {
        const [above, below] = [y - GUTTER - span.y, span.y + span.height - (y + height + GUTTER)];
        if (above >= span.height || below >= span.height) return [span];
        return [
          ...(above > 0 ? [{ y: span.y, height: above }] : []),
          ...(below > 0 ? [{ y: y + height + GUTTER, height: below }] : []),
        ];
      }),
    [{ y: box.y, height: box.height }],
  );
}

function tallest(spans: readonly Span[]): Span | null {
  return spans.reduce<Span | null>((best, span) => best && best.height >= span.height ? best : span, null);
}
