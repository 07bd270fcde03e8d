/** What is in a cell now, and how it was over the last hours. */
import type { Hono } from "hono";
import { areaOf, COARSEST, FINEST, isCell, resolutionOf } from "../../geo/cell.ts";
import { cellTrend } from "../../dashboards/trend.ts";
import type { Context } from "../context.ts";
import { HttpError } from "../http_error.ts";

const LONGEST_TREND_HOURS = 24 * 14;

export function mountCells(app: Hono, context: Pick<Context, "pipeline" | "clickhouse" | "now">): void {
  const { pipeline, clickhouse, now } = context;

  app.get("/api/cells/:cell", (c) => {
    const cell = readCell(c.req.param("cell"));
    return c.json({ cell, areaM2: Math.round(areaOf(cell)), ...pipeline.cell(cell) });
  });

  app.get("/api/cells/:cell/trend", async (c) => {
    const cell = readCell(c.req.param("cell"));
    const hours = Number(c.req.query("hours") ?? 24);
    if (!(hours > 0 && hours <= LONGEST_TREND_HOURS)) {
      throw new HttpError(400, `hours=${c.req.query("hours")}: use a number up to ${LONGEST_TREND_HOURS}`);
    }
    try {
      return c.json(await cellTrend(clickhouse, { cell, hours, now: now() }));
    } catch (error) {
      context.pipeline.report("cell trend", error);
      throw new HttpError(503, "The history store does not answer; live counts are not affected", 5);
    }
  });
}

function readCell(text: string): string {
  const kept = isCell(text) && resolutionOf(text) >= COARSEST && resolutionOf(text) <= FINEST;
  if (!kept) throw new HttpError(400, `${text}: is no H3 cell of resolution ${COARSEST}–${FINEST}`);
  return text;
}
