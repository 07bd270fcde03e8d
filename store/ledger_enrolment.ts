/** Many accounts at once in the ledger's database: all of them in one transaction, with an audit row each, or none. Synchronous. */
import type { AuditEntry } from "./audit.ts";
import type { LedgerAudit } from "./ledger_audit.ts";
import type { LedgerDb } from "./ledger_db.ts";
import { foldLogin, type PersonAudit, type PersonDraft } from "./ledger_people.ts";
import type { LedgerLinks } from "./ledger_links.ts";
import { postHolder } from "./ledger_posts.ts";
import { type LedgerSessions, thingsOf } from "./ledger_sessions.ts";
import type { Person } from "./person.ts";
import type { Thing, Written } from "./vouched.ts";

export interface Enrolment {
  readonly made: readonly (EnrolmentDraft & {
    /** SHA-256 of a one-time link for the password. */
    readonly link?: string;
  })[];
  readonly changed: readonly (EnrolmentDraft & { readonly id: string })[];
  /** Version of each account that was looked at, by its id: all must still be there. */
  readonly seen: readonly (readonly [id: string, version: number])[];
  /** When the links expire. */
  readonly expires: number;
  /** What the rows of the audit record have in common. */
  readonly audit: PersonAudit;
}

interface EnrolmentDraft {
  readonly line: number;
  readonly draft: PersonDraft;
}

export type EnrolmentWritten =
  /** Accounts are numbered from `first` on, in their order; `ended` are sessions. */
  | { readonly kind: "done"; readonly first: number; readonly ended: readonly string[] }
  | { readonly kind: "stale"; readonly logins: readonly string[] }
  | { readonly kind: "last-admin" };

export class LedgerEnrolment {
  constructor(
    private readonly db: LedgerDb,
    private readonly audit: LedgerAudit,
    private readonly sessions: Pick<LedgerSessions, "endAllOf">,
    private readonly links: Pick<LedgerLinks, "put">,
  ) {}

  /** Takes JSON of a {@link Enrolment}: as text it crosses threads at once. */
  write(json: string): EnrolmentWritten {
    const enrolment: Enrolment = JSON.parse(json);
    const stale = this.#staleIn(enrolment);
    if (stale.length > 0) return { kind: "stale", logins: stale };
    if (this.#leavesNobody(enrolment)) return { kind: "last-admin" };
    const first = (this.db.sql("SELECT coalesce(max(number), 0) + 1 AS first FROM people").get() as {
      first: number;
    }).first;
    enrolment.made.forEach((row, at) => this.#make(first + at, row, enrolment));
    const ended = enrolment.changed.flatMap((row) => this.#change(row, enrolment));
    return { kind: "done", first, ended };
  }

  /** Logins of accounts that are not as they were seen, that came, or that became a worker of the table meanwhile. */
  #staleIn({ made, changed, seen }: Enrolment): string[] {
    const version = this.db.sql("SELECT version FROM people WHERE number = ?");
    const login = this.db.sql("SELECT json_extract(body, '$.login') AS login FROM people WHERE number = ?");
    const taken = this.db.sql("SELECT 1 FROM people WHERE folded = ?");
    const overtaken = seen.filter(([id, expected]) =>
      (version.get(numberOf(id)) as { version: number } | undefined)?.version !== expected
    ).map(([id]) => (login.get(numberOf(id)) as { login: string } | undefined)?.login ?? id);
    const came = made.filter(({ draft }) => taken.get(foldLogin(draft.login)) !== undefined);
    // Those that are written with it have the posts that the table gives them, which is looked at before.
    const own = new Set(changed.map(({ id }) => numberOf(id)));
    const holders = [...made, ...changed].map(({ draft }) =>
      postHolder(this.db, draft, (number) => !own.has(number))
    ).filter((holder) => holder !== null);
    return [...overtaken, ...[...came.map(({ draft }) => draft), ...holders].map(({ login }) => login)];
  }

  #leavesNobody({ made, changed }: Enrolment): boolean {
    const { n } = this.db.sql("SELECT count(*) AS n FROM people WHERE admin = 1").get() as { n: number };
    if (n === 0) return false;
    const admin = this.db.sql("SELECT admin FROM people WHERE number = ?");
    const before =
      changed.filter(({ id }) => (admin.get(numberOf(id)) as { admin: number }).admin === 1).length;
    const after = [...made, ...changed].filter(({ draft }) => isAdmin(draft) === 1).length;
    return n - before + after === 0;
  }

  #make(
    number: number,
    { draft, line, link }: Enrolment["made"][number],
    { audit, expires }: Enrolment,
  ): void {
    const person: Person = { ...draft, id: `p${number}`, version: 1 };
    const folded = foldLogin(draft.login), active = Number(draft.active), admin = isAdmin(draft);
    const body = JSON.stringify(person);
    this.db.sql("INSERT INTO people (number, folded, version, active, admin, body) VALUES (?, ?, 1, ?, ?, ?)")
      .run(number, folded, active, admin, body);
    // It has no password yet: there is none to vouch for.
    const written: Written[] = [{ noun: "person", row: { number, folded, version: 1, active, admin, body } }];
    if (link !== undefined) {
      written.push(this.links.put({ token: link, purpose: "password", person: person.id, expires }));
    }
    const more = { line, person: draft, ...(link === undefined ? {} : { link: expires }) };
    this.audit.add(entryOf(person.id, more, audit), [], written);
  }

  #change({ id, draft, line }: Enrolment["changed"][number], { audit }: Enrolment): string[] {
    const row = this.db.sql(
      `UPDATE people SET version = version + 1, active = ?, admin = ?,
         body = json_set(?, '$.id', ?, '$.version', version + 1) WHERE number = ? RETURNING version`,
    ).get(Number(draft.active), isAdmin(draft), JSON.stringify(draft), id, numberOf(id)) as {
      version: number;
    };
    const ended = draft.active ? [] : this.sessions.endAllOf(id, audit.at);
    const things: Thing[] = [["person", numberOf(id)], ...thingsOf(ended)];
    this.audit.add(entryOf(id, { line, version: row.version - 1, person: draft }, audit), things);
    return ended;
  }
}

function entryOf(id: string, more: Record<string, unknown>, audit: PersonAudit): AuditEntry {
  return { ...audit, object: `person ${id}`, detail: { ...audit.detail, ...more } };
}

function numberOf(id: string): number {
  return Number(/^p(\d{1,9})$/.exec(id)?.[1] ?? 0);
}

function isAdmin({ active, roles }: PersonDraft): number {
  return Number(active && roles.includes("admin"));
}
