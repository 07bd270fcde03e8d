/** Push subscriptions in the ledger's database: each with its audit row in one transaction. Synchronous. */
import type { AuditEntry } from "./audit.ts";
import type { LedgerAudit } from "./ledger_audit.ts";
import type { Json, LedgerDb } from "./ledger_db.ts";

/** Where one browser of an account is told, and the keys that only it can read with. */
export interface PushSubscription {
  readonly endpoint: string;
  /** Id of the account. */
  readonly person: string;
  readonly lang: "zh" | "en";
  /** As the browser made them, base64url. */
  readonly keys: { readonly p256dh: string; readonly auth: string };
}

export class LedgerPush {
  constructor(private readonly db: LedgerDb, private readonly audit: LedgerAudit) {}

  all(): Json<PushSubscription[]> {
    return this.db.list("SELECT body FROM push ORDER BY endpoint", [], ({ body }: { body: string }) => body);
  }

  /** A browser that another account used before is this account's now. */
  put(subscription: PushSubscription, audit: AuditEntry): void {
    this.db.sql(
      `INSERT INTO push (endpoint, person, body) VALUES (?, ?, ?)
       ON CONFLICT (endpoint) DO UPDATE SET person = excluded.person, body = excluded.body`,
    ).run(subscription.endpoint, subscription.person, JSON.stringify(subscription));
    this.audit.add(audit, [["push", subscription.endpoint]]);
  }

  /** False when there is none. */
  drop(endpoint: string, audit: AuditEntry): boolean {
    const { changes } = this.db.sql("DELETE FROM push WHERE endpoint = ?").run(endpoint);
    if (changes > 0) this.audit.add(audit, [["push", endpoint]]);
    return changes > 0;
  }
}
