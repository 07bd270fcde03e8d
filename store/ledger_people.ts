/**
 * Accounts in the ledger's database: every change with its audit row in one transaction.
 * Whether somebody may is asked before (dispatch/people.ts). Synchronous; see ledger_worker.ts.
 */
import type { AuditEntry } from "./audit.ts";
import type { LedgerAudit } from "./ledger_audit.ts";
import type { Json, LedgerDb } from "./ledger_db.ts";
import type { LedgerLinks } from "./ledger_links.ts";
import { postHolder } from "./ledger_posts.ts";
import { type LedgerSessions, thingsOf } from "./ledger_sessions.ts";
import type { Person } from "./person.ts";
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

export class LedgerPeople {
  constructor(
    private readonly db: LedgerDb,
    private readonly audit: LedgerAudit,
    private readonly sessions: Pick<LedgerSessions, "endAllOf">,
    private readonly links: Pick<LedgerLinks, "works" | "useUp" | "useUpAllOf">,
  ) {}

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
    if (
      link !== undefined &&
      (this.#hasAdminBut(closed) || !this.links.works(link, "first-admin", "", audit.at))
    ) {
      return { kind: "spent" };
    }
    const folded = foldLogin(draft.login);
    if (this.#numberOf(folded) !== null) return { kind: "taken", login: draft.login };
    const twice = this.#workerTwice(draft, 0);
    if (twice) return twice;
    const spent = link === undefined ? [] : [this.links.useUp(link, audit.at)];
    const { last } = this.db.sql("SELECT coalesce(max(number), 0) AS last FROM people").get() as {
      last: number;
    };
    const person: Person = { ...draft, id: `p${last + 1}`, version: 1 };
    this.db.sql(
      "INSERT INTO people (number, folded, version, active, admin, body, password) VALUES (?, ?, ?, ?, ?, ?, ?)",
    ).run(last + 1, folded, 1, Number(person.active), isAdmin(person), JSON.stringify(person), password);
    return this.#done(person, audit, [["person", last + 1], ["password", last + 1], ...spent]);
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
    const ended = person.active ? [] : this.sessions.endAllOf(person.id, audit.at);
    return this.#done(person, audit, [["person", before.number]], ended);
  }

  /** A new password ends every session of the account but the one it was set from. */
  setPassword({ id, password, link, keep, audit }: PasswordChange): PersonWritten {
    const row = this.#row(id);
    if (!row) return { kind: "unknown", id };
    if (link !== undefined && !this.links.works(link, "password", id, audit.at)) return { kind: "spent" };
    const spent = link === undefined ? [] : [this.links.useUp(link, audit.at)];
    const useless = this.links.useUpAllOf(id, audit.at);
    this.db.sql("UPDATE people SET password = ? WHERE number = ?").run(password, row.number);
    const things: Thing[] = [["password", row.number], ...spent, ...useless];
    return this.#done(JSON.parse(row.body), audit, things, this.sessions.endAllOf(id, audit.at, keep));
  }

  /** `things` are what was written beside the sessions that ended. */
  #done(
    person: Person,
    audit: PersonAudit,
    things: readonly Thing[],
    ended: readonly string[] = [],
  ): PersonWritten {
    this.audit.add({ ...audit, object: `person ${person.id}` }, [...things, ...thingsOf(ended)]);
    return { kind: "done", person, ended };
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
