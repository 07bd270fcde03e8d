/** A case as it is kept: what it is now, and the events it is made of. Plain JSON, the same on disk, wire and screen. */
import type { Place } from "../geo/place.ts";
import type { Assignment, Severity } from "./record.ts";

/** Where a case is, in the official order; the last four are the side ways that end it. */
export const STAGES = [
  "reported",
  "pre_verifying",
  "filed",
  "dispatched",
  "accepted",
  "arrived",
  "handled",
  "post_checking",
  "closed",
  "rejected",
  "cancelled",
  "merged",
] as const;
export type Stage = (typeof STAGES)[number];

/** Nothing more is expected of these. */
export const ENDED: ReadonlySet<Stage> = new Set(["closed", "rejected", "cancelled", "merged"]);

/**
 * What needs attention: over a limit, under a quarter of it left, nobody sent, returned and unanswered; what waits for whoever
 * asks, and what they watch.
 */
export const CASE_TRIAGE = ["late", "short", "unassigned", "answer", "mine", "watched"] as const;
export type CaseTriage = (typeof CASE_TRIAGE)[number];

/** One report of the thing: the first is the case's own, others came with merged cases. Each keeps its own clock. */
export interface Report {
  readonly source: string;
  /** Of the incident in its source; none for what was reported by hand. */
  readonly incident?: string;
  readonly reporter?: string;
  /** When it was reported, epoch ms. */
  readonly at: number;
  /** The case it came in with. */
  readonly case: string;
  /** Its clocks in the case that it was merged into; none in the case it came in with, nor in mergers of the first versions. */
  readonly own?: OwnClock;
}

/** What a report takes along when its case is merged, so that its reporter's clocks go on by what was promised to them. */
export interface OwnClock {
  /** Severity and version of the tables that its limits are of; null: the newest. */
  readonly severity: Severity;
  readonly tables: number | null;
  /** What was reached for it before. */
  readonly marks: Pick<Marks, "filed" | "arrived">;
  readonly pauses: readonly Pause[];
  readonly extensions: number;
  /** When its case was reopened the last time, if it was. */
  readonly reopened?: number;
  /** When the case that holds it now took it in, and how many extensions that had had by then. */
  readonly since: number;
  readonly extended: number;
}

/** A round of a case that ended and was reopened, as it ended: what was in time or late stays so. */
export interface Round
  extends
    Pick<Case, "stage" | "entered" | "severity" | "category" | "filing" | "marks" | "since" | "pauses"> {
  /** When the case was reopened. */
  readonly until: number;
  /** Extensions approved by then, those of earlier rounds included. */
  readonly approved: number;
}

export interface CrewMember {
  readonly worker: string;
  readonly part: "lead" | "helper";
  readonly state: "assigned" | "en_route" | "on_scene";
}

/** A span without work in which clocks stand still; `to` may lie in the future, and a resumption moves it. Epoch ms. */
export interface Pause {
  readonly from: number;
  readonly to: number;
}

/** When something of a case was reached, epoch ms. */
export type Marks = Readonly<
  Partial<
    Record<
      | "reported"
      | "verified"
      | "filed"
      | "dispatched"
      | "accepted"
      | "arrived"
      | "handled"
      | "checked"
      | "closed",
      number
    >
  >
>;

export const EVIDENCE_KINDS = ["near", "far", "reference", "before", "after"] as const;
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number];

export interface EvidenceNote {
  /** SHA-256 of the photo, in hex: its name in the store of evidence. */
  readonly hash: string;
  readonly kind: EvidenceKind;
  readonly by: string;
  readonly at: number;
}

/** What a person said, and when. */
export interface Said {
  readonly by: string;
  readonly at: number;
  readonly text: string;
}

export interface Case extends Place {
  /** Number of the case: day and serial, `20261127-00042`. */
  readonly id: string;
  /** Events it is made of. */
  readonly version: number;
  readonly stage: Stage;
  readonly category: string;
  readonly severity: Severity;
  readonly title: string;
  readonly text?: string;
  readonly address?: string;
  /** H3 index at the finest resolution. */
  readonly cell: string;
  /** Codes of the areas it lies in, from the district down to the grid. */
  readonly areas: readonly string[];
  readonly reports: readonly Report[];
  /** A report of the public has to be verified on the spot before filing. */
  readonly needsPreVerify: boolean;
  readonly verification: { readonly found: boolean; readonly said: Said } | null;
  /** Who is to verify the report. */
  readonly verifier: string | null;
  /** Tables and condition it was filed under; a later import does not change them. */
  readonly filing: { readonly tables: number; readonly condition: string; readonly by: string } | null;
  readonly crew: readonly CrewMember[];
  /** Name of whoever sent the crew, and when; null while nobody is sent. */
  readonly sent: { readonly by: string; readonly at: number } | null;
  /** Everybody who ever handled it: accounts and workers. None of them may check or close it. */
  readonly handlers: readonly string[];
  /** Fixed on the spot by who found it (自行处置); counted apart. */
  readonly selfHandled: boolean;
  /** It was returned, and whoever pushes it forward has to answer why. */
  readonly pending: (Said & { readonly from: Stage }) | null;
  readonly check: { readonly passed: boolean; readonly said: Said } | null;
  readonly closing: { readonly rule: string; readonly by: string } | null;
  /** The one suspension (挂账) it may have. */
  readonly suspension: (Said & { readonly until: number }) | null;
  readonly pauses: readonly Pause[];
  readonly extension: { readonly approved: number; readonly asked: Said | null };
  readonly appeal: { readonly asked: Said; readonly granted: boolean | null } | null;
  /** When each stage was reached that still holds: a step back takes away those after it. */
  readonly marks: Marks;
  /** When the case last came into each of them, also by a step back or a reassignment. */
  readonly since: Marks;
  readonly evidence: readonly EvidenceNote[];
  readonly mergedInto: string | null;
  /** Where it was before it was merged, to go back to. */
  readonly before: Stage | null;
  /** When it came into the stage it is in, whichever way, epoch ms. */
  readonly entered: number;
  readonly returns: number;
  /** Times it came back after it had been handled. */
  readonly reworks: number;
  readonly reopened: number;
  /** The rounds before each reopening, the first one first; none in a case that was never reopened. */
  readonly rounds?: readonly Round[];
  /** 1–5, from the evaluation after closing. */
  readonly score: number | null;
  readonly updated: number;
  /** What the last command can be undone to, by whom and until when; only until something else happens. */
  readonly undo: { readonly by: string; readonly until: number; readonly to: Omit<Case, "undo"> } | null;
}

/** What happened: the command as it was given, by whom and when. The record of a case is nothing but these. */
export interface CaseEvent {
  readonly kind: string;
  /** Id and name of the account, or the rule that decided. */
  readonly by: string;
  readonly name: string;
  readonly at: number;
  readonly [field: string]: unknown;
}

/** A case in a list and on the wire, without what only its own page shows. */
export interface CaseSummary extends
  Pick<
    Case,
    | "id"
    | "version"
    | "stage"
    | "category"
    | "severity"
    | "title"
    | "address"
    | "lat"
    | "lon"
    | "cell"
    | "areas"
    | "reports"
    | "crew"
    | "sent"
    | "marks"
    | "mergedInto"
    | "updated"
  > {
  readonly suspendedUntil: number | null;
  readonly answerNeeded: boolean;
}

/** Stages in which the crew of a case is on its way or at work, and therefore not free. */
export const IN_HAND: ReadonlySet<Stage> = new Set(["dispatched", "accepted", "arrived"]);

/** Who was sent to an incident of a case; undefined while nobody is. */
export function assignmentOf(
  { crew, sent }: Pick<CaseSummary, "crew" | "sent">,
  { source, incident }: { readonly source: string; readonly incident: string },
): Assignment | undefined {
  const lead = crew.find(({ part }) => part === "lead");
  return lead && sent ? { source, incident, worker: lead.worker, by: sent.by, at: sent.at } : undefined;
}
