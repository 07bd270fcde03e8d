/**
 * Which panel stands where on a wall of any shape. Pure: pixels and the size of type in, boxes out. Panels have a least
 * size in units of type; where room is short fewer are shown, and lists show fewer rows, but type never shrinks.
 */
import type { Box, Size } from "./display.ts";

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

export interface Room {
  readonly picture: Size;
  /** Size of body type, px: the unit of everything below. */
  readonly body: number;
  /** Panels that have something to show. */
  readonly shown: ReadonlySet<PanelName>;
}

/** Heights of a panel in units of body type: its head, a row, and how many rows are worth showing and are enough. */
export interface Need {
  readonly head: number;
  readonly row: number;
  readonly least: number;
  readonly most: number;
}

/** A panel without rows has its height as head. Each panel's own sheet keeps to these; a test in Chromium looks. */
export const NEEDS: Readonly<Record<PanelName, Need>> = {
  presets: { head: 2.1, row: 0, least: 0, most: 0 },
  ticker: { head: 2.7, row: 3.1, least: 3, most: 40 },
  tiles: { head: 0, row: 8.1, least: 1, most: 4 },
  selection: { head: 12, row: 1, least: 0, most: 40 },
  breakdown: { head: 2.7, row: 1.6, least: 4, most: 12 },
  hottest: { head: 2.7, row: 2.9, least: 2, most: 6 },
  feeds: { head: 2.7, row: 1.7, least: 1, most: 5 },
  legend: { head: 10.8, row: 0, least: 0, most: 0 },
};

const GUTTER = 0.6;
const STRIP_LINE = 4.6;
const LEAST_COLUMN = 16.4, COLUMN = 19.4;
const WIDEST_TILE = 16.4, NARROWEST_TILE = 12.6;
const MOST_TILES = 4;
/** A wall this wide for its type has room for a column of cameras and for a second column of panels. */
const SIDE_FOR_TWO = 35.6;

/** How many whole rows of a list fit into a box so high, px. */
export function rowsIn(panel: PanelName, height: number, body: number): number {
  const { head, row } = NEEDS[panel];
  return row === 0 ? 0 : Math.max(0, Math.floor((height / body - head) / row + 1e-6));
}

export function arrangement({ picture, body, shown }: Room): Arrangement {
  const width = picture.width / body;
  const height = picture.height / body;
  const side = width / 3 - 2 * GUTTER;
  const plan = side >= LEAST_COLUMN ? inColumns(width, height, shown) : stacked(width, height, shown);
  const px = (box: Box) => toPx(box, body);
  return {
    ...plan,
    strip: px(plan.strip),
    free: px(plan.free),
    panels: Object.fromEntries(Object.entries(plan.panels).map(([name, box]) => [name, px(box)])),
  };
}

/** Panels beside the map, within its outer thirds; cameras below it, or in a column of their own on a very wide wall. */
function inColumns(width: number, height: number, shown: ReadonlySet<PanelName>): Arrangement {
  const strip = { x: GUTTER, y: GUTTER, width: width - 2 * GUTTER, height: STRIP_LINE };
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
    stripLines: 1,
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

function rightColumns({ width, top, tall, side }: Side, shown: ReadonlySet<PanelName>) {
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
    : [["presets", "feeds", "legend"], ["breakdown", "hottest"], ["selection"]];
  const panels = lists.map((list, i) => stack(columns[i]!, list, shown));
  const used = columns.filter((_, i) => Object.keys(panels[i]!).length > 0);
  return { columns: used, panels: Object.assign({}, ...panels) as Arrangement["panels"] };
}

interface Cameras {
  readonly box: Box;
  readonly tiles: Arrangement["tiles"];
}

/** A row below the middle; it begins at the left edge where the ticker can spare the height. */
function cameraRow(
  { width, height, top, tall, until }: {
    width: number;
    height: number;
    top: number;
    tall: number;
    until: number;
  },
): Cameras | null {
  const { head, row, least } = NEEDS.ticker;
  const spare = Math.min(height / 3 - GUTTER, tall - head - row * least - GUTTER);
  const beside = Math.min(COLUMN, width / 3 - 2 * GUTTER) + 2 * GUTTER;
  const from = spare >= NARROWEST_TILE * 9 / 16 ? GUTTER : beside;
  const most = Math.min(height / 3 - GUTTER, tall);
  const room = until - from;
  const count = Math.min(MOST_TILES, Math.floor((room + GUTTER) / (NARROWEST_TILE + GUTTER)));
  if (count < 1) return null;
  const each = Math.min(
    WIDEST_TILE,
    (room - (count - 1) * GUTTER) / count,
    (from === GUTTER ? Math.min(spare, most) : most) * 16 / 9,
  );
  if (each < NARROWEST_TILE - 1e-9) return null;
  const high = each * 9 / 16;
  const box = {
    x: from,
    y: top + tall - high,
    width: count * each + (count - 1) * GUTTER,
    height: high,
  };
  return { box, tiles: { count, columns: count } };
}

/** As many whole pictures of 16:9 as stand above each other, and the width that makes them fill the height. */
function cameraColumns({ side, top, tall }: { side: number; top: number; tall: number }): Cameras | null {
  const rows = Math.floor((tall + GUTTER) / (NARROWEST_TILE * 9 / 16 + GUTTER));
  const fitting = Math.ceil((tall + GUTTER) / (WIDEST_TILE * 9 / 16 + GUTTER));
  const high = rows < 1 ? 0 : (tall - (Math.min(rows, fitting) - 1) * GUTTER) / Math.min(rows, fitting);
  const each = Math.min(WIDEST_TILE, high * 16 / 9);
  const columns = Math.min(2, Math.floor((side - COLUMN) / (each + GUTTER)));
  if (each < NARROWEST_TILE || columns < 1) return null;
  const lines = Math.min(rows, fitting, Math.ceil(8 / columns));
  return {
    box: {
      x: 0,
      y: top,
      width: columns * each + (columns - 1) * GUTTER,
      height: lines * each * 9 / 16 + (lines - 1) * GUTTER,
    },
    tiles: { count: lines * columns, columns },
  };
}

/** A narrow wall: the map in the middle; what is chosen above it, what happens and cameras below. */
function stacked(width: number, height: number, shown: ReadonlySet<PanelName>): Arrangement {
  const third = height / 3;
  const stripLines = Math.max(
    1,
    Math.min(3, Math.ceil(66 / width), Math.floor((third - 2 * GUTTER) / STRIP_LINE)),
  );
  const strip = {
    x: GUTTER,
    y: GUTTER,
    width: width - 2 * GUTTER,
    height: Math.min(STRIP_LINE * stripLines, third - 2 * GUTTER),
  };
  const top = strip.y + strip.height + GUTTER;
  const half = (width - 3 * GUTTER) / 2;
  const two = half >= LEAST_COLUMN;
  const each = two ? Math.min(half, 24) : width - 2 * GUTTER;
  const rightX = width - GUTTER - each;
  const upper = { x: rightX, y: top, width: each, height: third - top };
  const above = stack(upper, ["presets", "legend"], shown);
  const bottom = height - GUTTER;
  const row = shown.has("tiles") && third > 20 ? cameraFoot(width, bottom) : null;
  const lowTop = 2 * third;
  const low = { y: lowTop, height: (row ? row.box.y - GUTTER : bottom) - lowTop };
  const list: readonly PanelName[] = shown.has("selection")
    ? ["selection"]
    : ["breakdown", "hottest", "feeds"];
  const right = two || shown.has("selection") ? stack({ x: rightX, width: each, ...low }, list, shown) : {};
  const left = two || Object.keys(right).length === 0
    ? stack({ x: GUTTER, width: each, ...low }, ["ticker"], shown)
    : {};
  return {
    shape: "stacked",
    strip,
    stripLines,
    panels: { ...above, ...left, ...right, ...(row ? { tiles: row.box } : {}) },
    free: { x: GUTTER, y: third, width: width - 2 * GUTTER, height: third },
    tiles: row ? row.tiles : { count: 0, columns: 0 },
  };
}

function cameraFoot(width: number, bottom: number): Cameras | null {
  const room = width - 2 * GUTTER;
  const count = Math.min(MOST_TILES, Math.floor((room + GUTTER) / (NARROWEST_TILE + GUTTER)));
  if (count < 1) return null;
  // A picture is cut at top and bottom where its place is wider, and not by more than a third.
  const each = Math.min(WIDEST_TILE * 1.4, (room - (count - 1) * GUTTER) / count);
  const high = Math.min(each, WIDEST_TILE) * 9 / 16;
  return {
    box: { x: GUTTER, y: bottom - high, width: count * each + (count - 1) * GUTTER, height: high },
    tiles: { count, columns: count },
  };
}

/** Who stays when not all fit, the most needed first. */
const RANK: readonly PanelName[] = [
  "selection",
  "ticker",
  "legend",
  "presets",
  "breakdown",
  "hottest",
  "feeds",
  "tiles",
];

/** Panels below each other from the top, the legend at the bottom; rows are shared out by rank. */
function stack(
  column: Box,
  list: readonly PanelName[],
  shown: ReadonlySet<PanelName>,
): Partial<Record<PanelName, Box>> {
  const kept = RANK.filter((name) => list.includes(name) && shown.has(name));
  while (kept.length > 0 && leastHeight(kept) > column.height + 1e-9) kept.pop();
  let spare = column.height - leastHeight(kept);
  const heights = new Map(kept.map((name) => [name, leastOf(name)]));
  for (const name of kept) {
    const { row, least, most } = NEEDS[name];
    const more = row === 0 ? 0 : Math.min(most - least, Math.floor(spare / row + 1e-9));
    heights.set(name, heights.get(name)! + more * row);
    spare -= more * row;
    // Less than a row is left: its rows stand a little further apart, rather than a gap below them.
    if (more > 0 && spare < row && name !== "tiles") {
      heights.set(name, heights.get(name)! + spare);
      spare = 0;
    }
  }
  const boxes: Partial<Record<PanelName, Box>> = {};
  let y = column.y;
  for (const name of list.filter((name) => heights.has(name))) {
    const height = heights.get(name)!;
    if (name === "legend") y = column.y + column.height - height;
    boxes[name] = { x: column.x, y, width: column.width, height };
    y += height + GUTTER;
  }
  return boxes;
}

function leastOf(name: PanelName): number {
  const { head, row, least } = NEEDS[name];
  return head + row * least;
}

function leastHeight(names: readonly PanelName[]): number {
  return names.reduce((sum, name) => sum + leastOf(name), 0) + Math.max(0, names.length - 1) * GUTTER;
}

function moved(box: Box, x: number): Box {
  return { ...box, x };
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
