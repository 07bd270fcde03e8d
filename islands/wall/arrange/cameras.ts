/** Where camera tiles stand: in a row below the map, in columns beside it, or at the foot of a narrow wall. */
import type { Box } from "../display.ts";
import { COLUMN, GUTTER, NEEDS } from "./panels.ts";

const WIDEST_TILE = 16.4, NARROWEST_TILE = 12.6;
const MOST_TILES = 4;

export interface Cameras {
  readonly box: Box;
  readonly tiles: { readonly count: number; readonly columns: number };
}

/** A row below the middle; it begins at the left edge where the ticker can spare the height. */
export function cameraRow(
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
export function cameraColumns(
  { side, top, tall }: { side: number; top: number; tall: number },
): Cameras | null {
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

export function cameraFoot(width: number, bottom: number): Cameras | null {
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
