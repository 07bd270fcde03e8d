/** Writes what waits to be told into the ledger; one that refuses is left alone for a while, and then tried again. */
import type { Ledger } from "../store/ledger.ts";
import type { AlertEvent } from "../store/ledger_alerts.ts";
import { Untold } from "./untold.ts";

export interface AlertWriterOptions {
  readonly ledger: Pick<Ledger, "alerts">;
  /** Takes what was committed to the screens. */
  readonly tell: (events: readonly AlertEvent[]) => void;
  readonly now: () => number;
}

/** Causes that wait for a ledger that refuses. */
const MOST_UNTOLD = 5_000;
const FIRST_PAUSE_MS = 1_000, LONGEST_PAUSE_MS = 30_000;

export class AlertWriter {
  readonly untold = new Untold(MOST_UNTOLD);
  #refusedAt = -Infinity;
  #pause = 0;

  constructor(private readonly options: AlertWriterOptions) {}

  /** Rejects when the ledger refuses now; until it is tried again, resolves with everything still waiting. */
  async flush(): Promise<void> {
    const ago = this.options.now() - this.#refusedAt;
    // A clock that was set back keeps nobody waiting.
    if (ago >= 0 && ago < this.#pause) return;
    try {
      while (this.untold.size > 0) await this.#write();
      this.#pause = 0;
    } catch (error) {
      this.#pause = Math.min(Math.max(FIRST_PAUSE_MS, 2 * this.#pause), LONGEST_PAUSE_MS);
      this.#refusedAt = this.options.now();
      throw error;
    }
  }

  async #write(): Promise<void> {
    const { ledger: { alerts }, tell } = this.options, ends = this.untold.ends();
    // Each told as soon as it is written: what the second of them refuses makes nobody forget the first.
    if (ends.length > 0) {
      const events = await alerts.end(ends);
      this.untold.ended(ends);
      tell(events);
    }
    const drafts = this.untold.drafts();
    if (drafts.length === 0) return;
    const events = await alerts.raise(drafts);
    this.untold.raised(drafts);
    tell(events);
  }
}
