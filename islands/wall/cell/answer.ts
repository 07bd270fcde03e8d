/** What the server answers about a cell and about who could go: the shapes of routes/api/cells and incidents. */
import type { CaseRow } from "../../../dispatch/case_list.ts";
import type { Place } from "../../../geo/place.ts";
import type { Whereabouts } from "../../../geo/whereabouts.ts";
import type { Trend } from "../../../dashboards/trend.ts";
import type { Camera, IncidentRecord } from "../../../streams/record.ts";
import type { Window } from "../../../streams/wire.ts";

/** A worker who could go. */
export interface Candidate extends Place {
  readonly worker: string;
  readonly metres: number;
  readonly ageMs: number;
  readonly free: boolean;
  /** How long the way takes, s; null where nobody asked for a way. */
  readonly seconds?: number;
  /** May be sent: free, and nothing else speaks against it. */
  readonly able?: boolean;
}

export interface CellAnswer {
  readonly cell: string;
  readonly areaM2: number;
  readonly place: Place;
  readonly where: Whereabouts;
  /** Server clock, epoch ms. */
  readonly asOf: number;
  readonly counts: {
    readonly workers: number;
    readonly workersByState: { readonly free: number; readonly assigned: number; readonly silent: number };
    readonly open: number;
    /** The most severe first. */
    readonly openBySeverity: readonly number[];
    readonly cameras: number;
    readonly incidents: Readonly<Record<Window, number>>;
    readonly fixes: Readonly<Record<Window, number>>;
  };
  readonly incidents: readonly IncidentRecord[];
  readonly workers: readonly Candidate[];
  readonly nearest: readonly Candidate[];
  readonly cameras: readonly NearCamera[];
  /** What is worked on in the cell, the least time left first. */
  readonly cases: readonly CaseRow[];
}

export interface NearCamera extends Camera {
  /** From the middle of the cell. */
  readonly metres: number;
  /** It stands in the cell. */
  readonly inside: boolean;
}

export type TrendAnswer = Trend;

/** The incident to send somebody to first: the most severe, then the one that has waited longest. */
export function mostUrgent(incidents: readonly IncidentRecord[]): IncidentRecord | null {
  return incidents.filter(({ assignment }) => !assignment)
    .toSorted((a, b) => a.severity - b.severity || a.time - b.time)[0] ?? null;
}
