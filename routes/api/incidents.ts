/** Incidents that wait to be taken up; one incident and its history. */
import type { Hono } from "hono";
import type { Context } from "../context.ts";
import { HttpError } from "../http_error.ts";
import { incidentName, type IncidentRecord } from "../../store/record.ts";
import { allow, senderOf } from "../who.ts";

/** So many of the newest are looked at for a list of those that wait. */
const LOOKED_AT = 500;

/** Open incidents that are no case yet, the newest first. */
export interface WaitingAnswer {
  readonly incidents: readonly IncidentRecord[];
  /** There are older ones that nobody looked at. */
  readonly more: boolean;
  readonly asOf: number;
}

const nameOf = ({ source, incident }: { source: string; incident: string }) =>
  incidentName({ source, id: incident });

export function mountIncidents(
  app: Hono,
  { pipeline, sight, now }: Pick<Context, "pipeline" | "sight" | "now">,
): void {
  app.get("/api/incidents", async (c) => {
    const { person } = allow(c, "incidents.look");
    const open = [...pipeline.city.knownIncidents()]
      .filter((incident) => incident.status === "open" && sight.incident(person, incident))
      .sort((a, b) => b.time - a.time);
    const looked = open.slice(0, LOOKED_AT);
    const refs = looked.map(({ source, id }) => ({ source, incident: id }));
    const waiting = new Set((await pipeline.ledger.cases.withoutCase(refs)).map(nameOf));
    const answer: WaitingAnswer = {
      incidents: looked.filter(({ source, id }) => waiting.has(nameOf({ source, incident: id }))),
      more: open.length > LOOKED_AT,
      asOf: now(),
    };
    return c.json(answer);
  });

  app.get("/api/incidents/:source/:id", async (c) => {
    senderOf(c);
    const { source, id } = c.req.param();
    const history = await pipeline.ledger.history(source, id);
    if (history.length === 0) throw new HttpError(404, `No incident ${id} of ${source} is known`);
    const incident = pipeline.city.incident(source, id) ?? history.at(-1)!;
    allow(c, "incidents.look", { areas: sight.areasAt(incident) });
    return c.json({ incident, history });
  });
}
