/** Fences: each is what it was drawn or changed to last. */
import { isDeepStrictEqual } from "node:util";
import { type Check, idIn, type Said } from "./check.ts";
import type { RecordFault } from "./fault.ts";
import type { Reading } from "./reading.ts";
import { Told } from "./told.ts";

interface FenceRow {
  readonly number: number;
  readonly gone: number;
  readonly body: string;
}

export class KeptFences implements Check {
  /** Null where it was taken away. */
  readonly #told = new Told<unknown>("fence");

  constructor(private readonly db: Reading) {}

  hear({ action, object, detail }: Said): null {
    const id = action === "fences.manage" ? idIn(object, "fence") : undefined;
    if (id) this.#told.tell(id, detail["fence"] ?? null);
    return null;
  }

  compare(): RecordFault | null {
    return this.#told.compare(this.db.rowsOf<FenceRow>("fences", "number, gone, body"), {
      id: ({ number }) => `f${number}`,
      same: ({ gone, body }, told) => gone === 1 ? told === null : isDeepStrictEqual(JSON.parse(body), told),
    });
  }
}
