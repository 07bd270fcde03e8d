/** Which feeds are late against their own rhythm. Pure. */
import type { FeedHealth } from "../../streams/wire.ts";
import type { LayerName } from "../layers.ts";

/** The worst first, then the longest silent. */
export function silentFeeds(feeds: readonly FeedHealth[]): FeedHealth[] {
  return feeds.filter(({ state }) => state === "down" || state === "quiet")
    .sort((a, b) => a.state === b.state ? (a.last ?? 0) - (b.last ?? 0) : a.state === "down" ? -1 : 1);
}

/** Which layer of the map each kind of feed draws; weather draws none. */
const DRAWS = { fixes: "workers", incidents: "incidents", cameras: "cameras" } as const;

export interface LateLayer {
  readonly kind: keyof typeof DRAWS;
  /** The last that came, epoch ms; null when nothing ever did. */
  readonly last: number | null;
}

/** Layers that nothing feeds any more: every feed of their kind is late. One of several that still comes keeps its layer. */
export function lateLayers(feeds: readonly FeedHealth[]): ReadonlyMap<LayerName, LateLayer> {
  const late = new Map<LayerName, LateLayer>();
  for (const kind of ["fixes", "incidents", "cameras"] as const) {
    const own = feeds.filter((feed) => feed.kind === kind);
    if (own.length === 0 || silentFeeds(own).length < own.length) continue;
    const times = own.flatMap(({ last }) => last ?? []);
    late.set(DRAWS[kind], { kind, last: times.length > 0 ? Math.max(...times) : null });
  }
  return late;
}
