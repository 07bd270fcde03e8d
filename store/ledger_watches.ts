/** Which cases an account keeps an eye on, in the ledger's database. Synchronous. */
import type { AuditEntry } from "./audit.ts";
import type { LedgerAudit } from "./ledger_audit.ts";
import type { LedgerDb } from "./ledger_db.ts";

export interface Watch {
  /** Id of the account. */
  readonly person: string;
  readonly case: string;
}

/** More than anybody looks through; the ones begun last are kept in view. */
const MOST = 500;

export class LedgerWatches {
  constructor(private readonly db: LedgerDb, private readonly audit: LedgerAudit) {}

  /** False where the account watches it already: then nothing is written. */
  add({ person, case: id }: Watch, audit: AuditEntry): boolean {
    const { changes } = this.db.sql(
      "INSERT INTO watches (person, case_id, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
    ).run(person, id, audit.at);
    if (changes === 0) return false;
    this.audit.add(audit, [["watch", person, id]]);
    return true;
  }

  /** False where the account did not watch it. */
  remove({ person, case: id }: Watch, audit: AuditEntry): boolean {
    const { changes } = this.db.sql("DELETE FROM watches WHERE person = ? AND case_id = ?").run(person, id);
    if (changes === 0) return false;
    this.audit.add(audit, [["watch", person, id]]);
    return true;
  }

  /** Numbers of the cases, those begun last first. */
  of(person: string): string[] {
    const rows = this.db.sql(
      "SELECT case_id AS id FROM watches WHERE person = ? ORDER BY at DESC, case_id DESC LIMIT ?",
    ).all(person, MOST) as unknown as { readonly id: string }[];
    return rows.map(({ id }) => id);
  }
}
