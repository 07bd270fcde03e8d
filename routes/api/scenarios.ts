/** `GET/POST /api/demo/scenarios`: what runs in the demo city, and what a person starts or stops there. */
import type { Hono } from "hono";
import type { Context } from "../context.ts";
import { commandOf, smallBody } from "../command.ts";
import { HttpError } from "../http_error.ts";
import { allow } from "../who.ts";

export function mountScenarios(app: Hono, { scenarios, now }: Pick<Context, "scenarios" | "now">): void {
  if (!scenarios) return;
  const state = () => ({ names: scenarios.names, running: scenarios.running(now()) });
  app.get("/api/demo/scenarios", (c) => {
    allow(c, "cells.look");
    return c.json(state());
  });
  app.post("/api/demo/scenarios", smallBody, async (c) => {
    allow(c, "cells.look");
    const body = await commandOf(c);
    if (body["stop"] === true) scenarios.stop();
    else if (typeof body["start"] === "string" && scenarios.names.includes(body["start"])) {
      scenarios.start(body["start"], now());
    } else {
      throw new HttpError(
        400,
        `Send {"start": ${scenarios.names.map((name) => `"${name}"`).join(" | ")}} or {"stop": true}`,
      );
    }
    return c.json(state());
  });
}
