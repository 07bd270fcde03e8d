/** Incidents and cameras in the ledger's database. Synchronous; see ledger_worker.ts. */
import type { CamerasResult, IncidentRow, PutResult } from "./ledger.ts";
import type { Json, LedgerDb } from "./ledger_db.ts";
import { cameraText, eventText, incidentText, recordText } from "./ledger_text.ts";
import type { Camera, CityEvent, IncidentRecord } from "./record.ts";

interface Current {
  seq: number;
  revision: number;
  status: string;
  received: number;
}

const REVISION = "r.seq, r.source, r.id, r.revision, r.received, r.updated, r.cell, r.body";
const NEWEST = `${REVISION} FROM incidents i JOIN revisions r ON r.seq = i.seq`;

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

  history(source: string, id: string): Json<IncidentRecord[]> {
    return this.db.list(
      `SELECT ${REVISION} FROM revisions r WHERE r.source = ? AND r.id = ? ORDER BY r.revision`,
      [source, id],
      recordText,
    );
  }

  events(after: number, limit: number): Json<CityEvent[]> {
    return this.db.list(
      `SELECT e.seq AS number, e.at, e.kind, e.body AS payload, ${REVISION} FROM events e
       LEFT JOIN revisions r ON r.seq = e.seq
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
    const record = { ...incident, cell, revision, received, updated: at };
    return { kind: before ? "changed" : "new", event: { seq, at, kind: "incident", incident: record } };
  }

  #current(source: string, id: string): Current | undefined {
    return this.db.sql(
      "SELECT seq, revision, status, received FROM incidents WHERE source = ? AND id = ?",
    ).get(source, id) as Current | undefined;
  }
}
