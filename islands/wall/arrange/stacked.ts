/** A narrow wall: panels above and below the map. */
import { cameraFoot } from "./cameras.ts";
import {
  type Arrangement,
  GUTTER,
  LEAST_COLUMN,
  type PanelName,
  type Plan,
  type Shown,
  STRIP_LINE,
} from "./panels.ts";
import { stack } from "./stack.ts";

/** The strip of a narrow wall has so many lines that its figures, or its feeds too, have one to themselves. */
const STRIP_WIDTH = 66;

/** A narrow wall: the map in the middle; what is chosen and what it means above it, what happens and cameras below. */
export function stacked(width: number, height: number, shown: Shown): Plan {
  const third = height / 3;
  const stripLines = Math.max(
    1,
    Math.min(3, Math.ceil(STRIP_WIDTH / width), Math.floor((third - 2 * GUTTER) / STRIP_LINE)),
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
  const upper = { y: top, width: each, height: third - top };
  const above = two
    ? {
      ...stack({ ...upper, x: GUTTER }, ["presets", "hottest"], shown),
      ...fromTop(stack({ ...upper, x: rightX }, ["legend"], shown), top),
    }
    : stack({ ...upper, x: rightX }, ["presets", "legend"], shown);
  const bottom = height - GUTTER;
  const selecting = shown.has("selection");
  // A selection stands as high as it can: cameras are then below the other column only.
  const footWidth = selecting && two ? each + 2 * GUTTER : width;
  const row = shown.has("tiles") && third > 20 ? cameraFoot(footWidth, bottom) : null;
  const lowTop = 2 * third;
  const low = { y: lowTop, height: (row ? row.box.y - GUTTER : bottom) - lowTop };
  const list: readonly PanelName[] = selecting
    ? ["selection"]
    : two
    ? ["breakdown", "feeds"]
    : ["breakdown", "hottest", "feeds"];
  const high = selecting && two ? { y: lowTop, height: bottom - lowTop } : low;
  const right = two || selecting ? stack({ x: rightX, width: each, ...high }, list, shown) : {};
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

/** The legend stands right below the strip, not at the edge of the middle. */
function fromTop(boxes: Arrangement["panels"], top: number): Arrangement["panels"] {
  return boxes.legend ? { legend: { ...boxes.legend, y: top } } : {};
}
