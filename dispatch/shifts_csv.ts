/**
 * Duty shifts as CSV with the columns `worker`, `starts`, `ends`:
 *
 *     worker,starts,ends
 *     W-001,2026-11-27 08:00,2026-11-27 16:00
 *     W-002,2026-11-27T22:00:00+08:00,2026-11-28T06:00:00+08:00
 *
 * A time without an offset is local time of the city. What a shift may be is checked by shift_draft.ts. Pure.
 */
import type { Shift } from "../store/shift.ts";
import { isoTimeOf } from "../streams/parse/time.ts";
import { localTime } from "./local_time.ts";
import { type Checked, readRows, type RowRefusal, type TableRow } from "./table_rows.ts";

export const SHIFT_COLUMNS = { required: ["worker", "starts", "ends"], optional: [] };

export interface ShiftRows {
  /** What can be read, to be checked all the same: whoever mends a table wants all its faults at once. */
  readonly rows: readonly Shift[];
  /** Line of the file from 1 by row. */
  readonly lines: readonly number[];
  /** What cannot be read; where there is any nothing may be entered. */
  readonly refusals: readonly RowRefusal[];
}

export function readShifts(text: string, timeZone: string): Checked<ShiftRows> {
  const read = readRows(text, SHIFT_COLUMNS);
  if (!read.ok) return read;
  const rows: Shift[] = [], lines: number[] = [], refusals: RowRefusal[] = [];
  for (const row of read.value) {
    const shift = {
      worker: row.text("worker"),
      starts: timeOf(row, "starts", timeZone),
      ends: timeOf(row, "ends", timeZone),
    };
    if (row.fault) refusals.push(row.fault);
    else {
      rows.push(shift);
      lines.push(row.line);
    }
  }
  return { ok: true, value: { rows, lines, refusals } };
}

function timeOf(row: TableRow, column: string, timeZone: string): number {
  const text = row.text(column);
  const time = text === "" ? NaN : isoTimeOf(text);
  if (text === "" || !Number.isNaN(time)) return time;
  const local = localTime(text, timeZone);
  if (local === null) {
    row.refuse(
      "unreadable",
      `${column} is ${JSON.stringify(text)}; it looks like 2026-11-27 08:00, or 2026-11-27T08:00+08:00`,
    );
  }
  return local ?? NaN;
}
