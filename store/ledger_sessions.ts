/** Sessions in the ledger's database: every beginning and end with its audit row in one transaction. Synchronous; see ledger_worker.ts. */
import type { AuditEntry } from "./audit.ts";
import type { LedgerAudit } from "./ledger_audit.ts";
import type { Json, LedgerDb } from "./ledger_db.ts";
import type { Session } from "./session.ts";
import type { Thing } from "./vouched.ts";

/** A session with the hash of its token. */
export interface KeptSession extends Session {
  readonly token: string;
}

/** Without its object, which is the session. */
type By = Omit<AuditEntry, "object">;

const COLUMNS = "id, token, person, created, seen, address, agent";

export class LedgerSessions {
  constructor(private readonly db: LedgerDb, private readonly audit: LedgerAudit) {}

  /** Those that nobody ended; whether they reached a limit is for {@link isOver}. */
  all(): Json<KeptSession[]> {
    return this.db.list(
      `SELECT ${COLUMNS} FROM sessions WHERE ended IS NULL ORDER BY created`,
      [],
      (row: KeptSession) => JSON.stringify(row),
    );
  }

  /** With the password hash that was checked as `proof`: false, and nothing begins, if the account has another one by now. */
  begin(session: KeptSession, audit: By, proof?: string): boolean {
    const { id, token, person, created, seen, address, agent } = session;
    if (proof !== undefined && !this.#isPassword(person, proof)) return false;
    this.db.sql(`INSERT INTO sessions (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)`)
      .run(id, token, person, created, seen, address, agent);
    this.audit.add({ ...audit, object: `session ${id}` }, [["session", id]]);
    return true;
  }

  /** Ends those that still go on; each has its row in the audit record. Returns their ids. */
  end(ids: readonly string[], audit: By): string[] {
    const ended = ids.filter((id) =>
      Number(
        this.db.sql("UPDATE sessions SET ended = ? WHERE id = ? AND ended IS NULL").run(audit.at, id).changes,
      ) === 1
    );
    for (const id of ended) this.audit.add({ ...audit, object: `session ${id}` }, [["session", id]]);
    return ended;
  }

  touch(seen: readonly (readonly [id: string, at: number])[]): void {
    for (const [id, at] of seen) {
      this.db.sql("UPDATE sessions SET seen = max(seen, ?) WHERE id = ?").run(at, id);
    }
  }

  /** When an account was last there before a session of now; null: never. `seen` is kept to the minute, a sign-out exactly. */
  lastSeen(person: string, session: string): number | null {
    const { seen } = this.db.sql(
      `SELECT max(CASE WHEN ended <= seen + 60000 THEN ended ELSE seen END) AS seen FROM sessions
       WHERE person = ? AND created < (SELECT created FROM sessions WHERE id = ?)`,
    ).get(person, session) as { seen: number | null };
    return seen;
  }

  /** Ends all of an account but one, as part of something else that is done to it: whose row vouches for them. Returns their ids. */
  endAllOf(person: string, at: number, keep = ""): string[] {
    return this.db.sql(
      "UPDATE sessions SET ended = ? WHERE person = ? AND ended IS NULL AND id <> ? RETURNING id",
    ).all(at, person, keep).map((row) => (row as { id: string }).id);
  }

  #isPassword(person: string, proof: string): boolean {
    const row = this.db.sql("SELECT password FROM people WHERE number = ?")
      .get(Number(/^p(\d{1,9})$/.exec(person)?.[1] ?? 0)) as { password: string | null } | undefined;
    return row?.password === proof;
  }
}

export const thingsOf = (sessions: readonly string[]) => sessions.map((id): Thing => ["session", id]);
