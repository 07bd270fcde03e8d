/** `GET`/`POST /osmand`: Traccar Client, OsmAnd and their like say where a worker is. */
import type { Context as Request, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { parseOsmand } from "../../streams/parse/osmand.ts";
import { Rejections } from "../../streams/parse/rejection.ts";
import { HttpError } from "../http_error.ts";
import { gateOf } from "../who.ts";
import { type FixesTaken, type FixPorts, takeFixRows } from "./fix_rows.ts";

/** As city.json may name it to set its coordinate system; these apps send WGS-84. */
export const OSMAND_FEED = "osmand";
const LARGEST = 256 * 1024;

export function mountOsmand(app: Hono, ports: FixPorts): void {
  const small = bodyLimit({
    maxSize: LARGEST,
    onError: () => {
      throw new HttpError(413, `At most ${LARGEST} bytes of fixes at once`);
    },
  });
  app.on(["GET", "POST"], "/osmand", small, async (c) => {
    const body = c.req.method === "POST" ? await c.req.text() : "";
    const taken = takeOsmand(c, ports, body);
    // Also where fixes are refused: the app would send the same ones again for ever, and nothing after them.
    return c.json(taken, 200, { "cache-control": "no-store" });
  });
}

function takeOsmand(c: Request, ports: FixPorts, body: string): FixesTaken {
  const parsed = parseOsmand({
    query: new URL(c.req.url).searchParams,
    contentType: c.req.header("content-type") ?? "",
    body,
    received: ports.now(),
  });
  if (!parsed.ok) {
    count(ports, parsed.reason, parsed.detail);
    throw new HttpError(400, parsed.detail);
  }
  const { device, rows } = parsed.value;
  const worker = gateOf(c).devices.workerOf(device);
  if (worker === null) {
    count(ports, "unknown-worker", "");
    throw new HttpError(
      401,
      "This device id is unknown, or was removed; a worker makes one at /field and types it into the app",
    );
  }
  // What the phone calls invalid has no place: it is refused and counted as such a row.
  return takeFixRows(ports, OSMAND_FEED, worker, rows.map((row) => row ?? {}));
}

function count(
  { pipeline, now }: FixPorts,
  ...[reason, detail]: [Parameters<Rejections["add"]>[1], string]
): void {
  const rejections = new Rejections();
  rejections.add(0, reason, detail);
  pipeline.feeds.neverLate(OSMAND_FEED, "fixes");
  pipeline.feeds.note(OSMAND_FEED, "fixes", { accepted: 0, rejected: rejections.counts }, now());
}
