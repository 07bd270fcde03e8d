/** OpenTrafficCamMap: a flat list of cameras, or lists by state and county. The addresses are passed on, never called. */
import { createHash } from "node:crypto";
import { textOf } from "./file.ts";
import { type Faults, type Format, RecordingError, type Row, type TimedRow } from "./recording.ts";

/** Degrees from north of what the lists write; a camera on the median or of any other word looks nobody knows where. */
const BEARINGS: { readonly [word: string]: number } = {
  n: 0,
  ne: 45,
  e: 90,
  se: 135,
  s: 180,
  sw: 225,
  w: 270,
  nw: 315,
  northbound: 0,
  eastbound: 90,
  southbound: 180,
  westbound: 270,
};

export const trafficCameras: Format = {
  name: "traffic-cameras",
  kind: "cameras",
  fits: (head) => /^\s*[[{]/.test(head) && /"format"\s*:/.test(head) && /"url"\s*:/.test(head),
  async *read(file, faults): AsyncGenerator<TimedRow> {
    const seen = new Set<string>();
    for (const camera of flat(parse(await textOf(file), file))) {
      const row = rowOf(camera, faults);
      if (!row) continue;
      if (seen.has(row.id)) faults.add("a stream is listed twice: the first camera counts");
      else {
        seen.add(row.id);
        yield { at: 0, row };
      }
    }
  },
};

function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new RecordingError(`${file}: is not JSON (${(error as Error).message})`);
  }
}

function flat(value: unknown): Row[] {
  if (Array.isArray(value)) return value as Row[];
  return Object.values(value as object).flatMap(flat);
}

function rowOf(camera: Row, faults: Faults): (Row & { id: string }) | null {
  const { description, latitude, longitude, url, format, direction } = camera;
  const kind = format === "M3U8" ? "hls" : format === "IMAGE_STREAM" ? "still" : null;
  if (typeof url !== "string" || !kind) {
    faults.add("a camera has no stream of a known format");
    return null;
  }
  const bearing = BEARINGS[String(direction).toLowerCase()];
  return {
    // The lists have no ids; what a camera shows is what it is.
    id: createHash("sha256").update(url).digest("base64url").slice(0, 16),
    name: String(description ?? "").trim() || new URL(url).pathname.split("/").at(-1),
    lat: latitude,
    lon: longitude,
    ...(bearing === undefined ? {} : { bearing }),
    streams: [{ url, kind }],
  };
}
