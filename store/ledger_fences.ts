/** Geofences in the ledger's database; each change has its audit row, with the fence, in the same transaction. Synchronous. */
import type { AuditEntry } from "./audit.ts";
import type { Fence, FenceDraft } from "./fence.ts";
import type { LedgerAudit } from "./ledger_audit.ts";
import type { Json, LedgerDb } from "./ledger_db.ts";

/** Without the object, which is the fence. */
type By = Omit<AuditEntry, "object">;

export type FenceWritten =
  | { readonly kind: "done"; readonly fence: Fence }
  | { readonly kind: "unknown" }
  /** Somebody changed it since it was seen. */
  | { readonly kind: "stale"; readonly fence: Fence };

export class LedgerFences {
  constructor(private readonly db: LedgerDb, private readonly audit: LedgerAudit) {}

  all(): Json<Fence[]> {
    return this.db.list(
      "SELECT body FROM fences WHERE gone = 0 ORDER BY number",
      [],
      (row: { body: string }) => row.body,
    );
  }

  create(draft: FenceDraft, audit: By): FenceWritten {
    const { number } = this.db.sql("SELECT coalesce(max(number), 0) + 1 AS number FROM fences").get() as {
      number: number;
    };
    const fence: Fence = { id: `f${number}`, version: 1, ...draft };
    this.db.sql("INSERT INTO fences (number, gone, body) VALUES (?, 0, ?)").run(
      number,
      JSON.stringify(fence),
    );
    return this.#vouch(fence, audit);
  }

  /** `fence.version`: the one that was seen. */
  change(fence: Fence, audit: By): FenceWritten {
    return this.#found(fence.id, fence.version, () => {
      const changed = { ...fence, version: fence.version + 1 };
      this.db.sql("UPDATE fences SET body = ? WHERE number = ?").run(
        JSON.stringify(changed),
        numberOf(fence.id),
      );
      return this.#vouch(changed, audit);
    });
  }

  remove(id: string, version: number, audit: By): FenceWritten {
    return this.#found(id, version, (fence) => {
      this.db.sql("UPDATE fences SET gone = 1 WHERE number = ?").run(numberOf(id));
      this.audit.add({ ...audit, object: `fence ${id}`, detail: { ...audit.detail, fence: null } });
      return { kind: "done", fence };
    });
  }

  #found(id: string, version: number, act: (fence: Fence) => FenceWritten): FenceWritten {
    const number = numberOf(id);
    const row = Number.isNaN(number)
      ? undefined
      : this.db.sql("SELECT body FROM fences WHERE number = ? AND gone = 0").get(number);
    if (!row) return { kind: "unknown" };
    const fence = JSON.parse((row as { body: string }).body) as Fence;
    return fence.version === version ? act(fence) : { kind: "stale", fence };
  }

  #vouch(fence: Fence, audit: By): FenceWritten {
    this.audit.add({ ...audit, object: `fence ${fence.id}`, detail: { ...audit.detail, fence } });
    return { kind: "done", fence };
  }
}

function numberOf(id: string): number {
  return /^f\d{1,15}$/.test(id) ? Number(id.slice(1)) : NaN;
}
