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
 */
import type { Case, Marks } from "../store/case.ts";
import type { Calendar } from "./calendar.ts";
import type { CityTables, Tables } from "./city_tables.ts";
import { extended, type Limit, type Pause, reckon } from "./clock.ts";
import { stageLimit } from "./stage_limits.ts";

export const CLOCKS = ["file", "dispatch", "accept", "arrive", "handle", "check", "case"] as const;
export type ClockStage = (typeof CLOCKS)[number];

type Mark = Exclude<keyof Marks, "verified">;
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
  readonly pauses: readonly Pause[];
  /** How many were approved. */
  readonly extensions: number;
  /** An appeal was granted: no indicator counts the case as late. */
  readonly exempted: boolean;
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
  readonly state: "running" | "paused" | "met" | "late";
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
    const [from, to] = SPANS[stage];
    const mark = stage === "handle" ? facts.ordered ?? facts.marks[from] : facts.marks[from];
    const limit = limits[stage];
    const startedAt = mark === undefined ? undefined : AGAIN.has(stage) ? facts.since?.[from] ?? mark : mark;
    if (startedAt === undefined || limit === undefined) return [];
    const whole = EXTENDED.has(stage) ? extended(limit, facts.extensions) : limit;
    return [clockOf(facts, { stage, startedAt, limit: whole, endedAt: endOf(facts, to), calendar }, now)];
  });
}

/** When a step was taken: its own mark, or that of the first one after it, which shows that it was left out. */
function endOf({ marks, stopped }: CaseFacts, to: Mark): number | null {
  const later = MARKS.slice(MARKS.indexOf(to)).map((mark) => marks[mark]);
  return later.find((at) => at !== undefined) ?? stopped;
}

interface StageRun extends Pick<CaseClock, "stage" | "startedAt" | "limit" | "endedAt"> {
  readonly calendar: Calendar;
}

function clockOf(facts: CaseFacts, { calendar, ...run }: StageRun, now: number): CaseClock {
  const { pauses } = facts, { startedAt: start, limit, endedAt } = run;
  const at = endedAt ?? now;
  const { leftMs, share } = reckon({ start, limit, calendar, pauses }, at);
  const late = leftMs !== null && leftMs < 0;
  const deadline = leftMs === null ? null : at + leftMs;
  const paused = pauses.some(({ from, to }) => from <= now && (to === null || now < to));
  return {
    ...run,
    deadline,
    state: late ? "late" : endedAt !== null ? "met" : paused ? "paused" : "running",
    lateMs: late ? -leftMs : 0,
    exempted: late && facts.exempted,
    share: endedAt === null ? share : null,
    official: deadline === null || calendar.isOfficial(deadline),
  };
}

export interface NextDeadline extends Pick<CaseClock, "stage"> {
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
  for (const { stage, deadline, share } of clocks) {
    if (deadline === null || share === null || (next && next.deadline <= deadline)) continue;
    const leftMs = deadline - now;
    const urgency = leftMs < 0 ? "late" : share < SHORT_SHARE ? "short" : "plenty";
    next = { stage, deadline, leftMs, share, urgency };
  }
  return next;
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
  c: Pick<Case, "stage" | "marks" | "since" | "entered" | "pauses" | "extension" | "appeal">,
): CaseFacts {
  const reached = REACHED[c.stage];
  const holds = reached === undefined ? MARKS : MARKS.slice(0, MARKS.indexOf(reached) + 1);
  return {
    marks: Object.fromEntries(
      holds.flatMap((mark) => c.marks[mark] === undefined ? [] : [[mark, c.marks[mark]]]),
    ),
    since: c.since,
    ...(c.marks.dispatched !== undefined && { ordered: c.marks.dispatched }),
    stopped: c.stage === "rejected" || c.stage === "cancelled" || c.stage === "merged" ? c.entered : null,
    pauses: c.pauses,
    extensions: c.extension.approved,
    exempted: c.appeal?.granted === true,
  };
}
