/** Where somebody would be in time, by cell: what the reach layer shows. */
import type { Hono } from "hono";
import type { Tables } from "../../dispatch/city_tables.ts";
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
    const skill = category === null ? null : skillOf(category, dispatch.cityTables.newest, city.categories);
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

function skillOf(
  category: string,
  { categories }: Pick<Tables, "categories">,
  named: readonly { readonly code: string }[],
): string | null {
  // A city that names no categories takes all of them.
  const lists = categories.size + named.length > 0;
  if (lists && !categories.has(category) && !named.some(({ code }) => code === category)) {
    throw new HttpError(
      400,
      `category=${category.slice(0, 40)}: is unknown; use a code of the city's categories, or leave it out`,
    );
  }
  return categories.get(category)?.skill ?? null;
}

function readResolution(text: string | undefined): number {
  const found = RESOLUTIONS.find((one) => String(one) === (text ?? String(USUAL)));
  if (!found) throw new HttpError(400, `resolution=${text?.slice(0, 40)}: use ${RESOLUTIONS.join(" or ")}`);
  return found;
}
