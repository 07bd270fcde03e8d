/** Keys of programs in the ledger's database: every change with its audit row in one transaction. Synchronous. */
import type { KeptKey } from "./api_key.ts";
import type { AuditEntry } from "./audit.ts";
import type { LedgerAudit } from "./ledger_audit.ts";
import type { Json, LedgerDb } from "./ledger_db.ts";

/** A key with the SHA-256 of what is sent, in hex. */
export type HashedKey = KeptKey & { readonly digest: string };

export interface KeyDraft extends Pick<HashedKey, "name" | "scopes" | "prefix" | "digest"> {
  /** Without its object, which is the key. */
  readonly audit: Omit<AuditEntry, "object">;
}

interface Row {
  number: number;
  digest: string;
  name: string;
  scopes: string;
  prefix: string;
  made_by: string;
  made_at: number;
  used: number | null;
  revoked_by: string | null;
  revoked_at: number | null;
}

export class LedgerKeys {
  constructor(private readonly db: LedgerDb, private readonly audit: LedgerAudit) {}

  /** All that were ever made: who sent with a key is asked long after it was revoked. */
  all(): Json<HashedKey[]> {
    return this.db.list("SELECT * FROM keys ORDER BY number", [], (row: Row) => JSON.stringify(keyOf(row)));
  }

  add({ name, scopes, prefix, digest, audit }: KeyDraft): HashedKey {
    const { number } = this.db.sql("SELECT coalesce(max(number), 0) + 1 AS number FROM keys").get() as {
      number: number;
    };
    this.db.sql(
      `INSERT INTO keys (number, digest, name, scopes, prefix, made_by, made_at) VALUES (?, ?, ?, ?, ?, ?, ?)`,
    ).run(number, digest, name, JSON.stringify(scopes), prefix, audit.who, audit.at);
    this.audit.add({ ...audit, object: `key k${number}` }, [["key", number]]);
    return this.#find(`k${number}`)!;
  }

  /** As a list: the key as it is then, or empty. Of one that was revoked before nothing changes. */
  revoke(id: string, audit: Omit<AuditEntry, "object">): HashedKey[] {
    const key = this.#find(id);
    if (!key) return [];
    if (key.revoked) return [key];
    this.db.sql("UPDATE keys SET revoked_by = ?, revoked_at = ? WHERE number = ?")
      .run(audit.who, audit.at, numberOf(id));
    this.audit.add({ ...audit, object: `key ${id}` }, [["key", numberOf(id)]]);
    return [this.#find(id)!];
  }

  touch(id: string, at: number): void {
    this.db.sql("UPDATE keys SET used = max(coalesce(used, 0), ?) WHERE number = ?").run(at, numberOf(id));
  }

  #find(id: string): HashedKey | null {
    const row = this.db.sql("SELECT * FROM keys WHERE number = ?").get(numberOf(id));
    return row ? keyOf(row as unknown as Row) : null;
  }
}

/** 0 is the number of no key. */
function numberOf(id: string): number {
  return Number(/^k(\d{1,9})$/.exec(id)?.[1] ?? 0);
}

function keyOf(row: Row): HashedKey {
  const { number, digest, name, scopes, prefix, made_by, made_at, used, revoked_by, revoked_at } = row;
  return {
    ...{ id: `k${number}`, name, scopes: JSON.parse(scopes), prefix, digest, used },
    made: { by: made_by, at: made_at },
    revoked: revoked_by === null || revoked_at === null ? null : { by: revoked_by, at: revoked_at },
  };
}
