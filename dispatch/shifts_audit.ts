/** Duty shifts in the audit record. Pure. */
import { type AuditEntry, sha256 } from "../store/audit.ts";
import type { Shift } from "../store/shift.ts";

/** The row of audit lists so many shifts; more are told by their number and digest. */
const LISTED_IN_AUDIT = 20;

/** One row of the record, however many shifts it tells of. */
export function auditOfShifts(
  shifts: readonly Shift[],
  by: Omit<AuditEntry, "object" | "detail">,
): AuditEntry {
  const digest = sha256(JSON.stringify(shifts.map(({ worker, starts, ends }) => [worker, starts, ends])));
  const from = shifts.reduce((first, { starts }) => Math.min(first, starts), Infinity);
  const to = shifts.reduce((last, { ends }) => Math.max(last, ends), -Infinity);
  const one = shifts.every(({ worker }) => worker === shifts[0]!.worker);
  return {
    ...by,
    object: one ? `worker ${shifts[0]!.worker}` : "shifts",
    detail: {
      ...{ did: "add", count: shifts.length, from, to, digest },
      ...(shifts.length <= LISTED_IN_AUDIT ? { shifts } : {}),
    },
  };
}
