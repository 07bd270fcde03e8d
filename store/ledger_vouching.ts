/** What stood in a file before audit rows vouched for it: vouched for once, as it is found. Synchronous. */
import type { LedgerAudit } from "./ledger_audit.ts";
import type { LedgerDb } from "./ledger_db.ts";
import { columnsOf, type KeptRow, tableOf, type Thing, thingOf, VOUCHED_NOUNS } from "./vouched.ts";

/** The action of the rows that say so. */
export const VOUCHING = "record.vouch";
/** Things that one row vouches for: few enough to be looked at on a page. */
const OF_ONE_ROW = 100;

/** Of a file that was begun by this version nothing is found, and no row written. */
export function vouchForOlder(db: LedgerDb, audit: LedgerAudit, at: number): void {
  if (isWhole(db)) return;
  db.transaction(() => {
    // Another process may have been faster.
    if (isWhole(db)) return;
    const things = VOUCHED_NOUNS.flatMap((noun) => thingsOf(db, noun));
    for (let from = 0; from < things.length; from += OF_ONE_ROW) {
      audit.add(
        { at, who: "rule:vouching", origin: "rule", action: VOUCHING, object: "ledger", detail: {} },
        things.slice(from, from + OF_ONE_ROW),
      );
    }
    db.sql("UPDATE vouching SET whole = 1").run();
  });
}

function isWhole(db: LedgerDb): boolean {
  return (db.sql("SELECT whole FROM vouching").get() as { whole: number }).whole === 1;
}

function thingsOf(db: LedgerDb, noun: Thing[0]): Thing[] {
  const rows = db.sql(`SELECT ${columnsOf(noun)} FROM ${tableOf(noun)}`).all() as unknown as KeptRow[];
  return rows.map((row) => thingOf(noun, row));
}
