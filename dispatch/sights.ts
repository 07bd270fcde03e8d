/** Which workers somebody sees, answered once as long as neither they nor any account changes: lists are read every few seconds. */
import type { Person } from "../store/person.ts";
import type { WorkerAccounts } from "./worker_areas.ts";

/** So many who look are remembered, each with one byte a worker. */
const REMEMBERED = 64;
const UNKNOWN = 0, SEEN = 1, HIDDEN = 2;

interface Sight {
  readonly person: Person;
  readonly accounts: WorkerAccounts;
  /** By slot. */
  verdicts: Uint8Array;
}

export class Sights {
  readonly #byPerson = new Map<string, Sight>();

  /** `sees` answers for a slot whom it is not known of; accounts that changed are another object. */
  of(
    person: Person,
    accounts: WorkerAccounts,
    sees: (slot: number) => boolean,
  ): (slot: number) => boolean {
    const sight = this.#sightOf(person, accounts);
    return (slot) => {
      if (slot >= sight.verdicts.length) sight.verdicts = longer(sight.verdicts, slot);
      const known = sight.verdicts[slot]!;
      if (known !== UNKNOWN) return known === SEEN;
      const seen = sees(slot);
      sight.verdicts[slot] = seen ? SEEN : HIDDEN;
      return seen;
    };
  }

  #sightOf(person: Person, accounts: WorkerAccounts): Sight {
    const known = this.#byPerson.get(person.id);
    if (known?.person === person && known.accounts === accounts) return known;
    if (this.#byPerson.size >= REMEMBERED) this.#byPerson.clear();
    const sight: Sight = { person, accounts, verdicts: new Uint8Array(1024) };
    this.#byPerson.set(person.id, sight);
    return sight;
  }
}

function longer(verdicts: Uint8Array, slot: number): Uint8Array {
  const grown = new Uint8Array(Math.max(slot + 1, verdicts.length * 2));
  grown.set(verdicts);
  return grown;
}
