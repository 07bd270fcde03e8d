/** Turns lists of what is open now into changes: what is new, what changed, what vanished and what came back. Pure. */
import type { Incident } from "../record.ts";

/** The open incidents of one source, as the last believed list had them. */
export type OpenList = ReadonlyMap<string, Incident>;

/** The list of one source, out of incidents of any. */
export function listOf(source: string, incidents: Iterable<Incident>): OpenList {
  const list = new Map<string, Incident>();
  for (const incident of incidents) if (incident.source === source) list.set(incident.id, reported(incident));
  return list;
}

/** Only what the source reported, without what the ledger adds to a record. */
function reported(incident: Incident): Incident {
  const { id, source } = incident;
  const rest = COMPARED.filter((field) => incident[field] !== undefined).map((
    field,
  ) => [field, incident[field]]);
  return { id, source, ...Object.fromEntries(rest) } as Incident;
}

export interface Change {
  /** Open ones that are new or different, and vanished ones as closed. */
  readonly changes: readonly Incident[];
  readonly next: OpenList;
}

/** `complete`: the list names everything that is open, so what is missing is closed. */
export function compareLists(known: OpenList, listed: OpenList, complete: boolean): Change {
  const changes: Incident[] = [];
  for (const [id, incident] of listed) {
    const before = known.get(id);
    if (!before || !same(before, incident)) changes.push(incident);
  }
  const next = new Map(listed);
  for (const [id, incident] of known) {
    if (listed.has(id)) continue;
    if (complete) changes.push({ ...incident, status: "closed" });
    else next.set(id, incident);
  }
  return { changes, next };
}

const COMPARED = [
  "category",
  "time",
  "lat",
  "lon",
  "severity",
  "title",
  "text",
  "reporter",
  "address",
  "status",
] as const satisfies readonly (keyof Incident)[];

function same(a: Incident, b: Incident): boolean {
  return COMPARED.every((field) => a[field] === b[field]);
}
