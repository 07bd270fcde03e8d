/** `/api/fences`: areas on the map that somebody is told of when workers cross their border. */
import type { Context as Request, Hono } from "hono";
import type { FenceAnswer } from "../../dispatch/fence_desk.ts";
import { commandOf, smallBody } from "../command.ts";
import type { Context } from "../context.ts";
import { HttpError } from "../http_error.ts";
import { isProgram, refusalOf, senderOf } from "../who.ts";

export function mountFences(app: Hono, { alerts: { fences } }: Pick<Context, "alerts">): void {
  app.get("/api/fences", (c) => {
    const sender = senderOf(c);
    if (isProgram(sender)) throw new HttpError(403, "fences: a key may not; they name workers");
    return c.json({ fences: fences.seenBy(sender) }, 200, { "cache-control": "no-store" });
  });
  app.post(
    "/api/fences",
    smallBody,
    async (c) => answerOf(c, await fences.create(senderOf(c), await commandOf(c)), 201),
  );
  app.put(
    "/api/fences/:id",
    smallBody,
    async (c) => answerOf(c, await fences.change(senderOf(c), c.req.param("id"), await commandOf(c))),
  );
  app.delete("/api/fences/:id", async (c) => {
    const version = Number(c.req.query("version") ?? NaN);
    return answerOf(c, await fences.remove(senderOf(c), c.req.param("id"), version));
  });
}

function answerOf(c: Request, answer: FenceAnswer, done: 200 | 201 = 200): Response {
  switch (answer.kind) {
    case "done":
      return c.json({ fence: answer.fence }, done);
    case "stale":
      return c.json({ error: "Somebody changed it meanwhile; here is how it is now", ...answer }, 409);
    case "unknown":
      throw new HttpError(404, `There is no fence ${c.req.param("id")}`);
    case "invalid":
      throw new HttpError(400, answer.why);
    case "denied":
      throw new HttpError(403, refusalOf(senderOf(c).person, "fences.manage", answer.reason));
  }
}
