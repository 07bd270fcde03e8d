/** What may be said of a stream's picture, from what was seen of it second by second. Pure. */

/** All times are epoch ms of the city's clock. */
export type Playing =
  | { readonly kind: "loading" }
  /** `at`: when the frame that is shown was taken; null when the stream does not say. */
  | { readonly kind: "live"; readonly at: number | null }
  /** The picture moves, and what it shows is long past. */
  | { readonly kind: "late"; readonly at: number }
  /** The picture stands still: `at` is when it was taken, or when it stopped. */
  | { readonly kind: "stalled"; readonly at: number }
  /** There is no picture; `since` is when the last one was taken that this screen saw, null when it saw none. */
  | { readonly kind: "dead"; readonly since: number | null };

/** What was seen in the last second. */
export interface Seen {
  readonly now: number;
  /** Seconds into the stream. */
  readonly position: number;
  /** A frame was painted: a stream can go on in time on a machine too slow to show any of it. */
  readonly painted: boolean;
  /** When the frame that is shown was taken; null when nothing says so. */
  readonly taken: number | null;
}

/** A picture that stands still for so long says so, */
const STALLED_MS = 3_000;
/** after so long its stream is opened anew, */
const STUCK_MS = 8_000;
/** and one that is older than this is not live, whatever moves in it. */
export const LIVE_WITHIN_MS = 60_000;

export class PictureWatch {
  #position = 0;
  #movedAt: number;
  /** Since the stream was opened. */
  #paintedAt: number | null = null;
  /** When the newest picture that was ever painted was taken. */
  #frameAt: number | null = null;
  #dead = false;

  constructor(now: number) {
    this.#movedAt = now;
  }

  /** A stream is opened, again or for the first time. */
  opened(now: number): void {
    this.#position = 0;
    this.#movedAt = now;
    this.#paintedAt = null;
  }

  /** Null: as before. `stuck`: open it anew. */
  look({ now, position, painted, taken }: Seen): Playing | "stuck" | null {
    if (position !== this.#position && position > 0) this.#movedAt = now;
    this.#position = position;
    if (painted && position > 0) {
      this.#paintedAt = now;
      this.#frameAt = taken ?? now;
      this.#dead = false;
      return taken !== null && now - taken > LIVE_WITHIN_MS
        ? { kind: "late", at: taken }
        : { kind: "live", at: taken };
    }
    if (now - this.#movedAt > STUCK_MS) return "stuck";
    if (this.#paintedAt !== null && now - this.#paintedAt > STALLED_MS) {
      return { kind: "stalled", at: this.#frameAt! };
    }
    // What is gone is gone until there is a picture again, however often it is tried.
    return this.#paintedAt === null && !this.#dead ? { kind: "loading" } : null;
  }

  lost(): Playing {
    this.#dead = true;
    return { kind: "dead", since: this.#frameAt };
  }
}
