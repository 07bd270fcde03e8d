/** Everything that audit rows vouch for by a digest of it (store/vouched.ts): each thing is as the last row about it left it. */
import { VOUCHING } from "../ledger_vouching.ts";
import {
  columnsOf,
  type KeptRow,
  tableOf,
  thingOf,
  type Vouched,
  VOUCHED_NOUNS,
  type VouchedNoun,
  vouchedOf,
} from "../vouched.ts";
import type { Check, Said } from "./check.ts";
import type { KeptFault, RecordFault } from "./fault.ts";
import type { Reading } from "./reading.ts";
import { Told } from "./told.ts";

export class VouchedThings implements Check {
  readonly #told = new Map(VOUCHED_NOUNS.map((noun) => [noun, new Told<string>(noun)]));
  /** Whether a deed was vouched for already: what an older file held is vouched for before. */
  #begun = false;
  /** The last row that vouched for what an older file held: all of them stand one after the other. */
  #older = 0;

  constructor(private readonly db: Reading) {}

  hear({ number, action, detail }: Said): RecordFault | null {
    const vouched = detail["vouched"] as readonly Vouched[] | undefined;
    if (!vouched) return null;
    // Somebody made the file look older, so that whatever stands in it was vouched for anew.
    if (action === VOUCHING && (this.#begun || (this.#older > 0 && number !== this.#older + 1))) {
      return { kind: "vouched-late", number };
    }
    if (action === VOUCHING) this.#older = number;
    else this.#begun = true;
    for (const [noun, id, digest] of vouched) {
      const told = this.#told.get(noun);
      if (digest === null) told?.forget(id);
      else told?.tell(id, digest);
    }
    return null;
  }

  compare(): RecordFault | null {
    if (!this.#begun && !this.#isWhole()) return null;
    for (const noun of VOUCHED_NOUNS) {
      const fault = this.#compare(noun);
      if (fault) return fault;
    }
    return null;
  }

  #compare(noun: VouchedNoun): KeptFault | null {
    return this.#told.get(noun)!.compare(this.#kept(noun), {
      id: ([, id]) => id,
      same: ([, , digest], told) => digest === told,
    });
  }

  *#kept(noun: VouchedNoun): Iterable<Vouched> {
    for (const row of this.db.rowsOf<KeptRow>(tableOf(noun), columnsOf(noun))) {
      const vouched = vouchedOf(thingOf(noun, row), row);
      if (vouched[2] !== null) yield vouched;
    }
  }

  /** False of a file that no version opened yet that vouches. */
  #isWhole(): boolean {
    const [row] = this.db.rowsOf<{ whole: number }>("vouching", "whole");
    return row?.whole === 1;
  }
}
