/** The ledger's file: SQLite, used by one thread. Everything here is synchronous; see ledger_worker.ts. */
import type { CamerasResult, IncidentRow, PutResult } from "./ledger.ts";
import { LEDGER_STEPS } from "./ledger_schema.ts";
import {
  assignmentOf,
  cameraText,
  eventText,
  incidentText,
  recordText,
  type Revision,
} from "./ledger_text.ts";
import type { AssignAnswer, AssignCommand, Assignment, Camera } from "./record.ts";
import { DatabaseSync, type StatementSync } from "./sqlite.ts";

/** How long to wait for another process that writes the same file. */
const BUSY_MS = 10_000;

interface Current {
  seq: number;
  revision: number;
  status: string;
  received: number;
  worker: string | null;
  assigned_by: string;
  assigned_at: number;
}

/** A revision with the assignment as it was then: an assignment is made once and stays with its incident. */
const REVISION = `r.seq, r.source, r.id, r.revision, r.received, r.updated, r.cell, r.body,
  iif(i.assigned_seq < r.seq, i.worker, NULL) AS worker, i.assigned_by, i.assigned_at`;
/** The newest revision, with the assignment as it is now. */
const NEWEST = `r.seq, r.source, r.id, r.revision, r.received, r.updated, r.cell, r.body,
  i.worker, i.assigned_by, i.assigned_at FROM incidents i JOIN revisions r ON r.seq = i.seq`;

export class LedgerFile {
  readonly #db: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  constructor(file: string) {
    this.#db = new DatabaseSync(file);
    this.#db.exec(`PRAGMA busy_timeout = ${BUSY_MS}; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;`);
    this.transaction(() => this.#migrate());
  }

  /** Runs `work` and commits: when this returns, its changes are on the disk. */
  transaction(work: () => void): void {
    // Immediate: the numbers that the work reads first must not be given out by another process meanwhile.
    this.#run("BEGIN IMMEDIATE");
    try {
      work();
      this.#run("COMMIT");
    } catch (error) {
      // SQLite has rolled back already after some failures of the disk.
      if (this.#db.isTransaction) this.#run("ROLLBACK");
      throw error;
    }
  }

  /** Runs `work` inside a transaction; if it throws, its changes, and only its, are undone. */
  savepoint<T>(work: () => T): T {
    this.#run("SAVEPOINT command");
    try {
      const value = work();
      this.#run("RELEASE command");
      return value;
    } catch (error) {
      if (this.#db.isTransaction) {
        this.#run("ROLLBACK TO command");
        this.#run("RELEASE command");
      }
      throw error;
    }
  }

  putIncidents(rows: readonly IncidentRow[], at: number): PutResult[] {
    return rows.map((row) => this.#putIncident(row, at));
  }

  putCameras(cameras: readonly Camera[], at: number): CamerasResult {
    const put = this.#sql(
      `INSERT INTO cameras (id, updated, body) VALUES (?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET updated = excluded.updated, body = excluded.body
       WHERE body <> excluded.body`,
    );
    let changed = 0;
    for (const camera of cameras) changed += Number(put.run(camera.id, at, cameraText(camera)).changes);
    if (changed === 0) return { changed };
    const seq = this.#event(at, "cameras", JSON.stringify({ changed }));
    return { changed, event: { seq, at, kind: "cameras", changed } };
  }

  assign(command: AssignCommand, at: number): AssignAnswer {
    const { key, source, incident, worker, by } = command;
    if (![key, source, incident, worker, by].every((text) => typeof text === "string" && text !== "")) {
      return { kind: "refused", reason: "bad-command" };
    }
    const body = JSON.stringify([source, incident, worker, by]);
    const known = this.#sql("SELECT body, answer FROM commands WHERE key = ?").get(key) as
      | { body: string; answer: string }
      | undefined;
    if (known) {
      return known.body === body ? JSON.parse(known.answer) : { kind: "refused", reason: "key-reused" };
    }
    const answer = this.#decide(command, at);
    this.#sql("INSERT INTO commands (key, at, body, answer) VALUES (?, ?, ?, ?)")
      .run(key, at, body, JSON.stringify(answer));
    return answer;
  }

  /* Lists are returned as JSON text; see WorkerLedger. */

  openIncidents(): string {
    return this.#list(`SELECT ${NEWEST} WHERE i.status = 'open' ORDER BY i.seq`, [], recordText);
  }

  incidentsSince(received: number): string {
    return this.#list(
      `SELECT ${NEWEST} WHERE i.received >= ? ORDER BY i.received, i.seq`,
      [received],
      recordText,
    );
  }

  cameras(): string {
    return this.#list("SELECT body FROM cameras ORDER BY id", [], (row: { body: string }) => row.body);
  }

  assignments(): string {
    return this.#list(
      `SELECT source, id, worker, assigned_by, assigned_at FROM incidents
       WHERE status = 'open' AND worker IS NOT NULL ORDER BY assigned_seq`,
      [],
      (row: Revision) => JSON.stringify(assignmentOf(row.source, row.id, row)),
    );
  }

  history(source: string, id: string): string {
    return this.#list(
      `SELECT ${REVISION} FROM revisions r JOIN incidents i USING (source, id)
       WHERE r.source = ? AND r.id = ? ORDER BY r.revision`,
      [source, id],
      recordText,
    );
  }

  events(after: number, limit: number): string {
    return this.#list(
      `SELECT e.seq AS number, e.at, e.kind, e.body AS payload, ${REVISION} FROM events e
       LEFT JOIN revisions r ON r.seq = e.seq LEFT JOIN incidents i ON i.source = r.source AND i.id = r.id
       WHERE e.seq > ? ORDER BY e.seq LIMIT ?`,
      [after, limit],
      eventText,
    );
  }

  seq(): number {
    return (this.#sql("SELECT coalesce(max(seq), 0) AS seq FROM events").get() as { seq: number }).seq;
  }

  close(): void {
    this.#db.close();
  }

  #putIncident({ incident, cell }: IncidentRow, at: number): PutResult {
    const { source, id, status } = incident;
    const body = incidentText(incident);
    const before = this.#current(source, id);
    if (before) {
      const { body: known } = this.#sql("SELECT body FROM revisions WHERE seq = ?").get(before.seq) as {
        body: string;
      };
      if (known === body) return { kind: "same" };
    }
    const revision = (before?.revision ?? 0) + 1;
    const received = before?.received ?? at;
    const seq = this.#event(at, "incident", null);
    this.#sql(
      `INSERT INTO revisions (seq, source, id, revision, received, updated, cell, body)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    ).run(seq, source, id, revision, received, at, cell, body);
    this.#sql(
      `INSERT INTO incidents (source, id, seq, revision, status, received) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (source, id) DO UPDATE
       SET seq = excluded.seq, revision = excluded.revision, status = excluded.status`,
    ).run(source, id, seq, revision, status, received);
    const assignment = before?.worker ? { assignment: assignmentOf(source, id, before) } : {};
    const record = { ...incident, cell, revision, received, updated: at, ...assignment };
    return { kind: before ? "changed" : "new", event: { seq, at, kind: "incident", incident: record } };
  }

  /** The condition and the change are one statement: whoever changed a row has won. */
  #decide({ source, incident, worker, by }: AssignCommand, at: number): AssignAnswer {
    const seq = this.seq() + 1;
    const { changes } = this.#sql(
      `UPDATE incidents SET worker = ?1, assigned_by = ?2, assigned_at = ?3, assigned_seq = ?4
       WHERE source = ?5 AND id = ?6 AND status = 'open' AND worker IS NULL
         AND NOT EXISTS (SELECT 1 FROM incidents WHERE worker = ?1 AND status = 'open' AND worker IS NOT NULL)`,
    ).run(worker, by, at, seq, source, incident);
    if (Number(changes) === 1) {
      const assignment: Assignment = { source, incident, worker, by, at };
      this.#event(at, "assigned", JSON.stringify({ assignment }));
      return { kind: "assigned", assignment, seq };
    }
    const current = this.#current(source, incident);
    if (!current) return { kind: "refused", reason: "unknown-incident" };
    if (current.status !== "open") return { kind: "refused", reason: "not-open" };
    if (current.worker) return { kind: "taken", assignment: assignmentOf(source, incident, current) };
    return { kind: "refused", reason: "worker-busy" };
  }

  #current(source: string, id: string): Current | undefined {
    return this.#sql(
      `SELECT seq, revision, status, received, worker, assigned_by, assigned_at FROM incidents
       WHERE source = ? AND id = ?`,
    ).get(source, id) as Current | undefined;
  }

  /** Appends one event and returns its number. Not AUTOINCREMENT: that leaves gaps after a rollback. */
  #event(at: number, kind: string, body: string | null): number {
    const seq = this.seq() + 1;
    this.#sql("INSERT INTO events (seq, at, kind, body) VALUES (?, ?, ?, ?)").run(seq, at, kind, body);
    return seq;
  }

  #list<Row>(sql: string, args: (string | number)[], text: (row: Row) => string): string {
    const parts: string[] = [];
    for (const row of this.#sql(sql).iterate(...args)) parts.push(text(row as Row));
    return `[${parts.join(",")}]`;
  }

  /** Not `exec()`, whose errors carry no result code on Deno 2.9. */
  #run(sql: string): void {
    this.#sql(sql).run();
  }

  #sql(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (!statement) this.#statements.set(sql, statement = this.#db.prepare(sql));
    return statement;
  }

  #migrate(): void {
    const { user_version: version } = this.#db.prepare("PRAGMA user_version").get() as {
      user_version: number;
    };
    if (version > LEDGER_STEPS.length) {
      throw new Error(
        `it was written by a newer Hexwall: version ${version}, known is ${LEDGER_STEPS.length}`,
      );
    }
    for (const step of LEDGER_STEPS.slice(version)) this.#db.exec(step);
    this.#db.exec(`PRAGMA user_version = ${LEDGER_STEPS.length}`);
  }
}
