/** Clients who read cases all the time while others change them, and what they were told. */
import { expect } from "vitest";
import { fold } from "../../dispatch/case.ts";
import type { CaseDesk } from "../../dispatch/desk.ts";
import type { Case, CaseEvent } from "../../store/case.ts";

interface Read {
  readonly id: string;
  readonly found: Case;
  /** Asked for after the case was found. */
  readonly events: readonly CaseEvent[];
}

export class Readers {
  /** Of each reader, in the order in which they read. */
  readonly #reads: Read[][];
  readonly #lanes: Promise<void>[];
  #over = false;

  /** `ids` may grow meanwhile. */
  constructor(private readonly desk: CaseDesk, private readonly ids: readonly string[], readers: number) {
    this.#reads = Array.from({ length: readers }, () => []);
    this.#lanes = this.#reads.map((reads) => this.#work(reads));
  }

  /** Ends them, and holds each read against what the record says in the end. Returns what was read. */
  async stop(): Promise<{ reads: number; versions: Set<number> }> {
    this.#over = true;
    await Promise.all(this.#lanes);
    const chains = new Map<string, CaseEvent[]>();
    for (const id of this.ids) chains.set(id, await this.desk.events(id));
    for (const reads of this.#reads) {
      const last = new Map<string, number>();
      for (const { id, found, events } of reads) {
        const chain = chains.get(id)!;
        expect(found, "a case as it was at its version").toEqual(fold(chain.slice(0, found.version)));
        expect(events, "a prefix of the chain").toEqual(chain.slice(0, events.length));
        expect(events.length, "nobody is shown what is not in the record").toBeGreaterThanOrEqual(
          found.version,
        );
        expect(found.version, "nobody is led back").toBeGreaterThanOrEqual(last.get(id) ?? 1);
        last.set(id, found.version);
      }
    }
    const all = this.#reads.flat();
    return { reads: all.length, versions: new Set(all.map(({ found }) => found.version)) };
  }

  /** Where something else failed, nobody reads on. */
  [Symbol.dispose](): void {
    this.#over = true;
  }

  async #work(reads: Read[]): Promise<void> {
    while (!this.#over) {
      const id = this.ids[Math.floor(Math.random() * this.ids.length)];
      const found = id === undefined ? null : await this.desk.find(id);
      if (found) reads.push({ id: found.id, found, events: await this.desk.events(found.id) });
      // The others have their turn.
      else await new Promise((wake) => setTimeout(wake, 0));
    }
  }
}
