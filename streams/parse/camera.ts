/** One camera from unknown. */
import type { Camera, CameraStream } from "../record.ts";
import { Fields, present } from "./fields.ts";
import { locate, type PlaceRules } from "./locate.ts";
import { type Parsed, quote } from "./rejection.ts";

const KINDS: readonly CameraStream["kind"][] = ["hls", "still"];
const MOST_STREAMS = 16;

export function parseCamera(row: unknown, rules: PlaceRules): Parsed<Camera> {
  const read = Fields.of(row, "A camera");
  if (!read.ok) return read;
  const fields = read.value;
  const id = fields.text("id", 200);
  const name = fields.text("name", 300);
  const place = fields.take(locate(fields.row.lat, fields.row.lon, rules), { lat: 0, lon: 0 });
  const optional = present({
    bearing: fields.optionalNumber("bearing", 0, 360),
    fov: fields.optionalNumber("fov", 1, 360),
    owner: fields.optionalText("owner", 200),
  });
  const streams = streamsOf(fields);
  return fields.fault ?? { ok: true, value: { id, name, ...place, ...optional, streams } };
}

function streamsOf(fields: Fields): CameraStream[] {
  const rows = fields.row.streams;
  if (!fields.has("streams")) {
    fields.refuse("missing-field", "streams is missing; an empty list says there are none");
  } else if (!Array.isArray(rows)) fields.refuse("unreadable", `streams is ${quote(rows)}; send a list`);
  else if (rows.length > MOST_STREAMS) {
    fields.refuse("out-of-range", `streams has ${rows.length} entries; the most is ${MOST_STREAMS}`);
  } else return rows.map((row, index) => streamOf(fields, row, `streams[${index}]`));
  return [];
}

function streamOf(camera: Fields, row: unknown, where: string): CameraStream {
  const stream = camera.take(Fields.of(row, where), new Fields({}));
  const url = stream.text("url", 2_000);
  const kind = KINDS.find((known) => known === stream.row.kind);
  if (!stream.has("kind")) stream.refuse("missing-field", "kind is missing; send hls or still");
  else if (!kind) stream.refuse("unreadable", `kind is ${quote(stream.row.kind)}; send hls or still`);
  // Screens load this address, so anything but the web's own schemes or a path of this server stays out.
  if (stream.fault === null && !isWebAddress(url)) {
    stream.refuse("unreadable", `url is ${quote(url)}; send http(s):// or a path that starts with /`);
  }
  const quality = stream.optionalText("quality", 50);
  if (stream.fault) camera.refuse(stream.fault.reason, `${where}.${stream.fault.detail}`);
  return { url, kind: kind ?? "still", ...present({ quality }) };
}

function isWebAddress(url: string): boolean {
  if (/^\/(?![/\\])/.test(url)) return URL.canParse(url, "http://localhost");
  return URL.canParse(url) && ["http:", "https:"].includes(new URL(url).protocol);
}
