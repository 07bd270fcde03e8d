/** Cases as the live state and screens get them, for tests that have no record of cases. */
import { cellAt } from "../../geo/cell.ts";
import type { CaseSummary } from "../../streams/record.ts";

/** A case of one incident with somebody on the way to it; `worker` null: nobody is. */
export function caseSummary(
  { incident, worker, source = "test", by = "b", at = 0, place = { lat: 36.2, lon: 120.2 }, ...change }:
    & { incident: string; worker: string | null; source?: string; by?: string; at?: number }
    & { place?: { lat: number; lon: number } }
    & Partial<CaseSummary>,
): CaseSummary {
  const id = `c-${incident}`;
  return {
    id,
    version: 1,
    stage: worker === null ? "filed" : "dispatched",
    category: "waste",
    severity: 2,
    title: "t",
    ...place,
    cell: cellAt(place),
    areas: [],
    reports: [{ source, incident, at, case: id }],
    crew: worker === null ? [] : [{ worker, part: "lead", state: "assigned" }],
    sent: worker === null ? null : { by, at },
    marks: { reported: at },
    mergedInto: null,
    updated: at,
    suspendedUntil: null,
    answerNeeded: false,
    ...change,
  };
}
