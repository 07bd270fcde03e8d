/** One incident from unknown. */
import type { Incident, IncidentStatus, Severity } from "../record.ts";
import { Fields, present } from "./fields.ts";
import { locate, type PlaceRules } from "./locate.ts";
import { type Parsed, quote } from "./rejection.ts";
import { parseTime } from "./time.ts";

export interface IncidentRules extends PlaceRules {
  readonly now: number;
}

const STATUSES: readonly IncidentStatus[] = ["open", "closed", "withdrawn"];
/** Clocks differ and people file tomorrow's road works, but nothing that has happened lies further ahead. */
const AHEAD_MS = 86_400_000;

export function parseIncident(row: unknown, rules: IncidentRules): Parsed<Incident> {
  const read = Fields.of(row, "An incident");
  if (!read.ok) return read;
  const fields = read.value;
  const id = fields.text("id", 200);
  const source = fields.text("source", 100);
  const category = fields.text("category", 200);
  const time = fields.take(parseTime(fields.row.time), 0);
  if (time > rules.now + AHEAD_MS) {
    fields.refuse("out-of-range", `time is ${quote(fields.row.time)}, more than a day ahead`);
  }
  const place = fields.take(locate(fields.row.lat, fields.row.lon, rules), { lat: 0, lon: 0 });
  const severity = severityOf(fields);
  const title = fields.text("title", 500);
  const optional = present({
    text: fields.optionalText("text", 8_000),
    reporter: fields.optionalText("reporter", 200),
    address: fields.optionalText("address", 500),
  });
  const status = statusOf(fields);
  return fields.fault ??
    { ok: true, value: { id, source, category, time, ...place, severity, title, ...optional, status } };
}

function severityOf(fields: Fields): Severity {
  const value = fields.row.severity;
  if (value === 1 || value === 2 || value === 3 || value === 4) return value;
  if (!fields.has("severity")) fields.refuse("missing-field", "severity is missing; send 1 (worst) to 4");
  else if (typeof value !== "number") fields.refuse("unreadable", `severity is ${quote(value)}; send 1 to 4`);
  else if (!Number.isFinite(value)) fields.refuse("not-finite", "severity is not finite");
  else fields.refuse("out-of-range", `severity is ${value}; send 1 (worst), 2, 3 or 4`);
  return 4;
}

function statusOf(fields: Fields): IncidentStatus {
  if (!fields.has("status")) return "open";
  const status = STATUSES.find((known) => known === fields.row.status);
  if (!status) {
    fields.refuse("unreadable", `status is ${quote(fields.row.status)}; send ${STATUSES.join(", ")}`);
  }
  return status ?? "open";
}
