/** Commands on duty shifts, and what became of them, in words. */
import type { ShiftRefusal } from "../../dispatch/shift_draft.ts";
import type { Voice } from "./say_person.ts";

export type RefusedRow = Omit<ShiftRefusal, "fault" | "row"> & {
  readonly fault: string;
  readonly line?: number;
};

export type ShiftOutcome =
  | { readonly kind: "idle" | "sending" | "silent" }
  | { readonly kind: "done"; readonly count: number }
  | { readonly kind: "refused"; readonly refused: number; readonly rows: readonly RefusedRow[] }
  | { readonly kind: "failed"; readonly status: number; readonly error: string };

const PATIENCE_MS = 60_000;

/** `silent`: no answer came, so it may have been done; a second try would be refused as an overlap, and does no harm. */
export async function sendShifts(url: string, body: object | ArrayBuffer): Promise<ShiftOutcome> {
  const table = body instanceof ArrayBuffer;
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": table ? "text/csv" : "application/json" },
      body: table ? body : JSON.stringify(body),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const answer = await response.json();
    if (response.ok) return { kind: "done", count: answer.count };
    const { kind, refused, rows, error } = answer;
    return kind === "refused" ? { kind, refused, rows } : { kind: "failed", status: response.status, error };
  } catch {
    return { kind: "silent" };
  }
}

export function shiftText(outcome: ShiftOutcome, voice: Voice): string {
  const { words } = voice;
  switch (outcome.kind) {
    case "idle":
    case "done":
      return "";
    case "sending":
      return words.sending;
    case "silent":
      return words.noAnswer;
    case "refused":
      return outcome.rows[0] ? faultText(outcome.rows[0], voice) : "";
    case "failed": {
      const known: Readonly<Record<number, string>> = {
        401: words.signedOut,
        404: words.shifts.gone,
        413: words.shifts.tooLarge,
      };
      return known[outcome.status] ?? outcome.error;
    }
  }
}

export function faultText({ fault, detail, other }: RefusedRow, voice: Voice): string {
  const { shifts } = voice.words;
  return other ? shifts.overlap(spanText(other, voice)) : shifts.faults[fault] ?? detail;
}

/** `11-27 08:00–16:00`, with the day of the end where it is another one. */
export function spanText({ starts, ends }: { starts: number; ends: number }, { speech }: Voice): string {
  const same = speech.date(starts) === speech.date(ends);
  return `${speech.dayClock(starts)}–${same ? speech.hourMinute(ends) : speech.dayClock(ends)}`;
}
