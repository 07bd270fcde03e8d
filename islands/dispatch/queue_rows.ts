/** The rows of the queue: merged with what the server says of some or of all, and in the order of the time that is left. Pure. */
import type { CaseRow } from "../../dispatch/case_list.ts";

/** A row that says nothing new stays the same object: what is drawn of it need not be looked at. */
export function mergeRows(
  held: readonly CaseRow[],
  read: readonly CaseRow[],
  /** The cases that were asked about; null: all of them. */
  asked: ReadonlySet<string> | null,
): readonly CaseRow[] {
  const before = new Map(held.map((row) => [row.case.id, row]));
  const fresh = read.map((row) => {
    const known = before.get(row.case.id);
    return known && sameRow(known, row) ? known : row;
  });
  if (asked === null) return sameList(held, fresh) ? held : fresh;
  const answered = new Set(asked);
  const merged = [...held.filter((row) => !answered.has(row.case.id)), ...fresh].sort(byTimeLeft);
  return sameList(held, merged) ? held : merged;
}

/** As the server has it: the least time left first, then the most severe, then the oldest. */
export function byTimeLeft(a: CaseRow, b: CaseRow): number {
  const [one, other] = [a.next?.deadline ?? Infinity, b.next?.deadline ?? Infinity];
  if (one !== other) return one - other;
  return a.case.severity - b.case.severity || (a.case.id < b.case.id ? -1 : 1);
}

function sameRow(a: CaseRow, b: CaseRow): boolean {
  return a.case.version === b.case.version && a.mine === b.mine && a.watched === b.watched &&
    a.next?.urgency === b.next?.urgency && a.next?.stage === b.next?.stage &&
    // By the millisecond it is made anew at each reading.
    Math.abs((a.next?.deadline ?? 0) - (b.next?.deadline ?? 0)) < 1_000;
}

function sameList(a: readonly CaseRow[], b: readonly CaseRow[]): boolean {
  return a.length === b.length && a.every((row, i) => row === b[i]);
}
