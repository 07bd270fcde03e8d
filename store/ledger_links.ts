/** One-time links in the ledger's database: addresses by which somebody sets a password, or becomes the first administrator. Synchronous. */
import type { AuditEntry } from "./audit.ts";
import type { LedgerAudit } from "./ledger_audit.ts";
import type { Json, LedgerDb } from "./ledger_db.ts";
import type { Thing, Written } from "./vouched.ts";

export type LinkPurpose = "first-admin" | "password";

export interface Link {
  /** SHA-256 in hex. */
  readonly token: string;
  readonly purpose: LinkPurpose;
  /** Empty for the first administrator. */
  readonly person: string;
  readonly expires: number;
}

export class LedgerLinks {
  constructor(private readonly db: LedgerDb, private readonly audit: LedgerAudit) {}

  /** The newest link of its kind is the only one that works. */
  make(link: Link, audit: Omit<AuditEntry, "object">): void {
    const { purpose, person } = link;
    const before = this.db.sql("DELETE FROM links WHERE purpose = ? AND person = ? RETURNING token")
      .all(purpose, person).map(thingOf);
    const made = this.put(link);
    this.audit.add({ ...audit, object: person === "" ? "city" : `person ${person}` }, before, [made]);
  }

  /** As a list: empty, or the one link that still works. */
  get(token: string, at: number): Json<Link[]> {
    return this.db.list(
      "SELECT token, purpose, person, expires FROM links WHERE token = ? AND used IS NULL AND expires > ?",
      [token, at],
      (row: Link) => JSON.stringify(row),
    );
  }

  /** As part of something else that is done, whose row vouches for it; so are those below. */
  put({ token, purpose, person, expires }: Link): Written {
    this.db.sql("INSERT INTO links (token, purpose, person, expires) VALUES (?, ?, ?, ?)")
      .run(token, purpose, person, expires);
    return { noun: "link", row: { token, purpose, person, expires, used: null } };
  }

  works(token: string, purpose: LinkPurpose, person: string, at: number): boolean {
    return this.db.sql(
      "SELECT 1 FROM links WHERE token = ? AND purpose = ? AND person = ? AND used IS NULL AND expires > ?",
    ).get(token, purpose, person, at) !== undefined;
  }

  useUp(token: string, at: number): Thing {
    this.db.sql("UPDATE links SET used = ? WHERE token = ?").run(at, token);
    return ["link", token];
  }

  /** Links to set a password that were handed out before would let somebody else set yet another one. */
  useUpAllOf(person: string, at: number): Thing[] {
    return this.db.sql(
      "UPDATE links SET used = ? WHERE purpose = 'password' AND person = ? AND used IS NULL RETURNING token",
    ).all(at, person).map(thingOf);
  }
}

function thingOf(row: unknown): Thing {
  return ["link", (row as { token: string }).token];
}
