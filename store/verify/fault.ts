/** What may be wrong with a record. Plain data; tasks/audit.ts has the words. */
import type { ChainFault } from "../audit.ts";
import type { VouchedNoun } from "../vouched.ts";

/** A head that was written down: number and hash of a row that was the last one then. */
export interface Head {
  readonly number: number;
  readonly hash: string;
}

/** Things that are kept, and that audit rows tell of one by one. */
export type Noun = VouchedNoun | "photo" | "alert" | "fence" | "handover";

/** A thing that no audit row tells of, that is gone, or that is not what the last row of it says. */
export interface KeptFault {
  readonly kind: "added" | "gone" | "differs";
  readonly noun: Noun;
  readonly id: string;
}

export type RecordFault =
  | ChainFault
  | KeptFault
  /** An audit row vouches for an event of a case that is not there, or not as it was. */
  | { readonly kind: "event-gone" | "event-edited"; readonly number: number; readonly seq: number }
  /** An event of a case that no audit row vouches for. */
  | { readonly kind: "event-added"; readonly seq: number }
  | { readonly kind: "events-gap"; readonly after: number }
  /** An incident's event and its revision, one without the other. */
  | { readonly kind: "revision"; readonly seq: number }
  /** An incident is not what its newest revision says, or there is one without the other. */
  | { readonly kind: "incident-differs"; readonly source: string; readonly id: string }
  /** The list of a case's events does not lead from version to version. */
  | { readonly kind: "versions"; readonly case: string; readonly version: number }
  /** The case as it is kept is not what its last event left. */
  | { readonly kind: "case-differs"; readonly case: string }
  /** Duty shifts were changed, added or taken out, and no audit row tells of it. */
  | { readonly kind: "shifts-differ" }
  /** An alert that is over is not listed where whoever may see it looks, or also elsewhere. */
  | { readonly kind: "alert-listed"; readonly alert: string }
  /** What older files hold was vouched for again, when rows before did that already. */
  | { readonly kind: "vouched-late"; readonly number: number }
  /** The head that was written down is not in the chain any more; `end` is the last row there is. */
  | { readonly kind: "head-gone"; readonly head: Head; readonly end: number };
