/** Incidents and commands for tests of ledgers. */
import { cellAt } from "../../geo/cell.ts";
import type { IncidentRow } from "../../store/ledger.ts";
import type { AssignCommand, Incident } from "../../store/record.ts";

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

export function command(key: string, id: string, worker: string, by = "Lin"): AssignCommand {
  return { key, source: "hotline", incident: id, worker, by };
}
