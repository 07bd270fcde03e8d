/** Duty shifts: what all changes of the roster come to. Those of an older file, from before audit rows told that, are left out. */
import { type KeptShift, ShiftSum } from "../shift_sum.ts";
import type { Check, Said } from "./check.ts";
import type { RecordFault } from "./fault.ts";
import type { Reading } from "./reading.ts";

export class KeptShifts implements Check {
  readonly #told = new ShiftSum();

  constructor(private readonly db: Reading) {}

  hear({ action, detail }: Said): null {
    const sum = detail["sum"] as string | undefined;
    if (sum !== undefined && /^shifts?\./.test(action)) this.#told.join(sum);
    return null;
  }

  compare(): RecordFault | null {
    if (!this.db.first("SELECT 1 FROM pragma_table_info('roster') WHERE name = 'unsummed'")) return null;
    const there = new ShiftSum();
    const rows = this.db.rows<KeptShift>(
      "SELECT worker, starts, ends, revision FROM shifts WHERE revision > (SELECT unsummed FROM roster)",
    );
    for (const row of rows) there.add(row);
    return `${there}` === `${this.#told}` ? null : { kind: "shifts-differ" };
  }
}
