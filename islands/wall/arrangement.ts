/**
 * Which panel stands where on a wall of any shape. Pure: pixels and the size of type in, boxes out. Panels have a least
 * size in units of type; where room is short fewer are shown, and lists show fewer rows, but type never shrinks.
 */
import { inColumns } from "./arrange/columns.ts";
import {
  type Arrangement,
  GUTTER,
  LEAST_COLUMN,
  needsOf,
  type PanelName,
  type Plan,
  SOS_LINE,
  SOS_NOTE,
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
  readonly sos?: { readonly calls: number; readonly note: boolean };
}

/** Calls for help cover nothing: they take a part of the height, and everything else has the rest. */
export function arrangement({ picture, body, shown, legend, sos }: Room): Arrangement {
  const width = picture.width / body;
  const whole = picture.height / body;
  const calls = Math.min(whole / 2, sos ? sos.calls * SOS_LINE + (sos.note ? SOS_NOTE : 0) : 0);
  const height = whole - calls;
  const plan = planned({ width, height }, shown, legend);
  const px = (box: Box) => toPx({ ...box, y: box.y + calls }, body);
  return {
    ...plan,
    sos: toPx({ x: 0, y: 0, width, height: calls }, body),
    strip: px(plan.strip),
    free: px(plan.free),
    panels: Object.fromEntries(Object.entries(plan.panels).map(([name, box]) => [name, px(box)])),
  };
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
