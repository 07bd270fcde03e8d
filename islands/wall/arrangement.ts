/**
 * Which panel stands where on a wall of any shape. Pure: pixels and the size of type in, boxes out. Panels have a least
 * size in units of type; where room is short fewer are shown, and lists show fewer rows, but type never shrinks.
 */
import { aroundBands, bandOf, type Calls } from "./arrange/bands.ts";
import { inColumns } from "./arrange/columns.ts";
import {
  type Arrangement,
  GUTTER,
  LEAST_COLUMN,
  needsOf,
  type PanelName,
  type Plan,
  SOS_LINE,
} from "./arrange/panels.ts";
import { stacked } from "./arrange/stacked.ts";
import type { Box, Size } from "./display.ts";

export {
  type Arrangement,
  type Need,
  needsOf,
  type PanelName,
  PANELS,
  rowsIn,
  type Shape,
} from "./arrange/panels.ts";

export interface Room {
  readonly picture: Size;
  /** Size of body type, px: the unit of everything below. */
  readonly body: number;
  /** Panels that have something to show. */
  readonly shown: ReadonlySet<PanelName>;
  /** Height of the legend in units of body type, where there is more in it than usual. */
  readonly legend?: number;
  /** Lines of calls for help, and whether something is said below them. */
  readonly sos?: Calls;
  /** Where each row of screens begins, px; one row if not said. */
  readonly rows?: readonly number[];
}

const NOBODY: Calls = { calls: 0, note: false };
const ONE_ROW = [0] as const;

/** Calls for help cover nothing: they take a part of the height, and everything else has the rest. */
export function arrangement(
  { picture, body, shown, legend, sos = NOBODY, rows = ONE_ROW }: Room,
): Arrangement {
  const width = picture.width / body;
  const whole = picture.height / body;
  const tops = rows.map((top) => top / body);
  const row = tops[1] ?? whole;
  // The strip of figures stands in the upper row.
  const figures = planned({ width, height: whole }, shown, legend).strip.height + 3 * GUTTER;
  const { calls, height: band } = bandOf(sos, Math.min(row / 2, Math.max(SOS_LINE, row - figures)));
  const plan = below(planned({ width, height: whole - band }, shown, legend), band);
  const first = plan.strip.y + plan.strip.height + GUTTER;
  const bands = tops.filter((y) => band > 0 && (y === 0 || y >= first))
    .map((y) => ({ x: 0, y, width, height: band }));
  const clear = bands.length < 2
    ? { plan, bands }
    : aroundBands(plan, bands, { height: whole, shown: needsOf(shown, legend) });
  const { strip, free, panels, ...rest } = clear.plan;
  const px = (box: Box) => toPx(box, body);
  return {
    ...rest,
    calls,
    sos: clear.bands.map(px),
    strip: px(strip),
    free: px(free),
    panels: eachOf(panels, px),
  };
}

function below(plan: Plan, height: number): Plan {
  const lower = (box: Box) => ({ ...box, y: box.y + height });
  return { ...plan, strip: lower(plan.strip), free: lower(plan.free), panels: eachOf(plan.panels, lower) };
}

function eachOf(panels: Plan["panels"], how: (box: Box) => Box): Plan["panels"] {
  return Object.fromEntries(Object.entries(panels).map(([name, box]) => [name, how(box)]));
}

/** By so much a legend becomes shorter that does not fit. */
const LESS = 0.25;

/** Where there is no room for a long legend it is as high as it can be, and scrolls, rather than go. */
function planned({ width, height }: Size, shown: ReadonlySet<PanelName>, legend = 0): Plan {
  const needs = needsOf(shown, legend);
  const side = width / 3 - 2 * GUTTER;
  const plan = side >= LEAST_COLUMN ? inColumns(width, height, needs) : stacked(width, height, needs);
  const missing = legend > 0 && shown.has("legend") && !plan.panels.legend;
  return missing ? planned({ width, height }, shown, Math.max(0, legend - LESS)) : plan;
}

/** To whole pixels, by edges, so that neighbours keep their gap. */
function toPx({ x, y, width, height }: Box, body: number): Box {
  const [left, top] = [Math.round(x * body), Math.round(y * body)];
  return {
    x: left,
    y: top,
    width: Math.floor((x + width) * body + 1e-6) - left,
    height: Math.floor((y + height) * body + 1e-6) - top,
  };
}
