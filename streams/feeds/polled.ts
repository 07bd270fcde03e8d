/** Every feed that the city polls, by the kind that city.json names. */
import type { PolledFeed } from "../../store/city_folder.ts";
import { ArcgisFeed, type PollPorts } from "./arcgis.ts";

/** Polls until the signal; no feed can stop another. Resolves when all have ended. */
export async function runPolledFeeds(
  feeds: readonly PolledFeed[],
  ports: PollPorts,
  signal: AbortSignal,
): Promise<void> {
  await Promise.all(feeds.map((feed) => {
    switch (feed.kind) {
      case "arcgis":
        return new ArcgisFeed(feed, ports).run(signal);
    }
  }));
}
