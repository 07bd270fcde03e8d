/** Parts of a case that several rules ask for or change. Pure. */
import type { Case, CrewMember, EvidenceNote, Marks, Round, Said, Stage } from "../store/case.ts";
import type { Moment, Refusal } from "./case_moves.ts";

/** Whether its clocks stand still at an instant. */
export function isSuspended({ suspension }: Pick<Case, "suspension">, at: number): boolean {
  return suspension !== null && at < suspension.until;
}

/** Workers a case is about: those who have to do with it may see it and act on it. */
export function workersOf({ crew, verifier }: Pick<Case, "crew" | "verifier">): string[] {
  return [...crew.map(({ worker }) => worker), ...verifier ? [verifier] : []];
}

/** The stages that have a mark of their own. */
const MARK_OF: Partial<Record<Stage, keyof Marks>> = {
  reported: "reported",
  filed: "filed",
  dispatched: "dispatched",
  accepted: "accepted",
  arrived: "arrived",
  handled: "handled",
  closed: "closed",
};
const MARK_ORDER: readonly (keyof Marks)[] = [
  "reported",
  "verified",
  "filed",
  "dispatched",
  "accepted",
  "arrived",
  "handled",
  "checked",
  "closed",
];

/** Marks after a step: going on adds one, going back takes away those that no longer hold, and tells since when it is back. */
export function marksAfter(
  c: Pick<Case, "stage" | "before" | "marks" | "since">,
  { kind, at }: { readonly kind: string; readonly at: number },
  to: Stage,
): Pick<Case, "marks" | "since"> {
  const { stage, marks, since } = c;
  if (kind === "pre_verify") return { marks: { ...marks, verified: at }, since };
  if (kind === "post_check" && to === stage) return { marks: { ...marks, checked: at }, since };
  if ((kind === "refuse" || kind === "hand_back") && marks.dispatched !== undefined) {
    // The work was ordered then, whoever does it: giving it back gives it no more time.
    return {
      marks: { ...upTo(marks, "filed"), dispatched: marks.dispatched },
      since: { ...upTo(since, "filed"), filed: at },
    };
  }
  if (kind === "unmerge") return unmerged(c, at, to);
  if (kind === "reassign") return { marks: upTo(marks, "dispatched"), since: { ...since, dispatched: at } };
  const mark = MARK_OF[to];
  if (!mark || to === stage) return { marks, since };
  const kept = upTo(marks, mark);
  return {
    // What was reached before and is reached by a step back was reached then.
    marks: kept[mark] === undefined ? { ...kept, [mark]: at } : kept,
    since: { ...upTo(since, mark), [mark]: at },
  };
}

/** What was before the merger: only a crew that was sent meanwhile went elsewhere, and is to be sent anew. */
function unmerged(
  { before, marks, since }: Pick<Case, "before" | "marks" | "since">,
  at: number,
  to: Stage,
): Pick<Case, "marks" | "since"> {
  if (before === to || to !== "filed") return { marks, since };
  return {
    marks: {
      ...upTo(marks, "filed"),
      ...(marks.dispatched !== undefined && { dispatched: marks.dispatched }),
    },
    since: { ...upTo(since, "filed"), filed: at },
  };
}

function upTo(marks: Marks, last: keyof Marks): Marks {
  const names = MARK_ORDER.slice(0, MARK_ORDER.indexOf(last) + 1);
  return Object.fromEntries(names.flatMap((name) => marks[name] === undefined ? [] : [[name, marks[name]]]));
}

export function said({ by, at }: { by: string; at: number }, text: string): Said {
  return { by, at, text };
}

/** A crew that sets out. */
export function sentBy(
  { worker, helpers, name, at }: { worker: string; helpers: readonly string[]; name: string; at: number },
): Pick<Case, "crew" | "sent"> {
  return { crew: crewOf(worker, helpers), sent: { by: name, at } };
}

/** Nobody is sent any more. */
export function nobody(): Pick<Case, "crew" | "sent"> {
  return { crew: [], sent: null };
}

function crewOf(lead: string, helpers: readonly string[]): CrewMember[] {
  return [
    { worker: lead, part: "lead", state: "assigned" },
    ...[...new Set(helpers)].map((worker) => ({
      worker,
      part: "helper" as const,
      state: "assigned" as const,
    })),
  ];
}

export function leadOf({ crew }: Case): string | undefined {
  return crew.find(({ part }) => part === "lead")?.worker;
}

export function memberOf({ crew }: Case, worker: string | undefined): CrewMember | undefined {
  return crew.find((member) => member.worker === worker);
}

export function byLead(c: Case, { by }: Moment): Refusal | null {
  return by.post && leadOf(c) === by.post.id ? null : "not-lead";
}

export function byCrew(c: Case, { by }: Moment): Refusal | null {
  return memberOf(c, by.post?.id) ? null : "not-in-crew";
}

export function crewMoved(
  { crew }: Case,
  worker: string | undefined,
  state: CrewMember["state"],
): CrewMember[] {
  return crew.map((member) => member.worker === worker ? { ...member, state } : member);
}

export function withHands(
  { handlers }: Case,
  { by, worker_self }: { by: string; worker_self?: string },
  more: readonly string[] = [],
): string[] {
  return [...new Set([...handlers, by, ...worker_self ? [worker_self] : [], ...more])];
}

export function evidence(
  { evidence }: Case,
  event: { by: string; at: number; evidence: readonly { hash: string; kind: EvidenceNote["kind"] }[] },
): EvidenceNote[] {
  const { by, at } = event;
  return [...evidence, ...event.evidence.map(({ hash, kind }) => ({ hash, kind, by, at }))];
}

/** Back to the stage before: nobody is on it any more, and the reason waits for an answer. */
export function returned(c: Case, event: { by: string; at: number; reason: string }): Partial<Case> {
  const post = c.stage === "post_checking";
  return {
    pending: { ...said(event, event.reason), from: c.stage },
    returns: c.returns + 1,
    ...(post ? { check: null } : nobody()),
    ...(c.stage === "filed" && { filing: null }),
  };
}

/** The rounds of a case that is reopened: the one that ended is kept as it was. */
export function roundsOf(c: Case, until: number): Round[] {
  const { stage, entered, severity, category, filing, marks, since, pauses, extension } = c;
  const ended = { stage, entered, severity, category, filing, marks, since, pauses };
  return [...c.rounds ?? [], { ...ended, until, approved: extension.approved }];
}

/** Where a case goes whose work was not good enough: to those who did it, or to be sent to somebody. */
export function reworkStage({ crew, filing }: Pick<Case, "crew" | "filing">): Stage {
  if (crew.length > 0) return "dispatched";
  return filing ? "filed" : "reported";
}

/** Back to those who handled it. */
export function reworked(c: Case, event: { by: string; at: number; reason: string }): Partial<Case> {
  return {
    pending: { ...said(event, event.reason), from: c.stage },
    returns: c.returns + 1,
    reworks: c.reworks + 1,
    crew: c.crew.map((member) => ({ ...member, state: "assigned" })),
    check: null,
  };
}
