/**
 * Duty shifts in the ledger's database: every change with its audit row in one transaction. Rows lie in the order of time, so
 * that a day is written, read and dropped in one piece. Whether somebody may is asked before (dispatch/shifts.ts). Synchronous.
 */
import type { AuditEntry } from "./audit.ts";
import type { LedgerAudit } from "./ledger_audit.ts";
import type { LedgerDb } from "./ledger_db.ts";
import { LONGEST_SHIFT_MS, type Shift } from "./shift.ts";
import { type KeptShift, ShiftSum } from "./shift_sum.ts";

export interface ShiftsAdd {
  readonly shifts: readonly Shift[];
  readonly audit: AuditEntry;
}

/** The shift of a worker that starts at an instant shall end at another, earlier than now planned; at its start: never be. */
export interface ShiftEnd {
  readonly shift: Shift;
  readonly audit: AuditEntry;
}

/** `row` of what was sent would overlap a shift of the same worker, kept or sent, with these times. */
export interface Overlap extends Pick<Shift, "starts" | "ends"> {
  readonly row: number;
}

export type ShiftsWritten =
  /** `revision`: one more than before. */
  | { readonly kind: "done"; readonly revision: number }
  | { readonly kind: "overlap"; readonly overlaps: readonly Overlap[] }
  /** No such shift, or it ends by then anyway. */
  | { readonly kind: "unknown" };

/** Columns as JSON lists: much cheaper than a million objects. */
export interface ShiftPage {
  readonly workers: string;
  readonly starts: string;
  readonly ends: string;
  /** Where the next page begins; null after the last. */
  readonly next: PageEnd | null;
  /** Of the whole roster at this moment. */
  readonly revision: number;
}

export interface PageEnd {
  readonly starts: number;
  readonly worker: string;
}

/** Shifts that start after the end of a page, and before an instant. */
export interface ShiftSpan {
  readonly after?: PageEnd;
  readonly until?: number;
}

export class LedgerShifts {
  constructor(private readonly db: LedgerDb, private readonly audit: LedgerAudit) {}

  /** Grows by one with each change, whichever process makes it. */
  revision(): number {
    return (this.db.sql("SELECT revision FROM roster").get() as { revision: number }).revision;
  }

  /** What was written after a revision, in the order of time; a shift that is withdrawn ends where it starts. */
  changedSince(
    revision: number,
    { after, until = Number.MAX_SAFE_INTEGER }: ShiftSpan,
    limit: number,
  ): ShiftPage {
    const row = this.db.sql(
      `SELECT json_group_array(worker) AS workers, json_group_array(starts) AS starts, json_group_array(ends) AS ends,
              count(*) AS n, max(starts) AS last
       FROM (SELECT worker, starts, ends FROM shifts
             WHERE revision > ? AND (starts, worker) > (?, ?) AND starts < ? ORDER BY starts, worker LIMIT ?)`,
    ).get(revision, after?.starts ?? -1, after?.worker ?? "", until, limit) as
      & Omit<ShiftPage, "next" | "revision">
      & { n: number; last: number };
    const { workers, starts, ends, n, last } = row;
    const next = n < limit ? null : { starts: last, worker: (JSON.parse(workers) as string[]).at(-1)! };
    return { workers, starts, ends, next, revision: this.revision() };
  }

  /** All of them, or none and every row that is in the way of another. One row of audit tells of all. */
  add({ shifts, audit }: ShiftsAdd): ShiftsWritten {
    const overlaps = this.overlaps(shifts);
    if (overlaps.length > 0) return { kind: "overlap", overlaps };
    const revision = this.#next();
    const insert = this.db.sql(
      `INSERT INTO shifts (starts, worker, ends, revision) VALUES (?, ?, ?, ?)
       ON CONFLICT (starts, worker) DO UPDATE SET ends = excluded.ends, revision = excluded.revision`,
    );
    const sum = new ShiftSum(), withdrawn = this.#withdrawn(shifts);
    for (const { worker, starts, ends } of shifts) {
      const before = withdrawn.get(keyOf(starts, worker));
      if (before) this.#take(sum, before);
      insert.run(starts, worker, ends, revision);
      sum.add({ worker, starts, ends, revision });
    }
    this.#vouch(audit, sum);
    return { kind: "done", revision };
  }

  end({ shift: { worker, starts, ends }, audit }: ShiftEnd): ShiftsWritten {
    const kept = this.db.sql(
      "SELECT worker, starts, ends, revision FROM shifts WHERE starts = ? AND worker = ?",
    ).get(starts, worker) as KeptShift | undefined;
    if (!kept || kept.ends <= Math.max(starts, ends)) return { kind: "unknown" };
    const revision = this.#next();
    this.db.sql("UPDATE shifts SET ends = ?, revision = ? WHERE starts = ? AND worker = ?")
      .run(Math.max(starts, ends), revision, starts, worker);
    const sum = new ShiftSum();
    this.#take(sum, kept);
    sum.add({ worker, starts, ends: Math.max(starts, ends), revision });
    this.#vouch(audit, sum);
    return { kind: "done", revision };
  }

  /** Forgets what ended before an instant, as the fixes of that time are forgotten. Returns how many those were. */
  prune(before: number, at: number): number {
    const sum = new ShiftSum();
    const rows = this.db.sql(
      "DELETE FROM shifts WHERE starts < ? AND ends <= ? RETURNING worker, starts, ends, revision",
    ).all(before, before) as unknown as KeptShift[];
    for (const row of rows) this.#take(sum, row);
    const by = { at, who: "rule:retention", origin: "rule", action: "shifts.manage", object: "shifts" };
    if (rows.length > 0) this.#vouch({ ...by, detail: { did: "forget", count: rows.length, before } }, sum);
    return rows.length;
  }

  /** How many shifts hold some of a period. */
  count(from: number, to: number): number {
    const row = this.db.sql(
      "SELECT count(*) AS n FROM shifts WHERE starts > ? AND starts < ? AND ends > ? AND ends > starts",
    ).get(from - LONGEST_SHIFT_MS, to, from);
    return (row as { n: number }).n;
  }

  /** The row of audit tells what the change comes to, so that a row changed or taken out otherwise is noticed. */
  #vouch(audit: AuditEntry, sum: ShiftSum): void {
    this.audit.add({ ...audit, detail: { ...audit.detail, sum: `${sum}` } });
  }

  #take(sum: ShiftSum, row: KeptShift): void {
    const { unsummed } = this.db.sql("SELECT unsummed FROM roster").get() as { unsummed: number };
    if (row.revision > unsummed) sum.take(row);
  }

  /** Only these are written over: whatever else lies there is in the way. */
  #withdrawn(shifts: readonly Shift[]): Map<string, KeptShift> {
    const from = shifts.reduce((first, { starts }) => Math.min(first, starts), Infinity);
    const to = shifts.reduce((last, { starts }) => Math.max(last, starts), -Infinity);
    const rows = this.db.sql(
      "SELECT worker, starts, ends, revision FROM shifts WHERE starts BETWEEN ? AND ? AND ends = starts",
    ).all(from, to) as unknown as KeptShift[];
    return new Map(rows.map((row) => [keyOf(row.starts, row.worker), row]));
  }

  #next(): number {
    const row = this.db.sql("UPDATE roster SET revision = revision + 1 RETURNING revision").get();
    return (row as { revision: number }).revision;
  }

  /** Which rows of some shifts cannot be, in their order. */
  overlaps(shifts: readonly Shift[]): Overlap[] {
    const known = this.#around(shifts), found: Overlap[] = [];
    shifts.forEach(({ worker, starts, ends }, row) => {
      const there = known.get(worker) ?? [];
      const other = there.find((one) => one.starts < ends && starts < one.ends);
      if (other) return found.push({ row, starts: other.starts, ends: other.ends });
      there.push({ starts, ends });
      known.set(worker, there);
    });
    return found;
  }

  /** None is longer than {@link LONGEST_SHIFT_MS}: what may be in the way starts not long before. */
  #around(shifts: readonly Shift[]): Map<string, Pick<Shift, "starts" | "ends">[]> {
    let from = Infinity, to = -Infinity, first = shifts[0]?.worker ?? "", last = first;
    for (const { worker, starts, ends } of shifts) {
      from = Math.min(from, starts);
      to = Math.max(to, ends);
      if (worker < first) first = worker;
      if (worker > last) last = worker;
    }
    const known = new Map<string, Pick<Shift, "starts" | "ends">[]>();
    if (shifts.length === 0) return known;
    const wanted = new Set(shifts.map(({ worker }) => worker));
    // JavaScript and SQLite order what lies beyond the basic plane differently.
    const plain = /^[\p{ASCII}]*$/u.test(first + last);
    const rows = this.db.sql(
      `SELECT worker, starts, ends FROM shifts
       WHERE starts > ? AND starts < ? AND ends > starts AND (? = 0 OR worker BETWEEN ? AND ?)`,
    ).iterate(from - LONGEST_SHIFT_MS, to, Number(plain), first, last);
    for (const { worker, starts, ends } of rows as Iterable<unknown> as Iterable<Shift>) {
      if (!wanted.has(worker)) continue;
      const there = known.get(worker);
      if (there) there.push({ starts, ends });
      else known.set(worker, [{ starts, ends }]);
    }
    return known;
  }
}

function keyOf(starts: number, worker: string): string {
  return `${starts} ${worker}`;
}
