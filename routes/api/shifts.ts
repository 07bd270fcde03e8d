/** Duty shifts over HTTP: who is on duty when, and the ways in which that is entered, ended and imported. */
import type { Context as Request, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { type LocalDay, localDay } from "../../dispatch/local_time.ts";
import type { Shifts } from "../../dispatch/shifts.ts";
import type { ShiftsAnswer } from "../../dispatch/shifts_answer.ts";
import { readShifts } from "../../dispatch/shifts_csv.ts";
import { parseTime } from "../../streams/parse/time.ts";
import { commandOf, smallBody } from "../command.ts";
import type { Context } from "../context.ts";
import { HttpError } from "../http_error.ts";
import { allow, refusalOf, senderOf } from "../who.ts";

const MOST_ROWS = 500, ROWS = 200;
/** Refused rows that an answer names; the count is always complete. */
const LISTED = 100;
const DAY_MS = 86_400_000;
const LARGEST = 4 * 1024 * 1024;

type Ports = Pick<Context, "shifts" | "city" | "now">;

const largeBody = bodyLimit({
  maxSize: LARGEST,
  onError: () => {
    throw new HttpError(
      413,
      `At most ${LARGEST} bytes of shifts at once; deno task import shifts takes more`,
    );
  },
});

export function mountShifts(app: Hono, ports: Ports): void {
  app.get("/api/shifts", (c) => c.json(list(c, ports), 200, { "cache-control": "no-store" }));
  app.post("/api/shifts", largeBody, async (c) => {
    allow(c, "shifts.manage");
    const { shifts: many, ...one } = await commandOf(c);
    if (many !== undefined && !Array.isArray(many)) {
      throw new HttpError(400, "shifts: send a list of {worker, starts, ends}, or one of them by itself");
    }
    return answer(c, await shiftsOf(ports).add(senderOf(c), many ?? [one], isTrial(c)), 201);
  });
  app.post("/api/shifts/csv", largeBody, async (c) => {
    allow(c, "shifts.manage");
    return await takeCsv(c, ports);
  });
  app.post("/api/shifts/end", smallBody, async (c) => {
    allow(c, "shifts.manage");
    return answer(c, await shiftsOf(ports).end(senderOf(c), await commandOf(c)));
  });
  app.post("/api/shifts/own", smallBody, async (c) => {
    allow(c, "shift.own");
    return answer(c, await shiftsOf(ports).own(senderOf(c), await commandOf(c)));
  });
}

function shiftsOf({ shifts }: Ports): Shifts {
  if (shifts) return shifts;
  throw new HttpError(404, 'This city knows no duty shifts: city.json says "shifts": "none"');
}

function list(c: Request, ports: Ports) {
  const sender = senderOf(c), own = sender.person.post?.id;
  const worker = c.req.query("worker");
  // A worker sees the own ones without managing any.
  if (own === undefined || worker !== own) allow(c, "shifts.manage");
  else allow(c, "shift.own", { workers: [own] });
  const now = ports.now();
  const { from, to, ...day } = periodOf(c, ports.city.timeZone, now);
  const limit = Math.min(MOST_ROWS, Number(c.req.query("limit") ?? ROWS));
  if (!(limit >= 1)) throw new HttpError(400, `limit=${c.req.query("limit")}: use 1 to ${MOST_ROWS}`);
  return {
    ...shiftsOf(ports).list(sender, { worker, q: c.req.query("q"), from, to, limit }),
    from,
    to,
    ...day,
    asOf: now,
  };
}

/** This moment, a day of the city, or from one time to another. */
function periodOf(
  c: Request,
  timeZone: string,
  now: number,
): Omit<LocalDay, "day"> & { readonly day?: string } {
  if (c.req.query("duty") === "now") return { from: now, to: now + 1 };
  const day = c.req.query("day");
  if (day !== undefined) {
    const found = localDay(day, timeZone, now);
    if (!found) throw new HttpError(400, `day=${day.slice(0, 40)}: use today, or a date such as 2026-11-27`);
    return found;
  }
  const from = timeIn(c, "from", now), to = timeIn(c, "to", from + DAY_MS);
  if (to <= from) throw new HttpError(400, "to: is not after from");
  return { from, to };
}

function timeIn(c: Request, name: string, otherwise: number): number {
  const text = c.req.query(name);
  if (text === undefined) return otherwise;
  const time = parseTime(/^\d+$/.test(text) ? Number(text) : text, name);
  if (!time.ok) throw new HttpError(400, time.detail);
  return time.value;
}

async function takeCsv(c: Request, ports: Ports): Promise<Response> {
  const shifts = shiftsOf(ports);
  const read = readShifts(await c.req.text(), ports.city.timeZone);
  if (!read.ok) return refused(c, read.refusals);
  const { rows, lines, refusals } = read.value;
  // Nothing is entered where a row cannot be read; what else would be refused is said with it.
  const given = await shifts.add(senderOf(c), rows, isTrial(c) || refusals.length > 0);
  if (refusals.length === 0 || (given.kind !== "done" && given.kind !== "refused")) {
    return answer(c, given, 201, lines);
  }
  const more = given.kind === "refused"
    ? given.rows.map(({ row, ...rest }) => ({ line: lines[row]!, ...rest }))
    : [];
  return refused(c, [...refusals, ...more].sort((a, b) => a.line - b.line));
}

function refused(c: Request, all: readonly object[]): Response {
  const rows = all.slice(0, LISTED);
  return c.json({ error: refusedText(all.length), kind: "refused", refused: all.length, rows }, 422);
}

const isTrial = (c: Request) => c.req.query("trial") === "1";

const refusedText = (n: number) =>
  `${n} row${n === 1 ? " is" : "s are"} refused, so nothing was entered; mend and send all again`;

/** `lines`: line of the file by row. */
function answer(
  c: Request,
  given: ShiftsAnswer,
  status: 200 | 201 = 200,
  lines?: readonly number[],
): Response {
  switch (given.kind) {
    case "done":
      return c.json(
        { count: given.count, ...(isTrial(c) ? { trial: true } : {}) },
        isTrial(c) ? 200 : status,
      );
    case "refused":
      return refused(
        c,
        given.rows.map(({ row, ...rest }) => ({ row, ...(lines ? { line: lines[row] } : {}), ...rest })),
      );
    case "invalid":
      throw new HttpError(400, given.why);
    case "unknown":
      return c.json({ error: "There is no such shift any more; read the list again", kind: "unknown" }, 404);
    case "on-duty": {
      const until = new Date(given.until).toISOString();
      return c.json({
        error: `Already on duty until ${until}; end that first`,
        kind: "on-duty",
        until: given.until,
      }, 409);
    }
    case "denied":
      throw new HttpError(403, refusalOf(senderOf(c).person, given.action, given.reason));
  }
}
