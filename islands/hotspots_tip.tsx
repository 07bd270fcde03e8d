/** What a hexagon under the pointer holds: both counts, their difference, and whether it is a hotspot. */
import type { HotspotCell } from "../dashboards/hotspots.ts";
import type { HotspotWords } from "./hotspots_words.ts";
import type { Speech } from "./say.ts";

export interface Tip {
  readonly cell: HotspotCell;
  readonly map: number;
  /** Pixels within the map. */
  readonly x: number;
  readonly y: number;
}

export function HotspotTip({ tip, words, speech }: { tip: Tip; words: HotspotWords; speech: Speech }) {
  const { cell, x, y } = tip;
  return (
    <div
      class="hot-tip"
      role="tooltip"
      style={{ transform: `translate(${Math.round(x + 14)}px, ${Math.round(y + 14)}px)` }}
    >
      <strong>{words.incidents(speech.count(cell.count))}</strong>
      {cell.hot ? <span class="hot-badge">{words.hot}</span> : null}
      <span>{words.before} {speech.count(cell.before)} · {speech.difference(cell.count - cell.before)}</span>
    </div>
  );
}
