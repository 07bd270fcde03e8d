/** Cameras of a part of the map, and one camera with its streams. */
import type { Hono } from "hono";
import type { Context } from "../context.ts";
import { HttpError } from "../http_error.ts";
import { allow } from "../who.ts";
import type { Bounds } from "../../geo/place.ts";

/** Most cameras in one answer; a screen that sees more is zoomed too far out to draw each. */
const MOST = 5_000;
/** Cameras asked for by name, with their streams. */
const MOST_NAMED = 64;

export function mountCameras(app: Hono, { pipeline, city }: Pick<Context, "pipeline" | "city">): void {
  app.get("/api/cameras", (c) => {
    allow(c, "cameras.look");
    const ids = c.req.queries("id");
    if (ids) {
      if (ids.length > MOST_NAMED) throw new HttpError(400, `id: at most ${MOST_NAMED} cameras at once`);
      return c.json({ cameras: ids.flatMap((id) => pipeline.city.cameras.get(id) ?? []), more: false });
    }
    const bounds = readBounds(c.req.query("bounds")) ?? city.bounds;
    const found = pipeline.city.cameras.in(bounds);
    const cameras = found.slice(0, MOST).map(({ id, name, lat, lon, bearing, fov }) => ({
      id,
      name,
      lat,
      lon,
      bearing,
      fov,
    }));
    return c.json({ cameras, more: found.length > MOST });
  });

  app.get("/api/cameras/:id", (c) => {
    allow(c, "cameras.look");
    const camera = pipeline.city.cameras.get(c.req.param("id"));
    if (!camera) throw new HttpError(404, `No camera ${c.req.param("id")} is known`);
    return c.json(camera);
  });
}

function readBounds(text: string | undefined): Bounds | null {
  if (text === undefined) return null;
  const edges = text.split(",").map(Number);
  const [west, south, east, north] = edges;
  if (edges.length !== 4 || !edges.every(Number.isFinite) || west! >= east! || south! >= north!) {
    throw new HttpError(400, `bounds=${text}: is not west,south,east,north in degrees`);
  }
  return edges as unknown as Bounds;
}
