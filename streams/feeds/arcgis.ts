/**
 * A feed that asks an ArcGIS feature service for everything that is open now. What vanishes from the list is closed and may
 * come back; a poll that failed in any way changes nothing but the feed's health.
 */
import type { Bounds } from "../../geo/place.ts";
import type { PolledFeed } from "../../store/city_folder.ts";
import type { Incident } from "../record.ts";
import { Rejections } from "../parse/rejection.ts";
import { incidentOf } from "./arcgis_incident.ts";
import { backoffMs } from "./backoff.ts";
import { type Attributes, readFeatureSet } from "./feature_set.ts";
import { FetchFault, fetchText } from "./fetch_text.ts";
import type { FeedBook } from "./health.ts";
import { compareLists, listOf, type OpenList } from "./open_list.ts";
import { sleep } from "./sleep.ts";

const MOST_BYTES = 32 * 1024 * 1024;
const TIMEOUT_MS = 30_000;

export interface PollPorts {
  readonly bounds: Bounds;
  readonly book: FeedBook;
  /** Resolves when the incidents are kept for good. */
  readonly keep: (feed: string, incidents: readonly Incident[]) => Promise<unknown>;
  /** What is open now, of any source; asked once, so that a restart closes what vanished meanwhile. */
  readonly open: () => Iterable<Incident>;
  readonly now: () => number;
  readonly random: () => number;
  readonly report: (stage: string, error: unknown) => void;
}

export class ArcgisFeed {
  #open: OpenList | null = null;
  /** Refused features of the last list, so that each is counted once and not with every poll. */
  #refused: ReadonlySet<string> = new Set();
  #empty = false;
  #failures = 0;

  constructor(private readonly feed: PolledFeed, private readonly ports: PollPorts) {
    ports.book.expect(feed.name, "incidents");
  }

  /** Polls until the signal. Never rejects. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const good = await this.poll(signal);
      const wait = good ? this.feed.everySeconds * 1000 : backoffMs(this.#failures, this.ports.random());
      await sleep(wait, signal);
    }
  }

  /** Asks once; false when nothing could be learned. Never rejects. */
  async poll(signal: AbortSignal): Promise<boolean> {
    try {
      const answer = readFeatureSet(
        await fetchText(queryUrl(this.feed.url), {
          mostBytes: MOST_BYTES,
          timeoutMs: TIMEOUT_MS,
          signal,
        }),
      );
      if (answer.kind === "failed") return this.#down(answer.why);
      await this.#take(answer.features, answer.cut);
      return true;
    } catch (error) {
      if (signal.aborted) return false;
      if (error instanceof FetchFault) return this.#down(error.message);
      this.ports.report(`poll ${this.feed.name}`, error);
      return this.#down("what it sent could not be kept; the log says why");
    }
  }

  async #take(features: readonly Attributes[], cut: boolean): Promise<void> {
    const { name } = this.feed;
    const { ports } = this;
    this.#open ??= listOf(name, ports.open());
    const { listed, rejections, refused } = this.#read(features);
    // Services that stumble sometimes answer an empty list; only two in a row mean that nothing is open.
    const doubtful = features.length === 0 && !this.#empty;
    this.#empty = features.length === 0;
    const { changes, next } = compareLists(this.#open, listed, !cut && !doubtful);
    if (changes.length > 0) await ports.keep(name, changes);
    this.#open = next;
    this.#refused = refused;
    this.#failures = 0;
    ports.book.note(name, "incidents", { accepted: 0, rejected: rejections.counts }, ports.now());
    ports.book.heard(name, "incidents", ports.now());
  }

  #read(features: readonly Attributes[]) {
    const listed = new Map<string, Incident>();
    const rejections = new Rejections();
    const refused = new Set<string>();
    const rules = { bounds: this.ports.bounds, datum: this.feed.datum, now: this.ports.now() };
    features.forEach((attributes, index) => {
      const parsed = incidentOf(attributes, this.feed, rules);
      if (parsed.ok) return listed.set(parsed.value.id, parsed.value);
      const content = JSON.stringify(attributes);
      refused.add(content);
      if (!this.#refused.has(content)) rejections.add(index, parsed.reason, parsed.detail);
    });
    return { listed, rejections, refused };
  }

  #down(why: string): false {
    this.#failures++;
    this.ports.book.down(this.feed.name, "incidents", why);
    return false;
  }
}

/** Adds what a query needs and the city file leaves out. */
export function queryUrl(text: string): URL {
  const url = new URL(text);
  const defaults = { where: "1=1", outFields: "*", returnGeometry: "false", f: "json" };
  for (const [name, value] of Object.entries(defaults)) {
    if (!url.searchParams.has(name)) url.searchParams.set(name, value);
  }
  return url;
}
