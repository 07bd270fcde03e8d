/** One thing that is compared with the audit record: it hears every row, and then looks at what is kept. */
import type { AuditRow } from "../audit.ts";
import type { RecordFault } from "./fault.ts";

/** An audit row with its detail read. */
export interface Said extends Pick<AuditRow, "number" | "action" | "object"> {
  readonly detail: Readonly<Record<string, unknown>>;
}

export interface Check {
  /** Rows come in their order. Returns what can be seen to be wrong at once. */
  hear?(row: Said): RecordFault | null;
  /** After the last row. */
  compare(): RecordFault | null;
}

/** The id of what a row was done to, where its object is `word id`; undefined where it is something else. */
export function idIn(object: string, word: string): string | undefined {
  return object.startsWith(`${word} `) ? object.slice(word.length + 1) : undefined;
}
