/** What is in a cell now, and how it was over the last hours. */
import type { Hono } from "hono";
import { areaOf, COARSEST, FINEST, isCell, parentOf, resolutionOf } from "../../geo/cell.ts";
import { listCases } from "../../dispatch/case_list.ts";
import { cellTrend, STEPS_MINUTES } from "../../dashboards/trend.ts";
import { Whereabout } from "../../geo/whereabouts.ts";
import type { Person } from "../../store/person.ts";
import type { Candidate } from "../../streams/pipeline.ts";
import type { Context } from "../context.ts";
import { HttpError } from "../http_error.ts";
import { allow } from "../who.ts";

const LONGEST_TREND_HOURS = 24 * 14;
const MOST_POINTS = 24 * 14 * 4;
const MOST_CASES = 50;
const EVERY_CASE = {
  ...{ stages: [], triage: null, area: null, category: null, severity: null, worker: null, text: "" },
};

type Needed = Pick<Context, "dispatch" | "pipeline" | "clickhouse" | "city" | "areas" | "now" | "sight">;

export function mountCells(app: Hono, context: Needed): void {
  const { dispatch, pipeline, clickhouse, city, areas, now, sight } = context;
  const where = new Whereabout(areas);

  /** What is worked on in a cell, the least time left first. */
  const casesIn = (cell: string, person: Person) => {
    const resolution = resolutionOf(cell);
    const here = [...dispatch.book.open()].filter((c) => parentOf(c.cell, resolution) === cell);
    const looker = { person, tables: dispatch.cityTables, now: now() };
    return listCases(here, EVERY_CASE, looker, MOST_CASES).rows;
  };

  app.get("/api/cells/:cell", (c) => {
    const { person } = allow(c, "cells.look");
    const cell = readCell(c.req.param("cell"));
    const now = pipeline.cell(cell);
    const mayBeSeen = (worker: Candidate) => sight.worker(person, worker);
    return c.json({
      cell,
      areaM2: Math.round(areaOf(cell)),
      where: where.of(cell),
      ...now,
      incidents: now.incidents.filter((incident) => sight.incident(person, incident)),
      workers: now.workers.filter(mayBeSeen),
      nearest: now.nearest.filter(mayBeSeen),
      cases: casesIn(cell, person),
    });
  });

  app.get("/api/cells/:cell/trend", async (c) => {
    allow(c, "cells.look");
    const cell = readCell(c.req.param("cell"));
    const hours = Number(c.req.query("hours") ?? 24);
    if (!(hours > 0 && hours <= LONGEST_TREND_HOURS)) {
      throw new HttpError(400, `hours=${c.req.query("hours")}: use a number up to ${LONGEST_TREND_HOURS}`);
    }
    const step = c.req.query("step");
    const stepMinutes = STEPS_MINUTES.find((minutes) => String(minutes) === step);
    if (step !== undefined && (!stepMinutes || hours * 60 / stepMinutes > MOST_POINTS)) {
      throw new HttpError(
        400,
        `step=${step.slice(0, 40)}: use one of ${
          STEPS_MINUTES.join(", ")
        } (minutes), at most ${MOST_POINTS} steps`,
      );
    }
    try {
      const asked = { cell, hours, now: now(), timeZone: city.timeZone };
      return c.json(await cellTrend(clickhouse, { ...asked, ...(stepMinutes ? { stepMinutes } : {}) }));
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
