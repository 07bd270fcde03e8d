/** One incident, its history, and who could go. */
import type { Hono } from "hono";
import type { Context } from "../context.ts";
import { HttpError } from "../http_error.ts";
import { allow, senderOf } from "../who.ts";

/** How many workers are offered for an incident. */
const CANDIDATES = 12;

export function mountIncidents(app: Hono, { pipeline, sight }: Pick<Context, "pipeline" | "sight">): void {
  app.get("/api/incidents/:source/:id", async (c) => {
    senderOf(c);
    const { source, id } = c.req.param();
    const history = await pipeline.ledger.history(source, id);
    if (history.length === 0) throw new HttpError(404, `No incident ${id} of ${source} is known`);
    const incident = pipeline.city.incident(source, id) ?? history.at(-1)!;
    allow(c, "incidents.look", { areas: sight.areasAt(incident) });
    return c.json({ incident, history });
  });

  app.get("/api/incidents/:source/:id/candidates", (c) => {
    senderOf(c);
    const { source, id } = c.req.param();
    const incident = pipeline.city.incident(source, id);
    if (!incident) throw new HttpError(404, `No open incident ${id} of ${source} is known`);
    const target = { areas: sight.areasAt(incident) };
    allow(c, "incidents.look", target);
    const { person } = allow(c, "workers.look", target);
    const candidates = pipeline.candidates(incident, CANDIDATES);
    return c.json({ incident, candidates: candidates.filter((worker) => sight.worker(person, worker)) });
  });
}
