/**
 * Copies what the ledger committed to ClickHouse, for history: at least once, in the order of the numbers, whenever
 * ClickHouse is there. The tables keep the newest revision of each incident, so that a second copy changes nothing.
 */
import type { CityEvent } from "./record.ts";

const BATCH = 5_000;
const RETRY_MS = 2_000;
/** Pause after a copy: what comes meanwhile goes in one, and a long list of cameras is not copied for each of its parts. */
const PAUSE_MS = 1_000;

export interface ProjectorOptions {
  readonly events: (after: number, limit: number) => Promise<readonly CityEvent[]>;
  /** Number of the last event that ClickHouse has, 0 when none; lays the tables where they are gone. */
  readonly position: () => Promise<number>;
  readonly store: (events: readonly CityEvent[]) => Promise<void>;
  /** Forgets everything that was stored. */
  readonly empty: () => Promise<void>;
  readonly report: (stage: string, error: unknown) => void;
}

interface Rebuild extends PromiseWithResolvers<void> {
  emptied: boolean;
  /** The last event that was committed when it was asked for. */
  readonly upTo: number;
}

/** Reads from the ledger, not from memory: what was committed while ClickHouse was away, or before a crash, is not missed. */
export class Projector {
  #position: number | null = null;
  #known = 0;
  #running = false;
  #stopped = false;
  #wake: (() => void) | null = null;
  #rebuild: Rebuild | null = null;
  #doubted = false;

  constructor(private readonly options: ProjectorOptions) {}

  /** Events committed and not yet copied; null until the position in ClickHouse is known. */
  get lag(): number | null {
    return this.#position === null || this.#doubted ? null : Math.max(0, this.#known - this.#position);
  }

  /** Something was committed up to this number. */
  notice(seq: number): void {
    this.#known = Math.max(this.#known, seq);
    this.#wake?.();
  }

  /** ClickHouse was away, or is not what it was: where it stands is asked again before anything more is copied. */
  doubt(): void {
    this.#doubted = true;
    this.#wake?.();
  }

  /** Number of the last event copied, and of the last committed. */
  get reached(): { readonly position: number; readonly known: number } {
    return { position: this.#position ?? 0, known: this.#known };
  }

  /**
   * Empties ClickHouse's copy and makes it anew from the first event, while commits go on. Resolves when everything that was
   * committed until now is copied again. When the process ends before, what is missing is copied at the next start.
   */
  rebuild(): Promise<void> {
    this.#rebuild ??= { emptied: false, upTo: this.#known, ...Promise.withResolvers<void>() };
    this.#wake?.();
    return this.#rebuild.promise;
  }

  /** Runs until the signal. */
  async run(signal: AbortSignal): Promise<void> {
    if (this.#running) throw new Error("The projector runs already");
    this.#running = true;
    signal.addEventListener("abort", () => {
      this.#stopped = true;
      this.#wake?.();
    }, { once: true });
    while (!this.#stopped) {
      try {
        if (this.#doubted) {
          this.#doubted = false;
          this.#position = null;
        }
        this.#position ??= await this.#start();
        await this.#empty();
        const copied = await this.#copy();
        if (copied === 0) await this.#idle();
        else if (copied < BATCH) await sleep(PAUSE_MS, signal);
      } catch (error) {
        if (this.#stopped) return;
        this.options.report("copy events to ClickHouse", error);
        // The fate of the last copy is unknown; where ClickHouse stands is asked again.
        this.#position = null;
        await sleep(RETRY_MS, signal);
      }
    }
  }

  /** Where ClickHouse stands; 0 when it stands beyond the ledger's end, which means that the ledger is another one. */
  async #start(): Promise<number> {
    const position = await this.options.position();
    if (position === 0 || (await this.options.events(position - 1, 1)).length > 0) return position;
    const lost =
      `ClickHouse has events up to ${position}, the ledger ends before: it is another ledger, copied from 1`;
    this.options.report("copy events to ClickHouse", lost);
    return 0;
  }

  async #empty(): Promise<void> {
    if (!this.#rebuild || this.#rebuild.emptied) return;
    await this.options.empty();
    this.#rebuild.emptied = true;
    this.#position = 0;
  }

  /** Copies the next events; returns how many. */
  async #copy(): Promise<number> {
    const events = await this.options.events(this.#position!, BATCH);
    const last = events.at(-1);
    if (last) {
      await this.options.store(events);
      this.#position = last.seq;
      this.notice(last.seq);
    }
    this.#rebuilt(last === undefined);
    return events.length;
  }

  #rebuilt(atEnd: boolean): void {
    const rebuild = this.#rebuild;
    if (!rebuild?.emptied || (!atEnd && this.#position! < rebuild.upTo)) return;
    this.#rebuild = null;
    rebuild.resolve();
  }

  /** Until something is committed. */
  #idle(): Promise<void> {
    if (this.#known > (this.#position ?? 0) || this.#rebuild || this.#doubted) return Promise.resolve();
    return new Promise((wake) => {
      this.#wake = () => {
        this.#wake = null;
        wake();
      };
    });
  }
}

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((wake) => {
    const timer = setTimeout(wake, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      wake();
    }, { once: true });
  });
}
