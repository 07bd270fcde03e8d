/** Recordings in the API's own form: NDJSON of fixes, incidents or cameras, ordered by time. */
import { parseTime } from "../parse/time.ts";
import { linesOf } from "./file.ts";
import type { Format, Row, RowKind, TimedRow } from "./recording.ts";

function plain(kind: RowKind, field: string): Format {
  return {
    name: kind,
    kind,
    fits: (head) => head.startsWith("{") && firstOf(head)?.[field] !== undefined,
    async *read(file, faults): AsyncGenerator<TimedRow> {
      for await (const line of linesOf(file, faults)) {
        if (line.trim() === "") continue;
        const row = objectOf(line);
        const time = kind === "cameras" ? { ok: true as const, value: 0 } : parseTime(row?.time);
        if (!row || !time.ok) faults.add(row ? "a row has no time" : "a line is no object");
        else yield { at: time.value, row: kind === "cameras" ? row : { ...row, time: time.value } };
      }
    },
  };
}

export const plainFixes = plain("fixes", "worker");
export const plainIncidents = plain("incidents", "severity");
export const plainCameras = plain("cameras", "streams");

function firstOf(head: string): Row | null {
  return objectOf(head.slice(0, (head.indexOf("\n") + 1 || head.length + 1) - 1));
}

function objectOf(line: string): Row | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null ? value as Row : null;
  } catch {
    return null;
  }
}
