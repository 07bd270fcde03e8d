/**
 * The case as a pure machine: (case, command, who and when) → an event or a named refusal, and (case, event) → case. The
 * stages and side ways are those of the field; the rules are in {@link ./case_moves.ts}, one line each.
 */
import type { Case, CaseEvent, CaseSummary, Report, Stage } from "../store/case.ts";
import type { Severity } from "../store/record.ts";
import { type CaseCommand, COMMAND_KINDS, type CommandKind } from "./case_command.ts";
import { type Moment, type Move, MOVES, type Refusal } from "./case_moves.ts";
import { isSuspended, marksAfter, workersOf } from "./case_parts.ts";
import { may } from "./rights.ts";

/** How long the last command can be taken back, if nothing else happened to the case. */
export const UNDO_MS = 10_000;

export type Decision =
  | { readonly ok: true; readonly event: CaseEvent }
  | { readonly ok: false; readonly refusal: Refusal };

/** How a case begins. */
export interface Opening {
  readonly id: string;
  readonly category: string;
  readonly severity: Severity;
  readonly title: string;
  readonly text?: string;
  readonly address?: string;
  readonly lat: number;
  readonly lon: number;
  readonly cell: string;
  readonly areas: readonly string[];
  readonly report: Omit<Report, "case">;
  readonly needsPreVerify: boolean;
  readonly selfHandled: boolean;
  readonly evidence: Case["evidence"];
}

/** The first event of a case. */
export function opened(opening: Opening, { by, at }: Pick<Moment, "by" | "at">): CaseEvent {
  return {
    kind: "report",
    by: by.id,
    name: by.name,
    at,
    ...(by.post && { worker_self: by.post.id }),
    opening,
  };
}

/** What a command does to a case, if it may. */
export function decide(c: Case, command: CaseCommand, moment: Moment): Decision {
  const move = MOVES[command.kind] as Move<CommandKind>;
  const refusal = refusalOf(c, command, move, moment);
  if (refusal) return { ok: false, refusal };
  const { by } = moment;
  return {
    ok: true,
    event: {
      ...command,
      by: by.id,
      name: by.name,
      // A clock that was set back does not turn the order of events around.
      at: Math.max(moment.at, c.updated),
      ...(by.post && { worker_self: by.post.id }),
      ...(command.kind === "file" && { tables: moment.tables.version }),
    },
  };
}

/** Commands that an account may give to a case as it is now, whatever else they ask for. */
export function offeredTo(c: Case, moment: Moment): CommandKind[] {
  return COMMAND_KINDS.filter((kind) => isOffered(c, kind, moment));
}

/** Whether an account may give this command to a case as it is now, whatever else it asks for. */
export function isOffered(c: Case, kind: CommandKind, moment: Moment): boolean {
  return barOf(c, kind, moment) === null && (MOVES[kind].ready?.(c, moment) ?? null) === null;
}

/** What keeps an account from a command before anybody looks at what it says. */
function barOf(c: Case, kind: CommandKind, moment: Moment): Refusal | null {
  const { from, separate, suspended } = MOVES[kind];
  const verdict = may(moment.by, `case.${kind}`, { areas: c.areas, workers: workersOf(c) });
  if (!verdict.ok) return verdict.reason;
  if (!from.includes(c.stage)) return "stage";
  if (separate && tookPart(c, moment)) return "separation";
  return !suspended && isSuspended(c, moment.at) ? "suspended" : null;
}

function refusalOf(c: Case, command: CaseCommand, move: Move<CommandKind>, moment: Moment): Refusal | null {
  const bar = barOf(c, command.kind, moment);
  if (bar) return bar;
  if (move.forward && c.pending && !("answer" in command && command.answer)) return "answer-needed";
  return move.ready?.(c, moment) ?? move.refuse?.(c, command, moment) ?? null;
}

/** Whether the account, or the worker that it is, had a hand in the work. */
function tookPart({ handlers, crew }: Case, { by }: Moment): boolean {
  const worker = by.post?.id;
  return handlers.includes(by.id) ||
    (worker !== undefined && (handlers.includes(worker) || crew.some((member) => member.worker === worker)));
}

/** The case after an event; null before its first. Events of the record always fit, in the order of their versions. */
export function evolve(before: Case | null, event: CaseEvent): Case {
  if (event.kind === "report") return begin(event);
  if (!before) throw new Error(`The first event of a case is its report, and not ${event.kind}`);
  switch (event.kind) {
    case "undo":
      return { ...before.undo!.to, version: before.version + 1, updated: event.at, undo: null };
    case "absorb":
      return step(before, event, {
        reports: [...before.reports, ...event.reports as Report[]],
        // Events of the first versions name none.
        handlers: [...new Set([...before.handlers, ...event.handlers as string[] | undefined ?? []])],
      });
    case "release":
      return step(before, event, {
        reports: before.reports.filter((report) => !(event.cases as string[]).includes(report.case)),
      });
    default:
      return moved(before, event);
  }
}

/** All events of a case, folded; null without any. */
export function fold(events: readonly CaseEvent[]): Case | null {
  return events.reduce<Case | null>(evolve, null);
}

function moved(before: Case, event: CaseEvent): Case {
  const move = MOVES[event.kind as CommandKind] as Move<CommandKind> | undefined;
  if (!move) throw new Error(`A case knows no event ${event.kind}: it was written by a newer Hexwall`);
  const to: Stage = typeof move.to === "function" ? move.to(before, event as never) : move.to ?? before.stage;
  const answered = move.forward && before.pending && event.answer ? { pending: null } : {};
  const changed = step(before, event, { ...answered, ...move.change?.(before, event as never) });
  const { undo: _, ...unmoved } = before;
  return {
    ...changed,
    stage: to,
    ...marksAfter(before, event, to),
    entered: to === before.stage ? before.entered : event.at,
    undo: move.undoable ? { by: event.by, until: event.at + UNDO_MS, to: unmoved } : null,
  };
}

function step(before: Case, event: CaseEvent, change: Partial<Case>): Case {
  return { ...before, ...change, version: before.version + 1, updated: event.at, undo: null };
}

function begin(event: CaseEvent): Case {
  const { report, selfHandled, evidence, ...opening } = event.opening as Opening;
  const { at, by } = event;
  const worker = event.worker_self as string | undefined;
  return {
    ...opening,
    version: 1,
    stage: selfHandled ? "handled" : "reported",
    reports: [{ ...report, case: opening.id }],
    selfHandled,
    evidence,
    verification: null,
    verifier: null,
    filing: null,
    crew: [],
    sent: null,
    handlers: selfHandled ? [by, ...worker ? [worker] : []] : [],
    pending: null,
    check: null,
    closing: null,
    suspension: null,
    pauses: [],
    extension: { approved: 0, asked: null },
    appeal: null,
    marks: { reported: report.at, ...(selfHandled && { handled: at }) },
    since: { reported: at, ...(selfHandled && { handled: at }) },
    mergedInto: null,
    before: null,
    entered: at,
    returns: 0,
    reworks: 0,
    reopened: 0,
    score: null,
    updated: at,
    undo: null,
  };
}

/** What lists and screens show of a case. */
export function summaryOf(c: Case): CaseSummary {
  const { id, version, stage, category, severity, title, address, lat, lon, cell, areas, reports } = c;
  return {
    ...{ id, version, stage, category, severity, title, lat, lon, cell, areas, reports },
    ...(address !== undefined && { address }),
    crew: c.crew,
    sent: c.sent,
    marks: c.marks,
    mergedInto: c.mergedInto,
    updated: c.updated,
    suspendedUntil: c.suspension?.until ?? null,
    answerNeeded: c.pending !== null,
  };
}
