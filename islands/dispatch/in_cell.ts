/** What is open in a hexagon, and which of it somebody is sent to first. Pure. */
import type { CaseRow } from "../../dispatch/case_list.ts";
import type { IncidentRecord } from "../../streams/record.ts";
import { incidentKey } from "../state.ts";
import { caseMark } from "./marks.ts";
import type { Target } from "./ranking.ts";

export interface Thing {
  /** Of an incident its key, of a case its mark. */
  readonly key: string;
  readonly title: string;
  readonly severity: number;
  readonly address: string | undefined;
  readonly category: string;
  /** The case it is; null for an incident that nobody took up. */
  readonly row: CaseRow | null;
  readonly incident: IncidentRecord | null;
  /** How somebody is sent to it now; null when that cannot be. */
  readonly target: Target | null;
  /** Keys of the incidents that it is: by these it is the same thing before and after it became a case. */
  readonly incidents: readonly string[];
}

/** Cases first, as they stand; then incidents that are none. An incident that is a case is shown as that. */
export function thingsIn(
  cases: readonly CaseRow[],
  incidents: readonly IncidentRecord[],
): Thing[] {
  const taken = new Set<string>();
  const known = new Map(incidents.map((incident) => [incidentKey(incident), incident]));
  const things = cases.map((row): Thing => {
    const keys = row.case.reports.flatMap(({ source, incident }) =>
      incident === undefined ? [] : [incidentKey({ source, id: incident })]
    );
    keys.forEach((key) => taken.add(key));
    const { id, title, severity, address, category } = row.case;
    return {
      ...{ key: caseMark(id), title, severity, address, category, row },
      incident: known.get(keys[0] ?? "") ?? null,
      target: targetOf(row),
      incidents: keys,
    };
  });
  const loose = incidents.filter((incident) => !taken.has(incidentKey(incident)));
  return [
    ...things,
    ...loose.map((incident): Thing => ({
      key: incidentKey(incident),
      title: incident.title,
      severity: incident.severity,
      address: incident.address,
      category: incident.category,
      row: null,
      incident,
      target: incident.assignment ? null : { kind: "incident", source: incident.source, id: incident.id },
      incidents: [incidentKey(incident)],
    })),
  ];
}

/** A filed case is dispatched; one that came from an incident and is not filed yet is filed and dispatched in one step. */
export function targetOf({ case: c }: CaseRow): Target | null {
  if (c.suspendedUntil !== null && c.suspendedUntil > Date.now()) return null;
  if (c.stage === "filed") return { kind: "case", id: c.id };
  if (c.stage !== "reported") return null;
  const report = c.reports.find(({ incident }) => incident !== undefined);
  return report ? { kind: "incident", source: report.source, id: report.incident! } : null;
}

/** The one to send to: the chosen one, else the most severe that somebody can be sent to, of those the one with the least time. */
export function firstOf(things: readonly Thing[], chosen: string | null): Thing | null {
  // What was chosen and is there no more gives its place to nobody: a click would send to something that was not looked at.
  if (chosen !== null) {
    return things.find(({ key, incidents }) => key === chosen || incidents.includes(chosen)) ?? null;
  }
  const left = ({ row }: Thing) => row?.next?.deadline ?? Infinity;
  const open = things.filter(({ target }) => target !== null)
    .toSorted((a, b) => a.severity - b.severity || left(a) - left(b));
  return open[0] ?? null;
}
