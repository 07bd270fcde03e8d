/** The audit record: who did what, when and from where, chained by hashes so that no edit and no gap goes unseen. Pure. */
import { createHash } from "node:crypto";

export interface AuditEntry {
  /** Epoch ms. */
  readonly at: number;
  /** Id of the account, the name of a rule or key, or what was typed where nobody signed in. */
  readonly who: string;
  /** Where it came from: an address, or the part of the system that acted by itself. */
  readonly origin: string;
  /** What was done, in the words of dispatch/rights.ts where it is an action. */
  readonly action: string;
  /** What it was done to: `case 20261127-00042`, `person p7`. */
  readonly object: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

export interface AuditRow extends Omit<AuditEntry, "detail"> {
  /** From 1, without a gap. */
  readonly number: number;
  /** JSON, as it was hashed. */
  readonly detail: string;
  /** SHA-256 in hex, over the row and the hash before. */
  readonly hash: string;
}

/** What the first row is chained to. */
export const CHAIN_START = "0".repeat(64);

export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** Fields are joined as JSON, so that no two different rows read the same. */
export function hashOf(before: string, row: Omit<AuditRow, "hash">): string {
  const { number, at, who, origin, action, object, detail } = row;
  return sha256(JSON.stringify([before, number, at, who, origin, action, object, detail]));
}

export type ChainFault =
  | { readonly kind: "gap"; readonly after: number; readonly found: number }
  | { readonly kind: "edited"; readonly number: number };

/** The first thing wrong with a chain; null when it holds. `rows` in their order, beginning with number 1. */
export class ChainCheck {
  #hash = CHAIN_START;
  #number = 0;

  /** The last row that held, and its hash: written down elsewhere, it also shows that rows were cut off the end. */
  get head(): { readonly number: number; readonly hash: string } {
    return { number: this.#number, hash: this.#hash };
  }

  next(row: AuditRow): ChainFault | null {
    if (row.number !== this.#number + 1) return { kind: "gap", after: this.#number, found: row.number };
    if (hashOf(this.#hash, row) !== row.hash) return { kind: "edited", number: row.number };
    this.#number = row.number;
    this.#hash = row.hash;
    return null;
  }
}
