/** Feeds that are late against their own rhythm: since when, and what the wall therefore does not show. */
import { useWall } from "./model.ts";
import { useRows } from "./rows.ts";
import { HealthShape } from "./shape.tsx";
import { silentFeeds } from "./silent.ts";

export function SilentFeeds() {
  const model = useWall();
  const speech = model.speech.value;
  const { words } = speech;
  const silent = silentFeeds(model.live.state.value.pulse?.feeds ?? []);
  const rows = useRows("feeds");
  return (
    <section class="panel list-panel feeds" aria-labelledby="feeds-title">
      <h2 id="feeds-title">
        {words.silentFeeds}
        {silent.length > rows ? <span class="age">{words.moreFeeds(silent.length - rows)}</span> : null}
      </h2>
      <ul>
        {silent.slice(0, rows).map((feed) => (
          <li key={`${feed.feed}/${feed.kind}`} class={`health-${feed.state}`} title={feed.error ?? ""}>
            <HealthShape state={feed.state} name={feed.state === "down" ? words.feedDown : words.feedQuiet} />
            <span class="feed-name">{words.feedMissing[feed.kind]} · {speech.feed(feed.feed)}</span>
            <span class="age">
              {feed.last === null ? words.feedWaiting : speech.when(feed.last, model.now.value)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
