/**
 * Reads a ledger's file and says whether its record is as it was written: the chain of audit rows, and all that they tell of
 * (verify/checks.ts). It only reads, and sees one instant: a server may write meanwhile.
 */
import { type AuditRow, ChainCheck } from "./audit.ts";
import type { Check } from "./verify/check.ts";
import { checksOf } from "./verify/checks.ts";
import type { Head, RecordFault } from "./verify/fault.ts";
import { Reading } from "./verify/reading.ts";

export type { Head, KeptFault, Noun, RecordFault } from "./verify/fault.ts";

export interface Verdict {
  readonly fault: RecordFault | null;
  readonly rows: number;
  readonly events: number;
  readonly head: Head;
}

export interface VerifyOptions {
  readonly from?: Head;
  /** How far it has come, 0–1. */
  readonly progress?: (share: number) => void;
}

const REPORT_EVERY = 1_000;

/** Throws when the file cannot be read as a ledger at all. */
export function verifyRecord(file: string, options: VerifyOptions = {}): Verdict {
  const db = new Reading(file);
  try {
    const { rows } = db.only<{ rows: number }>("SELECT count(*) AS rows FROM audit");
    const { events } = db.only<{ events: number }>("SELECT count(*) AS events FROM events");
    const chain = new ChainCheck(), checks = checksOf(db);
    const audit = db.rows<AuditRow>(
      "SELECT number, at, who, origin, action, object, detail, hash FROM audit ORDER BY number",
    );
    const fault = walk({ audit, rows, chain, checks }, options) ??
      firstOf(checks, (check) => check.compare());
    return { fault, rows, events, head: chain.head };
  } finally {
    db.close();
  }
}

interface Walk {
  readonly audit: Iterable<AuditRow>;
  readonly rows: number;
  readonly chain: ChainCheck;
  readonly checks: readonly Check[];
}

/** The chain, and beside it what each row says. */
function walk({ audit, rows, chain, checks }: Walk, { from, progress }: VerifyOptions): RecordFault | null {
  let done = 0;
  for (const row of audit) {
    const fault = chain.next(row) ?? heard(row, checks);
    if (fault) return fault;
    if (row.number === from?.number && row.hash !== from.hash) {
      return { kind: "head-gone", head: from, end: rows };
    }
    if (++done % REPORT_EVERY === 0) progress?.(done / rows);
  }
  return from && from.number > done ? { kind: "head-gone", head: from, end: done } : null;
}

function heard({ detail, ...row }: AuditRow, checks: readonly Check[]): RecordFault | null {
  const said = { ...row, detail: JSON.parse(detail) };
  return firstOf(checks, (check) => check.hear?.(said) ?? null);
}

function firstOf(checks: readonly Check[], ask: (check: Check) => RecordFault | null): RecordFault | null {
  for (const check of checks) {
    const fault = ask(check);
    if (fault) return fault;
  }
  return null;
}
