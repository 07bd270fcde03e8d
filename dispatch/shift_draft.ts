/** What may be entered as a duty shift: every refusal names what was found and what would be right. Pure. */
import { LONGEST_SHIFT_MS, type Shift } from "../store/shift.ts";
import { parseWorker } from "../streams/parse/fix_row.ts";
import { type Parsed, quote, refuse } from "../streams/parse/rejection.ts";
import { localText, localTime } from "./local_time.ts";
import { parseTime } from "../streams/parse/time.ts";

/** Why a row is refused, beside the reasons of streams/parse/rejection.ts. */
export type ShiftFault =
  | "unreadable"
  | "missing-field"
  | "not-finite"
  | "out-of-range"
  | "unknown-worker"
  /** Another shift of the same worker is in the way. */
  | "overlap"
  /** The worker answers for no area of whoever enters it. */
  | "forbidden";

export interface ShiftRefusal {
  /** Index of what was sent, from 0. */
  readonly row: number;
  readonly fault: ShiftFault;
  readonly detail: string;
  /** The shift that is in the way. */
  readonly other?: Pick<Shift, "starts" | "ends">;
}

export interface ShiftRules {
  /** Times without an offset are local time of the city: shifts are entered by people. */
  readonly timeZone: string;
  /** Epoch ms: fixes from before are no longer kept, and neither are shifts. */
  readonly from: number;
  /** The only workers there are; null: everybody. */
  readonly closed: ReadonlySet<string> | null;
}

const HOUR_MS = 3_600_000;

export function checkShift(sent: unknown, rules: ShiftRules): Parsed<Shift> {
  if (typeof sent !== "object" || sent === null || Array.isArray(sent)) {
    return refuse("unreadable", `A shift is {worker, starts, ends}; found ${quote(sent)}`);
  }
  const fields = sent as Record<string, unknown>;
  const worker = parseWorker(fields.worker);
  if (!worker.ok) return worker;
  if (rules.closed && !rules.closed.has(worker.value)) {
    return refuse("unknown-worker", `The city's list of workers is closed and lacks ${quote(worker.value)}`);
  }
  const starts = parseTime(withZone(fields.starts, rules.timeZone), "starts");
  if (!starts.ok) return starts;
  const ends = parseTime(withZone(fields.ends, rules.timeZone), "ends");
  if (!ends.ok) return ends;
  const shift = { worker: worker.value, starts: starts.value, ends: ends.value };
  const fault = faultOf(shift, rules);
  return fault === null ? { ok: true, value: shift } : refuse("out-of-range", fault);
}

function withZone(time: unknown, timeZone: string): unknown {
  return typeof time === "string" ? localTime(time, timeZone) ?? time : time;
}

/** Times are said as they were typed: in the city's zone. */
function faultOf({ starts, ends }: Shift, { from, timeZone }: ShiftRules): string | null {
  const said = (ms: number) => localText(ms, timeZone);
  if (ends <= starts) return `ends (${said(ends)}) is not after starts (${said(starts)})`;
  if (ends - starts > LONGEST_SHIFT_MS) {
    const hours = Math.round((ends - starts) / HOUR_MS * 10) / 10;
    return `The shift lasts ${hours} h; the most is ${LONGEST_SHIFT_MS / HOUR_MS} h, so enter it in parts`;
  }
  if (ends <= from) return `ends is ${said(ends)}; fixes before ${said(from)} are no longer kept`;
  return null;
}
