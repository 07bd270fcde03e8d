/** Keeps the reach of the city counted as long as somebody looks at it: anew every few seconds, a few milliseconds at a time. */
import { cellsIn, placeOf } from "../geo/cell.ts";
import type { Place } from "../geo/place.ts";
import type { Travel } from "../geo/travel.ts";
import { type ReachOptions, ReachPass } from "./reach.ts";

export interface ReachBookOptions extends ReachOptions {
  /** Codes of the areas of a place; cells outside of all are left out, where the city has areas. */
  readonly areasOf: (place: Place) => readonly string[];
  readonly hasAreas: boolean;
  readonly travel: () => Travel;
  readonly now: () => number;
  readonly report: (stage: string, error: unknown) => void;
}

export interface ReachCounted {
  readonly resolution: number;
  readonly asOf: number;
  readonly cells: readonly string[];
  /** See {@link ReachPass}. */
  readonly left: Float32Array;
  readonly worker: Int32Array;
  /** How long the counting took, of the processor, ms. */
  readonly tookMs: number;
}

/** A slice holds everything else up by so much at most; then everything else has its turn. */
const SLICE_MS = 6, PAUSE_MS = 4;
/** The end of a counting and the beginning of the next lie so far apart. */
const EVERY_MS = 3_000;
/** Nobody has asked for so long: it is counted no more. */
const WATCHED_MS = 30_000;
/** Of more different questions than this the one asked longest ago is forgotten. */
const MOST_KEPT = 8;

interface Kept {
  askedAt: number;
  /** When a counting failed. */
  brokeAt: number;
  running: boolean;
  counted: ReachCounted | null;
  first: Promise<ReachCounted>;
}

export class ReachBook {
  readonly #cells = new Map<
    number,
    { readonly cells: readonly string[]; readonly places: readonly Place[] }
  >();
  readonly #kept = new Map<string, Kept>();

  constructor(private readonly options: ReachBookOptions) {}

  /** The last whole counting; one that nobody asked for lately is made first. */
  async of(resolution: number, skill: string | null): Promise<ReachCounted> {
    const key = `${resolution} ${skill ?? ""}`, now = this.options.now();
    let kept = this.#kept.get(key);
    // By when it broke off and not by when it was asked last: many screens ask all the time.
    if (kept && !kept.running && Math.abs(now - kept.brokeAt) > EVERY_MS) kept = undefined;
    if (!kept) {
      const first = Promise.withResolvers<ReachCounted>();
      kept = { askedAt: now, brokeAt: -Infinity, running: true, counted: null, first: first.promise };
      this.#kept.delete(key);
      this.#kept.set(key, kept);
      if (this.#kept.size > MOST_KEPT) this.#kept.delete(this.#kept.keys().next().value!);
      void this.#keepUp(kept, resolution, skill, first.resolve).catch((error) => {
        kept!.running = false;
        kept!.brokeAt = this.options.now();
        first.reject(error);
        this.options.report("reach", error);
      });
    }
    kept.askedAt = now;
    return kept.counted ?? await kept.first;
  }

  async #keepUp(
    kept: Kept,
    resolution: number,
    skill: string | null,
    ready: (counted: ReachCounted) => void,
  ): Promise<void> {
    const { now } = this.options;
    while (now() - kept.askedAt < WATCHED_MS) {
      ready(kept.counted = await this.#count(resolution, skill));
      await sleep(EVERY_MS);
    }
    kept.running = false;
  }

  async #count(resolution: number, skill: string | null): Promise<ReachCounted> {
    const { now, travel } = this.options;
    const { cells, places } = await this.#cellsOf(resolution);
    const asOf = now();
    const pass = new ReachPass(places, this.options, { now: asOf, travel: travel(), skill });
    let tookMs = 0;
    for (let done = places.length === 0; !done;) {
      const began = performance.now();
      done = pass.step(SLICE_MS, () => performance.now());
      tookMs += performance.now() - began;
      if (!done) await sleep(PAUSE_MS);
    }
    return { resolution, asOf, cells, left: pass.left, worker: pass.worker, tookMs };
  }

  async #cellsOf(resolution: number) {
    const known = this.#cells.get(resolution);
    if (known) return known;
    const { bounds, areasOf, hasAreas } = this.options;
    const cells: string[] = [], places: Place[] = [];
    let until = performance.now() + SLICE_MS;
    for (const cell of cellsIn(bounds, resolution)) {
      const place = placeOf(cell);
      if (!hasAreas || areasOf(place).length > 0) {
        cells.push(cell);
        places.push(place);
      }
      if (performance.now() < until) continue;
      await sleep(PAUSE_MS);
      until = performance.now() + SLICE_MS;
    }
    const made = { cells, places };
    this.#cells.set(resolution, made);
    return made;
  }
}

function sleep(ms: number): Promise<void> {
  return new Promise((wake) => setTimeout(wake, ms));
}
