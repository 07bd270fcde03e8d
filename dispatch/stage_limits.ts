/**
 * How long a city gives each stage of a case, whatever its category, as CSV with the columns `stage`, `amount`, `clock` and
 * optionally `severity`: a row with one is for cases of that severity, one without for all others. Handling is not here: its
 * limit is the condition's.
 */
import { SEVERITIES } from "../store/record.ts";
import type { Severity } from "../store/record.ts";
import type { Limit } from "./limit.ts";
import { allOrNothing, type Checked, readRows } from "./table_rows.ts";

export const LIMITED_STAGES = ["file", "dispatch", "accept", "arrive", "check", "case"] as const;
export type LimitedStage = (typeof LIMITED_STAGES)[number];

export interface StageLimit {
  readonly stage: LimitedStage;
  /** Null: of every severity that has no row of its own. */
  readonly severity: Severity | null;
  readonly limit: Limit;
}

/** What many cities promise: somebody is there 15 minutes after the call. In force until a city imports its own table. */
export const USUAL_STAGE_LIMITS: readonly StageLimit[] = [
  { stage: "arrive", severity: null, limit: { amount: 0.25, clock: "urgent_hours" } },
];

/** All limits, or every row that is at fault. Never throws for bad data. */
export function parseStageLimits(text: string): Checked<readonly StageLimit[]> {
  const read = readRows(text, { required: ["stage", "amount", "clock"], optional: ["severity"] });
  if (!read.ok) return read;
  const lines = new Map<string, number>();
  const limits = read.value.map((row): StageLimit => {
    const stage = row.oneOf("stage", LIMITED_STAGES);
    const severity = row.cell("severity") === ""
      ? null
      : Number(row.oneOf("severity", SEVERITIES.map(String)));
    const key = `${stage} ${severity ?? "any"}`, before = lines.get(key);
    if (before !== undefined && !row.fault) {
      row.refuse("duplicate", `${stage} of severity ${severity ?? "any"} is there in line ${before} too`);
    }
    lines.set(key, row.line);
    return { stage, severity: severity as Severity | null, limit: row.limit() };
  });
  return allOrNothing(read.value, limits);
}

/** The limit of a stage for a severity; null where the city gives none. */
export function stageLimit(
  limits: readonly StageLimit[],
  stage: LimitedStage,
  severity: Severity,
): Limit | null {
  const of = limits.filter((limit) => limit.stage === stage);
  const found = of.find((limit) => limit.severity === severity) ??
    of.find((limit) => limit.severity === null);
  return found?.limit ?? null;
}
