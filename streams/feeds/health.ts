/** What is known of each feed: what it sent, what was refused and why, and whether it is alive. Pure. */
import type { FeedHealth, FeedState } from "../wire.ts";

/** Nothing accepted for so long makes a feed that pushes "quiet". */
const QUIET_AFTER_MS: Record<FeedHealth["kind"], number> = {
  fixes: 60_000,
  incidents: 30 * 60_000,
  // Camera lists are sent when they change.
  cameras: Infinity,
  weather: 45 * 60_000,
};

export interface Tally {
  readonly accepted: number;
  /** Refusals by reason. */
  readonly rejected?: ReadonlyMap<string, number> | undefined;
  /** Accepted and not shown, by reason. */
  readonly flagged?: ReadonlyMap<string, number> | undefined;
}

class Feed {
  accepted = 0;
  rejected = 0;
  flagged = 0;
  last: number | null = null;
  error: string | null = null;
  readonly reasons = new Map<string, number>();
  /** Nothing accepted for so long makes it "quiet". */
  quietAfter: number;

  constructor(readonly name: string, readonly kind: FeedHealth["kind"]) {
    this.quietAfter = QUIET_AFTER_MS[kind];
  }

  state(now: number): FeedState {
    if (this.error !== null) return "down";
    if (this.last === null) return "waiting";
    return now - this.last > this.quietAfter ? "quiet" : "live";
  }
}

/** One line a feed and kind, made when the feed is first heard of or expected. */
export class FeedBook {
  readonly #feeds = new Map<string, Feed>();
  #fixes = 0;
  #rate = 0;
  #rateAt = 0;

  /** Makes the feed known before it sends, so that screens can say they wait for it. */
  expect(name: string, kind: FeedHealth["kind"]): void {
    this.#feed(name, kind);
  }

  /** A feed that is made of whoever happens to send, such as phones: no silence of it is a fault. */
  neverLate(name: string, kind: FeedHealth["kind"]): void {
    this.#feed(name, kind).quietAfter = Infinity;
  }

  note(name: string, kind: FeedHealth["kind"], tally: Tally, now: number): void {
    const feed = this.#feed(name, kind);
    if (tally.accepted > 0) {
      feed.last = now;
      feed.error = null;
    }
    feed.accepted += tally.accepted;
    if (kind === "fixes") this.#fixes += tally.accepted;
    feed.rejected += count(feed, tally.rejected);
    feed.flagged += count(feed, tally.flagged);
  }

  /** A polled feed answered, even if with nothing new. */
  heard(name: string, kind: FeedHealth["kind"], now: number): void {
    const feed = this.#feed(name, kind);
    feed.last = now;
    feed.error = null;
  }

  down(name: string, kind: FeedHealth["kind"], error: string): void {
    this.#feed(name, kind).error = error;
  }

  health(now: number): FeedHealth[] {
    return [...this.#feeds.values()].map((feed) => ({
      feed: feed.name,
      kind: feed.kind,
      state: feed.state(now),
      last: feed.last,
      accepted: feed.accepted,
      rejected: feed.rejected,
      flagged: feed.flagged,
      reasons: Object.fromEntries(feed.reasons),
      ...(Number.isFinite(feed.quietAfter) ? { lateAfterMs: feed.quietAfter } : {}),
      ...(feed.error === null ? {} : { error: feed.error }),
    }));
  }

  /** Accepted fixes a second, over the last whole measure of at least two seconds. */
  fixesPerSecond(now: number): number {
    if (this.#rateAt === 0) this.#rateAt = now;
    const seconds = (now - this.#rateAt) / 1000;
    if (seconds >= 2) {
      this.#rate = this.#fixes / seconds;
      this.#fixes = 0;
      this.#rateAt = now;
    }
    return Math.round(this.#rate * 10) / 10;
  }

  #feed(name: string, kind: FeedHealth["kind"]): Feed {
    const key = `${kind} ${name}`;
    let feed = this.#feeds.get(key);
    if (!feed) this.#feeds.set(key, feed = new Feed(name, kind));
    return feed;
  }
}

function count(feed: Feed, reasons: ReadonlyMap<string, number> | undefined): number {
  let total = 0;
  for (const [reason, times] of reasons ?? []) {
    feed.reasons.set(reason, (feed.reasons.get(reason) ?? 0) + times);
    total += times;
  }
  return total;
}
