/** Handovers in the ledger's database: signed twice, each time with its audit row. Synchronous; see ledger_worker.ts. */
import { type AuditEntry, sha256 } from "./audit.ts";
import type { Handover, Signature } from "./handover.ts";
import type { LedgerAudit } from "./ledger_audit.ts";
import type { Idempotency, KnownKey, LedgerCommands } from "./ledger_commands.ts";
import type { Json, LedgerDb } from "./ledger_db.ts";

export interface GiveWrite extends Idempotency {
  readonly draft: Omit<Handover, "id" | "taken">;
  /** Without the object, which is the handover. */
  readonly audit: Omit<AuditEntry, "object">;
}

export interface TakeWrite extends Idempotency {
  readonly id: string;
  readonly taken: Signature;
  readonly audit: Omit<AuditEntry, "object">;
}

export type HandoverWritten =
  | { readonly kind: "done"; readonly handover: Handover }
  | KnownKey
  /** Somebody else took it over. */
  | { readonly kind: "taken"; readonly handover: Handover }
  | { readonly kind: "unknown" };

export class LedgerHandovers {
  constructor(
    private readonly db: LedgerDb,
    private readonly audit: LedgerAudit,
    private readonly commands: LedgerCommands,
  ) {}

  give(write: GiveWrite): HandoverWritten {
    const known = this.commands.answerTo(write);
    if (known) return known;
    const { number } = this.db.sql("SELECT coalesce(max(number), 0) + 1 AS number FROM handovers").get() as {
      number: number;
    };
    const handover: Handover = { id: `h${number}`, ...write.draft, taken: null };
    this.db.sql("INSERT INTO handovers (number, at, body) VALUES (?, ?, ?)")
      .run(number, handover.given.at, JSON.stringify(handover));
    return this.#signed(write, handover);
  }

  /** One wins; whoever comes later is told who that was. */
  take(write: TakeWrite): HandoverWritten {
    const known = this.commands.answerTo(write);
    if (known) return known;
    const before = this.#get(write.id);
    if (!before) return { kind: "unknown" };
    if (before.taken) return { kind: "taken", handover: before };
    const handover: Handover = { ...before, taken: write.taken };
    this.db.sql("UPDATE handovers SET taken = ?, body = ? WHERE number = ?")
      .run(write.taken.at, JSON.stringify(handover), numberOf(write.id));
    return this.#signed(write, handover);
  }

  /** The newest first. */
  latest(limit: number): Json<Handover[]> {
    return this.db.list(
      "SELECT body FROM handovers ORDER BY number DESC LIMIT ?",
      [limit],
      (row: { body: string }) => row.body,
    );
  }

  /** As a list: empty, or the one. */
  get(id: string): Json<Handover[]> {
    const handover = this.#get(id);
    return { json: JSON.stringify(handover ? [handover] : []) };
  }

  #signed(write: GiveWrite | TakeWrite, handover: Handover): HandoverWritten {
    this.audit.add({
      ...write.audit,
      object: `handover ${handover.id}`,
      detail: {
        ...write.audit.detail,
        handover: { id: handover.id, kept: sha256(JSON.stringify(handover)) },
      },
    });
    this.commands.remember(write, write.audit.at, { kind: "done", handover });
    return { kind: "done", handover };
  }

  #get(id: string): Handover | null {
    const row = this.db.sql("SELECT body FROM handovers WHERE number = ?").get(numberOf(id)) as
      | { body: string }
      | undefined;
    return row ? JSON.parse(row.body) : null;
  }
}

function numberOf(id: string): number {
  return /^h\d{1,15}$/.test(id) ? Number(id.slice(1)) : -1;
}
