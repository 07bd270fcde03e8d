/** Every route of the server, and the one place where errors become answers. */
import { Hono } from "hono";
import { mountApi } from "./api/api.ts";
import type { Context } from "./context.ts";
import { asHttpError, HttpError } from "./http_error.ts";
import { mountPages } from "./pages.tsx";

/** What the browser may load: everything from here, and the streams of the city's cameras. */
function contentSecurityPolicy(streamHosts: readonly string[]): string {
  const hosts = streamHosts.length > 0 ? " " + streamHosts.join(" ") : "";
  return [
    "default-src 'none'",
    "script-src 'self'",
    "worker-src 'self' blob:",
    "style-src 'self'",
    `img-src 'self' data: blob:${hosts}`,
    `connect-src 'self'${hosts}`,
    `media-src 'self' blob:${hosts}`,
    "font-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

export function createApp(context: Context, streamHosts: readonly string[] = []): Hono {
  const app = new Hono();
  const policy = contentSecurityPolicy(streamHosts);

  app.use(async (c, next) => {
    await next();
    c.header("content-security-policy", policy);
    c.header("x-content-type-options", "nosniff");
    c.header("referrer-policy", "same-origin");
    c.header("cross-origin-opener-policy", "same-origin");
  });

  mountApi(app, context);
  mountPages(app, context);

  app.get("/media/*", async (c) => {
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
