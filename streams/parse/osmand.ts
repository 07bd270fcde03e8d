/**
 * What Traccar Client, OsmAnd and their like send: parameters of the address or of a form, or one JSON object. Becomes rows
 * as feeds send them, so that {@link FixScanner} judges them as any other. Pure; nothing that a phone sends makes it throw.
 */
import { MOST } from "./fix_row.ts";
import { type Parsed, quote, refuse } from "./rejection.ts";

export interface OsmandMessage {
  /** Of the address. */
  readonly query: Iterable<readonly [name: string, value: string]>;
  readonly contentType: string;
  readonly body: string;
  /** When it came, epoch ms: the time of a fix that names none. */
  readonly received: number;
}

export interface OsmandFixes {
  /** The id that is typed into the app. */
  readonly device: string;
  /** A fix without its worker; `null` is one that the phone itself calls invalid. */
  readonly rows: readonly (OsmandRow | null)[];
}

export interface OsmandRow {
  /** Epoch ms; a text where it is no time that these apps write. */
  readonly time: unknown;
  readonly lat: unknown;
  readonly lon: unknown;
  readonly accuracy?: number;
  readonly speed?: number;
  readonly heading?: number;
  readonly battery?: number;
}

/** The protocol counts in knots where it counts in parameters, and in m/s where it speaks JSON. */
const KNOT = 1852 / 3600;
/** One message of an app that kept its fixes while there was no network. */
const MOST_ROWS = 500;
const LONGEST_ID = 200;
/** Below this, a number of the protocol is in seconds: as milliseconds it would be January 1970. */
const SECONDS_BELOW = 1e11;

export function parseOsmand(message: OsmandMessage): Parsed<OsmandFixes> {
  const { contentType, body } = message;
  if (/^application\/(.*\+)?json\b/i.test(contentType) && body.trim() !== "") return fromJson(message);
  const fields = new Map<string, string>();
  const form = /^application\/x-www-form-urlencoded\b/i.test(contentType) ? new URLSearchParams(body) : [];
  // What is sent twice, such as masts of the network, is of no use here; the first of a name counts.
  for (const [name, value] of [...message.query, ...form]) if (!fields.has(name)) fields.set(name, value);
  return fromFields(fields, message.received);
}

function fromFields(fields: ReadonlyMap<string, string>, received: number): Parsed<OsmandFixes> {
  const text = (...names: readonly string[]) =>
    names.map((name) => fields.get(name)?.trim()).find((value) => value !== undefined && value !== "");
  const device = deviceOf(text("id", "deviceid", "device_id"));
  if (!device.ok) return device;
  if (/^(false|0)$/i.test(text("valid") ?? "")) {
    return { ok: true, value: { device: device.value, rows: [null] } };
  }
  const [lat, lon] = text("location")?.split(",") ?? [];
  const knots = numberOf(text("speed"));
  const row = {
    time: timeOf(text("timestamp"), received),
    lat: degrees(text("lat") ?? lat),
    lon: degrees(text("lon") ?? lon),
    ...optional({
      accuracy: numberOf(text("accuracy", "hacc")),
      speed: knots === undefined ? undefined : knots * KNOT,
      heading: numberOf(text("bearing", "heading")),
      battery: numberOf(text("batt", "battery")),
    }),
  };
  return { ok: true, value: { device: device.value, rows: [row] } };
}

function fromJson({ body, received, query }: OsmandMessage): Parsed<OsmandFixes> {
  let sent: unknown;
  try {
    sent = JSON.parse(body);
  } catch (error) {
    return refuse("unreadable", `The body is not JSON (${(error as Error).message.slice(0, 100)})`);
  }
  const { device_id, location } = objectOf(sent);
  const device = deviceOf(device_id ?? new Map(query).get("id"));
  if (!device.ok) return device;
  const locations = Array.isArray(location) ? location : [location];
  if (locations.length > MOST_ROWS) {
    return refuse("too-long", `location has ${locations.length} entries; the most is ${MOST_ROWS}`);
  }
  const rows = locations.map((one) => rowOf(objectOf(one), received));
  return { ok: true, value: { device: device.value, rows } };
}

function rowOf(location: Readonly<Record<string, unknown>>, received: number): OsmandRow {
  const coords = objectOf(location["coords"]);
  const level = numberOf(objectOf(location["battery"])["level"]);
  return {
    time: timeOf(location["timestamp"], received),
    lat: coords["latitude"],
    lon: coords["longitude"],
    ...optional({
      accuracy: numberOf(coords["accuracy"]),
      speed: numberOf(coords["speed"]),
      heading: numberOf(coords["heading"]),
      battery: level === undefined ? undefined : level * 100,
    }),
  };
}

function deviceOf(id: unknown): Parsed<string> {
  const text = typeof id === "number" ? String(id) : id;
  if (text === undefined || text === null || text === "") {
    return refuse("missing-field", "id is missing; type the device id of /field into the app");
  }
  if (typeof text !== "string") return refuse("unreadable", `id is ${quote(text)}; send a text`);
  if (text.length > LONGEST_ID) {
    return refuse("out-of-range", `id has ${text.length} characters; the most is ${LONGEST_ID}`);
  }
  return { ok: true, value: text };
}

/** Seconds, milliseconds or a date; one without a zone is in UTC, as the protocol has it. Others stay, to be refused by name. */
function timeOf(sent: unknown, received: number): unknown {
  if (sent === undefined || sent === null || sent === "") return received;
  if (typeof sent === "number" || (typeof sent === "string" && /^\d+(\.\d+)?$/.test(sent))) {
    const number = Number(sent);
    return number < SECONDS_BELOW ? number * 1000 : number;
  }
  if (typeof sent !== "string") return sent;
  return /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d([.,]\d+)?)?$/.test(sent) ? `${sent}Z` : sent;
}

/** A text that is no number stays one, so that it is refused by what it says. */
function degrees(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text.trim()) ? Number(text) : text;
}

function numberOf(value: unknown): number | undefined {
  if (typeof value === "string" && value.trim() === "") return undefined;
  const number = typeof value === "string" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : undefined;
}

/** Phones say -1 for what they do not know, and worse; a fix is no worse for that. */
function optional(sent: Readonly<Record<keyof typeof MOST, number | undefined>>) {
  const kept: { -readonly [name in keyof typeof MOST]?: number } = {};
  for (const name of Object.keys(MOST) as (keyof typeof MOST)[]) {
    const value = sent[name];
    if (value !== undefined && value >= 0 && value <= MOST[name]) kept[name] = value;
  }
  return kept;
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? value as Record<string, unknown>
    : {};
}
