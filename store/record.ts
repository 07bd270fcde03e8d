/** What the city keeps a record of: incidents, cameras, assignments. Plain JSON, the same on disk, wire and screen. */
import type { Place } from "../geo/place.ts";
import type { Alert, AlertDid } from "./alert.ts";
import type { CaseEvent, CaseSummary } from "./case.ts";

/** 1 is the most severe. Always shown by colour and shape. */
export const SEVERITIES = [1, 2, 3, 4] as const;
export type Severity = (typeof SEVERITIES)[number];

/** `closed`: it is over, or vanished from its source's list of open incidents. `withdrawn`: the source said it was never so. */
export type IncidentStatus = "open" | "closed" | "withdrawn";

export interface Incident extends Place {
  /** Unique within its source. */
  readonly id: string;
  readonly source: string;
  readonly category: string;
  /** When it happened or was called in, epoch ms. */
  readonly time: number;
  readonly severity: Severity;
  readonly title: string;
  readonly text?: string;
  readonly reporter?: string;
  readonly address?: string;
  readonly status: IncidentStatus;
}

/** What is known about an incident: its newest revision and, where its case is at hand, who was sent. */
export interface IncidentRecord extends Incident {
  /** H3 index at the finest resolution. */
  readonly cell: string;
  /** 1 for the first report; each change or withdrawal adds one. */
  readonly revision: number;
  /** When this system first and last heard of it, epoch ms. */
  readonly received: number;
  readonly updated: number;
  readonly assignment?: Assignment;
}

/** One name for an incident among all sources: with the length, because both may hold any character. */
export function incidentName({ source, id }: { readonly source: string; readonly id: string }): string {
  return `${source.length} ${source}${id}`;
}

export interface CameraStream {
  readonly url: string;
  readonly kind: "hls" | "still";
  readonly quality?: string;
}

export interface Camera extends Place {
  readonly id: string;
  readonly name: string;
  /** Degrees from north, and the width of view in degrees. */
  readonly bearing?: number;
  readonly fov?: number;
  readonly streams: readonly CameraStream[];
  readonly owner?: string;
}

/** Who was sent to an incident: what its case says, for whoever only looks at incidents. */
export interface Assignment {
  readonly source: string;
  readonly incident: string;
  readonly worker: string;
  /** Name of the dispatcher. */
  readonly by: string;
  readonly at: number;
}

/** Two clicks: the worker for an incident. Client-made; the same key always gets the first answer again. */
export interface AssignCommand {
  readonly key: string;
  readonly source: string;
  readonly incident: string;
  readonly worker: string;
  /** Name of the dispatcher. */
  readonly by: string;
}

export type AssignAnswer =
  | { readonly kind: "assigned"; readonly assignment: Assignment; readonly case: string }
  /** Somebody was first: `assignment` says who. */
  | { readonly kind: "taken"; readonly assignment: Assignment }
  | { readonly kind: "refused"; readonly reason: AssignRefusal };

export type AssignRefusal =
  | "unknown-incident"
  | "unknown-worker"
  /** No duty shift of the worker holds this moment. */
  | "off-duty"
  | "not-open"
  /** The account may not send anybody, or not there. */
  | "forbidden"
  /** The case is where nobody can be sent: it is suspended, waits for an answer, or is past that. */
  | "stage"
  | "key-reused"
  | "bad-command";

/** The numbered history of the city: gap-free, in the order in which the ledger committed it. */
export type CityEvent =
  | {
    readonly seq: number;
    readonly at: number;
    readonly kind: "incident";
    readonly incident: IncidentRecord;
  }
  | { readonly seq: number; readonly at: number; readonly kind: "cameras"; readonly changed: number }
  /** One event of a case, and the case as it was after the command that made it. */
  | {
    readonly seq: number;
    readonly at: number;
    readonly kind: "case";
    /** Number of the event among those of its case. */
    readonly version: number;
    readonly case: CaseSummary;
    readonly event: CaseEvent;
  }
  /** What became of an alert, and the alert as it was then. */
  | {
    readonly seq: number;
    readonly at: number;
    readonly kind: "alert";
    readonly did: AlertDid;
    readonly alert: Alert;
  };
