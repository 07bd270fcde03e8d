/** Handovers in the ledger's database: signed twice, each time with its audit row. Synchronous; see ledger_worker.ts. */
import { sha256 } from "./audit.ts";
import type { Handover, Signature } from "./handover.ts";
import type { KnownKey } from "./ledger_commands.ts";
import type { Json, LedgerDb } from "./ledger_db.ts";
import type { Deed, DeedWrite, LedgerDeeds } from "./ledger_deeds.ts";

export interface GiveWrite extends DeedWrite {
  readonly draft: Omit<Handover, "id" | "taken">;
}

export interface TakeWrite extends DeedWrite {
  readonly id: string;
  readonly taken: Signature;
}

type Signed = HandoverWritten & { readonly kind: "done" };

export type HandoverWritten =
  | { readonly kind: "done"; readonly handover: Handover }
  | KnownKey
  /** Somebody else took it over. */
  | { readonly kind: "taken"; readonly handover: Handover }
  | { readonly kind: "unknown" };

export class LedgerHandovers {
  constructor(private readonly db: LedgerDb, private readonly deeds: LedgerDeeds) {}

  give(write: GiveWrite): HandoverWritten {
    return this.deeds.once<Signed>(write, () => this.#give(write));
  }

  /** One wins; whoever comes later is told who that was. */
  take(write: TakeWrite): HandoverWritten {
    return this.deeds.once(write, () => this.#take(write));
  }

  #give(write: GiveWrite): Deed<Signed> {
    const { number } = this.db.sql("SELECT coalesce(max(number), 0) + 1 AS number FROM handovers").get() as {
      number: number;
    };
    const handover: Handover = { id: `h${number}`, ...write.draft, taken: null };
    this.db.sql("INSERT INTO handovers (number, at, body) VALUES (?, ?, ?)")
      .run(number, handover.given.at, JSON.stringify(handover));
    return signed(handover);
  }

  #take(write: TakeWrite): Deed<Signed> | Exclude<HandoverWritten, Signed | KnownKey> {
    const before = this.#get(write.id);
    if (!before) return { kind: "unknown" };
    if (before.taken) return { kind: "taken", handover: before };
    const handover: Handover = { ...before, taken: write.taken };
    this.db.sql("UPDATE handovers SET taken = ?, body = ? WHERE number = ?")
      .run(write.taken.at, JSON.stringify(handover), numberOf(write.id));
    return signed(handover);
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

  #get(id: string): Handover | null {
    const row = this.db.sql("SELECT body FROM handovers WHERE number = ?").get(numberOf(id)) as
      | { body: string }
      | undefined;
    return row ? JSON.parse(row.body) : null;
  }
}

function signed(handover: Handover): Deed<Signed> {
  const written: Signed = { kind: "done", handover };
  return {
    object: `handover ${handover.id}`,
    vouched: { handover: { id: handover.id, kept: sha256(JSON.stringify(handover)) } },
    answer: written,
    written,
  };
}

function numberOf(id: string): number {
  return /^h\d{1,15}$/.test(id) ? Number(id.slice(1)) : -1;
}
