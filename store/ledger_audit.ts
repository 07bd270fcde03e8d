/** The audit record in the ledger's database: written in the transaction of what it tells of. Synchronous. */
import { type AuditEntry, type AuditRow, CHAIN_START, hashOf } from "./audit.ts";
import type { Json, LedgerDb } from "./ledger_db.ts";
import {
  columnsOf,
  isReadAsWritten,
  type KeptRow,
  keyColumnsOf,
  tableOf,
  type Thing,
  thingOf,
  type Vouched,
  VOUCHED_NOUNS,
  type VouchedNoun,
  vouchedOf,
  type Written,
} from "./vouched.ts";

/** What a list of audit rows is narrowed to. */
export interface AuditQuery {
  readonly who?: string;
  readonly object?: string;
  readonly action?: string;
  readonly from?: number;
  readonly to?: number;
  /** Rows before this number, the newest first. */
  readonly before?: number;
  readonly limit: number;
}

/** By its key, for each kind of thing that is vouched for. */
const ONE = Object.fromEntries(VOUCHED_NOUNS.map((noun) => {
  const where = keyColumnsOf(noun).map((column) => `${column} = ?`).join(" AND ");
  return [noun, `SELECT ${columnsOf(noun)} FROM ${tableOf(noun)} WHERE ${where}`];
})) as Readonly<Record<VouchedNoun, string>>;

export class LedgerAudit {
  constructor(private readonly db: LedgerDb) {}

  /**
   * Appends an entry and returns its number. It vouches for `things` as they are now, and for what was `written`: of many at
   * once none is read again. Both are in their tables before.
   */
  add(entry: AuditEntry, things: readonly Thing[] = [], written: readonly Written[] = []): number {
    const last = this.head();
    const all = [
      ...written.map((one) => this.#asWritten(one)),
      ...things.map((thing) => this.#asItIs(thing)),
    ];
    const vouched = all.length === 0 ? {} : { vouched: all };
    const row = {
      number: last.number + 1,
      at: entry.at,
      who: kept(entry.who),
      origin: kept(entry.origin),
      action: kept(entry.action),
      object: kept(entry.object),
      detail: JSON.stringify({ ...entry.detail, ...vouched }),
    };
    const { number, at, who, origin, action, object } = row;
    this.db.sql(
      `INSERT INTO audit (number, at, who, origin, action, object, detail, hash)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    ).run(number, at, who, origin, action, object, row.detail, hashOf(last.hash, row));
    return number;
  }

  /** The last row; written down elsewhere, it shows whether rows were cut off the end. */
  head(): { readonly number: number; readonly hash: string } {
    const last = this.db.sql("SELECT number, hash FROM audit ORDER BY number DESC LIMIT 1").get();
    return (last as { number: number; hash: string } | undefined) ?? { number: 0, hash: CHAIN_START };
  }

  #asWritten({ noun, row }: Written): Vouched {
    const thing = thingOf(noun, row);
    return isReadAsWritten(row) ? vouchedOf(thing, row) : this.#asItIs(thing);
  }

  #asItIs(thing: Thing): Vouched {
    const [noun, ...key] = thing;
    const row = this.db.sql(ONE[noun]).get(...key);
    return vouchedOf(thing, (row as KeptRow | undefined) ?? null);
  }

  find({ who, object, action, from, to, before, limit }: AuditQuery): Json<AuditRow[]> {
    return this.db.list(
      `SELECT number, at, who, origin, action, object, detail, hash FROM audit
       WHERE (?1 IS NULL OR who = ?1) AND (?2 IS NULL OR object = ?2) AND (?3 IS NULL OR at >= ?3)
         AND (?4 IS NULL OR at < ?4) AND (?5 IS NULL OR number < ?5) AND (?6 IS NULL OR action = ?6)
       ORDER BY number DESC LIMIT ?7`,
      [who ?? null, object ?? null, from ?? null, to ?? null, before ?? null, action ?? null, limit],
      (row: AuditRow) => JSON.stringify(row),
    );
  }

  /** Rows after a number, in their order: for whoever checks the chain. */
  after(number: number, limit: number): Json<AuditRow[]> {
    return this.db.list(
      `SELECT number, at, who, origin, action, object, detail, hash FROM audit WHERE number > ?
       ORDER BY number LIMIT ?`,
      [number, limit],
      (row: AuditRow) => JSON.stringify(row),
    );
  }
}

/**
 * A text as the database gives it back: half a letter is none to SQLite, and a text ends for it at the letter 0. Whoever signs in
 * may type both; hashed as they were typed, the row would look edited for ever.
 */
function kept(text: string): string {
  return text.toWellFormed().replaceAll("\0", "\ufffd");
}
