/** Incidents and cameras in the ledger's database. Synchronous; see ledger_worker.ts. */
import type { CamerasResult, IncidentRow, PutResult } from "./ledger.ts";
import type { Json, LedgerDb } from "./ledger_db.ts";
import { cameraText, eventText, incidentText, recordText } from "./ledger_text.ts";
import type { Camera, CityEvent, Incident, IncidentRecord } from "./record.ts";

export interface IncidentRef {
  readonly source: string;
  readonly incident: string;
}

export type IncidentEvent = CityEvent & { readonly kind: "incident" };

interface Current {
  readonly revision: number;
  readonly received: number;
  readonly settled: number;
  /** As the newest revision has it, and as its source said it last. */
  readonly body: string;
  readonly said: string;
  readonly cell: string;
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

  /**
   * An incident whose case has ended is over, and open again when the case is; what its source says of it is kept beside it.
   * Returns the event, if that changes anything.
   */
  settle({ source, incident }: IncidentRef, settled: boolean, at: number): IncidentEvent | null {
    const before = this.#current(source, incident);
    if (!before || before.settled === Number(settled)) return null;
    this.db.sql("UPDATE incidents SET settled = ?, said = ? WHERE source = ? AND id = ?")
      .run(Number(settled), settled ? before.said : null, source, incident);
    return this.#become(before, JSON.parse(before.said), { at, settled, cell: before.cell });
  }

  #putIncident({ incident, cell }: IncidentRow, at: number): PutResult {
    const { source, id } = incident;
    const before = this.#current(source, id);
    const said = incidentText(incident);
    if (before?.said === said) return { kind: "same" };
    const settled = before?.settled === 1;
    if (settled) {
      this.db.sql("UPDATE incidents SET said = ? WHERE source = ? AND id = ?").run(said, source, id);
    }
    const event = this.#become(before, incident, { at, settled, cell });
    return event ? { kind: before ? "changed" : "new", event } : { kind: "same" };
  }

  /** Writes what an incident is now as its newest revision, unless that says so already. */
  #become(
    before: Current | undefined,
    said: Incident,
    { at, settled, cell }: { at: number; settled: boolean; cell: string },
  ): IncidentEvent | null {
    const incident: Incident = settled && said.status === "open" ? { ...said, status: "closed" } : said;
    const body = incidentText(incident);
    if (before?.body === body) return null;
    const { source, id, status } = incident;
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
    return { seq, at, kind: "incident", incident: { ...incident, cell, revision, received, updated: at } };
  }

  #current(source: string, id: string): Current | undefined {
    return this.db.sql(
      `SELECT i.revision, i.received, i.settled, r.body, r.cell, coalesce(i.said, r.body) AS said
       FROM incidents i JOIN revisions r ON r.seq = i.seq WHERE i.source = ? AND i.id = ?`,
    ).get(source, id) as Current | undefined;
  }
}
