/** Where a worker was: a command rather than a question, because it is recorded, with its reason. */
import type { Hono } from "hono";
import { readTrack } from "../../dashboards/track.ts";
import { LedgerError } from "../../store/ledger.ts";
import { commandOf, smallBody } from "../command.ts";
import type { Context } from "../context.ts";
import { HttpError } from "../http_error.ts";
import { allow, refusalOf } from "../who.ts";

type Needed = Pick<Context, "pipeline" | "clickhouse" | "city" | "now" | "sight">;

export function mountTrack(app: Hono, { pipeline, clickhouse, city, now, sight }: Needed): void {
  const desk = {
    ledger: pipeline.ledger,
    clickhouse,
    areasAt: sight.areasAt.bind(sight),
    keptDays: city.retention.fixesDays,
    timeZone: city.timeZone,
    now,
  };
  app.post("/api/workers/:id/track", smallBody, async (c) => {
    const sender = allow(c, "track.read");
    const sent = await commandOf(c);
    const answer = await readTrack(desk, sender, { ...sent, worker: c.req.param("id") }).catch((error) => {
      if (error instanceof LedgerError) throw error;
      pipeline.report("track", error);
      throw new HttpError(503, "The history store does not answer; the question is on record, ask again", 5);
    });
    switch (answer.kind) {
      case "read":
        return c.json(answer.track, 200, { "cache-control": "no-store" });
      case "invalid":
        throw new HttpError(400, answer.why);
      case "denied":
        throw new HttpError(403, refusalOf(sender.person, "track.read", answer.verdict.reason));
    }
  });
}
