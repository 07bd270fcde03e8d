/**
 * Alerts that the ledger has not taken yet: what is to be raised and what is over, by cause, until it is written. What was over
 * before anybody could be told is told all the same, as raised and ended. Pure.
 */
import type { AlertDraft } from "../store/alert.ts";
import type { Ending } from "../store/ledger_alerts.ts";

interface Waiting {
  /** When the alert that is open in the ledger was over; null where none is to end. */
  readonly end: number | null;
  /** To be raised after that. */
  readonly draft: AlertDraft | null;
  /** When what the draft tells of was over; null while it goes on. */
  readonly over: number | null;
}

const NOTHING: Waiting = { end: null, draft: null, over: null };

export class Untold {
  readonly #waiting = new Map<string, Waiting>();
  /** Causes that found no room, each once. */
  readonly #turnedAway = new Set<string>();
  #dropped = 0;

  /** `most` causes wait; beyond them only what is over is taken, which ends an alert that is open. */
  constructor(private readonly most: number) {}

  /** Causes that wait. */
  get size(): number {
    return this.#waiting.size;
  }

  /** Alerts for which there was no room, since the start. */
  get dropped(): number {
    return this.#dropped;
  }

  /** One that waits already goes on: it is told once, with when it began. */
  raise(drafts: readonly AlertDraft[]): void {
    for (const draft of drafts) {
      const known = this.#waiting.get(draft.cause);
      if (!known && this.#waiting.size >= this.most) this.#drop(draft.cause);
      else {
        this.#waiting.set(draft.cause, {
          ...{ end: known?.end ?? null, draft: known?.draft ?? draft, over: null },
        });
      }
    }
  }

  /** Ends what waits, or else what is open in the ledger. */
  end(causes: readonly string[], at: number): void {
    for (const cause of causes) {
      const known = this.#waiting.get(cause) ?? NOTHING;
      if (known.draft) this.#waiting.set(cause, { ...known, over: known.over ?? at });
      else this.#waiting.set(cause, { ...known, end: known.end ?? at });
    }
  }

  /** Whether a cause waits to be told of, whatever became of it. */
  holds(cause: string): boolean {
    return this.#waiting.get(cause)?.draft != null;
  }

  /** What goes on after all: an end of it that nobody was told of is no end. */
  goesOn(cause: string): void {
    const known = this.#waiting.get(cause);
    if (known) this.#put(cause, known.draft ? { ...known, over: null } : NOTHING);
  }

  /** To be raised, of which nothing is over. */
  *going(): Generator<AlertDraft> {
    for (const { draft, over } of this.#waiting.values()) if (draft && over === null) yield draft;
  }

  /** Open alerts to be ended first. */
  ends(): Ending[] {
    return [...this.#waiting].flatMap(([cause, { end }]) => end === null ? [] : [{ cause, at: end }]);
  }

  /** To be raised when nothing of their cause is open any more. */
  drafts(): AlertDraft[] {
    return [...this.#waiting.values()].flatMap(({ draft, end }) => draft && end === null ? [draft] : []);
  }

  /** The ledger has these. What came to one of them meanwhile waits on. */
  ended(endings: readonly Ending[]): void {
    for (const { cause, at } of endings) {
      const known = this.#waiting.get(cause);
      if (known?.end === at) this.#put(cause, { ...known, end: null });
    }
  }

  /** The ledger has these; what is over of them is to be ended next. */
  raised(drafts: readonly AlertDraft[]): void {
    for (const draft of drafts) {
      const known = this.#waiting.get(draft.cause);
      if (known?.draft === draft) this.#put(draft.cause, { end: known.over, draft: null, over: null });
    }
  }

  #put(cause: string, left: Waiting): void {
    if (left.end !== null || left.draft) this.#waiting.set(cause, left);
    else this.#waiting.delete(cause);
    if (this.#waiting.size === 0) this.#turnedAway.clear();
  }

  #drop(cause: string): void {
    if (this.#turnedAway.has(cause)) return;
    this.#turnedAway.add(cause);
    this.#dropped++;
  }
}
