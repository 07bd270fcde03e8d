/** `GET/POST /api/demo/scenarios`: what runs in the demo city, and what a person starts or stops there. */
import type { Hono } from "hono";
import type { Context } from "../context.ts";
import { HttpError } from "../http_error.ts";

export function mountScenarios(app: Hono, { scenarios, now }: Pick<Context, "scenarios" | "now">): void {
  if (!scenarios) return;
  const state = () => ({ names: scenarios.names, running: scenarios.running(now()) });
  app.get("/api/demo/scenarios", (c) => c.json(state()));
  app.post("/api/demo/scenarios", async (c) => {
    // A page elsewhere can send a form but not this type without asking first, and asking is never answered.
    if (!/^application\/json\b/i.test(c.req.header("content-type") ?? "")) {
      throw new HttpError(415, "Send the command as application/json");
    }
    const body = await c.req.json().catch(() => null) as { start?: unknown; stop?: unknown } | null;
    if (body?.stop === true) scenarios.stop();
    else if (typeof body?.start === "string" && scenarios.names.includes(body.start)) {
      scenarios.start(body.start, now());
    } else {
      throw new HttpError(
        400,
        `Send {"start": ${scenarios.names.map((name) => `"${name}"`).join(" | ")}} or {"stop": true}`,
      );
    }
    return c.json(state());
  });
}
