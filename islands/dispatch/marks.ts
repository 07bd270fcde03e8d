/** What stands on the console's map: a mark for each open incident, and one for each case of the queue that none stands for. Pure. */
import type { CaseRow } from "../../dispatch/case_list.ts";
import type { IncidentMark } from "../../geo/layers/incidents.ts";
import type { IncidentRecord } from "../../streams/wire.ts";
import { incidentKey } from "../state.ts";

const OF_CASE = "\u0000";

/** A mark of the map that stands for a case that no incident stands for. */
export const caseMark = (id: string) => `${OF_CASE}${id}`;

/** The case that a mark stands for; null where that is an incident. */
export function markedCase(key: string): string | null {
  return key.startsWith(OF_CASE) ? key.slice(OF_CASE.length) : null;
}

export function marksOf(
  incidents: ReadonlyMap<string, IncidentRecord>,
  rows: readonly CaseRow[],
): IncidentMark[] {
  const marks = [...incidents.values()].map((incident): IncidentMark => ({
    key: incidentKey(incident),
    lat: incident.lat,
    lon: incident.lon,
    severity: incident.severity,
    sent: incident.assignment !== undefined,
  }));
  for (const { case: c } of rows) {
    const shown = c.reports.some(({ source, incident }) =>
      incident !== undefined && incidents.has(incidentKey({ source, id: incident }))
    );
    if (shown) continue;
    const { lat, lon, severity } = c;
    marks.push({ key: caseMark(c.id), lat, lon, severity, sent: c.crew.length > 0 });
  }
  return marks;
}
