/** A wall with panels in columns beside the map, within its outer thirds. */
import type { Box } from "../display.ts";
import { cameraColumns, cameraRow } from "./cameras.ts";
import {
  type Arrangement,
  COLUMN,
  GUTTER,
  LEAST_COLUMN,
  type PanelName,
  type Plan,
  type Shown,
  STRIP_LINE,
} from "./panels.ts";
import { stack } from "./stack.ts";

/** All figures of the strip stand in one line beside city, clock and feeds from this width on. */
const ONE_LINE = 76;
/** and a second line costs no panel from this height on. */
const TWO_LINES = 40;
/** A wall this wide for its type has room for a column of cameras and for a second column of panels. */
const SIDE_FOR_TWO = 35.6;

/** Panels beside the map, within its outer thirds; cameras below it, or in a column of their own on a very wide wall. */
export function inColumns(width: number, height: number, shown: Shown): Plan {
  const stripLines = width < ONE_LINE && height >= TWO_LINES ? 2 : 1;
  const strip = { x: GUTTER, y: GUTTER, width: width - 2 * GUTTER, height: STRIP_LINE * stripLines };
  const top = strip.y + strip.height + GUTTER;
  const tall = height - top - GUTTER;
  const side = width / 3 - 2 * GUTTER;
  const wide = side >= SIDE_FOR_TWO;
  const right = rightColumns({ width, top, tall, side }, shown);
  const edge = Math.min(...right.columns.map(({ x }) => x), width - GUTTER);
  const cameras = !shown.has("tiles")
    ? null
    : wide
    ? cameraColumns({ side, top, tall })
    : cameraRow({ width, height, top, tall, until: edge - GUTTER });
  const ticker = {
    x: GUTTER,
    y: top,
    width: wide && cameras ? Math.min(22, side - cameras.box.width - GUTTER) : Math.min(COLUMN, side),
    height: !wide && cameras?.box.x === GUTTER ? tall - cameras.box.height - GUTTER : tall,
  };
  const tiles = cameras && wide ? moved(cameras.box, ticker.x + ticker.width + GUTTER) : cameras?.box;
  const left = shown.has("ticker") ? stack(ticker, ["ticker"], shown) : {};
  const from = GUTTER + (wide && tiles ? tiles.x + tiles.width : ticker.x + ticker.width);
  const below = tiles && !wide ? tiles.y - GUTTER : height - GUTTER;
  return {
    shape: "columns",
    strip,
    stripLines,
    panels: { ...left, ...right.panels, ...(tiles ? { tiles } : {}) },
    free: { x: from, y: top, width: edge - GUTTER - from, height: below - top },
    tiles: cameras ? cameras.tiles : { count: 0, columns: 0 },
  };
}

interface Side {
  readonly width: number;
  readonly top: number;
  readonly tall: number;
  readonly side: number;
}

function rightColumns({ width, top, tall, side }: Side, shown: Shown) {
  const count = Math.min(3, Math.max(1, Math.floor((side + GUTTER) / (LEAST_COLUMN + GUTTER))));
  const each = Math.min(COLUMN, (side - (count - 1) * GUTTER) / count);
  const columns = Array.from({ length: count }, (_, i) => ({
    x: width - (i + 1) * (each + GUTTER),
    y: top,
    width: each,
    height: tall,
  }));
  // The selection takes the inner column, nearest to what was selected.
  const selecting = shown.has("selection");
  const lists: readonly (readonly PanelName[])[] = count === 1
    ? [
      selecting ? ["presets", "selection", "legend"] : ["presets", "breakdown", "hottest", "feeds", "legend"],
    ]
    : count === 2
    ? [["presets", "breakdown", "feeds", "legend"], [selecting ? "selection" : "hottest"]]
    // Nothing moves for a selection, which has a column of its own; without one the others leave no column half empty.
    : [["presets", "hottest", "feeds", "legend"], ["breakdown"], ["selection"]];
  const panels = lists.map((list, i) => stack(columns[i]!, list, shown));
  const used = columns.filter((_, i) => Object.keys(panels[i]!).length > 0);
  return { columns: used, panels: Object.assign({}, ...panels) as Arrangement["panels"] };
}

function moved(box: Box, x: number): Box {
  return { ...box, x };
}
