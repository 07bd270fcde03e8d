/** The health of what feeds the wall: how long since each feed's last word, and after how long it counts as late. */
import type { FeedHealth, FeedState, Pulse } from "../../streams/wire.ts";
import type { Speech } from "../say.ts";
import type { Words } from "../words.ts";
import { useWall } from "./model.ts";
import { HealthShape } from "./shape.tsx";

const ORDER: Readonly<Record<FeedState, number>> = { down: 0, quiet: 1, live: 2, waiting: 3 };
/** Two columns of three lines: more would push the figures aside. */
const MOST_LINES = 6;
/** A display whose clock is off says so: its own times are corrected by the server's. */
const SKEW_MS = 2_000;

/** The worst first; those beyond the room of the strip are counted. */
export function FeedsHealth() {
  const { live, speech: { value: speech }, now: { value: now } } = useWall();
  const { words } = speech;
  const { pulse, offset, epoch } = live.state.value;
  if (!pulse) return <div class="health" />;
  const feeds = [...pulse.feeds].sort((a, b) => ORDER[a.state] - ORDER[b.state]);
  const skewed = epoch !== null && Math.abs(offset) >= SKEW_MS;
  const room = MOST_LINES - 1 - (skewed ? 1 : 0) - (pulse.progress ? 1 : 0);
  const shown = feeds.slice(0, feeds.length > room ? room - 1 : room);
  return (
    <div class="health">
      <p class="health-title" title={words.feedsHow}>{words.feedsRule}</p>
      <ul aria-label={words.feedsTitle}>
        <EngineState pulse={pulse} speech={speech} />
        {shown.map((feed) => (
          <li
            key={`${feed.feed}/${feed.kind}`}
            class={`health-${feed.state}`}
            title={`${speech.feed(feed.feed)} · ${feed.error ?? feedTold(feed, now, speech)}`}
          >
            <HealthShape state={feed.state} name={stateWord(feed.state, words)} />
            <span class="health-name">{feedName(feed, feeds, speech)}</span>
            <span class="age">{feedAge(feed, now, speech)}</span>
          </li>
        ))}
        {feeds.length > shown.length
          ? <li class="age">{words.moreFeeds(feeds.length - shown.length)}</li>
          : null}
        {skewed
          ? (
            <li class="health-quiet" title={words.clockSkewLong(speech.age(Math.abs(offset)))}>
              <span class="health-name">{words.clockSkew(speech.age(Math.abs(offset)))}</span>
            </li>
          )
          : null}
        {pulse.progress
          ? <li class="age">{words.progress[pulse.progress.kind](speech.percent(pulse.progress.share))}</li>
          : null}
        {feeds.length === 0 ? <li class="age">{words.noFeeds}</li> : null}
      </ul>
    </div>
  );
}

/** The kind alone says enough while it has one feed only. */
function feedName({ feed, kind }: FeedHealth, feeds: readonly FeedHealth[], speech: Speech): string {
  const alone = feeds.filter((other) => other.kind === kind).length === 1;
  const { feedKind } = speech.words;
  return alone ? feedKind[kind] : `${feedKind[kind]} ${speech.feed(feed)}`;
}

function EngineState({ pulse, speech }: { pulse: Pulse; speech: Speech }) {
  const { words } = speech;
  const up = pulse.engine === "up";
  const state: FeedState = up ? "live" : "down";
  return (
    <li class={`health-${state}`} title={up ? "" : words.engineDown(speech.count(pulse.backlog))}>
      <HealthShape state={state} name={stateWord(state, words)} />
      <span class="health-name">{words.engine}</span>
      <span class="age">{up ? words.feedLive : words.engineWaits(speech.count(pulse.backlog))}</span>
    </li>
  );
}

/** Age over limit, so that a green dot says why it is green. A feed without a rhythm sends when something changes. */
function feedAge({ last, state, lateAfterMs }: FeedHealth, now: number, speech: Speech): string {
  const { words } = speech;
  if (last === null) return words.feedWaiting;
  if (lateAfterMs !== undefined) return speech.ageOf(now - last, lateAfterMs);
  return state === "down" ? speech.age(now - last) : words.onChange;
}

/** The same in a sentence. */
function feedTold({ last, lateAfterMs, reasons }: FeedHealth, now: number, speech: Speech): string {
  const { words } = speech;
  return [
    last === null ? words.feedWaiting : words.feedLast(speech.when(last, now)),
    lateAfterMs === undefined ? words.onChange : words.feedNormal(speech.age(lateAfterMs)),
    ...Object.entries(reasons).map(([reason, n]) => `${reason} ${n}`),
  ].join(" · ");
}

function stateWord(state: FeedState, words: Words): string {
  return {
    live: words.feedLive,
    quiet: words.feedQuiet,
    down: words.feedDown,
    waiting: words.feedWaiting,
  }[state];
}
