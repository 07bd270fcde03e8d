/**
 * One fix from unknown: the truth about what is taken and why not. {@link FixScanner} reads the usual rows faster and
 * comes here with all others, so that both always agree.
 */
import { locate, type PlaceRules } from "./locate.ts";
import { type Parsed, quote, type Refusal, refuse } from "./rejection.ts";
import { parseTime } from "./time.ts";

export interface Fix {
  readonly worker: string;
  readonly time: number;
  readonly lat: number;
  readonly lon: number;
  /** NaN where the feed did not say, as are all below. */
  readonly accuracy: number;
  readonly speed: number;
  readonly heading: number;
  readonly battery: number;
}

/** Longest name of a worker, in UTF-16 units. */
export const LONGEST_WORKER = 128;
/** What phones send for "unknown" in the optional numbers. */
export const UNKNOWN = -1;
/** Largest value of each optional number; the smallest is 0. Metres, m/s, degrees, per cent. */
export const MOST = { accuracy: 1e7, speed: 1000, heading: 360, battery: 100 } as const;

export function parseFix(row: unknown, rules: PlaceRules): Parsed<Fix> {
  if (typeof row !== "object" || row === null || Array.isArray(row)) {
    return refuse("unreadable", `A fix is an object; found ${quote(row)}`);
  }
  const fields = row as Record<string, unknown>;
  const worker = parseWorker(fields.worker);
  if (!worker.ok) return worker;
  const time = parseTime(fields.time);
  if (!time.ok) return time;
  const place = locate(fields.lat, fields.lon, rules);
  if (!place.ok) return place;
  const optional = { accuracy: NaN, speed: NaN, heading: NaN, battery: NaN };
  for (const name of Object.keys(MOST) as (keyof typeof MOST)[]) {
    const value = fields[name];
    if (value === undefined || value === null || value === UNKNOWN) continue;
    const fault = optionalFault(name, value);
    if (fault) return fault;
    optional[name] = value as number;
  }
  return { ok: true, value: { worker: worker.value, time: time.value, ...place.value, ...optional } };
}

export function parseWorker(id: unknown): Parsed<string> {
  if (id === undefined || id === null || id === "") return refuse("missing-field", "worker is missing");
  if (typeof id !== "string") return refuse("unreadable", `worker is ${quote(id)}; send a string`);
  if (id.trim() === "") return refuse("missing-field", "worker is blank");
  if (id.length > LONGEST_WORKER) {
    return refuse("out-of-range", `worker has ${id.length} characters; the most is ${LONGEST_WORKER}`);
  }
  if (!id.isWellFormed()) return refuse("unreadable", "worker is not well-formed Unicode");
  return { ok: true, value: id };
}

function optionalFault(name: keyof typeof MOST, value: unknown): Refusal | null {
  if (typeof value !== "number") return refuse("unreadable", `${name} is ${quote(value)}; send a number`);
  if (!Number.isFinite(value)) return refuse("not-finite", `${name} is not finite`);
  if (value >= 0 && value <= MOST[name]) return null;
  return refuse("out-of-range", `${name} is ${value}; 0 to ${MOST[name]} are taken, and -1 for unknown`);
}
