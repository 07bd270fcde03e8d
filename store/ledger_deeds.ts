/**
 * Deeds in the ledger's database: what somebody does under a key of theirs is done once. What is written, its audit row and the
 * answer are one transaction, and the same key gets the first answer again. Synchronous.
 */
import type { AuditEntry } from "./audit.ts";
import type { LedgerAudit } from "./ledger_audit.ts";
import type { Idempotency, KnownKey, LedgerCommands } from "./ledger_commands.ts";

export interface DeedWrite extends Idempotency {
  /** Without its object, which is what the deed was done to. */
  readonly audit: Omit<AuditEntry, "object">;
}

/** What was written. */
export interface Deed<Written> {
  /** As in the audit record: `alert a7`. */
  readonly object: string;
  /** What the audit row vouches for. */
  readonly vouched: Readonly<Record<string, unknown>>;
  /** What the same key is told again. */
  readonly answer: unknown;
  readonly written: Written;
}

/** Why nothing was written: nothing is remembered of it either, and the key is free. */
interface Refusal {
  readonly kind: string;
  readonly object?: never;
}

export class LedgerDeeds {
  constructor(private readonly audit: LedgerAudit, private readonly commands: LedgerCommands) {}

  once<Written, R extends Refusal = never>(
    write: DeedWrite,
    act: () => Deed<Written> | R,
  ): Written | R | KnownKey {
    const known = this.commands.answerTo(write);
    if (known) return known;
    const deed = act();
    if (deed.object === undefined) return deed;
    const { object, vouched, answer, written } = deed as Deed<Written>;
    this.audit.add({ ...write.audit, object, detail: { ...write.audit.detail, ...vouched } });
    this.commands.remember(write, write.audit.at, answer);
    return written;
  }
}
