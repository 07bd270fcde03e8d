/** Which feeds are late against their own rhythm. Pure. */
import type { FeedHealth } from "../../streams/wire.ts";

/** The worst first, then the longest silent. */
export function silentFeeds(feeds: readonly FeedHealth[]): FeedHealth[] {
  return feeds.filter(({ state }) => state === "down" || state === "quiet")
    .sort((a, b) => a.state === b.state ? (a.last ?? 0) - (b.last ?? 0) : a.state === "down" ? -1 : 1);
}
