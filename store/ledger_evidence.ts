/** What the ledger's database knows of photos; the photos themselves are files (evidence_files.ts). Synchronous. */
import { type AuditEntry, sha256 } from "./audit.ts";
import type { LedgerAudit } from "./ledger_audit.ts";
import type { Json, LedgerDb } from "./ledger_db.ts";

export interface EvidenceRecord {
  /** SHA-256 of the file as it is kept, in hex: its name. */
  readonly hash: string;
  /** SHA-256 of what was sent, with everything that it told. */
  readonly original: string;
  readonly type: string;
  readonly bytes: number;
  /** When and where the photo itself says that it was taken; epoch ms. */
  readonly taken: number | null;
  readonly lat: number | null;
  readonly lon: number | null;
  /** Id of the account. */
  readonly by: string;
  readonly at: number;
}

/** What the audit row of a photo vouches for: all that is kept of it, and not in words, for it may say where somebody lives. */
export function digestOfEvidence(record: EvidenceRecord): string {
  const { hash, original, type, bytes, taken, lat, lon, by, at } = record;
  return sha256(JSON.stringify([hash, original, type, bytes, taken, lat, lon, by, at]));
}

export class LedgerEvidence {
  constructor(private readonly db: LedgerDb, private readonly audit: LedgerAudit) {}

  /** Notes a photo, once: of one that is known nothing changes but who sent it too, which is on record, and false is returned. */
  add(record: EvidenceRecord, audit: AuditEntry): boolean {
    const { hash, original, type, bytes, taken, lat, lon, by, at } = record;
    const { changes } = this.db.sql(
      `INSERT INTO evidence (hash, original, type, bytes, taken, lat, lon, uploaded_by, at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (hash) DO NOTHING`,
    ).run(hash, original, type, bytes, taken, lat, lon, by, at);
    const sent = this.db.sql("INSERT OR IGNORE INTO evidence_senders (hash, person) VALUES (?, ?)").run(
      hash,
      by,
    );
    const vouched = changes === 0 ? {} : { record: digestOfEvidence(record) };
    if (sent.changes > 0) {
      this.audit.add({ ...audit, detail: { ...audit.detail, ...vouched } }, [["sender", hash, by]]);
    }
    return changes > 0;
  }

  /** As a list: empty, or the one. */
  get(hash: string): Json<EvidenceRecord[]> {
    return this.db.list(
      "SELECT hash, original, type, bytes, taken, lat, lon, uploaded_by AS by, at FROM evidence WHERE hash = ?",
      [hash],
      (row: EvidenceRecord) => JSON.stringify(row),
    );
  }

  sentBy(hash: string, person: string): boolean {
    return this.db.sql("SELECT 1 FROM evidence_senders WHERE hash = ? AND person = ?").get(hash, person) !==
      undefined;
  }

  /** Those of some hashes that name no photo. */
  unknown(hashes: readonly string[]): string[] {
    const known = this.db.sql("SELECT 1 FROM evidence WHERE hash = ?");
    return hashes.filter((hash) => known.get(hash) === undefined);
  }
}
