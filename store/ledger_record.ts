/** Incidents, cameras and assignments in the ledger's database. Synchronous; see ledger_worker.ts. */
import type { CamerasResult, IncidentRow, PutResult } from "./ledger.ts";
import type { Json, LedgerDb } from "./ledger_db.ts";
import {
  assignmentOf,
  cameraText,
  eventText,
  incidentText,
  recordText,
  type Revision,
} from "./ledger_text.ts";
import type { AssignAnswer, AssignCommand, Assignment, Camera, CityEvent, IncidentRecord } from "./record.ts";

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

export class LedgerRecord {
  constructor(private readonly db: LedgerDb) {}

  putIncidents(rows: readonly IncidentRow[], at: number): PutResult[] {
    return rows.map((row) => this.#putIncident(row, at));
  }

  putCameras(cameras: readonly Camera[], at: number): CamerasResult {
    const put = this.db.sql(
      `INSERT INTO cameras (id, updated, body) VALUES (?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET updated = excluded.updated, body = excluded.body
       WHERE body <> excluded.body`,
    );
    let changed = 0;
    for (const camera of cameras) changed += Number(put.run(camera.id, at, cameraText(camera)).changes);
    if (changed === 0) return { changed };
    const seq = this.db.event(at, "cameras", JSON.stringify({ changed }));
    return { changed, event: { seq, at, kind: "cameras", changed } };
  }

  assign(command: AssignCommand, at: number): AssignAnswer {
    const { key, source, incident, worker, by } = command;
    if (![key, source, incident, worker, by].every((text) => typeof text === "string" && text !== "")) {
      return { kind: "refused", reason: "bad-command" };
    }
    const body = JSON.stringify([source, incident, worker, by]);
    const known = this.db.sql("SELECT body, answer FROM commands WHERE key = ?").get(key) as
      | { body: string; answer: string }
      | undefined;
    if (known) {
      return known.body === body ? JSON.parse(known.answer) : { kind: "refused", reason: "key-reused" };
    }
    const answer = this.#decide(command, at);
    this.db.sql("INSERT INTO commands (key, at, body, answer) VALUES (?, ?, ?, ?)")
      .run(key, at, body, JSON.stringify(answer));
    return answer;
  }

  openIncidents(): Json<IncidentRecord[]> {
    return this.db.list(`SELECT ${NEWEST} WHERE i.status = 'open' ORDER BY i.seq`, [], recordText);
  }

  incidentsSince(received: number): Json<IncidentRecord[]> {
    return this.db.list(
      `SELECT ${NEWEST} WHERE i.received >= ? ORDER BY i.received, i.seq`,
      [received],
      recordText,
    );
  }

  cameras(): Json<Camera[]> {
    return this.db.list("SELECT body FROM cameras ORDER BY id", [], (row: { body: string }) => row.body);
  }

  assignments(): Json<Assignment[]> {
    return this.db.list(
      `SELECT source, id, worker, assigned_by, assigned_at FROM incidents
       WHERE status = 'open' AND worker IS NOT NULL ORDER BY assigned_seq`,
      [],
      (row: Revision) => JSON.stringify(assignmentOf(row.source, row.id, row)),
    );
  }

  history(source: string, id: string): Json<IncidentRecord[]> {
    return this.db.list(
      `SELECT ${REVISION} FROM revisions r JOIN incidents i USING (source, id)
       WHERE r.source = ? AND r.id = ? ORDER BY r.revision`,
      [source, id],
      recordText,
    );
  }

  events(after: number, limit: number): Json<CityEvent[]> {
    return this.db.list(
      `SELECT e.seq AS number, e.at, e.kind, e.body AS payload, ${REVISION} FROM events e
       LEFT JOIN revisions r ON r.seq = e.seq LEFT JOIN incidents i ON i.source = r.source AND i.id = r.id
       WHERE e.seq > ? ORDER BY e.seq LIMIT ?`,
      [after, limit],
      eventText,
    );
  }

  seq(): number {
    return this.db.seq();
  }

  #putIncident({ incident, cell }: IncidentRow, at: number): PutResult {
    const { source, id, status } = incident;
    const body = incidentText(incident);
    const before = this.#current(source, id);
    if (before) {
      const { body: known } = this.db.sql("SELECT body FROM revisions WHERE seq = ?").get(before.seq) as {
        body: string;
      };
      if (known === body) return { kind: "same" };
    }
    const revision = (before?.revision ?? 0) + 1;
    const received = before?.received ?? at;
    const seq = this.db.event(at, "incident", null);
    this.db.sql(
      `INSERT INTO revisions (seq, source, id, revision, received, updated, cell, body)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    ).run(seq, source, id, revision, received, at, cell, body);
    this.db.sql(
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
    const seq = this.db.seq() + 1;
    const { changes } = this.db.sql(
      `UPDATE incidents SET worker = ?1, assigned_by = ?2, assigned_at = ?3, assigned_seq = ?4
       WHERE source = ?5 AND id = ?6 AND status = 'open' AND worker IS NULL
         AND NOT EXISTS (SELECT 1 FROM incidents WHERE worker = ?1 AND status = 'open' AND worker IS NOT NULL)`,
    ).run(worker, by, at, seq, source, incident);
    if (Number(changes) === 1) {
      const assignment: Assignment = { source, incident, worker, by, at };
      this.db.event(at, "assigned", JSON.stringify({ assignment }));
      return { kind: "assigned", assignment, seq };
    }
    const current = this.#current(source, incident);
    if (!current) return { kind: "refused", reason: "unknown-incident" };
    if (current.status !== "open") return { kind: "refused", reason: "not-open" };
    if (current.worker) return { kind: "taken", assignment: assignmentOf(source, incident, current) };
    return { kind: "refused", reason: "worker-busy" };
  }

  #current(source: string, id: string): Current | undefined {
    return this.db.sql(
      `SELECT seq, revision, status, received, worker, assigned_by, assigned_at FROM incidents
       WHERE source = ? AND id = ?`,
    ).get(source, id) as Current | undefined;
  }
}
