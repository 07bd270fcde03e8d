/** `GET /api/figures`: what came in, by category and district (or street of one), the hottest cells, and how that compares. */
import type { Hono } from "hono";
import { FigureDesk, UnknownDistrict } from "../../dashboards/figures.ts";
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
    streets: areas.streets,
    timeZone: city.timeZone,
    report,
  });
  app.get("/api/figures", async (c) => {
    allow(c, "cells.look");
    const text = c.req.query("window") ?? "60";
    const window = WINDOWS.find((minutes) => String(minutes) === text);
    if (!window) throw new HttpError(400, `window=${text.slice(0, 40)}: use ${WINDOWS.join(", ")} (minutes)`);
    try {
      return c.json(await desk.at(now(), window, c.req.query("district") || null));
    } catch (error) {
      if (!(error instanceof UnknownDistrict)) throw error;
      throw new HttpError(404, `${error.message}; codes are those of /api/districts.geojson`);
    }
  });
}
