/**
 * Reads a ledger's file and says whether its record is as it was written: the chain of audit rows, the events of cases that
 * they vouch for, and the numbers of both. It only reads, and sees one instant: a server may write meanwhile.
 */
import { isDeepStrictEqual } from "node:util";
import { type AuditRow, ChainCheck, type ChainFault, sha256 } from "./audit.ts";
import { type Case, type CaseEvent, type CaseSummary, ENDED } from "./case.ts";
import type { Alert } from "./alert.ts";
import { digestOfAlert } from "./ledger_alerts.ts";
import { digestOfEvidence, type EvidenceRecord } from "./ledger_evidence.ts";
import type { Handover } from "./handover.ts";
import type { Person } from "./person.ts";
import { type KeptShift, ShiftSum } from "./shift_sum.ts";
import { DatabaseSync } from "./sqlite.ts";

/** A head that was written down: number and hash of a row that was the last one then. */
export interface Head {
  readonly number: number;
  readonly hash: string;
}

export type RecordFault =
  | ChainFault
  /** An audit row vouches for an event of a case that is not there, or not as it was. */
  | { readonly kind: "event-gone" | "event-edited"; readonly number: number; readonly seq: number }
  /** An event of a case that no audit row vouches for. */
  | { readonly kind: "event-added"; readonly seq: number }
  | { readonly kind: "events-gap"; readonly after: number }
  /** An incident's event and its revision, one without the other. */
  | { readonly kind: "revision"; readonly seq: number }
  /** The list of a case's events does not lead from version to version. */
  | { readonly kind: "versions"; readonly case: string; readonly version: number }
  /** The case as it is kept is not what its last event left. */
  | { readonly kind: "case-differs"; readonly case: string }
  /** An account that no audit row tells of, that is gone, or that is not what the last row of it says. */
  | { readonly kind: "person-added" | "person-gone" | "person-differs"; readonly person: string }
  /** A photo that no audit row tells of, of which nothing is known any more, or something else than was written down. */
  | { readonly kind: "photo-added" | "photo-gone" | "photo-differs"; readonly photo: string }
  /** An SOS or an acknowledgement that no audit row tells of, that is gone, or that is not what its audit row says. */
  | { readonly kind: "alert-added" | "alert-gone" | "alert-differs"; readonly alert: string }
  /** A fence that no audit row tells of, that is gone, or that is not what the last row of it says. */
  | { readonly kind: "fence-added" | "fence-gone" | "fence-differs"; readonly fence: string }
  | { readonly kind: "handover-differs"; readonly handover: string }
  /** Duty shifts were changed, added or taken out, and no audit row tells of it. */
  | { readonly kind: "shifts-differ" }
  /** The head that was written down is not in the chain any more; `end` is the last row there is. */
  | { readonly kind: "head-gone"; readonly head: Head; readonly end: number };

export interface Verdict {
  readonly fault: RecordFault | null;
  readonly rows: number;
  readonly events: number;
  readonly head: Head;
}

export interface VerifyOptions {
  readonly from?: Head;
  /** How far it has come, 0–1. */
  readonly progress?: (share: number) => void;
}

/** Throws when the file cannot be read as a ledger at all. */
export function verifyRecord(file: string, options: VerifyOptions = {}): Verdict {
  const db = new DatabaseSync(file, { readOnly: true });
  try {
    db.exec("PRAGMA busy_timeout = 10000; BEGIN");
    return new Verification(db, options).run();
  } finally {
    db.close();
  }
}

interface EventRow {
  readonly seq: number;
  readonly at: number;
  readonly body: string;
  readonly id: string | null;
  readonly version: number | null;
}

/** What the detail of an audit row vouches for. */
interface Vouched {
  readonly events?: readonly [seq: number, digest: string][];
  readonly kept?: readonly [id: string, digest: string][];
  readonly person?: unknown;
  /** Of what is kept of a photo. */
  readonly record?: string;
  /** What a change of the roster comes to. */
  readonly sum?: string;
  /** An SOS or an acknowledgement: digests of its event, and of the alert as it was left. */
  readonly fence?: unknown;
  readonly alert?: {
    readonly id: string;
    readonly seq: number;
    readonly event: string;
    readonly kept: string;
  };
  /** A signature: digest of the handover as it was left. */
  readonly handover?: { readonly id: string; readonly kept: string };
}

interface CaseRow {
  readonly id: string;
  readonly version: number;
  readonly stage: string;
  readonly ended: number;
  readonly updated: number;
  readonly body: string;
}

interface PersonRow {
  readonly number: number;
  readonly version: number;
  readonly active: number;
  readonly admin: number;
  readonly body: string;
}

interface AlertRow {
  readonly number: number;
  readonly kind: string;
  readonly acknowledged: number | null;
  readonly ended: number | null;
  readonly body: string;
}

const REPORT_EVERY = 1_000;

class Verification {
  readonly #chain = new ChainCheck();
  /** Of each case, the last event seen. */
  readonly #last = new Map<string, { version: number; seq: number }>();
  /** Of each case, the digest of how its last command left it. */
  readonly #kept = new Map<string, string>();
  /** Of each account, what it was made or changed to last; null where that was not written down. */
  readonly #people = new Map<string, unknown>();
  /** Of each photo, the digest of what is kept of it; null in rows that were written without one. */
  readonly #photos = new Map<string, string | null>();
  /** Of each alert that a person made or acknowledged, the digest of how they left it. */
  readonly #alerts = new Map<string, string>();
  /** Of each fence, what it was made or changed to last; null where it was taken away. */
  readonly #fences = new Map<string, unknown>();
  /** Of each handover, the digest of how its last signature left it. */
  readonly #handovers = new Map<string, string>();
  /** What all changes of the roster come to. */
  readonly #shifts = new ShiftSum();
  readonly #events: Iterator<EventRow>;
  #next: EventRow | undefined;

  constructor(private readonly db: DatabaseSync, private readonly options: VerifyOptions) {
    this.#events = db.prepare(
      `SELECT e.seq, e.at, e.body, c.case_id AS id, c.version FROM events e LEFT JOIN case_events c USING (seq)
       WHERE e.kind = 'case' ORDER BY e.seq`,
    ).iterate() as unknown as Iterator<EventRow>;
  }

  run(): Verdict {
    const rows = this.#one<{ n: number }>("SELECT count(*) AS n FROM audit").n;
    const events = this.#one<{ n: number }>("SELECT count(*) AS n FROM events").n;
    const fault = this.#walk(rows) ?? this.#numbers() ?? this.#revisions() ?? this.#cases() ??
      this.#accounts() ?? this.#evidence() ?? this.#told() ?? this.#fenced() ?? this.#signed() ??
      this.#roster();
    return { fault, rows, events, head: this.#chain.head };
  }

  /** The chain, and beside it the events it vouches for: both were written in one transaction, and so in one order. */
  #walk(rows: number): RecordFault | null {
    const { from, progress } = this.options;
    this.#step();
    const list = this.db.prepare(
      "SELECT number, at, who, origin, action, object, detail, hash FROM audit ORDER BY number",
    ).iterate() as unknown as Iterable<AuditRow>;
    let done = 0;
    for (const row of list) {
      const fault = this.#chain.next(row) ?? this.#vouched(row);
      if (fault) return fault;
      if (row.number === from?.number && row.hash !== from.hash) return this.#headGone(from, rows);
      if (++done % REPORT_EVERY === 0) progress?.(done / rows);
    }
    if (from && from.number > done) return this.#headGone(from, done);
    return this.#next ? { kind: "event-added", seq: this.#next.seq } : null;
  }

  #headGone(head: Head, end: number): RecordFault {
    return { kind: "head-gone", head, end };
  }

  #vouched({ number, action, object, detail }: AuditRow): RecordFault | null {
    const vouched = JSON.parse(detail) as Vouched;
    const { events = [], kept = [], person, record, sum, alert, fence, handover } = vouched;
    for (const [id, digest] of kept) this.#kept.set(id, digest);
    const account = action === "people.manage" ? /^person (p\d+)$/.exec(object)?.[1] : undefined;
    if (account) this.#people.set(account, person ?? this.#people.get(account) ?? null);
    const photo = action === "case.add_evidence" ? /^evidence ([0-9a-f]{64})$/.exec(object)?.[1] : undefined;
    if (photo) this.#photos.set(photo, record ?? null);
    if (handover && action === "handover.sign") this.#handovers.set(handover.id, handover.kept);
    if (sum !== undefined && /^shifts?\./.test(action)) this.#shifts.join(sum);
    const fenced = action === "fences.manage" ? /^fence (f\d+)$/.exec(object)?.[1] : undefined;
    if (fenced) this.#fences.set(fenced, fence ?? null);
    const fault = alert && /^(?:sos|alert)\./.test(action) ? this.#alert(number, alert) : null;
    if (fault) return fault;
    for (const [seq, digest] of events) {
      const row = this.#next;
      if (row && row.seq < seq) return { kind: "event-added", seq: row.seq };
      if (!row || row.seq > seq) return { kind: "event-gone", number, seq };
      if (sha256(row.body ?? "") !== digest) return { kind: "event-edited", number, seq };
      const misplaced = this.#placed(row, number);
      if (misplaced) return misplaced;
      this.#step();
    }
    return null;
  }

  #alert(number: number, { id, seq, event, kept }: NonNullable<Vouched["alert"]>): RecordFault | null {
    this.#alerts.set(id, kept);
    const row = this.#maybe<{ body: string }>(
      `SELECT body FROM events WHERE kind = 'alert' AND seq = ${Number(seq)}`,
    );
    if (!row) return { kind: "event-gone", number, seq };
    return sha256(row.body) === event ? null : { kind: "event-edited", number, seq };
  }

  /** The columns beside an event say what the event says. */
  #placed({ seq, at, body, id, version }: EventRow, number: number): RecordFault | null {
    const made = JSON.parse(body) as { version: number; case: CaseSummary; event: CaseEvent };
    if (made.event.at !== at) return { kind: "event-edited", number, seq };
    const before = this.#last.get(made.case.id)?.version ?? 0;
    if (id !== made.case.id || version !== made.version || version !== before + 1) {
      return { kind: "versions", case: made.case.id, version: before + 1 };
    }
    this.#last.set(id, { version, seq });
    return null;
  }

  #numbers(): RecordFault | null {
    const { n, last } = this.#one<{ n: number; last: number }>(
      "SELECT count(*) AS n, coalesce(max(seq), 0) AS last FROM events",
    );
    if (n === last) return null;
    const gap = this.#maybe<{ seq: number }>(
      `SELECT seq FROM (SELECT 0 AS seq UNION ALL SELECT seq FROM events) e
       WHERE NOT EXISTS (SELECT 1 FROM events f WHERE f.seq = e.seq + 1) ORDER BY seq LIMIT 1`,
    );
    return { kind: "events-gap", after: Math.max(gap!.seq, 0) };
  }

  #revisions(): RecordFault | null {
    const odd = this.#maybe<{ seq: number }>(
      `SELECT seq FROM events e WHERE kind = 'incident' AND NOT EXISTS (SELECT 1 FROM revisions r WHERE r.seq = e.seq)
       UNION ALL
       SELECT seq FROM revisions r
       WHERE NOT EXISTS (SELECT 1 FROM events e WHERE e.seq = r.seq AND e.kind = 'incident') LIMIT 1`,
    );
    return odd ? { kind: "revision", seq: odd.seq } : null;
  }

  #cases(): RecordFault | null {
    const listed = this.#maybe<{ id: string; version: number }>(
      `SELECT case_id AS id, version FROM case_events c
       WHERE NOT EXISTS (SELECT 1 FROM events e WHERE e.seq = c.seq AND e.kind = 'case') LIMIT 1`,
    );
    if (listed) return { kind: "versions", case: listed.id, version: listed.version };
    const bodyOf = this.db.prepare("SELECT body FROM events WHERE seq = ?");
    const rows = this.db.prepare("SELECT id, version, stage, ended, updated, body FROM cases")
      .iterate() as unknown as Iterable<CaseRow>;
    for (const row of rows) {
      const last = this.#last.get(row.id);
      const event = last && bodyOf.get(last.seq) as { body: string } | undefined;
      const digest = this.#kept.get(row.id);
      const asLeft = digest === undefined || digest === sha256(row.body);
      if (!event || !asLeft || row.version !== last.version || !leftBy(event.body, row)) {
        return { kind: "case-differs", case: row.id };
      }
      this.#last.delete(row.id);
    }
    const [missing] = this.#last.keys();
    return missing === undefined ? null : { kind: "case-differs", case: missing };
  }

  /** Passwords are in no row of audit, and so are not compared. */
  #accounts(): RecordFault | null {
    const rows = this.db.prepare("SELECT number, version, active, admin, body FROM people ORDER BY number")
      .iterate() as unknown as Iterable<PersonRow>;
    for (const row of rows) {
      const person = `p${row.number}`;
      const written = this.#people.get(person);
      if (written === undefined) return { kind: "person-added", person };
      if (!isAccount(row, written)) return { kind: "person-differs", person };
      this.#people.delete(person);
    }
    const [gone] = this.#people.keys();
    return gone === undefined ? null : { kind: "person-gone", person: gone };
  }

  /** The photos themselves are files, and their names say what they hold. */
  #evidence(): RecordFault | null {
    const rows = this.db.prepare(
      "SELECT hash, original, type, bytes, taken, lat, lon, uploaded_by AS by, at FROM evidence ORDER BY hash",
    ).iterate() as unknown as Iterable<EvidenceRecord>;
    for (const row of rows) {
      const digest = this.#photos.get(row.hash);
      if (digest === undefined) return { kind: "photo-added", photo: row.hash };
      if (digest !== null && digest !== digestOfEvidence(row)) {
        return { kind: "photo-differs", photo: row.hash };
      }
      this.#photos.delete(row.hash);
    }
    const [gone] = this.#photos.keys();
    return gone === undefined ? null : { kind: "photo-gone", photo: gone };
  }

  /** Alerts that a rule raised and nobody acknowledged are no deed of a person's, and vouched for by no row. */
  #told(): RecordFault | null {
    if (!this.#maybe("SELECT 1 FROM sqlite_master WHERE name = 'alerts'")) return null;
    const rows = this.db.prepare("SELECT number, kind, acknowledged, ended, body FROM alerts ORDER BY number")
      .iterate() as unknown as Iterable<AlertRow>;
    for (const { number, kind, acknowledged, ended, body } of rows) {
      const alert = `a${number}`, kept = JSON.parse(body) as Alert;
      const written = this.#alerts.get(alert);
      const same = kept.id === alert && kept.kind === kind && kept.ended === ended &&
        (kept.acknowledged?.at ?? null) === acknowledged &&
        // A call for help is over when somebody acknowledges it, and by nothing else.
        (kind !== "sos" || (ended === null) === (acknowledged === null));
      if (!same || (written !== undefined && written !== digestOfAlert(kept))) {
        return { kind: "alert-differs", alert };
      }
      if (written === undefined && (kind === "sos" || acknowledged !== null)) {
        return { kind: "alert-added", alert };
      }
      this.#alerts.delete(alert);
    }
    const [gone] = this.#alerts.keys();
    return gone === undefined ? null : { kind: "alert-gone", alert: gone };
  }

  #fenced(): RecordFault | null {
    if (!this.#maybe("SELECT 1 FROM sqlite_master WHERE name = 'fences'")) return null;
    const rows = this.db.prepare("SELECT number, gone, body FROM fences ORDER BY number")
      .iterate() as unknown as Iterable<{ number: number; gone: number; body: string }>;
    for (const { number, gone, body } of rows) {
      const fence = `f${number}`, written = this.#fences.get(fence);
      if (written === undefined) return { kind: "fence-added", fence };
      const same = gone === 1 ? written === null : isDeepStrictEqual(JSON.parse(body), written);
      if (!same) return { kind: "fence-differs", fence };
      this.#fences.delete(fence);
    }
    const [gone] = this.#fences.keys();
    return gone === undefined ? null : { kind: "fence-gone", fence: gone };
  }

  /** Each signature of a handover is vouched for by its row. */
  #signed(): RecordFault | null {
    if (!this.#maybe("SELECT 1 FROM sqlite_master WHERE name = 'handovers'")) return null;
    const rows = this.db.prepare("SELECT number, at, taken, body FROM handovers ORDER BY number")
      .iterate() as unknown as Iterable<{ number: number; at: number; taken: number | null; body: string }>;
    for (const { number, at, taken, body } of rows) {
      const handover = `h${number}`, kept = JSON.parse(body) as Handover;
      const same = kept.id === handover && kept.given.at === at && (kept.taken?.at ?? null) === taken;
      if (!same || this.#handovers.get(handover) !== sha256(body)) {
        return { kind: "handover-differs", handover };
      }
      this.#handovers.delete(handover);
    }
    const [gone] = this.#handovers.keys();
    return gone === undefined ? null : { kind: "handover-differs", handover: gone };
  }

  /** Those of an older file, written before audit rows told what they come to, are left out. */
  #roster(): RecordFault | null {
    const summed = this.#maybe("SELECT 1 FROM pragma_table_info('roster') WHERE name = 'unsummed'");
    if (!summed) return null;
    const there = new ShiftSum();
    const rows = this.db.prepare(
      "SELECT worker, starts, ends, revision FROM shifts WHERE revision > (SELECT unsummed FROM roster)",
    ).iterate() as unknown as Iterable<KeptShift>;
    for (const row of rows) there.add(row);
    return `${there}` === `${this.#shifts}` ? null : { kind: "shifts-differ" };
  }

  #step(): void {
    const { value, done } = this.#events.next();
    this.#next = done ? undefined : value;
  }

  #one<T>(sql: string): T {
    return this.db.prepare(sql).get() as T;
  }

  #maybe<T>(sql: string): T | undefined {
    return this.db.prepare(sql).get() as T | undefined;
  }
}

/** Whether a case as it is kept says what its last event says of it, field by field. */
function leftBy(eventBody: string, row: CaseRow): boolean {
  const { case: summary } = JSON.parse(eventBody) as { case: CaseSummary };
  const kept = JSON.parse(row.body) as Case;
  return row.stage === summary.stage && row.ended === Number(ENDED.has(summary.stage)) &&
    row.updated === summary.updated &&
    Object.entries(summary).every(([field, value]) =>
      !(field in kept) || isDeepStrictEqual(kept[field as keyof Case], value)
    ) && kept.id === summary.id;
}

/** Whether an account is what was written down of it, and its columns say the same. */
function isAccount({ number, version, active, admin, body }: PersonRow, written: unknown): boolean {
  const { id, version: own, ...draft } = JSON.parse(body) as Person;
  return id === `p${number}` && own === version && active === Number(draft.active) &&
    admin === Number(draft.active && draft.roles.includes("admin")) &&
    (written === null || isDeepStrictEqual(draft, written));
}
