/** The roster as the ledger has it: what anybody writes, this process or another, is in it within seconds, and what is old is not. */
import type { Ledger } from "../store/ledger.ts";
import type { ShiftPage, ShiftSpan } from "../store/ledger_shifts.ts";
import type { Shift } from "../store/shift.ts";
import type { WorkerTable } from "../streams/workers.ts";
import type { Roster } from "./roster.ts";

export interface RosterSyncOptions {
  readonly ledger: Pick<Ledger, "shifts">;
  readonly roster: Roster;
  readonly workers: Pick<WorkerTable, "slotOf">;
  /** How long fixes, and with them shifts, are kept. */
  readonly keptMs: number;
  readonly now: () => number;
  /** Told of workers whose duty has become shorter. */
  readonly onShortened: (slots: readonly number[]) => void;
  readonly report: (stage: string, error: unknown) => void;
}

const HOUR_MS = 3_600_000;
const PAGE = 50_000;
/** A shift that started longer ago is over. */
const RECENT_MS = 24 * HOUR_MS;
const SYNC_EVERY_MS = 3_000, PRUNE_EVERY_MS = HOUR_MS;

export class RosterSync {
  /** Of the ledger, as far as the roster knows it. */
  #revision = 0;
  /** Resolves when shifts of long ago are known too: before that, no old fix can be judged. */
  whole: Promise<void> = Promise.resolve();
  #syncing: Promise<void> | null = null;

  private constructor(private readonly options: RosterSyncOptions) {}

  static async open(options: RosterSyncOptions): Promise<RosterSync> {
    const sync = new RosterSync(options);
    await options.ledger.shifts.prune(sync.keptFrom, options.now());
    // Beginning with those that say who is on duty now: a start waits for no others.
    const recent = options.now() - RECENT_MS;
    sync.#revision = await sync.#read(0, { after: { starts: recent, worker: "" } });
    sync.whole = sync.#read(0, { until: recent + 1 }).then(() => {});
    // Whoever awaits it is told; until then a failure ends nothing.
    sync.whole.catch(() => {});
    return sync;
  }

  /** Follows what other processes write, and forgets what is too old, until the signal. */
  start(signal: AbortSignal): void {
    const { report } = this.options;
    const sync = setInterval(() => void this.sync().catch((error) => report("shifts", error)), SYNC_EVERY_MS);
    const prune = setInterval(
      () => void this.#prune().catch((error) => report("shifts", error)),
      PRUNE_EVERY_MS,
    );
    signal.addEventListener("abort", () => [sync, prune].forEach(clearInterval), { once: true });
  }

  /** Earlier than this nothing is kept. */
  get keptFrom(): number {
    return this.options.now() - this.options.keptMs;
  }

  /** Takes shifts that this process wrote itself, as the revision that the ledger gave them. */
  async took(revision: number, shifts: readonly Shift[]): Promise<void> {
    if (revision === this.#revision + 1) {
      this.#revision = revision;
      this.#put(
        shifts.map(({ worker }) => worker),
        shifts.map(({ starts }) => starts),
        shifts.map(({ ends }) => ends),
      );
    } else {
      // Somebody else wrote between; a reading that began before may lack this.
      await this.#syncing;
      await this.sync();
    }
  }

  /** Takes what was written since, by whomever. */
  sync(): Promise<void> {
    return this.#syncing ??= this.#sync().finally(() => this.#syncing = null);
  }

  async #sync(): Promise<void> {
    const { ledger } = this.options;
    if (this.#revision > 0 && await ledger.shifts.revision() === this.#revision) return;
    this.#revision = Math.max(this.#revision, await this.#read(this.#revision, {}));
  }

  /** Takes what was written after a revision; returns the revision up to which nothing is missing. */
  async #read(since: number, span: ShiftSpan): Promise<number> {
    const { ledger } = this.options;
    const list = <T>(json: string) => JSON.parse(json) as T[];
    // Of the first page: what is written while the others are read may lie before them.
    let reached = -1;
    for (let after = span.after;;) {
      const page: ShiftPage = await ledger.shifts.changedSince(since, {
        ...span,
        ...(after ? { after } : {}),
      }, PAGE);
      this.#put(list<string>(page.workers), list<number>(page.starts), list<number>(page.ends));
      if (reached < 0) reached = page.revision;
      if (!page.next) return reached;
      after = page.next;
    }
  }

  #put(ids: readonly string[], starts: readonly number[], ends: readonly number[]): void {
    const { workers, roster } = this.options;
    const shortened: number[] = [];
    for (let i = 0; i < ids.length; i++) {
      const slot = workers.slotOf(ids[i]!);
      if (roster.put(slot, starts[i]!, ends[i]!)) shortened.push(slot);
    }
    if (shortened.length > 0) this.options.onShortened(shortened);
  }

  async #prune(): Promise<void> {
    this.options.roster.prune(this.keptFrom);
    await this.options.ledger.shifts.prune(this.keptFrom, this.options.now());
  }
}
