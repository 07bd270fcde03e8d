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
  { rules, levels, now }: {
    readonly rules: readonly EscalationRule[];
    readonly levels: Pick<AreaLevels, "downTo">;
    readonly now: number;
  },
): Escalated {
  let drafts: AlertDraft[] = [], next = Infinity;
  if (ENDED.has(c.stage)) return { drafts, next };
  // The last stage first: in the end stands the first of those that are late, because the others wait for it.
  for (const { stage, startedAt, deadline, endedAt, exempted } of clocks.toReversed()) {
    if (deadline === null || endedAt !== null || exempted) continue;
    const reached: AlertDraft[] = [];
    ruleFor(rules, stage, c.severity)?.levels.forEach((level, i) => {
      const due = deadline + level.lateMinutes * MINUTE;
      // A stage is late after its deadline and not at it, as its clock says.
      if (now > due) reached.push(draftOf(c, { stage, startedAt, deadline }, level, i + 1, levels, now));
      else next = Math.min(next, due + 1);
    });
    if (reached.length > 0) drafts = reached;
  }
  return { drafts, next };
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

/** What is late among many cases; a case is looked at again only when it changed, or when its next level is reached. */
export class Escalations {
  readonly #known = new Map<string, Known>();

  constructor(private readonly look: (c: Case, now: number) => Escalated) {}

  of(open: Iterable<Case>, now: number): AlertDraft[] {
    const seen = new Set<string>();
    const drafts: AlertDraft[] = [];
    for (const c of open) {
      seen.add(c.id);
      let known = this.#known.get(c.id);
      if (!known || known.version !== c.version || now >= known.next) {
        this.#known.set(c.id, known = { ...this.look(c, now), version: c.version });
      }
      drafts.push(...known.drafts);
    }
    for (const id of this.#known.keys()) if (!seen.has(id)) this.#known.delete(id);
    return drafts;
  }
}
