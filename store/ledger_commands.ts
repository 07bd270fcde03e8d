/** The first answer to each key that a client made, in the ledger's database. Synchronous; written with what it answers. */
import type { LedgerDb } from "./ledger_db.ts";

/** A command's name and content: the same key gets the first answer, and with another body is refused. */
export interface Idempotency {
  readonly key: string;
  /** The command in one fixed form, with whoever sent it. */
  readonly body: string;
}

export type KnownKey =
  | { readonly kind: "again"; readonly answer: unknown }
  | { readonly kind: "key-reused" };

export class LedgerCommands {
  constructor(private readonly db: LedgerDb) {}

  /** The first answer to a key; null when it is new. */
  answerTo({ key, body }: Idempotency): KnownKey | null {
    const known = this.db.sql("SELECT body, answer FROM commands WHERE key = ?").get(key) as
      | { body: string; answer: string }
      | undefined;
    if (!known) return null;
    return known.body === body ? { kind: "again", answer: JSON.parse(known.answer) } : { kind: "key-reused" };
  }

  remember({ key, body }: Idempotency, at: number, answer: unknown): void {
    this.db.sql("INSERT INTO commands (key, at, body, answer) VALUES (?, ?, ?, ?)")
      .run(key, at, body, JSON.stringify(answer));
  }
}
