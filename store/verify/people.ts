/** Accounts: each is what it was made or changed to last. */
import { isDeepStrictEqual } from "node:util";
import type { Person } from "../person.ts";
import { type Check, idIn, type Said } from "./check.ts";
import type { RecordFault } from "./fault.ts";
import type { Reading } from "./reading.ts";
import { Told } from "./told.ts";

interface PersonRow {
  readonly number: number;
  readonly version: number;
  readonly active: number;
  readonly admin: number;
  readonly body: string;
}

export class KeptPeople implements Check {
  /** Null where it was not written down, as of the accounts of the demo. */
  readonly #told = new Told<unknown>("person");

  constructor(private readonly db: Reading) {}

  hear({ action, object, detail }: Said): null {
    const id = action === "people.manage" ? idIn(object, "person") : undefined;
    if (id) this.#told.tell(id, detail["person"] ?? this.#told.last(id) ?? null);
    return null;
  }

  compare(): RecordFault | null {
    return this.#told.compare(
      this.db.rowsOf<PersonRow>("people", "number, version, active, admin, body"),
      { id: ({ number }) => `p${number}`, same: isAccount },
    );
  }
}

/** Whether an account is what was written down of it, and its columns say the same. */
function isAccount({ number, version, active, admin, body }: PersonRow, written: unknown): boolean {
  const { id, version: own, ...draft } = JSON.parse(body) as Person;
  return id === `p${number}` && own === version && active === Number(draft.active) &&
    admin === Number(draft.active && draft.roles.includes("admin")) &&
    (written === null || isDeepStrictEqual(draft, written));
}
