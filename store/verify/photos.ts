/** What is kept of photos. The photos themselves are files, and their names say what they hold. */
import { digestOfEvidence, type EvidenceRecord } from "../ledger_evidence.ts";
import { type Check, idIn, type Said } from "./check.ts";
import type { RecordFault } from "./fault.ts";
import type { Reading } from "./reading.ts";
import { Told } from "./told.ts";

export class KeptPhotos implements Check {
  /** Digests; null in rows that were written without one. */
  readonly #told = new Told<string | null>("photo");

  constructor(private readonly db: Reading) {}

  hear({ action, object, detail }: Said): null {
    const hash = action === "case.add_evidence" ? idIn(object, "evidence") : undefined;
    // Whoever sent it again is told of by a row without a digest.
    if (hash) {
      this.#told.tell(hash, (detail["record"] as string | undefined) ?? this.#told.last(hash) ?? null);
    }
    return null;
  }

  compare(): RecordFault | null {
    const rows = this.db.rowsOf<EvidenceRecord>(
      "evidence",
      "hash, original, type, bytes, taken, lat, lon, uploaded_by AS by, at",
    );
    return this.#told.compare(rows, {
      id: ({ hash }) => hash,
      same: (row, digest) => digest === null || digest === digestOfEvidence(row),
    });
  }
}
