/** What is told when a shift is handed over: what changed, what is late next, who is silent. Pure. */
import { type Alert, waits } from "../store/alert.ts";
import { type Case, ENDED, type Marks } from "../store/case.ts";
import type { Changes, HandoverAlert, HandoverCase, HandoverSheet } from "../store/handover.ts";
import { nextDeadline } from "./case_clocks.ts";
import { maySee } from "./case_list.ts";
import { listedClocks } from "./case_rounds.ts";
import type { CityTables } from "./city_tables.ts";
import { seesAlert } from "./alert_rights.ts";
import { type Grant, may } from "./rights.ts";

/** What can be taken in when one comes on duty; the rest is in the lists. */
const NEXT = 12, NOTED = 12, ALERTS = 30, SILENT = 30;
const SEVERE = 1;

export interface HandoverFacts {
  /** Cases that changed in the period, and all that are open; one may be among both. */
  readonly cases: Iterable<Case>;
  /** Alerts that have not ended. */
  readonly alerts: Iterable<Alert>;
  readonly from: number;
  readonly to: number;
  readonly person: Grant;
  readonly tables: CityTables;
}

export function sheetOf({ cases, alerts, from, to, person, tables }: HandoverFacts): HandoverSheet {
  const seen = [...new Map([...cases].map((c) => [c.id, c])).values()].filter((c) => maySee(c, person));
  const told = [...alerts].filter((alert) => alert.ended === null && seesAlert(person, alert));
  const open = seen.filter(({ stage }) => !ENDED.has(stage)).map((c) => shown(c, tables, to)).sort(
    byDeadline,
  );
  const noted = seen.filter((c) => isNoted(c, from, to)).sort((a, b) => b.updated - a.updated);
  return {
    from,
    to,
    changes: changesOf(seen, from, to),
    overdue: open.filter(({ due }) => due?.late).slice(0, NEXT),
    next: open.filter(({ due }) => due && !due.late).slice(0, NEXT),
    open: open.length,
    late: open.filter(({ due }) => due?.late).length,
    noted: noted.slice(0, NOTED).map((c) => shown(c, tables, to)),
    alerts: told.filter((alert) => silentOf(alert) === null).sort(byNeed).slice(0, ALERTS).map(alertOf),
    silent: told.flatMap((alert) => silentOf(alert) ?? []).sort((a, b) => a.since - b.since)
      .slice(0, SILENT),
    ...(!may(person, "workers.look").ok && { withoutWorkers: true }),
  };
}

/** How many cases reached what in a period. */
export function changesOf(cases: readonly Case[], from: number, to: number): Changes {
  const within = (at: number | undefined) => at !== undefined && at >= from && at < to;
  const count = (mark: keyof Marks) => cases.filter(({ marks }) => within(marks[mark])).length;
  return {
    reported: count("reported"),
    filed: count("filed"),
    dispatched: count("dispatched"),
    arrived: count("arrived"),
    handled: count("handled"),
    closed: count("closed"),
    returned: cases.filter(({ pending, stage }) => !ENDED.has(stage) && within(pending?.at)).length,
  };
}

function isNoted({ severity, updated, pending, rounds }: Case, from: number, to: number): boolean {
  if (updated < from || updated >= to) return false;
  return severity === SEVERE || (pending !== null && pending.at >= from) ||
    (rounds?.at(-1)?.until ?? -Infinity) >= from;
}

function shown(c: Case, tables: CityTables, now: number): HandoverCase {
  const { id, title, severity, stage } = c;
  const next = ENDED.has(stage) ? null : nextDeadline(listedClocks(c, tables, now), now);
  const due = next && { clock: next.stage, at: next.deadline, late: next.leftMs < 0 };
  return { id, title, severity, stage, due };
}

/** One worker of whom nothing is heard; many of one street are an alert like others. */
function silentOf({ kind, at, subject: { worker }, data }: Alert): HandoverSheet["silent"][number] | null {
  if (kind !== "silent" || worker === undefined) return null;
  const { name } = data;
  return { worker, ...(typeof name === "string" && { name }), since: at };
}

function alertOf({ cause: _cause, to: _to, ended: _ended, subject, ...alert }: Alert): HandoverAlert {
  // A fence may touch a hundred areas.
  return { ...alert, subject: { ...subject, areas: [] } };
}

/** The least time left first, then the most severe, then the oldest. */
function byDeadline(a: HandoverCase, b: HandoverCase): number {
  const [one, other] = [a.due?.at ?? Infinity, b.due?.at ?? Infinity];
  if (one !== other) return one - other;
  return a.severity - b.severity || (a.id < b.id ? -1 : 1);
}

/** What still asks for somebody first, then the most severe, then the oldest. */
function byNeed(a: Alert, b: Alert): number {
  return Number(waits(b)) - Number(waits(a)) || a.severity - b.severity || a.at - b.at;
}
