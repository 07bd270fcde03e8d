/** `/api/field`: what the phone of a worker shows and sends. Everything here is the own: nobody else's cases or position. */
import type { Context as Request, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { fieldCases } from "../../dispatch/field.ts";
import type { Sender } from "../../dispatch/sender.ts";
import { momentOf } from "../../dispatch/tables.ts";
import type { FieldAnswer } from "../../islands/field/answer.ts";
import type { Alert } from "../../store/alert.ts";
import type { WorkerPost } from "../../store/person.ts";
import { commandOf, smallBody } from "../command.ts";
import type { Context } from "../context.ts";
import { HttpError } from "../http_error.ts";
import { allow, gateOf, refusalOf } from "../who.ts";
import { takeFixRows } from "./fix_rows.ts";

/** As city.json may name it to set its coordinate system; browsers say WGS-84. */
export const FIELD_FEED = "field";
/** A phone that was without network for a whole shift sends in pieces. */
const MOST_FIXES = 1_000;
const LARGEST = 512 * 1024;
const DAY_MS = 86_400_000;
/** So long whoever called reads who took it up. */
const TAKEN_MS = 2 * 3_600_000;
const OWN = { "cache-control": "no-store" };

type Ports = Pick<Context, "alerts" | "dispatch" | "pipeline" | "shifts" | "city" | "now">;

export function mountField(app: Hono, ports: Ports): void {
  app.get("/api/field", (c) => c.json(describe(worker(c), ports), 200, OWN));
  app.post("/api/field/fixes", largeBody, async (c) => {
    const { post } = worker(c);
    const { fixes } = await commandOf(c);
    if (!Array.isArray(fixes) || fixes.length > MOST_FIXES) {
      throw new HttpError(
        400,
        `fixes: send a list of at most ${MOST_FIXES} of {time, lat, lon, accuracy?, …}`,
      );
    }
    const others = fixes.find((fix) => fix?.worker !== undefined && fix.worker !== post.id)?.worker;
    if (others !== undefined) {
      throw new HttpError(
        403,
        `A fix is of ${JSON.stringify(others)?.slice(0, 60)}; send your own, ${post.id}`,
      );
    }
    return c.json(takeFixRows(ports, FIELD_FEED, post.id, fixes), 202, OWN);
  });

  app.get(
    "/api/field/devices",
    (c) => c.json({ devices: gateOf(c).devices.of(worker(c).sender.person) }, 200, OWN),
  );
  app.post("/api/field/devices", smallBody, async (c) => {
    const { sender } = worker(c);
    const made = await gateOf(c).devices.create(sender, (await commandOf(c))["name"]);
    if (made.kind === "invalid") throw new HttpError(400, made.why);
    if (made.kind === "denied") {
      throw new HttpError(403, refusalOf(sender.person, "field.use", made.verdict.reason));
    }
    return c.json({ device: made.device, secret: made.secret }, 201, OWN);
  });
  app.delete("/api/field/devices/:id", async (c) => {
    const id = c.req.param("id");
    if (!await gateOf(c).devices.revoke(worker(c).sender, id)) {
      throw new HttpError(404, `No device ${id} of yours sends`);
    }
    return c.body(null, 204);
  });
}

const largeBody = bodyLimit({
  maxSize: LARGEST,
  onError: () => {
    throw new HttpError(413, `At most ${LARGEST} bytes of fixes at once`);
  },
});

/** Whoever asks, if they are a worker; throws 401 or 403. */
function worker(c: Request): { readonly sender: Sender; readonly post: WorkerPost } {
  const sender = allow(c, "field.use");
  return { sender, post: sender.person.post! };
}

function describe({ sender, post }: ReturnType<typeof worker>, ports: Ports): FieldAnswer {
  const { dispatch, shifts, pipeline, now, alerts: { alerts } } = ports;
  const { person } = sender, at = now();
  const moment = (c: Parameters<typeof momentOf>[0]) => momentOf(c, person, at, dispatch.tables());
  return {
    person: { id: person.id, name: person.name, login: person.login },
    worker: post.id,
    duty: shifts && dutyOf(sender, post.id, shifts, at),
    place: placeOf(post.id, pipeline),
    call: callOf(alerts.callOf(post.id), at),
    cases: fieldCases(dispatch.book.open(), post.id, moment, dispatch.cityTables),
    asOf: at,
  };
}

/** The own call for help; one that somebody took up long ago is told no more. */
function callOf(alert: Alert | null, now: number): FieldAnswer["call"] {
  if (!alert) return null;
  const { id, at, data, acknowledged } = alert;
  if (acknowledged && now - acknowledged.at > TAKEN_MS) return null;
  return {
    id,
    at: Math.max(at, Number(data["pressed"] ?? at)),
    taken: acknowledged && { name: acknowledged.name, at: acknowledged.at },
  };
}

/** Where the worker is shown now: by this phone, or by another app or device. */
function placeOf(id: string, { city: { workers } }: Ports["pipeline"]) {
  const slot = workers.find(id);
  if (slot === undefined || !workers.isLive(slot)) return null;
  return { lat: workers.lat[slot]!, lon: workers.lon[slot]!, time: workers.time[slot]! };
}

/** The shift that goes on, and the next one. */
function dutyOf(sender: Sender, id: string, shifts: NonNullable<Ports["shifts"]>, at: number) {
  const own = shifts.list(sender, { worker: id, from: at, to: at + DAY_MS, limit: 3 }).shifts;
  const running = own.find(({ starts }) => starts <= at);
  return {
    since: running?.starts ?? null,
    until: running?.ends ?? null,
    next: own.find(({ starts }) => starts > at)?.starts ?? null,
  };
}
