/** `/api/handovers`: a shift handed over, signed by who leaves and who comes; `/api/since`: what happened while one was away. */
import type { Context as Request, Hono } from "hono";
import type { HandoverAnswer } from "../../dispatch/handovers.ts";
import type { Sender } from "../../dispatch/sender.ts";
import { commandOf, smallBody } from "../command.ts";
import type { Context } from "../context.ts";
import { HttpError } from "../http_error.ts";
import { allow, isProgram, senderOf } from "../who.ts";

const FRESH = { "cache-control": "no-store" };

export function mountHandovers(app: Hono, { handovers, now }: Pick<Context, "handovers" | "now">): void {
  app.get("/api/handovers", async (c) => {
    return c.json({ handovers: await handovers.list(signer(c)), asOf: now() }, 200, FRESH);
  });
  app.get(
    "/api/handovers/draft",
    async (c) => c.json(await handovers.draft(signer(c)), 200, FRESH),
  );
  app.post("/api/handovers", smallBody, async (c) => {
    const sender = allow(c, "handover.sign");
    return answerOf(c, await handovers.give(sender, await commandOf(c)), 201);
  });
  app.post("/api/handovers/:id/take", smallBody, async (c) => {
    const sender = allow(c, "handover.sign");
    return answerOf(c, await handovers.take(sender, c.req.param("id"), await commandOf(c)));
  });
  app.get("/api/since", async (c) => {
    const sender = senderOf(c);
    if (isProgram(sender)) throw new HttpError(403, "since: a key may not; it was never away");
    return c.json(await handovers.since(sender), 200, FRESH);
  });
}

/** Whoever may read what one shift tells the next: people do, in words that are for nobody else. */
function signer(c: Request): Sender {
  const sender = allow(c, "handover.sign");
  if (isProgram(sender)) {
    throw new HttpError(403, "handovers: a key may not; they are what people tell people");
  }
  return sender;
}

function answerOf(c: Request, answer: HandoverAnswer, done: 200 | 201 = 200): Response {
  switch (answer.kind) {
    case "done":
      return c.json(answer, done);
    case "taken":
      return c.json(answer, 409);
    case "refused":
      return c.json(answer, 422);
    case "unknown":
      throw new HttpError(404, `There is no handover ${c.req.param("id")}`);
    case "invalid":
      throw new HttpError(400, answer.why);
  }
}
