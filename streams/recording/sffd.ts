/**
 * Dispatches of San Francisco's fire department, one row a unit, newest first, in local time without a zone: grouped into
 * incidents that open when the call was received, name each unit when it is sent, and close when the last is available.
 */
import { type Record, recordsOf } from "./file.ts";
import { usLocalTime } from "./local_time.ts";
import type { Faults, Format, TimedRow } from "./recording.ts";

const ZONE = "America/Los_Angeles";

export const sffd: Format = {
  name: "sffd",
  kind: "incidents",
  fits: (head) => head.startsWith("Call Number,Unit ID,Incident Number"),
  async *read(file, faults): AsyncGenerator<TimedRow> {
    const calls = new Map<string, Record[]>();
    for await (const unit of recordsOf(file, faults)) {
      const call = unit["Call Number"]!;
      const units = calls.get(call);
      if (units) units.push(unit);
      else calls.set(call, [unit]);
    }
    const rows = [...calls.values()].flatMap((units) => lifeOf(units, faults));
    yield* rows.sort((a, b) => a.at - b.at);
  },
};

/** Everything that becomes known of one call. */
function lifeOf(units: readonly Record[], faults: Faults): TimedRow[] {
  const times = (column: string) =>
    units.map((unit) => usLocalTime(unit[column]!, ZONE)).filter((time) => time !== null);
  const received = Math.min(...times("Received DtTm"));
  if (!Number.isFinite(received)) {
    faults.add("a call has no time of receipt");
    return [];
  }
  const incident = incidentOf(units[0]!, received);
  const dispatches = units
    .map((unit) => ({ unit: unit["Unit ID"]!, at: usLocalTime(unit["Dispatch DtTm"]!, ZONE) ?? received }))
    .sort((a, b) => a.at - b.at);
  const moments = [...new Set([received, ...dispatches.map(({ at }) => Math.max(at, received))])];
  const rows: TimedRow[] = moments.map((at) => ({
    at,
    row: { ...incident, text: sent(dispatches.filter((one) => one.at <= at)), status: "open" },
  }));
  const available = times("Available DtTm");
  if (available.length === 0) faults.add("a call has no end: it stays open");
  else {
    const end = Math.max(...available, ...moments);
    rows.push({ at: end, row: { ...incident, text: sent(dispatches), status: "closed" } });
  }
  return rows;
}

function sent(dispatches: readonly { unit: string }[]): string {
  return dispatches.map(({ unit }) => unit).join(", ");
}

function incidentOf(unit: Record, time: number) {
  const [lat, lon] = /\(([-\d.]+), ([-\d.]+)\)/.exec(unit.Location!)?.slice(1).map(Number) ?? [];
  return {
    id: unit["Call Number"]!,
    source: "sffd",
    category: unit["Call Type"]!,
    time,
    lat,
    lon,
    severity: severityOf(unit),
    title: unit["Call Type"]!,
    address: [unit.Address, unit.City].filter(Boolean).join(", "),
  };
}

/** Priority 3 is a drive with lights and siren; a fire comes before everything. */
function severityOf(unit: Record): number {
  if (unit["Call Type Group"] === "Fire" || unit["Call Type"] === "Structure Fire") return 1;
  if (unit["Call Type Group"] === "Potentially Life-Threatening") return 2;
  return unit["Final Priority"] === "3" ? 3 : 4;
}
