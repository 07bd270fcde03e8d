/** For machines that watch this one: alive, ready, and figures in Prometheus' text form. */
import type { Hono } from "hono";
import type { Context } from "../context.ts";

export function mountHealth(app: Hono, { ready, metrics }: Pick<Context, "ready" | "metrics">): void {
  app.get("/healthz", (c) => c.json({ alive: true }));
  app.get("/readyz", (c) => {
    const state = ready();
    return c.json(state, state.ready ? 200 : 503);
  });
  app.get(
    "/metrics",
    async (c) => c.text(await metrics(), 200, { "content-type": "text/plain; version=0.0.4" }),
  );
}
