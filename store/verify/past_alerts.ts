/** Where alerts that are over are listed: what is not found there by whoever may see it is as good as gone. */
import type { Alert } from "../alert.ts";
import { marksOf, numberOf } from "../ledger_alerts.ts";
import type { Check } from "./check.ts";
import type { RecordFault } from "./fault.ts";
import type { Reading } from "./reading.ts";

interface ListedRow {
  readonly kind: string;
  readonly mark: string;
  readonly at: number;
  readonly number: number;
}

export class PastAlerts implements Check {
  constructor(private readonly db: Reading) {}

  compare(): RecordFault | null {
    // A file of an earlier version has no such list.
    if (!this.db.has("alerts_past")) return null;
    const listed = new Map<string, number>();
    for (const row of this.db.rowsOf<ListedRow>("alerts_past", "kind, mark, at, number")) {
      listed.set(keyOf(row), row.number);
    }
    for (
      const { body } of this.db.rows<{ body: string }>("SELECT body FROM alerts WHERE ended IS NOT NULL")
    ) {
      const alert = JSON.parse(body) as Alert, { id, kind, at } = alert;
      for (const mark of new Set(marksOf(alert))) {
        if (!listed.delete(keyOf({ kind, mark, at, number: numberOf(id) }))) {
          return { kind: "alert-listed", alert: id };
        }
      }
    }
    const [elsewhere] = listed.values();
    return elsewhere === undefined ? null : { kind: "alert-listed", alert: `a${elsewhere}` };
  }
}

function keyOf({ kind, mark, at, number }: ListedRow): string {
  return JSON.stringify([kind, mark, at, number]);
}
