/** The cases that are worked on, as of the last event: in memory, restored from the ledger, and never ahead of it. */
import { type Case, ENDED, IN_HAND } from "../store/case.ts";

export type Duty = "assigned" | "en_route" | "on_scene";

/** How much a worker is bound by a duty: somebody who is at work is at work, whatever else waits. */
const BOUND: Readonly<Record<Duty, number>> = { assigned: 1, en_route: 2, on_scene: 3 };

/** Ended cases that are kept at hand for a while, so that a late look does not ask the disk. */
const ENDED_KEPT = 2_000;

export class CaseBook {
  readonly #cases = new Map<string, Case>();
  readonly #byWorker = new Map<string, Set<string>>();
  /** Ids of ended cases in the order in which they ended. */
  readonly #ended: string[] = [];

  /** `onTaken` hears of each case as it is now, such as an index does. */
  constructor(private readonly onTaken: (c: Case) => void = () => {}) {}

  get size(): number {
    return this.#cases.size;
  }

  get(id: string): Case | undefined {
    return this.#cases.get(id);
  }

  /** Those that are worked on. */
  *open(): Iterable<Case> {
    for (const c of this.#cases.values()) if (!ENDED.has(c.stage)) yield c;
  }

  *all(): Iterable<Case> {
    yield* this.#cases.values();
  }

  /** Takes a case as the ledger has it. One that is not newer than what is known changes nothing. */
  take(c: Case): void {
    const before = this.#cases.get(c.id);
    if (before && before.version >= c.version) return;
    for (const { worker } of before?.crew ?? []) this.#byWorker.get(worker)?.delete(c.id);
    this.#cases.set(c.id, c);
    if (IN_HAND.has(c.stage)) { for (const { worker } of c.crew) this.#of(worker).add(c.id); }
    if (ENDED.has(c.stage)) this.#end(c.id);
    this.onTaken(c);
  }

  /** Cases that a worker is assigned to and has not handled yet, by their numbers. */
  inHand(worker: string): Case[] {
    return [...this.#byWorker.get(worker) ?? []].sort().flatMap((id) => this.#cases.get(id) ?? []);
  }

  /** What binds a worker most; null for a free one. */
  dutyOf(worker: string): Duty | null {
    let duty: Duty | null = null;
    for (const c of this.inHand(worker)) {
      const state = c.crew.find((member) => member.worker === worker)?.state;
      if (state && (duty === null || BOUND[state] > BOUND[duty])) duty = state;
    }
    return duty;
  }

  #of(worker: string): Set<string> {
    let cases = this.#byWorker.get(worker);
    if (!cases) this.#byWorker.set(worker, cases = new Set());
    return cases;
  }

  #end(id: string): void {
    this.#ended.push(id);
    if (this.#ended.length <= ENDED_KEPT) return;
    const oldest = this.#ended.shift()!;
    const c = this.#cases.get(oldest);
    // It may have been reopened since, and ended again.
    if (c && ENDED.has(c.stage) && !this.#ended.includes(oldest)) this.#cases.delete(oldest);
  }
}
