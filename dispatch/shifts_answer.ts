/** What becomes of a change of duty shifts, as data. */
import { type Action, may, type Verdict } from "./rights.ts";
import { localText } from "./local_time.ts";
import type { Sender } from "./sender.ts";
import type { ShiftRefusal } from "./shift_draft.ts";

export type ShiftsAnswer =
  | { readonly kind: "done"; readonly count: number }
  | { readonly kind: "refused"; readonly rows: readonly ShiftRefusal[] }
  | { readonly kind: "invalid"; readonly why: string }
  /** No such shift, or it is over. */
  | { readonly kind: "unknown" }
  | { readonly kind: "on-duty"; readonly until: number }
  | {
    readonly kind: "denied";
    readonly action: Action;
    readonly reason: (Verdict & { ok: false })["reason"];
  };

export function deny(
  { person }: Sender,
  action: Action,
  target?: { areas?: readonly string[]; workers?: readonly string[] },
): ShiftsAnswer | null {
  const verdict = may(person, action, target);
  return verdict.ok ? null : { kind: "denied", action, reason: verdict.reason };
}

export function inTheWay(
  overlaps: readonly { readonly row: number; readonly starts: number; readonly ends: number }[],
  timeZone: string,
): ShiftsAnswer & { kind: "refused" } {
  const said = (ms: number) => localText(ms, timeZone);
  return {
    kind: "refused",
    rows: overlaps.map(({ row, starts, ends }) => ({
      row,
      fault: "overlap" as const,
      other: { starts, ends },
      detail: `It overlaps this worker's shift from ${said(starts)} to ${
        said(ends)
      }; end or withdraw that one first`,
    })),
  };
}
