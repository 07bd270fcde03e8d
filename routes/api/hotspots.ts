/** `GET /api/hotspots`: heat of a period beside the same hours of the week before. */
import type { Hono } from "hono";
import { parseHotspotParams } from "../../dashboards/hotspot_params.ts";
import { hotspots, TooManyCells } from "../../dashboards/hotspots.ts";
import type { Context } from "../context.ts";
import { HttpError } from "../http_error.ts";
import { allow } from "../who.ts";

export function mountHotspots(app: Hono, { city, clickhouse, now, report }: Context): void {
  app.get("/api/hotspots", async (c) => {
    allow(c, "cells.look");
    const asked = parseHotspotParams(new URL(c.req.url).searchParams, {
      now: now(),
      timeZone: city.timeZone,
    });
    if (!asked.ok) throw new HttpError(400, asked.error);
    try {
      return c.json(await hotspots(clickhouse, city, asked.params));
    } catch (error) {
      if (error instanceof TooManyCells) throw new HttpError(400, error.message);
      report("hotspots", error);
      throw new HttpError(
        503,
        "The history store does not answer; live layers and dispatch are not affected",
        5,
      );
    }
  });
}
