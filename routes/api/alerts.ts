/** `/api/alerts` and `/api/sos`: what somebody is told of at once, who acknowledged it, and a worker's call for help. */
import type { Context as Request, Hono } from "hono";
import type { AlertAnswer } from "../../dispatch/alerts.ts";
import type { AlertsAnswer } from "../../islands/alerts/answer.ts";
import { ALERT_KINDS, type AlertKind } from "../../store/alert.ts";
import type { PastPlace } from "../../store/ledger_alerts.ts";
import { commandOf, smallBody } from "../command.ts";
import type { Context } from "../context.ts";
import { HttpError } from "../http_error.ts";
import { allow, isProgram, refusalOf, senderOf } from "../who.ts";

/** How many of those that are over come with the open ones, and how many where all are asked for. */
const LATEST = 50, MOST = 500;

type Ports = Pick<Context, "alerts" | "now">;

export function mountAlerts(app: Hono, ports: Ports): void {
  const { alerts, sos } = ports.alerts;
  app.get("/api/alerts", async (c) => c.json(await list(c, ports), 200, { "cache-control": "no-store" }));
  app.post("/api/alerts/:id/acknowledge", smallBody, async (c) => {
    // Whom it is for says the alert.
    return answerOf(c, await alerts.acknowledge(senderOf(c), c.req.param("id"), await commandOf(c)));
  });
  app.post("/api/sos", smallBody, async (c) => {
    allow(c, "sos.send");
    return answerOf(c, await sos.send(senderOf(c), await commandOf(c)), 201);
  });
}

async function list(c: Request, { alerts: { alerts }, now }: Ports): Promise<AlertsAnswer> {
  const sender = allow(c, "sos.look");
  // They say who is where, which is no machine's business.
  if (isProgram(sender)) throw new HttpError(403, "alerts: a key may not; they say who is where");
  const kinds = readKinds(c.req.query("kind")), asOf = now();
  // A page that only listens asks every few seconds, and for nothing that is over.
  if (c.req.query("open") === "1") {
    return { alerts: alerts.seenOpen(sender, kinds).reverse(), next: null, asOf };
  }
  const { alerts: found, next } = await alerts.list(sender, {
    ...{ kinds, before: readPlace(c.req.query("before")) },
    limit: c.req.query("all") === "1" ? MOST : LATEST,
  });
  return { alerts: found, next: next && `${next.at}-${next.number}`, asOf };
}

function readKinds(text: string | undefined): AlertKind[] {
  return (text?.split(",") ?? []).map((sent) => {
    const kind = ALERT_KINDS.find((one) => one === sent);
    if (!kind) {
      throw new HttpError(400, `kind=${sent.slice(0, 40)}: is unknown; use ${ALERT_KINDS.join(", ")}`);
    }
    return kind;
  });
}

function readPlace(text: string | undefined): PastPlace | null {
  if (text === undefined) return null;
  const [, at, number] = /^(\d{1,15})-(\d{1,15})$/.exec(text) ?? [];
  if (at === undefined) {
    throw new HttpError(400, `before=${text.slice(0, 40)}: use the "next" of the page before`);
  }
  return { at: Number(at), number: Number(number) };
}

const STATUS = { done: 200, taken: 409, refused: 422 } as const;

function answerOf(c: Request, answer: AlertAnswer, done: 200 | 201 = 200): Response {
  switch (answer.kind) {
    case "done":
      return c.json(answer, done);
    case "invalid":
      throw new HttpError(400, answer.why);
    case "unknown":
      throw new HttpError(404, `There is no alert ${c.req.param("id")}`);
    case "denied":
      throw new HttpError(403, refusalOf(senderOf(c).person, answer.action, answer.reason));
    default:
      return c.json(answer, STATUS[answer.kind]);
  }
}
