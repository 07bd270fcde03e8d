/** Live workers around a place, nearest first: what a count on the map opens. */
import type { Hono } from "hono";
import { contains, type Place } from "../../geo/place.ts";
import type { WorkersAnswer } from "../../islands/wall/workers_answer.ts";
import { WORKER_STATE } from "../../geo/worker_mark.ts";
import type { Context } from "../context.ts";
import { HttpError } from "../http_error.ts";

/** Most workers in one answer. */
const MOST = 200;
/** Farther than this is no place any more. */
const FARTHEST_M = 2_000;
const NAMES = [
  "free",
  "assigned",
  "silent",
  "onScene",
] as const satisfies readonly (keyof typeof WORKER_STATE)[];

export function mountWorkers(
  app: Hono,
  { pipeline, city, now }: Pick<Context, "pipeline" | "city" | "now">,
): void {
  app.get("/api/workers", (c) => {
    const place = readPlace(c.req.query("near"));
    if (!contains(city.bounds, place.lat, place.lon)) {
      throw new HttpError(400, `near=${c.req.query("near")}: is not in this city`);
    }
    const metres = Number(c.req.query("metres") ?? 50);
    if (!(metres > 0 && metres <= FARTHEST_M)) {
      throw new HttpError(400, `metres=${c.req.query("metres")}: use a number up to ${FARTHEST_M}`);
    }
    pipeline.city.advance(now());
    const near = pipeline.city.nearestWorkers(place, MOST + 1).filter((one) => one.metres <= metres);
    const workers = near.slice(0, MOST).map(({ worker, lat, lon, metres, ageMs, state }) => ({
      ...{ worker, lat, lon, metres: Math.round(metres), ageMs },
      state: NAMES[state]!,
    }));
    const answer: WorkersAnswer = { workers, more: near.length > MOST };
    return c.json(answer);
  });
}

function readPlace(text: string | undefined): Place {
  const [lat, lon, ...rest] = (text ?? "").split(",").map(Number);
  if (!Number.isFinite(lat) || !Number.isFinite(lon) || rest.length > 0) {
    throw new HttpError(400, `near=${text ?? ""}: is not lat,lon in degrees`);
  }
  return { lat: lat!, lon: lon! };
}
