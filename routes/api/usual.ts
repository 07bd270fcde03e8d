/** What is usual: how many incidents each cell of a resolution has at this hour, from the last weeks. */
import type { Hono } from "hono";
import { COARSEST, FINEST } from "../../geo/cell.ts";
import { UsualAnswers, usualCells } from "../../dashboards/usual_cells.ts";
import { checkFilter } from "../../streams/incident_filter.ts";
import { WINDOWS } from "../../streams/wire.ts";
import type { Context } from "../context.ts";
import { HttpError } from "../http_error.ts";
import { allow } from "../who.ts";

type Needed = Pick<Context, "clickhouse" | "city" | "pipeline" | "now">;

export function mountUsual(app: Hono, { clickhouse, city, pipeline, now }: Needed): void {
  const answers = new UsualAnswers((question) => usualCells(clickhouse, question));

  app.get("/api/usual/cells", async (c) => {
    allow(c, "cells.look");
    const resolution = Number(c.req.query("resolution"));
    if (!Number.isInteger(resolution) || resolution < COARSEST || resolution > FINEST) {
      throw new HttpError(400, `resolution=${c.req.query("resolution")}: use ${COARSEST}–${FINEST}`);
    }
    const window = WINDOWS.find((minutes) => String(minutes) === c.req.query("window"));
    if (!window) {
      throw new HttpError(400, `window=${c.req.query("window")}: use one of ${WINDOWS.join(", ")} (minutes)`);
    }
    const filter = checkFilter({
      categories: c.req.queries("category") ?? [],
      sources: c.req.queries("source") ?? [],
    });
    if (!filter) throw new HttpError(400, "category, source: at most 64 codes of at most 120 letters each");
    try {
      return c.json(
        await answers.at({ resolution, window, filter, now: now(), timeZone: city.timeZone }),
      );
    } catch (error) {
      pipeline.report("usual of cells", error);
      throw new HttpError(503, "The history store does not answer; live counts are not affected", 5);
    }
  });
}
