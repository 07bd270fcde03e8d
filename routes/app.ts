/** Every route of the server, and the one place where errors become answers. */
import { Hono } from "hono";
import { mountApi } from "./api/api.ts";
import { contentSecurityPolicy } from "./content_security.ts";
import type { Context } from "./context.ts";
import { mountFieldShell } from "./field.tsx";
import { fromWhoDidIt, ownOriginOnly, securityHeaders } from "./guard.ts";
import { asHttpError, HttpError } from "./http_error.ts";
import { mountOidc } from "./oidc.ts";
import { mountPages } from "./pages.tsx";
import { mountSignIn } from "./signin.tsx";
import { allow, gated, withoutReporters } from "./who.ts";

export function createApp(context: Context): Hono {
  const app = new Hono();
  const policy = contentSecurityPolicy(context.city);

  app.use(gated(context.gate), securityHeaders(policy), ownOriginOnly, fromWhoDidIt, withoutReporters);

  mountApi(app, context);
  mountPages(app, context);
  mountFieldShell(app, context);
  mountSignIn(app, context);
  mountOidc(app, context.oidc, context.report);

  app.get("/media/*", async (c) => {
    allow(c, "cameras.look");
    const response = await context.media(c.req.path, context.now());
    return response ?? c.text("No such stream", 404);
  });
  app.get("*", async (c) => {
    const response = await context.assets.serve(c.req.path, c.req.header("accept-encoding") ?? "");
    if (!response) throw new HttpError(404, `Nothing is at ${c.req.path}; start at /`);
    return response;
  });

  app.onError((thrown, c) => {
    const error = asHttpError(thrown);
    if (error instanceof HttpError) {
      if (error.retryAfter !== undefined) c.header("retry-after", String(error.retryAfter));
      return c.json({ error: error.message }, error.status);
    }
    context.report(`${c.req.method} ${c.req.path}`, error);
    return c.json({ error: "The server failed at this request; its log says why" }, 500);
  });
  return app;
}
