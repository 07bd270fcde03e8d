/**
 * Accounts, sessions and one-time links in the ledger's database: every change with its audit row in one transaction.
 * Whether somebody may is asked before (dispatch/people.ts). Synchronous; see ledger_worker.ts.
 */
import type { AuditEntry } from "./audit.ts";
import type { LedgerAudit } from "./ledger_audit.ts";
import type { Json, LedgerDb } from "./ledger_db.ts";
import { postHolder } from "./ledger_posts.ts";
import type { Person } from "./person.ts";
import type { Session } from "./session.ts";
import type { Thing } from "./vouched.ts";

/** What an account is made from. */
export type PersonDraft = Omit<Person, "id" | "version">;

/** An audit entry without its object, which is the account. */
export type PersonAudit = Omit<AuditEntry, "object">;

export interface PersonCreate {
  readonly draft: PersonDraft;
  readonly password: string | null;
  /** SHA-256 of the one-time link that allows it; it is used up. */
  readonly link?: string;
  /** Ids of accounts that nobody signs in with here, such as those of a demo that others reach: no administrators. */
  readonly closed?: readonly string[];
  readonly audit: PersonAudit;
}

export interface PersonChange {
  readonly person: Person;
  /** The version that was seen. */
  readonly expected: number;
  readonly audit: PersonAudit;
}

export interface PasswordChange {
  readonly id: string;
  readonly password: string;
  readonly link?: string;
  /** A session that goes on; all others of the account end. */
  readonly keep?: string;
  readonly audit: PersonAudit;
}

export type PersonWritten =
  /** `ended`: the sessions that this ended. */
  | { readonly kind: "done"; readonly person: Person; readonly ended: readonly string[] }
  | { readonly kind: "taken"; readonly login: string }
  /** Another account in use, of this login, is the worker. */
  | { readonly kind: "worker-taken"; readonly worker: string; readonly login: string }
  | { readonly kind: "unknown"; readonly id: string }
  /** Somebody changed the account meanwhile. */
  | { readonly kind: "stale"; readonly person: Person }
  /** Nobody could manage accounts any more. */
  | { readonly kind: "last-admin" }
  /** The link was used, is too old, or never was. */
  | { readonly kind: "spent" };

export interface Credentials {
  readonly id: string;
  readonly password: string | null;
}

export type LinkPurpose = "first-admin" | "password";

export interface Link {
  /** SHA-256 in hex. */
  readonly token: string;
  readonly purpose: LinkPurpose;
  /** Empty for the first administrator. */
  readonly person: string;
  readonly expires: number;
}

/** A session with the hash of its token. */
export interface KeptSession extends Session {
  readonly token: string;
}

/** The login as it is compared: capitals and widths of letters make no other account. */
export function foldLogin(login: string): string {
  return login.normalize("NFKC").trim().toLowerCase();
}

interface Row {
  number: number;
  version: number;
  body: string;
  password: string | null;
}

const SESSION = "id, token, person, created, seen, address, agent";

export class LedgerPeople {
  constructor(private readonly db: LedgerDb, private readonly audit: LedgerAudit) {}

  all(): Json<Person[]> {
    return this.db.list("SELECT body FROM people ORDER BY number", [], (row: { body: string }) => row.body);
  }

  /** As a list: empty, or the one account of this login. */
  credentials(login: string): Json<Credentials[]> {
    return this.db.list(
      "SELECT number, password FROM people WHERE folded = ?",
      [foldLogin(login)],
      ({ number, password }: Row) => JSON.stringify({ id: `p${number}`, password }),
    );
  }

  create({ draft, password, link, closed = [], audit }: PersonCreate): PersonWritten {
    // A first administrator may have come another way meanwhile, such as from a table.
    if (link !== undefined && (this.#hasAdminBut(closed) || !this.#open(link, "first-admin", "", audit.at))) {
      return { kind: "spent" };
    }
    const folded = foldLogin(draft.login);
    if (this.#numberOf(folded) !== null) return { kind: "taken", login: draft.login };
    const twice = this.#workerTwice(draft, 0);
    if (twice) return twice;
    if (link !== undefined) this.#useUp(link, audit.at);
    const { last } = this.db.sql("SELECT coalesce(max(number), 0) AS last FROM people").get() as {
      last: number;
    };
    const person: Person = { ...draft, id: `p${last + 1}`, version: 1 };
    this.db.sql(
      "INSERT INTO people (number, folded, version, active, admin, body, password) VALUES (?, ?, ?, ?, ?, ?, ?)",
    ).run(last + 1, folded, 1, Number(person.active), isAdmin(person), JSON.stringify(person), password);
    const things: Thing[] = [["person", last + 1], ["password", last + 1]];
    return this.#done(person, audit, link === undefined ? things : [...things, ["link", link]]);
  }

  /** The version that was seen must be the version that is there. Whoever is inactive afterwards is signed out. */
  change({ person: sent, expected, audit }: PersonChange): PersonWritten {
    const before = this.#row(sent.id);
    if (!before) return { kind: "unknown", id: sent.id };
    if (before.version !== expected) return { kind: "stale", person: JSON.parse(before.body) };
    const person: Person = { ...sent, version: expected + 1 };
    const folded = foldLogin(person.login);
    const holder = this.#numberOf(folded);
    if (holder !== null && holder !== before.number) return { kind: "taken", login: person.login };
    const twice = this.#workerTwice(person, before.number);
    if (twice) return twice;
    if (isAdmin(JSON.parse(before.body)) && !isAdmin(person) && this.#adminsBeside(before.number) === 0) {
      return { kind: "last-admin" };
    }
    this.db.sql(
      "UPDATE people SET folded = ?, version = ?, active = ?, admin = ?, body = ? WHERE number = ?",
    ).run(
      folded,
      person.version,
      Number(person.active),
      isAdmin(person),
      JSON.stringify(person),
      before.number,
    );
    const ended = person.active ? [] : this.#endAllOf(person.id, audit.at);
    return this.#done(person, audit, [["person", before.number]], ended);
  }

  /** A new password ends every session of the account but the one it was set from. */
  setPassword({ id, password, link, keep, audit }: PasswordChange): PersonWritten {
    const row = this.#row(id);
    if (!row) return { kind: "unknown", id };
    if (link !== undefined) {
      if (!this.#open(link, "password", id, audit.at)) return { kind: "spent" };
      this.#useUp(link, audit.at);
    }
    // Links that were handed out before would let somebody else set yet another one.
    const useless = this.db.sql(
      "UPDATE links SET used = ? WHERE purpose = 'password' AND person = ? AND used IS NULL RETURNING token",
    ).all(audit.at, id).map((link) => (link as { token: string }).token);
    this.db.sql("UPDATE people SET password = ? WHERE number = ?").run(password, row.number);
    const links = link === undefined ? useless : [link, ...useless];
    const things: Thing[] = [["password", row.number], ...links.map((token): Thing => ["link", token])];
    return this.#done(JSON.parse(row.body), audit, things, this.#endAllOf(id, audit.at, keep));
  }

  /** Sessions that nobody ended; whether they reached a limit is for {@link isOver}. */
  sessions(): Json<KeptSession[]> {
    return this.db.list(
      `SELECT ${SESSION} FROM sessions WHERE ended IS NULL ORDER BY created`,
      [],
      (row: KeptSession) => JSON.stringify(row),
    );
  }

  /** With the password hash that was checked as `proof`: false, and nothing begins, if the account has another one by now. */
  beginSession(session: KeptSession, audit: PersonAudit, proof?: string): boolean {
    const { id, token, person, created, seen, address, agent } = session;
    if (proof !== undefined && this.#row(person)?.password !== proof) return false;
    this.db.sql(`INSERT INTO sessions (${SESSION}) VALUES (?, ?, ?, ?, ?, ?, ?)`)
      .run(id, token, person, created, seen, address, agent);
    this.audit.add({ ...audit, object: `session ${id}` }, [["session", id]]);
    return true;
  }

  /** Ends those that still go on; each has its row in the audit record. Returns their ids. */
  endSessions(ids: readonly string[], audit: PersonAudit): string[] {
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

  /** The newest link of its kind is the only one that works. */
  makeLink({ token, purpose, person, expires }: Link, audit: PersonAudit): void {
    const before = this.db.sql("DELETE FROM links WHERE purpose = ? AND person = ? RETURNING token")
      .all(purpose, person).map((link): Thing => ["link", (link as { token: string }).token]);
    this.db.sql("INSERT INTO links (token, purpose, person, expires) VALUES (?, ?, ?, ?)")
      .run(token, purpose, person, expires);
    this.audit.add({ ...audit, object: person === "" ? "city" : `person ${person}` }, [
      ...before,
      ["link", token],
    ]);
  }

  /** As a list: empty, or the one link that still works. */
  link(token: string, at: number): Json<Link[]> {
    return this.db.list(
      "SELECT token, purpose, person, expires FROM links WHERE token = ? AND used IS NULL AND expires > ?",
      [token, at],
      (row: Link) => JSON.stringify(row),
    );
  }

  /** `things` are what was written beside the sessions that ended. */
  #done(
    person: Person,
    audit: PersonAudit,
    things: readonly Thing[],
    ended: readonly string[] = [],
  ): PersonWritten {
    const sessions = ended.map((id): Thing => ["session", id]);
    this.audit.add({ ...audit, object: `person ${person.id}` }, [...things, ...sessions]);
    return { kind: "done", person, ended };
  }

  #endAllOf(person: string, at: number, keep = ""): string[] {
    return this.db.sql(
      "UPDATE sessions SET ended = ? WHERE person = ? AND ended IS NULL AND id <> ? RETURNING id",
    ).all(at, person, keep).map((row) => (row as { id: string }).id);
  }

  #open(token: string, purpose: LinkPurpose, person: string, at: number): boolean {
    return this.db.sql(
      "SELECT 1 FROM links WHERE token = ? AND purpose = ? AND person = ? AND used IS NULL AND expires > ?",
    ).get(token, purpose, person, at) !== undefined;
  }

  #useUp(token: string, at: number): void {
    this.db.sql("UPDATE links SET used = ? WHERE token = ?").run(at, token);
  }

  #row(id: string): Row | undefined {
    return this.db.sql("SELECT number, version, body, password FROM people WHERE number = ?")
      .get(Number(/^p(\d{1,9})$/.exec(id)?.[1] ?? 0)) as Row | undefined;
  }

  #numberOf(folded: string): number | null {
    const row = this.db.sql("SELECT number FROM people WHERE folded = ?").get(folded) as Row | undefined;
    return row?.number ?? null;
  }

  #workerTwice(draft: PersonDraft, own: number): PersonWritten | null {
    const holder = postHolder(this.db, draft, (number) => number !== own);
    return holder && { kind: "worker-taken", worker: draft.post!.id, login: holder.login };
  }

  #hasAdminBut(closed: readonly string[]): boolean {
    const rows = this.db.sql("SELECT number FROM people WHERE admin = 1").all() as { number: number }[];
    return rows.some(({ number }) => !closed.includes(`p${number}`));
  }

  #adminsBeside(number: number): number {
    const row = this.db.sql("SELECT count(*) AS n FROM people WHERE admin = 1 AND number <> ?").get(number);
    return (row as { n: number }).n;
  }
}

/** 1 for somebody who can manage accounts now. */
function isAdmin({ active, roles }: Person): number {
  return Number(active && roles.includes("admin"));
}
