/** `GET /api/figures`: what came in, by category and district, the hottest cells, and how that compares. */
import type { Hono } from "hono";
import { FigureDesk } from "../../dashboards/figures.ts";
import { WINDOWS } from "../../streams/wire.ts";
import type { Context } from "../context.ts";
import { HttpError } from "../http_error.ts";
import { allow } from "../who.ts";

export function mountFigures(
  app: Hono,
  { pipeline, clickhouse, areas, city, now, report }: Context,
): void {
  const desk = new FigureDesk({
    city: pipeline.city,
    store: clickhouse,
    districts: areas.districts,
    timeZone: city.timeZone,
    report,
  });
  app.get("/api/figures", async (c) => {
    allow(c, "cells.look");
    const text = c.req.query("window") ?? "60";
    const window = WINDOWS.find((minutes) => String(minutes) === text);
    if (!window) throw new HttpError(400, `window=${text.slice(0, 40)}: use ${WINDOWS.join(", ")} (minutes)`);
    return c.json(await desk.at(now(), window));
  });
}
