/** One incident, its history, and who could go. */
import type { Hono } from "hono";
import type { Context } from "../context.ts";
import { HttpError } from "../http_error.ts";

/** How many workers are offered for an incident. */
const CANDIDATES = 12;

export function mountIncidents(app: Hono, { pipeline }: Pick<Context, "pipeline">): void {
  app.get("/api/incidents/:source/:id", async (c) => {
    const { source, id } = c.req.param();
    const history = await pipeline.ledger.history(source, id);
    if (history.length === 0) throw new HttpError(404, `No incident ${id} of ${source} is known`);
    return c.json({ incident: pipeline.city.incident(source, id) ?? history.at(-1), history });
  });

  app.get("/api/incidents/:source/:id/candidates", (c) => {
    const { source, id } = c.req.param();
    const incident = pipeline.city.incident(source, id);
    if (!incident) throw new HttpError(404, `No open incident ${id} of ${source} is known`);
    return c.json({ incident, candidates: pipeline.candidates(incident, CANDIDATES) });
  });
}
