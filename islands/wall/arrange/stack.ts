/** Panels below each other in one column: who stays when room is short, and who gets how many rows. */
import type { Box } from "../display.ts";
import { GUTTER, type PanelName, type Shown } from "./panels.ts";

/** Who stays when not all fit, the most needed first. */
export const RANK: readonly PanelName[] = [
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
export function stack(
  column: Box,
  list: readonly PanelName[],
  shown: Shown,
): Partial<Record<PanelName, Box>> {
  const kept = RANK.filter((name) => list.includes(name) && shown.has(name));
  while (kept.length > 0 && leastHeight(kept, shown) > column.height + 1e-9) kept.pop();
  let spare = column.height - leastHeight(kept, shown);
  const heights = new Map(kept.map((name) => [name, leastOf(name, shown)]));
  for (const name of kept) {
    const { row, least, most } = shown.get(name)!;
    const more = row === 0 ? 0 : Math.min(most - least, Math.floor(spare / row + 1e-9));
    heights.set(name, heights.get(name)! + more * row);
    spare -= more * row;
    // Less than a row is left: its rows stand a little further apart, rather than a gap below them.
    if (most > least && spare < row && name !== "tiles") {
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

function leastOf(name: PanelName, shown: Shown): number {
  const { head, row, least } = shown.get(name)!;
  return head + row * least;
}

function leastHeight(names: readonly PanelName[], shown: Shown): number {
  return names.reduce((sum, name) => sum + leastOf(name, shown), 0) + Math.max(0, names.length - 1) * GUTTER;
}
