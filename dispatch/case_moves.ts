/** What each command of a case asks for, and what it changes: one line a rule, for {@link ./case.ts} to walk. Pure. */
import type { Case, Said, Stage } from "../store/case.ts";
import type { Person } from "../store/person.ts";
import type { CommandKind, CommandOf } from "./case_command.ts";
import {
  byCrew,
  byLead,
  crewMoved,
  evidence,
  isSuspended,
  leadOf,
  memberOf,
  nobody,
  returned,
  reworked,
  reworkStage,
  roundsOf,
  said,
  sentBy,
  withHands,
} from "./case_parts.ts";

/** Who decides, when, and what the city's tables and clocks say about the case at that moment. */
export interface Moment {
  readonly by: Pick<Person, "id" | "name" | "roles" | "areas" | "active" | "post">;
  /** Epoch ms. */
  readonly at: number;
  /** Version of the category tables in force, the conditions they hold for its category, and the rules it may be closed by. */
  readonly tables: {
    readonly version: number;
    readonly conditions: readonly string[];
    readonly closing: readonly string[];
  };
  /** When handling has to be done; null when no limit runs. */
  readonly deadline: number | null;
}

/** Why a command is refused; each has its words in both languages. */
export type Refusal =
  /* by rights.ts */
  | "inactive"
  | "role"
  | "area"
  | "own"
  /* by the stage and the rules of the case */
  | "stage"
  | "separation"
  | "suspended"
  | "answer-needed"
  | "pre-verify-needed"
  | "unknown-condition"
  | "unknown-rule"
  | "not-lead"
  | "in-crew"
  | "not-in-crew"
  | "once"
  | "bad-date"
  | "too-late"
  | "asked-already"
  | "nothing-asked"
  | "not-passed"
  | "reason-needed"
  | "same-case"
  | "not-yours"
  | "nothing-to-undo"
  | "undo-late"
  /* by what is kept beside cases */
  | "unknown-evidence"
  /** No category of the city's table. */
  | "unknown-category"
  /** The place lies outside the city. */
  | "outside-bounds"
  /** Who shall be sent has no duty shift now. */
  | "off-duty";

/** The event of a command: what was asked, by whom and when. */
export type Stamped<K extends CommandKind> = CommandOf<K> & {
  readonly by: string;
  readonly name: string;
  readonly at: number;
  /** The worker that the account is, where one acted. */
  readonly worker_self?: string;
  readonly tables?: number;
};

export interface Move<K extends CommandKind> {
  readonly from: readonly Stage[];
  readonly to?: Stage | ((c: Case, event: Stamped<K>) => Stage);
  /** Pushes the case on: after a return it has to answer the reason. */
  readonly forward?: true;
  /** May be done while the case is suspended. */
  readonly suspended?: true;
  readonly undoable?: true;
  /** Not by anybody who handled the case: 监督与处置分离. */
  readonly separate?: true;
  /** Whether it makes sense now, whatever the command says. */
  readonly ready?: (c: Case, moment: Moment) => Refusal | null;
  readonly refuse?: (c: Case, command: CommandOf<K>, moment: Moment) => Refusal | null;
  readonly change?: (c: Case, event: Stamped<K>) => Partial<Case>;
}

/** Nobody decides on what they asked for themselves. */
function ownRequest(asked: Said, by: Pick<Person, "id">): Refusal | null {
  return asked.by === by.id ? "separation" : null;
}

const INTAKE: readonly Stage[] = ["reported", "pre_verifying"];
const IN_HAND: readonly Stage[] = ["dispatched", "accepted", "arrived"];
const WORKED_ON: readonly Stage[] = ["filed", ...IN_HAND];
const OPEN: readonly Stage[] = [...INTAKE, ...WORKED_ON, "handled", "post_checking"];
const ALL: readonly Stage[] = [...OPEN, "closed", "rejected", "cancelled", "merged"];

/** A suspension ends within a year. */
const LONGEST_SUSPENSION_MS = 366 * 86_400_000;
const MOST_EXTENSIONS = 2;

export const MOVES: { readonly [K in CommandKind]: Move<K> } = {
  request_pre_verify: {
    from: ["reported"],
    to: "pre_verifying",
    undoable: true,
    change: (_, { worker }) => ({ verifier: worker, verification: null }),
  },
  pre_verify: {
    from: ["pre_verifying"],
    to: "reported",
    change: (c, event) => ({
      verification: { found: event.found, said: said(event, event.text) },
      verifier: null,
      evidence: evidence(c, event),
    }),
  },
  correct: {
    from: [...INTAKE, "filed"],
    undoable: true,
    // Its condition, limit and closing rule are those of the category it was filed under: it has to be returned first.
    refuse: (c, { category }) =>
      c.filing && category !== undefined && category !== c.category ? "stage" : null,
    change: (_, { category, severity, title, address }) => ({
      ...(category !== undefined && { category }),
      ...(severity !== undefined && { severity }),
      ...(title !== undefined && { title }),
      ...(address !== undefined && { address }),
    }),
  },
  file: {
    from: ["reported"],
    to: "filed",
    forward: true,
    undoable: true,
    refuse: (c, { condition }, { tables }) => {
      if (c.needsPreVerify && !c.verification?.found) return "pre-verify-needed";
      return tables.conditions.includes(condition) ? null : "unknown-condition";
    },
    change: (_, event) => ({
      filing: { tables: event.tables!, condition: event.condition, by: event.by },
    }),
  },
  reject: { from: INTAKE, to: "rejected", undoable: true, change: () => ({ verifier: null }) },
  dispatch: {
    from: ["filed"],
    to: "dispatched",
    forward: true,
    undoable: true,
    refuse: (_, { worker, helpers }) => helpers.includes(worker) ? "in-crew" : null,
    change: (_, event) => sentBy(event),
  },
  reassign: {
    from: IN_HAND,
    to: "dispatched",
    undoable: true,
    refuse: (c, { worker, helpers }) => helpers.includes(worker) || leadOf(c) === worker ? "in-crew" : null,
    change: (_, event) => sentBy(event),
  },
  take_helper: {
    from: IN_HAND,
    undoable: true,
    refuse: (c, { worker }) => memberOf(c, worker) ? "in-crew" : null,
    change: (c, { worker }) => ({ crew: [...c.crew, { worker, part: "helper", state: "assigned" }] }),
  },
  release_helper: {
    from: IN_HAND,
    undoable: true,
    ready: ({ crew }) => crew.some(({ part }) => part === "helper") ? null : "not-in-crew",
    refuse: (c, { worker }) => memberOf(c, worker)?.part === "helper" ? null : "not-in-crew",
    change: (c, { worker }) => ({ crew: c.crew.filter((member) => member.worker !== worker) }),
  },
  accept: {
    from: ["dispatched"],
    to: "accepted",
    forward: true,
    undoable: true,
    ready: byLead,
  },
  set_out: {
    from: ["accepted", "arrived"],
    undoable: true,
    ready: byCrew,
    change: (c, event) => ({ crew: crewMoved(c, event.worker_self, "en_route") }),
  },
  arrive: {
    from: ["accepted", "arrived"],
    to: "arrived",
    undoable: true,
    ready: byCrew,
    change: (c, event) => ({
      crew: crewMoved(c, event.worker_self, "on_scene"),
      handlers: withHands(c, event),
    }),
  },
  handle: {
    from: ["arrived"],
    to: "handled",
    forward: true,
    undoable: true,
    ready: byLead,
    change: (c, event) => ({
      handlers: withHands(c, event, c.crew.map(({ worker }) => worker)),
      evidence: evidence(c, event),
    }),
  },
  refuse: {
    from: ["dispatched"],
    to: "filed",
    ready: byLead,
    change: returned,
  },
  hand_back: {
    from: ["accepted", "arrived"],
    to: "filed",
    ready: byLead,
    change: returned,
  },
  return: {
    from: ["filed", "handled", "post_checking"],
    to: (c) => c.stage === "filed" ? "reported" : c.stage === "handled" ? reworkStage(c) : "handled",
    undoable: true,
    // A dispatcher gives a case back to the acceptor; what was handled is given back by who looks at the result.
    ready: ({ stage }, { by }) =>
      by.roles.includes(stage === "filed" ? "dispatcher" : "checker") ||
        (stage === "handled" && by.roles.includes("dispatcher"))
        ? null
        : "role",
    change: (c, event) => c.stage === "handled" ? reworked(c, event) : returned(c, event),
  },
  request_post_check: {
    from: ["handled"],
    to: "post_checking",
    forward: true,
    undoable: true,
    change: () => ({ check: null }),
  },
  post_check: {
    from: ["post_checking"],
    to: (c, { passed }) => passed ? "post_checking" : reworkStage(c),
    separate: true,
    undoable: true,
    refuse: (_, { passed, text }) => passed || text !== "" ? null : "reason-needed",
    change: (c, event) => ({
      ...event.passed ? {} : reworked(c, { ...event, reason: event.text }),
      check: { passed: event.passed, said: said(event, event.text) },
      evidence: evidence(c, event),
    }),
  },
  close: {
    from: ["post_checking"],
    to: "closed",
    separate: true,
    undoable: true,
    ready: (c) => c.check?.passed ? null : "not-passed",
    refuse: (_, { rule }, { tables }) => tables.closing.includes(rule) ? null : "unknown-rule",
    change: (_, { rule, by }) => ({ closing: { rule, by }, ...nobody() }),
  },
  suspend: {
    from: WORKED_ON,
    undoable: true,
    ready: ({ suspension }) => suspension ? "once" : null,
    refuse: (_, { until }, { at }) => until > at && until <= at + LONGEST_SUSPENSION_MS ? null : "bad-date",
    change: (c, { until, reason, by, at }) => ({
      suspension: { until, text: reason, by, at },
      pauses: [...c.pauses, { from: at, to: until }],
    }),
  },
  resume: {
    from: WORKED_ON,
    suspended: true,
    ready: (c, { at }) => isSuspended(c, at) ? null : "nothing-asked",
    change: (c, { at }) => ({
      suspension: { ...c.suspension!, until: at },
      pauses: [...c.pauses.slice(0, -1), { from: c.suspension!.at, to: at }],
    }),
  },
  request_extension: {
    from: WORKED_ON,
    ready: ({ extension }, { at, deadline }) => {
      if (extension.asked) return "asked-already";
      if (extension.approved >= MOST_EXTENSIONS) return "once";
      return deadline !== null && at < deadline ? null : "too-late";
    },
    change: ({ extension }, event) => ({ extension: { ...extension, asked: said(event, event.reason) } }),
  },
  decide_extension: {
    from: OPEN,
    suspended: true,
    ready: ({ extension: { asked } }, { by }) => !asked ? "nothing-asked" : ownRequest(asked, by),
    // A refused request does not count.
    change: ({ extension }, { approve }) => ({
      extension: { approved: extension.approved + (approve ? 1 : 0), asked: null },
    }),
  },
  appeal: {
    from: ["closed"],
    ready: ({ appeal }) => appeal ? "once" : null,
    change: (_, event) => ({ appeal: { asked: said(event, event.reason), granted: null } }),
  },
  decide_appeal: {
    from: ["closed"],
    ready: ({ appeal }, { by }) => appeal?.granted === null ? ownRequest(appeal.asked, by) : "nothing-asked",
    change: ({ appeal }, { grant }) => ({ appeal: { ...appeal!, granted: grant } }),
  },
  cancel: {
    from: [...INTAKE, ...WORKED_ON],
    to: "cancelled",
    separate: true,
    suspended: true,
    undoable: true,
    change: () => ({ ...nobody(), verifier: null }),
  },
  reopen: {
    from: ["closed", "rejected", "cancelled"],
    to: ({ filing }) => filing ? "filed" : "reported",
    separate: true,
    change: (c, event) => ({
      ...returned(c, event),
      reopened: c.reopened + 1,
      rounds: roundsOf(c, event.at),
      check: null,
      closing: null,
      score: null,
    }),
  },
  merge: {
    from: [...INTAKE, ...WORKED_ON],
    to: "merged",
    refuse: (c, { into }) => into === c.id ? "same-case" : null,
    change: (c, { into }) => ({ mergedInto: into, before: c.stage, ...nobody(), verifier: null }),
  },
  unmerge: {
    from: ["merged"],
    // Who was on the way meanwhile went elsewhere: it is dispatched anew.
    to: ({ before, filing }) => before === "reported" ? "reported" : filing ? "filed" : "reported",
    change: () => ({ mergedInto: null, before: null }),
  },
  evaluate: {
    from: ["closed"],
    separate: true,
    ready: ({ score }) => score === null ? null : "once",
    change: (_, { score }) => ({ score }),
  },
  note: { from: ALL, suspended: true },
  add_evidence: { from: OPEN, suspended: true, change: (c, event) => ({ evidence: evidence(c, event) }) },
  undo: {
    from: ALL,
    suspended: true,
    ready: ({ undo }, { by, at }) => {
      if (!undo) return "nothing-to-undo";
      if (undo.by !== by.id) return "not-yours";
      return at <= undo.until ? null : "undo-late";
    },
  },
};
