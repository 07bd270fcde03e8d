/** Live workers around a place, nearest first: what a count on the map opens; and one worker by id. */
import type { Hono } from "hono";
import { contains, type Place } from "../../geo/place.ts";
import type { WorkerAnswer, WorkersAnswer } from "../../islands/wall/workers_answer.ts";
import { WORKER_STATE } from "../../geo/worker_mark.ts";
import type { Context } from "../context.ts";
import { HttpError } from "../http_error.ts";
import { allow } from "../who.ts";

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
  { pipeline, city, now, sight }: Pick<Context, "pipeline" | "city" | "now" | "sight">,
): void {
  app.get("/api/workers", (c) => {
    const { person } = allow(c, "workers.look");
    const place = readPlace(c.req.query("near"));
    if (!contains(city.bounds, place.lat, place.lon)) {
      throw new HttpError(400, `near=${c.req.query("near")}: is not in this city`);
    }
    const metres = Number(c.req.query("metres") ?? 50);
    if (!(metres > 0 && metres <= FARTHEST_M)) {
      throw new HttpError(400, `metres=${c.req.query("metres")}: use a number up to ${FARTHEST_M}`);
    }
    pipeline.city.advance(now());
    const near = pipeline.city.nearestWorkers(place, MOST + 1).filter((one) => one.metres <= metres)
      .filter((one) => sight.worker(person, one));
    const workers = near.slice(0, MOST).map(({ slot, metres }) => ({
      ...workerAt(slot),
      metres: Math.round(metres),
    }));
    const answer: WorkersAnswer = { workers, more: near.length > MOST };
    return c.json(answer);
  });

  app.get("/api/workers/:id", (c) => {
    const { person } = allow(c, "workers.look");
    const id = c.req.param("id");
    pipeline.city.advance(now());
    const slot = pipeline.city.workers.find(id);
    const one = slot === undefined || pipeline.city.workers.time[slot]! < 0 ? null : workerAt(slot);
    // Whether somebody is on duty elsewhere is told as little as where.
    if (!one || !sight.worker(person, one)) {
      throw new HttpError(404, `${id.slice(0, 64)}: no such worker is on duty here and was heard of`);
    }
    return c.json(one);
  });

  function workerAt(slot: number): WorkerAnswer {
    const { workers } = pipeline.city;
    const known = (value: number) => Number.isFinite(value) ? value : null;
    return {
      worker: workers.id(slot),
      slot,
      lat: workers.lat[slot]!,
      lon: workers.lon[slot]!,
      ageMs: Math.max(0, now() - workers.time[slot]!),
      state: NAMES[workers.state[slot]!]!,
      heading: known(workers.heading[slot]!),
      speed: known(workers.speed[slot]!),
    };
  }
}

function readPlace(text: string | undefined): Place {
  const [lat, lon, ...rest] = (text ?? "").split(",").map(Number);
  if (!Number.isFinite(lat) || !Number.isFinite(lon) || rest.length > 0) {
    throw new HttpError(400, `near=${text ?? ""}: is not lat,lon in degrees`);
  }
  return { lat: lat!, lon: lon! };
}
