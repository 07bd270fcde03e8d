/** Who is told that a stage of a case is late: by the rules of the city, level after level, from the case's own clocks. Pure. */
import type { AlertDraft } from "../store/alert.ts";
import type { EscalationLevel, EscalationRule } from "../store/alert_rules.ts";
import { type Case, ENDED } from "../store/case.ts";
import type { AreaLevels } from "./area_levels.ts";
import type { CaseClock, ClockStage } from "./case_clocks.ts";

const MINUTE = 60_000;

export interface Escalated {
  /** Every level that was reached of the first stage that is late: whatever comes after it waits for it. */
  readonly drafts: readonly AlertDraft[];
  /** When the next level is reached, if nothing happens to the case; Infinity when none is. */
  readonly next: number;
  /** Who answers for a stage that was due before the record of the city began; empty when none was. */
  readonly past: AlertDraft["to"];
}

/** The first rule that names the stage, and the severity where it names any. */
export function ruleFor(
  rules: readonly EscalationRule[],
  stage: ClockStage,
  severity: Case["severity"],
): EscalationRule | null {
  return rules.find((rule) =>
    rule.stages.includes(stage) && (rule.severity === undefined || rule.severity.includes(severity))
  ) ?? null;
}

export function escalate(
  c: Pick<Case, "id" | "title" | "category" | "severity" | "cell" | "areas" | "stage">,
  clocks: readonly CaseClock[],
  { rules, levels, from, now }: {
    readonly rules: readonly EscalationRule[];
    readonly levels: Pick<AreaLevels, "downTo">;
    /** When the record of the city began: of what was due before, nobody could be told in time. */
    readonly from: number;
    readonly now: number;
  },
): Escalated {
  let drafts: AlertDraft[] = [], next = Infinity, past: AlertDraft["to"] = [];
  if (ENDED.has(c.stage)) return { drafts, next, past };
  // The last stage first: in the end stands the first of those that are late, because the others wait for it.
  for (const { stage, startedAt, deadline, endedAt, exempted } of clocks.toReversed()) {
    if (deadline === null || endedAt !== null || exempted) continue;
    const reached: AlertDraft[] = [], rule = ruleFor(rules, stage, c.severity);
    if (deadline <= from) {
      if (rule) past = rule.levels[0]!.to;
      continue;
    }
    rule?.levels.forEach((level, i) => {
      const due = deadline + level.lateMinutes * MINUTE;
      // A stage is late after its deadline and not at it, as its clock says.
      if (now > due) reached.push(draftOf(c, { stage, startedAt, deadline }, level, i + 1, levels, now));
      else next = Math.min(next, due + 1);
    });
    if (reached.length > 0) drafts = reached;
  }
  return { drafts, next, past };
}

function draftOf(
  c: Pick<Case, "id" | "title" | "category" | "severity" | "cell" | "areas">,
  { stage, startedAt, deadline }: Pick<CaseClock, "stage" | "startedAt"> & { readonly deadline: number },
  { to, area }: EscalationLevel,
  level: number,
  levels: Pick<AreaLevels, "downTo">,
  at: number,
): AlertDraft {
  return {
    kind: "escalation",
    // A stage that begins anew, after a return or a reopening, has a clock of its own.
    cause: `escalation/${c.id}/${stage}/${level}/${startedAt}`,
    at,
    severity: c.severity === 1 || level > 1 ? 1 : c.severity === 2 ? 2 : 3,
    subject: { case: c.id, cell: c.cell, areas: levels.downTo(c.areas, area) },
    to,
    data: { stage, level, deadline, title: c.title, category: c.category },
  };
}

interface Known extends Escalated {
  readonly version: number;
}

/** What was late before the record began, of all cases of a district, as one alert: how many there are, not each. */
function draftsOfPast(
  past: Iterable<{ readonly of: Pick<Case, "areas">; readonly to: AlertDraft["to"] }>,
  { from, nameOf, now }: Pick<EscalationsOptions, "from" | "nameOf"> & { readonly now: number },
): AlertDraft[] {
  const districts = Map.groupBy(past, ({ of }) => of.areas[0] ?? "");
  return [...districts].map(([district, cases]) => ({
    kind: "escalation",
    cause: `escalation/past/${district}`,
    at: now,
    severity: 2,
    subject: { areas: district === "" ? [] : [district] },
    to: [...new Set(cases.flatMap(({ to }) => to))],
    data: { count: cases.length, from, where: district === "" ? [] : [nameOf(district)] },
  }));
}

interface Known extends Escalated {
  readonly version: number;
}

export interface EscalationsOptions {
  readonly look: (c: Case, now: number) => Escalated;
  /** When the record of the city began. */
  readonly from: number;
  /** What an area is called, by its code. */
  readonly nameOf: (area: string) => string;
}

/** A feed that was just connected sends what is open: it is counted when all of it is there. */
const SETTLED_MS = 120_000;

/** What is late among many cases; a case is looked at again only when it changed, or when its next level is reached. */
export class Escalations {
  readonly #known = new Map<string, Known>();

  constructor(private readonly options: EscalationsOptions) {}

  of(open: Iterable<Case>, now: number): AlertDraft[] {
    const { look, from, nameOf } = this.options;
    const seen = new Set<string>();
    const drafts: AlertDraft[] = [], past: { readonly of: Case; readonly to: AlertDraft["to"] }[] = [];
    for (const c of open) {
      seen.add(c.id);
      let known = this.#known.get(c.id);
      if (!known || known.version !== c.version || now >= known.next) {
        this.#known.set(c.id, known = { ...look(c, now), version: c.version });
      }
      drafts.push(...known.drafts);
      if (known.past.length > 0) past.push({ of: c, to: known.past });
    }
    for (const id of this.#known.keys()) if (!seen.has(id)) this.#known.delete(id);
    return now - from < SETTLED_MS ? drafts : [...drafts, ...draftsOfPast(past, { from, nameOf, now })];
  }
}
