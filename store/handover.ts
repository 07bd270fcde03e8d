/** A shift handed over (交接班): what whoever leaves tells whoever comes, signed by both. Plain JSON, the same everywhere. */
import type { Alert } from "./alert.ts";
import type { Stage } from "./case.ts";
import type { Severity } from "./record.ts";

/** How many cases reached something in the period. */
export interface Changes {
  readonly reported: number;
  readonly filed: number;
  readonly dispatched: number;
  readonly arrived: number;
  readonly handled: number;
  readonly closed: number;
  /** Given back by whoever had them, and not yet answered. */
  readonly returned: number;
}

export interface HandoverCase {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly stage: Stage;
  /** The clock that runs out next, when, and whether it has. Null: none runs. */
  readonly due: { readonly clock: string; readonly at: number; readonly late: boolean } | null;
}

/** An alert as it stood, with what its words need; its areas are those of the handover. */
export type HandoverAlert = Omit<Alert, "cause" | "to" | "ended">;

/** What is so when it is signed. */
export interface HandoverSheet {
  /** The period that changes are counted in, epoch ms. */
  readonly from: number;
  readonly to: number;
  readonly changes: Changes;
  /** Open cases whose time has run out, the longest ago first, and those whose time runs out next. */
  readonly overdue: readonly HandoverCase[];
  readonly next: readonly HandoverCase[];
  /** How many are open and how many late in all. */
  readonly open: number;
  readonly late: number;
  /** Severe, returned or reopened in the period, whatever became of them. */
  readonly noted: readonly HandoverCase[];
  /** What has not ended. */
  readonly alerts: readonly HandoverAlert[];
  /** Workers on duty of whom nothing is heard. */
  readonly silent: readonly { readonly worker: string; readonly name?: string; readonly since: number }[];
  /** Whoever signed it, or reads it, may not see workers: that none is named says nothing. */
  readonly withoutWorkers?: true;
}

/** What somebody was told would happen. */
export interface Promised {
  readonly text: string;
  readonly case?: string;
  /** By when, epoch ms. */
  readonly until?: number;
}

export interface Signature {
  readonly by: string;
  readonly name: string;
  readonly at: number;
  readonly note?: string;
}

export interface Handover {
  readonly id: string;
  /** Of whoever gives: whoever takes it over answers for all of them. */
  readonly areas: readonly string[];
  readonly sheet: HandoverSheet;
  readonly promises: readonly Promised[];
  readonly given: Signature;
  readonly taken: Signature | null;
}
