/** Where somebody would be in time, by cell: what the reach layer shows. */
import type { Hono } from "hono";
import type { ReachAnswer } from "../../islands/reach_answer.ts";
import type { Context } from "../context.ts";
import { HttpError } from "../http_error.ts";
import { allow } from "../who.ts";

const RESOLUTIONS = [8, 9] as const;
const USUAL = 8;

export function mountReach(
  app: Hono,
  { dispatch, pipeline, city, sight }: Pick<Context, "dispatch" | "pipeline" | "city" | "sight">,
): void {
  app.get("/api/reach", async (c) => {
    const sender = allow(c, "cells.look");
    const category = c.req.query("category") || null;
    const skill = category === null
      ? null
      : dispatch.cityTables.newest.categories.get(category)?.skill ?? null;
    const { cells, left, worker, asOf, resolution } = await dispatch.reach.of(
      readResolution(c.req.query("resolution")),
      skill,
    );
    const { workers: seen } = sight.onlooker(sender);
    const mayBeSeen = (slot: number) => slot >= 0 && (seen === "all" || (seen !== "none" && seen(slot)));
    const answer: ReachAnswer = {
      ...{ resolution, limitMinutes: city.dispatch.urgentMinutes, category, skill, cells, asOf },
      minutes: Array.from(left, (seconds) => seconds === -Infinity ? null : Math.round(seconds / 6) / 10),
      workers: Array.from(worker, (slot) => mayBeSeen(slot) ? pipeline.city.workers.id(slot) : null),
    };
    return c.json(answer);
  });
}

function readResolution(text: string | undefined): number {
  const found = RESOLUTIONS.find((one) => String(one) === (text ?? String(USUAL)));
  if (!found) throw new HttpError(400, `resolution=${text}: use ${RESOLUTIONS.join(" or ")}`);
  return found;
}
