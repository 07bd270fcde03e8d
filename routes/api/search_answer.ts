/** What `GET /api/search` and `GET /api/within` answer. */
import type { CaseRow } from "../../dispatch/case_list.ts";
import type { TypedPlace } from "../../dispatch/search.ts";
import type { Stage } from "../../store/case.ts";
import type { IncidentRecord } from "../../store/record.ts";

export type SearchHit =
  | { readonly kind: "coordinate" } & TypedPlace
  | {
    readonly kind: "area";
    readonly level: "district" | "street" | "community" | "grid";
    readonly code: string;
    readonly name: string;
    readonly lat: number;
    readonly lon: number;
  }
  | {
    readonly kind: "case";
    readonly id: string;
    readonly title: string;
    readonly address?: string;
    readonly stage: Stage;
    readonly lat: number;
    readonly lon: number;
  }
  | {
    readonly kind: "incident";
    readonly source: string;
    readonly id: string;
    readonly title: string;
    readonly address?: string;
    readonly lat: number;
    readonly lon: number;
  }
  | {
    readonly kind: "worker";
    readonly worker: string;
    readonly name: string | null;
    readonly lat: number;
    readonly lon: number;
  };

export interface SearchAnswer {
  readonly hits: readonly SearchHit[];
}

export interface WorkerWithin {
  readonly worker: string;
  readonly name: string | null;
  readonly lat: number;
  readonly lon: number;
  readonly ageMs: number;
  readonly free: boolean;
}

/** What lies within a ring: of workers and cases so many at most; `more` says that there are others. */
export interface WithinAnswer {
  readonly workers: readonly WorkerWithin[];
  readonly cases: readonly CaseRow[];
  readonly incidents: readonly IncidentRecord[];
  readonly more: boolean;
  readonly asOf: number;
}
