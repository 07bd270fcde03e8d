/**
 * Cases in the ledger's database. Whether a command fits is decided before, by the pure machine; here one conditional change
 * decides whether it still does: the version that was seen is the version that is there. Synchronous; see ledger_worker.ts.
 */
import { type AuditEntry, sha256 } from "./audit.ts";
import { type Case, type CaseEvent, type CaseSummary, ENDED } from "./case.ts";
import type { LedgerAudit } from "./ledger_audit.ts";
import type { Idempotency, KnownKey, LedgerCommands } from "./ledger_commands.ts";
import type { Json, LedgerDb } from "./ledger_db.ts";
import type { IncidentEvent, IncidentRef, LedgerRecord } from "./ledger_record.ts";
import type { CityEvent } from "./record.ts";
import type { Thing } from "./vouched.ts";

export type { IncidentRef };

/** What a command does to one case. */
export interface CasePart {
  /** Version the command was decided on; 0 for a case that begins. */
  readonly expected: number;
  readonly events: readonly CaseEvent[];
  /** The case after them, whole and as screens see it. */
  readonly after: Case;
  readonly summary: CaseSummary;
  /** Incidents that this case begins from. */
  readonly claims?: readonly IncidentRef[];
}

export interface CaseWrite extends Idempotency {
  readonly at: number;
  /** Usually one; a merger changes two. All or none. */
  readonly parts: readonly CasePart[];
  readonly audit: AuditEntry;
  /** Told to whoever sent the command, and to whoever sends it again. */
  readonly answer: unknown;
}

export type CaseWritten =
  /** Those of the cases, then of the incidents that ended with them, or are open again. */
  | { readonly kind: "done"; readonly events: readonly CityEvent[] }
  | KnownKey
  /** Somebody changed the case meanwhile. */
  | { readonly kind: "stale"; readonly id: string; readonly version: number }
  /** The incident is a case already. */
  | { readonly kind: "claimed"; readonly id: string };

export interface CaseQuery {
  readonly open?: boolean;
  /** Updated before; the newest first. */
  readonly before?: number;
  readonly limit: number;
}

export class LedgerCases {
  constructor(
    private readonly db: LedgerDb,
    private readonly audit: LedgerAudit,
    private readonly record: Pick<LedgerRecord, "settle">,
    private readonly commands: LedgerCommands,
  ) {}

  commit(write: CaseWrite): CaseWritten {
    const known = this.answerTo(write);
    if (known) return known;
    for (const { expected, after, claims } of write.parts) {
      const version = this.#version(after.id);
      if (version !== expected) return { kind: "stale", id: after.id, version };
      for (const claim of claims ?? []) {
        const id = this.caseOf(claim);
        if (id !== null) return { kind: "claimed", id };
      }
    }
    const stored = write.parts.map((part) => this.#store(part));
    const events = stored.flatMap((part) => part.events);
    const digests = events.map(({ seq, text }) => [seq, sha256(text)]);
    const kept = stored.map(({ id, body }) => [id, sha256(body)]);
    this.audit.add(
      { ...write.audit, detail: { ...write.audit.detail, events: digests, kept } },
      stored.flatMap(({ things }) => things),
    );
    this.commands.remember(write, write.at, write.answer);
    const settled = write.parts.flatMap(({ after }) => this.#settle(after, write.at));
    return { kind: "done", events: [...events.map(({ event }) => event), ...settled] };
  }

  /** Incidents that are open though their case has ended, as versions before left them; returns the events. */
  settleEnded(at: number): IncidentEvent[] {
    const rows = this.db.sql(
      `SELECT c.body FROM incidents i JOIN case_incidents k ON k.source = i.source AND k.incident = i.id
       JOIN cases c ON c.id = k.case_id WHERE i.status = 'open' AND c.ended = 1 ORDER BY i.seq`,
    ).all() as { body: string }[];
    return rows.flatMap(({ body }) => this.#settle(JSON.parse(body), at));
  }

  /** Keeps the answer to a command that was refused, so that the same key is refused the same way. */
  refuse(sent: Idempotency, at: number, answer: unknown): KnownKey {
    const known = this.answerTo(sent);
    if (known) return known;
    this.commands.remember(sent, at, answer);
    return { kind: "again", answer };
  }

  /** The first answer to a key; null when it is new. */
  answerTo(sent: Idempotency): KnownKey | null {
    return this.commands.answerTo(sent);
  }

  /** Cases that are not ended, the oldest first. */
  open(): Json<Case[]> {
    return this.db.list(
      "SELECT body FROM cases WHERE ended = 0 ORDER BY reported, id",
      [],
      (row: { body: string }) => row.body,
    );
  }

  /** Ended cases, the newest first. */
  ended(before: number, limit: number): Json<Case[]> {
    return this.db.list(
      "SELECT body FROM cases WHERE ended = 1 AND updated < ? ORDER BY updated DESC, id LIMIT ?",
      [before, limit],
      (row: { body: string }) => row.body,
    );
  }

  /** Cases to which something happened at or after an instant, the newest first; ended ones too. */
  changedSince(from: number, limit: number): Json<Case[]> {
    return this.db.list(
      "SELECT body FROM cases WHERE updated >= ? ORDER BY updated DESC, id LIMIT ?",
      [from, limit],
      (row: { body: string }) => row.body,
    );
  }

  /** As a list: empty, or the one case. */
  get(id: string): Json<Case[]> {
    return this.db.list("SELECT body FROM cases WHERE id = ?", [id], (row: { body: string }) => row.body);
  }

  /** All events of a case, the first one first. */
  events(id: string): Json<CaseEvent[]> {
    return this.db.list(
      `SELECT json_extract(e.body, '$.event') AS event FROM case_events c JOIN events e USING (seq)
       WHERE c.case_id = ? ORDER BY c.version`,
      [id],
      (row: { event: string }) => row.event,
    );
  }

  /** Which of some incidents became no case yet, in their order. */
  withoutCase(refs: readonly IncidentRef[]): IncidentRef[] {
    return refs.filter((ref) => this.caseOf(ref) === null);
  }

  /** The case an incident became; null when none. */
  caseOf({ source, incident }: IncidentRef): string | null {
    const row = this.db.sql("SELECT case_id FROM case_incidents WHERE source = ? AND incident = ?")
      .get(source, incident) as { case_id: string } | undefined;
    return row?.case_id ?? null;
  }

  /** Ids of cases that name a photo, or did. */
  namingPhoto(hash: string): string[] {
    return this.db.sql("SELECT case_id AS id FROM case_evidence WHERE hash = ?").all(hash)
      .map((row) => (row as { id: string }).id);
  }

  /** How many cases have a number that begins with `day` and a hyphen; serials go on from there. */
  serialsOf(day: string): number {
    // The longest first: from 100,000 a day on a greater number no more comes later in the alphabet.
    const row = this.db.sql(
      "SELECT id FROM cases WHERE id >= ? AND id < ? ORDER BY length(id) DESC, id DESC LIMIT 1",
    ).get(`${day}-`, `${day}.`) as { id: string } | undefined;
    return row === undefined ? 0 : Number(row.id.slice(day.length + 1));
  }

  /** The incidents of a case are over when it is; one that was merged goes on in another. */
  #settle({ stage, reports }: Case, at: number): IncidentEvent[] {
    if (stage === "merged") return [];
    return reports.flatMap(({ source, incident }) =>
      incident === undefined ? [] : this.record.settle({ source, incident }, ENDED.has(stage), at) ?? []
    );
  }

  #version(id: string): number {
    const row = this.db.sql("SELECT version FROM cases WHERE id = ?").get(id) as
      | { version: number }
      | undefined;
    return row?.version ?? 0;
  }

  #store({ expected, events, after, summary, claims }: CasePart) {
    const stored = events.map((event, i) => {
      const version = expected + i + 1;
      const text = JSON.stringify({ version, case: summary, event });
      const seq = this.db.event(event.at, "case", text);
      this.db.sql("INSERT INTO case_events (case_id, version, seq) VALUES (?, ?, ?)").run(
        after.id,
        version,
        seq,
      );
      const made: CityEvent & { kind: "case" } = {
        seq,
        at: event.at,
        kind: "case",
        version,
        case: summary,
        event,
      };
      return { seq, text, event: made };
    });
    const { id, version, stage, updated, marks } = after;
    const body = JSON.stringify(after);
    this.db.sql(
      `INSERT INTO cases (id, version, stage, ended, reported, updated, body) VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET version = excluded.version, stage = excluded.stage,
         ended = excluded.ended, updated = excluded.updated, body = excluded.body`,
    ).run(
      id,
      version,
      stage,
      ENDED.has(stage) ? 1 : 0,
      marks.reported ?? updated,
      updated,
      body,
    );
    const things: Thing[] = [];
    for (const { hash } of after.evidence ?? []) {
      const { changes } = this.db.sql("INSERT OR IGNORE INTO case_evidence (hash, case_id) VALUES (?, ?)")
        .run(hash, id);
      if (changes > 0) things.push(["naming", hash, id]);
    }
    for (const { source, incident } of claims ?? []) {
      this.db.sql("INSERT INTO case_incidents (source, incident, case_id) VALUES (?, ?, ?)")
        .run(source, incident, id);
      things.push(["claim", source, incident]);
    }
    return { id, body, events: stored, things };
  }
}
