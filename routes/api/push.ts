/** `/api/push`: where a worker's browser says that it wants to be told of new cases while the page is closed. */
import type { Hono } from "hono";
import { commandOf, smallBody } from "../command.ts";
import type { Context } from "../context.ts";
import { HttpError } from "../http_error.ts";
import { allow } from "../who.ts";

const OWN = { "cache-control": "no-store" };

export function mountPush(app: Hono, { push }: Pick<Context, "push">): void {
  app.get("/api/push", (c) => {
    allow(c, "field.use");
    return c.json({ key: push.publicKey }, 200, OWN);
  });
  app.put("/api/push/subscription", smallBody, async (c) => {
    const sender = allow(c, "field.use");
    if (push.publicKey === null) {
      throw new HttpError(404, "This server pushes nothing: whoever runs it sets VAPID_CONTACT");
    }
    const subscribed = await push.subscribe(sender, await commandOf(c));
    if (subscribed.kind === "invalid") throw new HttpError(400, subscribed.why);
    return c.body(null, 204);
  });
  app.delete("/api/push/subscription", smallBody, async (c) => {
    const sender = allow(c, "field.use");
    const { endpoint } = await commandOf(c);
    if (!await push.unsubscribe(sender, endpoint)) throw new HttpError(404, "No such subscription of yours");
    return c.body(null, 204);
  });
}
