/** Incidents and writes of cases for tests of ledgers. */
import { cellAt } from "../../geo/cell.ts";
import type { IncidentRow } from "../../store/ledger.ts";
import type { Case, CaseSummary } from "../../store/case.ts";
import type { CaseWrite } from "../../store/ledger_cases.ts";
import type { Incident } from "../../store/record.ts";

export const T0 = Date.UTC(2026, 2, 1, 8);

export function incident(id: string, change: Partial<Incident> = {}): Incident {
  return {
    id,
    source: "hotline",
    category: "01-10",
    time: T0 - 60_000,
    lat: 31.2,
    lon: 121.4,
    severity: 3,
    title: `Rubbish at ${id}`,
    status: "open",
    ...change,
  };
}

export function row(id: string, change: Partial<Incident> = {}): IncidentRow {
  const made = incident(id, change);
  return { incident: made, cell: cellAt(made) };
}

/** A case as a ledger keeps it: what it is does not matter there, only its number and version. */
export function caseAt(id: string, version: number): Case {
  return {
    id,
    version,
    stage: "reported",
    updated: T0,
    marks: { reported: T0 },
    reports: [],
  } as unknown as Case;
}

/** The write of one event to a case. */
export function caseWrite(
  id: string,
  { expected = 0, key = `${id} ${expected}`, by = "Lin" }: { expected?: number; key?: string; by?: string } =
    {},
): CaseWrite {
  const after = caseAt(id, expected + 1);
  return {
    key,
    body: JSON.stringify([by, id, expected]),
    at: T0,
    parts: [{
      expected,
      events: [{ kind: expected === 0 ? "report" : "note", by, name: by, at: T0 }],
      after,
      summary: after as unknown as CaseSummary,
    }],
    audit: { at: T0, who: by, origin: "test", action: "case.note", object: `case ${id}`, detail: {} },
    answer: { kind: "done", cases: [{ id, version: expected + 1, by }] },
  };
}
