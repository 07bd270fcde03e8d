/** What the server answers about a cell and about who could go: the shapes of routes/api/cells and incidents. */
import type { Place } from "../../geo/place.ts";
import type { Camera, IncidentRecord } from "../../streams/record.ts";
import type { Window } from "../../streams/wire.ts";

/** A worker who could go. */
export interface Candidate extends Place {
  readonly worker: string;
  readonly metres: number;
  readonly ageMs: number;
  readonly free: boolean;
}

export interface CellAnswer {
  readonly cell: string;
  readonly areaM2: number;
  readonly place: Place;
  readonly counts: {
    readonly workers: number;
    readonly open: number;
    readonly incidents: Readonly<Record<Window, number>>;
    readonly fixes: Readonly<Record<Window, number>>;
  };
  readonly incidents: readonly IncidentRecord[];
  readonly workers: readonly Candidate[];
  readonly nearest: readonly Candidate[];
  readonly cameras: readonly NearCamera[];
}

export interface NearCamera extends Camera {
  readonly metres: number;
}

export interface TrendAnswer {
  readonly from: number;
  readonly stepMinutes: number;
  readonly points: readonly {
    readonly time: number;
    readonly fixes: number;
    readonly workers: number;
    readonly incidents: number;
  }[];
}

/** The incident to send somebody to first: the most severe, then the one that has waited longest. */
export function mostUrgent(incidents: readonly IncidentRecord[]): IncidentRecord | null {
  return incidents.filter(({ assignment }) => !assignment)
    .toSorted((a, b) => a.severity - b.severity || a.time - b.time)[0] ?? null;
}
