/**
 * The clocks of a case besides its own: those of every reporter whose case was merged into it, and those of the rounds before it
 * was reopened. Pure; docs/decisions/0030-a-reporter-keeps-their-clock.md says why.
 */
import type { Case, OwnClock, Pause, Report } from "../store/case.ts";
import { type CaseClock, caseClocks, clocksOf, factsOf, type KeptFacts, takenAt } from "./case_clocks.ts";
import type { CityTables } from "./city_tables.ts";
import { stageLimit } from "./stage_limits.ts";

/** Of one report that came with a merged case: until the case that holds it now gets there, by the limits of its own. */
export interface ReporterClocks extends Pick<Report, "source" | "reporter" | "case"> {
  readonly clocks: readonly CaseClock[];
}

export interface RoundClocks {
  readonly clocks: readonly CaseClock[];
  readonly reporters: readonly ReporterClocks[];
}

export interface EarlierClocks extends RoundClocks {
  /** When the case was reopened. */
  readonly until: number;
}

/** What a reporter was promised: that it is taken up, that somebody comes, and that it is done. */
const PROMISED = ["file", "arrive", "case"] as const;

/** The clocks of the round that a case is in, with those of its reporters. */
export function roundClocks(c: Case, tables: CityTables, now: number): RoundClocks {
  const reporters = c.reports.flatMap((report): ReporterClocks[] => {
    if (report.case === c.id) return [];
    const { source, reporter, case: from } = report;
    const clocks = reporterClocks(c, report, tables, now);
    return [{ source, ...(reporter !== undefined && { reporter }), case: from, clocks }];
  });
  return { clocks: clocksOf(c, tables, now), reporters };
}

/** All of them: whoever waits longest counts, whichever report they made. */
export function everyClock({ clocks, reporters }: RoundClocks): CaseClock[] {
  return [...clocks, ...reporters.flatMap((reporter) => reporter.clocks)];
}

/** So long a list may go by clocks that were reckoned for another one. */
const KEPT_MS = 5_000;
const reckoned = new WeakMap<Case, { clocks: readonly CaseClock[]; at: number; newest: object }>();

/**
 * All clocks of a case for a list, at most some seconds old: thousands are listed for every screen after every change. A deadline
 * stays the same until the case is another one; only what is left of it as a share is that of a moment ago.
 */
export function listedClocks(c: Case, tables: CityTables, now: number): readonly CaseClock[] {
  const known = reckoned.get(c);
  if (known?.newest === tables.newest && Math.abs(now - known.at) < KEPT_MS) return known.clocks;
  const clocks = everyClock(roundClocks(c, tables, now));
  reckoned.set(c, { clocks, at: now, newest: tables.newest });
  return clocks;
}

/** The rounds before the last reopening, each as it ended; the first one first. */
export function earlierClocks(c: Case, tables: CityTables, now: number): EarlierClocks[] {
  return (c.rounds ?? []).map((round, i) => {
    const { until, approved, ...then } = round;
    const reports = c.reports.filter(({ own }) => (own?.since ?? 0) < until);
    const appeal = c.appeal && c.appeal.asked.at < until ? c.appeal : null;
    const extension = { approved, asked: null };
    const ended: Case = { ...c, ...then, reports, appeal, extension, rounds: c.rounds!.slice(0, i) };
    return { until, ...roundClocks(ended, tables, now) };
  });
}

/** The reports of a case as they go along when it is merged into another. */
export function carried(c: Case, into: Pick<Case, "extension">, at: number): Report[] {
  return c.reports.map((report) => {
    const { marks, pauses, extensions, reopened } = factsFor(c, report),
      { severity, tables } = ownOf(c, report);
    const filed = takenAt(marks, "filed"), arrived = takenAt(marks, "arrived");
    const own: OwnClock = {
      ...{ severity, tables, pauses, extensions, since: at, extended: into.extension.approved },
      marks: { ...(filed !== undefined && { filed }), ...(arrived !== undefined && { arrived }) },
      ...(reopened !== undefined && { reopened }),
    };
    return { ...report, own };
  });
}

function reporterClocks(c: Case, report: Report, tables: CityTables, now: number): CaseClock[] {
  const own = ownOf(c, report);
  const { stages, calendar } = own.tables === null ? tables.newest : tables.at(own.tables);
  const limits = PROMISED.flatMap((stage) => {
    const limit = stageLimit(stages, stage, own.severity);
    return limit ? [[stage, limit]] : [];
  });
  return caseClocks(factsFor(c, report), { limits: Object.fromEntries(limits), calendar }, now);
}

/** Mergers of the first versions kept nothing: such a report counts by the case that holds it. */
function ownOf(c: Case, { own, at }: Report): OwnClock {
  const { severity, filing } = c;
  return own ?? {
    ...{ severity, tables: filing?.tables ?? null, marks: {}, pauses: [] },
    ...{ extensions: 0, since: at, extended: 0 },
  };
}

/** What happened to a report: to its own case before the merger, and since then to the one that holds it. */
function factsFor(c: Case, report: Report): KeptFacts {
  const facts = factsOf(c);
  if (report.case === c.id) return facts;
  const own = ownOf(c, report);
  // Everybody whose report was in it is in a new round with it.
  if (facts.reopened !== undefined && own.since < facts.reopened) return facts;
  const { reopened: _, since: _since, ordered: _ordered, ...now } = facts;
  return {
    ...now,
    marks: { reported: report.at, ...marksFor(facts, own) },
    ...(own.reopened !== undefined && { reopened: own.reopened }),
    pauses: [...own.pauses, ...since(facts.pauses, own.since)],
    extensions: own.extensions + c.extension.approved - own.extended,
  };
}

/** What the case had reached before it took the report in was reached for this report with the merger, and not before. */
function marksFor({ marks }: KeptFacts, own: OwnClock): KeptFacts["marks"] {
  const reached = (["filed", "arrived", "closed"] as const).flatMap((mark) => {
    const at = takenAt(marks, mark);
    return at === undefined ? [] : [[mark, Math.max(at, own.since)]];
  });
  return { ...Object.fromEntries(reached), ...own.marks };
}

function since(pauses: readonly Pause[], at: number): Pause[] {
  return pauses.flatMap(({ from, to }) => to <= at ? [] : [{ from: Math.max(from, at), to }]);
}
