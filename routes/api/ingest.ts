/** `POST /api/fixes`, `/api/incidents`, `/api/cameras`, `/api/weather`: feeds that push. */
import type { Context as Request, Hono } from "hono";
import { parseCamera } from "../../streams/parse/camera.ts";
import { FixScanner } from "../../streams/parse/fix.ts";
import { parseIncident } from "../../streams/parse/incident.ts";
import { type Parsed, Rejections } from "../../streams/parse/rejection.ts";
import { RowSplitter } from "../../streams/parse/rows.ts";
import type { Camera, Incident } from "../../streams/record.ts";
import { parseWeather, type Weather } from "../../streams/weather.ts";
import type { Context } from "../context.ts";
import { asHttpError, HttpError } from "../http_error.ts";
import { keyOf, whileGood } from "../keys.ts";
import { gateOf } from "../who.ts";
import { readBody } from "./body.ts";
import { scanRules } from "./fix_rows.ts";

/** Bodies read at the same time; more would only wait in memory. */
const MOST_AT_ONCE = 64;
/** Incidents or cameras in one ledger transaction. */
const LEDGER_BATCH = 1_000;

type Ports = Pick<Context, "pipeline" | "city" | "now">;

/** What comes with a request, and what the answer says of it. */
interface Receipt {
  readonly body: AsyncIterable<Uint8Array>;
  accepted: number;
  readonly rejections: Rejections;
  readonly flagged: Map<string, number>;
  /** The body broke off: what was accepted before is kept, and this says why there is no more. */
  broken: HttpError | null;
}

export function mountIngest(app: Hono, context: Ports): void {
  let reading = 0;
  const door = (take: (feed: string, receipt: Receipt) => Promise<void>) => async (c: Request) => {
    const holder = keyOf(c.req.header("authorization"), gateOf(c).keys, "ingest");
    if (reading >= MOST_AT_ONCE) throw new HttpError(429, `${reading} bodies are being read already`, 1);
    reading++;
    try {
      const receipt: Receipt = {
        body: whileGood(holder, readBody(c.req.raw)),
        accepted: 0,
        rejections: new Rejections(),
        flagged: new Map(),
        broken: null,
      };
      try {
        await take(holder.name, receipt);
      } catch (error) {
        const known = asHttpError(error);
        if (!(known instanceof HttpError)) throw error;
        receipt.broken = known;
      }
      return answer(c, receipt);
    } finally {
      reading--;
    }
  };
  app.post("/api/fixes", door((feed, receipt) => takeFixes(context, feed, receipt)));
  app.post("/api/incidents", door((feed, receipt) => takeIncidents(context, feed, receipt)));
  app.post("/api/cameras", door((feed, receipt) => takeCameras(context, feed, receipt)));
  app.post("/api/weather", door((feed, receipt) => takeWeather(context, feed, receipt)));
}

async function takeFixes(ports: Ports, feed: string, receipt: Receipt): Promise<void> {
  const { pipeline, now } = ports;
  const refuseWhenFull = () => {
    if (pipeline.recorder.full) {
      throw new HttpError(429, "ClickHouse does not keep up and the memory for waiting fixes is used up", 5);
    }
  };
  refuseWhenFull();
  const scanner = new FixScanner({
    ...scanRules(ports, feed),
    rejections: receipt.rejections,
    onBatch: (batch) => {
      for (const [flag, times] of pipeline.fixes(batch)) {
        receipt.flagged.set(flag, (receipt.flagged.get(flag) ?? 0) + times);
      }
      receipt.accepted += batch.size;
    },
  });
  try {
    for await (const chunk of receipt.body) {
      scanner.feed(chunk);
      refuseWhenFull();
    }
    scanner.finish();
  } finally {
    scanner.flush();
    pipeline.feeds.note(feed, "fixes", { accepted: 0, rejected: receipt.rejections.counts }, now());
  }
}

async function takeIncidents(context: Ports, feed: string, receipt: Receipt): Promise<void> {
  const { pipeline, city, now } = context;
  const rules = { bounds: city.bounds, datum: datumOf(city, feed), now: now() };
  await takeRows<Incident>(
    receipt,
    (row) => parseIncident(row, rules),
    (rows) => pipeline.incidents(feed, rows),
  )
    .finally(() =>
      pipeline.feeds.note(feed, "incidents", { accepted: 0, rejected: receipt.rejections.counts }, now())
    );
}

async function takeCameras(context: Ports, feed: string, receipt: Receipt): Promise<void> {
  const { pipeline, city, now } = context;
  const rules = { bounds: city.bounds, datum: datumOf(city, feed), now: now() };
  await takeRows<Camera>(receipt, (row) => parseCamera(row, rules), (rows) => pipeline.cameras(feed, rows))
    .finally(() =>
      pipeline.feeds.note(feed, "cameras", { accepted: 0, rejected: receipt.rejections.counts }, now())
    );
}

async function takeWeather(
  { pipeline, now }: Ports,
  feed: string,
  receipt: Receipt,
): Promise<void> {
  const keep = (rows: readonly Weather[]) => Promise.resolve(pipeline.weather(feed, rows));
  await takeRows<Weather>(receipt, (row) => parseWeather(row, { feed, now: now() }), keep)
    .finally(() =>
      pipeline.feeds.note(feed, "weather", { accepted: 0, rejected: receipt.rejections.counts }, now())
    );
}

/** Splits the body into rows, parses each, and hands good ones on in batches; each batch is on disk before the next. */
async function takeRows<T>(
  receipt: Receipt,
  parse: (row: unknown) => Parsed<T>,
  keep: (rows: readonly T[]) => Promise<unknown>,
): Promise<void> {
  let waiting: T[] = [];
  const rows = new RowSplitter({
    onRow(row, index) {
      const parsed = parse(row);
      if (parsed.ok) waiting.push(parsed.value);
      else receipt.rejections.add(index, parsed.reason, parsed.detail);
    },
    onUnreadable: (index, reason, detail) => receipt.rejections.add(index, reason, detail),
  });
  const settle = async () => {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, LEDGER_BATCH);
      await keep(batch);
      waiting = waiting.slice(batch.length);
      receipt.accepted += batch.length;
    }
  };
  for await (const chunk of receipt.body) {
    rows.feed(chunk);
    if (waiting.length >= LEDGER_BATCH) await settle();
  }
  rows.finish();
  await settle();
}

/** A key may have any name, also that of something which every object has. */
function datumOf({ datums }: Ports["city"], feed: string) {
  return Object.hasOwn(datums, feed) ? datums[feed]! : "wgs84";
}

/** `202` says exactly what was taken; an error status says that the rest must be sent again, and what was taken before. */
function answer(c: Request, { accepted, rejections, flagged, broken }: Receipt): Response {
  const body = {
    accepted,
    rejected: rejections.total,
    rejections: rejections.first,
    reasons: Object.fromEntries(rejections.counts),
    flagged: Object.fromEntries(flagged),
  };
  const resend = broken !== null && (broken.status !== 400 || accepted === 0);
  if (broken?.retryAfter !== undefined) c.header("retry-after", String(broken.retryAfter));
  if (resend) return c.json({ error: broken.message, ...body }, broken.status);
  const unreadable = rejections.counts.get("unreadable") ?? 0;
  if (accepted === 0 && unreadable > 0 && unreadable === rejections.total) {
    return c.json({
      error: "Nothing in the body was readable; send NDJSON or a JSON array of objects",
      ...body,
    }, 400);
  }
  return c.json(broken ? { ...body, broken: broken.message } : body, 202);
}
