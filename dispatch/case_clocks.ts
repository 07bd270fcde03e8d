/**
 * The clocks of a case: which run, since when, how long, and which are late. Pure: computed from when things happened.
 *
 * | clock    | runs from | to                    | limit                  |
 * | -------- | --------- | --------------------- | ---------------------- |
 * | file     | reported  | filed                 | the city's             |
 * | dispatch | filed     | dispatched            | the city's             |
 * | accept   | dispatched| accepted by the worker| the city's             |
 * | arrive   | reported  | arrived               | the city's: from the call to the arrival |
 * | handle   | dispatched for the first time | handled | the condition's: also while nobody has the work any more |
 * | check    | handled   | checked               | the city's             |
 * | case     | reported  | closed                | the city's             |
 *
 * After a reopening, `arrive` and `case` run from it, and `file` where it is to be filed again. Reporters of merged cases have
 * clocks of their own: {@link ./case_rounds.ts}.
 */
import type { Case, Marks } from "../store/case.ts";
import type { Calendar } from "./calendar.ts";
import type { CityTables, Tables } from "./city_tables.ts";
import { extended, type Limit, type Pause, reckon } from "./clock.ts";
import { stageLimit } from "./stage_limits.ts";

export const CLOCKS = ["file", "dispatch", "accept", "arrive", "handle", "check", "case"] as const;
export type ClockStage = (typeof CLOCKS)[number];

export type Mark = Exclude<keyof Marks, "verified">;
const MARKS: readonly Mark[] = [
  ...["reported", "filed", "dispatched", "accepted", "arrived", "handled", "checked", "closed"] as const,
];
const SPANS: Readonly<Record<ClockStage, readonly [from: Mark, to: Mark]>> = {
  file: ["reported", "filed"],
  dispatch: ["filed", "dispatched"],
  accept: ["dispatched", "accepted"],
  arrive: ["reported", "arrived"],
  handle: ["dispatched", "handled"],
  check: ["handled", "checked"],
  case: ["reported", "closed"],
};
/** Clocks of those on whose desk the case is: it comes back to them with a new clock. Work and the whole go on. */
const AGAIN: ReadonlySet<ClockStage> = new Set(["dispatch", "accept", "check"]);
/** What an extension makes longer: the work, and with it the whole. */
const EXTENDED: ReadonlySet<ClockStage> = new Set(["handle", "case"]);

/** What happened to a case, as far as its clocks are concerned. Instants are epoch ms. */
export interface CaseFacts {
  /** A step that was taken back has none. */
  readonly marks: Marks;
  /** When the case last came into a stage; where it came back to one, the clock of that stage starts anew. */
  readonly since?: Marks;
  /** When the work was first ordered, if it was since the filing; also while a worker has given it back. */
  readonly ordered?: number;
  /** When the case ended on a side way: rejected, cancelled or merged. */
  readonly stopped: number | null;
  /** When it was reopened the last time, if it was: what runs from the report runs from then. */
  readonly reopened?: number;
  readonly pauses: readonly Pause[];
  /** How many were approved. */
  readonly extensions: number;
  /** An appeal was granted: no indicator counts the case as late. */
  readonly exempted: boolean;
}

/** Those of a case as it is kept. */
export interface KeptFacts extends CaseFacts {
  readonly pauses: Case["pauses"];
}

/** How long the stages of one case may take; a stage without a limit has no clock. */
export interface CaseLimits {
  readonly limits: Readonly<Partial<Record<ClockStage, Limit>>>;
  readonly calendar: Calendar;
}

export interface CaseClock {
  readonly stage: ClockStage;
  readonly startedAt: number;
  /** Extensions included. */
  readonly limit: Limit;
  /** Null while an open pause leaves none. */
  readonly deadline: number | null;
  /** When the stage was done, or the case ended without it. */
  readonly endedAt: number | null;
  /** Stopped: the case ended on a side way before the stage was done or late. */
  readonly state: "running" | "paused" | "met" | "late" | "stopped";
  /** How long after the deadline it ended, or is by now, on a clock on the wall; 0 unless late. Exempted or not. */
  readonly lateMs: number;
  /** It is late, and does not count as late. */
  readonly exempted: boolean;
  /** How much of the limit is left now, as a share in the clock's own time; null once it ended. */
  readonly share: number | null;
  /** The authorities have decided about every day up to the deadline; later imports may say otherwise where not. */
  readonly official: boolean;
}

/** One clock for each stage that has begun and has a limit, in the order of the stages, and the case's own at the end. */
export function caseClocks(facts: CaseFacts, { limits, calendar }: CaseLimits, now: number): CaseClock[] {
  return CLOCKS.flatMap((stage) => {
    const limit = limits[stage], startedAt = startOf(facts, stage);
    if (startedAt === undefined || limit === undefined) return [];
    const whole = EXTENDED.has(stage) ? extended(limit, facts.extensions) : limit;
    const doneAt = takenAt(facts.marks, SPANS[stage][1]);
    return [clockOf(facts, { stage, startedAt, limit: whole, doneAt, calendar }, now)];
  });
}

function startOf({ marks, since, ordered, reopened }: CaseFacts, stage: ClockStage): number | undefined {
  const [from] = SPANS[stage], mark = marks[from];
  if (stage === "handle") return ordered ?? mark;
  if (mark === undefined) return undefined;
  if (AGAIN.has(stage)) return since?.[from] ?? mark;
  if (from !== "reported" || reopened === undefined) return mark;
  const filedBefore = marks.filed !== undefined && marks.filed < reopened;
  return stage === "file" && filedBefore ? undefined : reopened;
}

/** When a step was taken: its own mark, or that of the first one after it, which shows that it was left out. */
export function takenAt(marks: Marks, to: Mark): number | undefined {
  return MARKS.slice(MARKS.indexOf(to)).map((mark) => marks[mark]).find((at) => at !== undefined);
}

interface StageRun extends Pick<CaseClock, "stage" | "startedAt" | "limit"> {
  readonly doneAt: number | undefined;
  readonly calendar: Calendar;
}

function clockOf(facts: CaseFacts, { calendar, doneAt, ...run }: StageRun, now: number): CaseClock {
  const { pauses } = facts, { startedAt: start, limit } = run;
  const endedAt = doneAt ?? facts.stopped;
  const at = endedAt ?? now;
  const { leftMs, share } = reckon({ start, limit, calendar, pauses }, at);
  const late = leftMs !== null && leftMs < 0;
  const deadline = leftMs === null ? null : at + leftMs;
  const paused = pauses.some(({ from, to }) => from <= now && (to === null || now < to));
  const ended = doneAt !== undefined ? "met" : endedAt !== null ? "stopped" : null;
  return {
    ...run,
    deadline,
    endedAt,
    state: late ? "late" : ended ?? (paused ? "paused" : "running"),
    lateMs: late ? -leftMs : 0,
    exempted: late && facts.exempted,
    share: endedAt === null ? share : null,
    official: deadline === null || calendar.isOfficial(deadline),
  };
}

export interface NextDeadline extends Pick<CaseClock, "stage" | "official"> {
  readonly deadline: number;
  /** Negative when late. */
  readonly leftMs: number;
  readonly share: number;
  /** How screens show it: plain, amber under a quarter, red with a minus sign. */
  readonly urgency: "plenty" | "short" | "late";
}

const SHORT_SHARE = 0.25;

/** Of the clocks that have not ended, the one whose deadline comes first or has passed longest; null when there is none. */
export function nextDeadline(clocks: readonly CaseClock[], now: number): NextDeadline | null {
  let next: NextDeadline | null = null;
  for (const { stage, deadline, share, official } of clocks) {
    if (deadline === null || share === null || (next && next.deadline <= deadline)) continue;
    const leftMs = deadline - now;
    const urgency = leftMs < 0 ? "late" : share < SHORT_SHARE ? "short" : "plenty";
    next = { stage, deadline, leftMs, share, urgency, official };
  }
  return next;
}

/** How a case was done: by the clock that was latest; where none was late, stopped if any was, else in time. */
export interface Outcome extends Pick<CaseClock, "lateMs" | "exempted"> {
  readonly state: "met" | "late" | "stopped";
}

/** Null when no clock ended. */
export function outcomeOf(clocks: readonly CaseClock[]): Outcome | null {
  const ended = clocks.filter(({ endedAt }) => endedAt !== null);
  if (ended.length === 0) return null;
  const late = ended.filter(({ state }) => state === "late").sort((a, b) => b.lateMs - a.lateMs)[0];
  if (late) return { state: "late", lateMs: late.lateMs, exempted: late.exempted };
  const stopped = ended.some(({ state }) => state === "stopped");
  return { state: stopped ? "stopped" : "met", lateMs: 0, exempted: false };
}

/** The clocks of a case as it is kept, by the tables it was filed under; before that, by the newest. */
export function clocksOf(c: Case, tables: CityTables, now: number): CaseClock[] {
  return caseClocks(factsOf(c), limitsOf(c, c.filing ? tables.at(c.filing.tables) : tables.newest), now);
}

export function limitsOf(
  { category, severity, filing }: Pick<Case, "category" | "severity" | "filing">,
  { categories, stages, calendar }: Tables,
): CaseLimits {
  const condition = categories.get(category)?.conditions.find(({ id }) => id === filing?.condition);
  const limits = CLOCKS.flatMap((stage) => {
    const limit = stage === "handle" ? condition?.limit : stageLimit(stages, stage, severity);
    return limit ? [[stage, limit]] : [];
  });
  return { limits: Object.fromEntries(limits), calendar };
}

/** Where an open case stands; what is marked further on was taken back. */
const REACHED: Partial<Record<Case["stage"], Mark>> = {
  reported: "reported",
  pre_verifying: "reported",
  filed: "filed",
  dispatched: "dispatched",
  accepted: "accepted",
  arrived: "arrived",
  handled: "handled",
  post_checking: "checked",
};

export function factsOf(
  c: Pick<
    Case,
    "stage" | "before" | "marks" | "since" | "entered" | "pauses" | "extension" | "appeal" | "rounds"
  >,
): KeptFacts {
  const last = c.rounds?.at(-1);
  const reached = REACHED[c.stage === "merged" ? c.before ?? c.stage : c.stage];
  const holds = reached === undefined ? MARKS : MARKS.slice(0, MARKS.indexOf(reached) + 1);
  return {
    marks: Object.fromEntries(
      holds.flatMap((mark) => c.marks[mark] === undefined ? [] : [[mark, c.marks[mark]]]),
    ),
    since: c.since,
    ...(c.marks.dispatched !== undefined && { ordered: c.marks.dispatched }),
    stopped: c.stage === "rejected" || c.stage === "cancelled" || c.stage === "merged" ? c.entered : null,
    pauses: c.pauses,
    ...(last && { reopened: last.until }),
    extensions: c.extension.approved - (last?.approved ?? 0),
    // An appeal is about what was before it: not about the round after a reopening.
    exempted: c.appeal?.granted === true && (!last || c.appeal.asked.at >= last.until),
  };
}
