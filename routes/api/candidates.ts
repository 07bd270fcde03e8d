/** Who should go: to a case, an incident, a cell or a place, ranked and explained; of those whom the account may see. */
import type { Context as Request, Hono } from "hono";
import type { CandidatesAnswer, Errand } from "../../dispatch/candidates.ts";
import { maySee } from "../../dispatch/case_list.ts";
import { isCell, placeOf } from "../../geo/cell.ts";
import { contains, type Place } from "../../geo/place.ts";
import { SEVERITIES, type Severity } from "../../store/record.ts";
import type { Context } from "../context.ts";
import { HttpError } from "../http_error.ts";
import { allow, senderOf } from "../who.ts";

const USUAL = 8;
const MOST = 20;
const WAYS = "use case=NUMBER, source= and incident=, cell=H3, or lat= and lon=";

type Ports = Pick<Context, "dispatch" | "pipeline" | "sight" | "city">;

export function mountCandidates(app: Hono, ports: Ports): void {
  app.get("/api/candidates", async (c) => {
    senderOf(c);
    const errand = await errandOf(c, ports);
    const sender = allow(c, "workers.look", { areas: errand.areas });
    const answer: CandidatesAnswer = ports.dispatch.candidates.forReader(
      errand,
      readCount(c.req.query("n")),
      { person: sender.person, sees: ports.sight.onlooker(sender).workers },
    );
    return c.json(answer);
  });
}

async function errandOf(c: Request, { dispatch, pipeline, sight, city }: Ports): Promise<Errand> {
  const { case: id, source, incident, cell, lat, lon } = c.req.query();
  if (id !== undefined) {
    const { person } = allow(c, "case.look");
    const found = await dispatch.desk.find(id);
    // Whoever may not see a case is not told that it exists.
    if (!found || !maySee(found, person)) throw new HttpError(404, `There is no case ${id.slice(0, 40)}`);
    return dispatch.candidates.errandOf(found);
  }
  if (source !== undefined && incident !== undefined) {
    const known = pipeline.city.incident(source, incident);
    if (!known) throw new HttpError(404, `No open incident ${incident} of ${source} is known`);
    allow(c, "incidents.look", { areas: sight.areasAt(known) });
    const made = await dispatch.desk.ofIncident({ source, incident });
    return made ? dispatch.candidates.errandOf(made) : dispatch.candidates.errandOfIncident(known);
  }
  const place = cell !== undefined ? placeOfCell(cell) : placeOfText(lat, lon);
  if (!contains(city.bounds, place.lat, place.lon)) {
    throw new HttpError(400, `${place.lat}, ${place.lon}: is not in this city; ${WAYS}`);
  }
  const severity = readSeverity(c.req.query("severity"));
  return dispatch.candidates.errandTo(place, c.req.query("category") || null, severity);
}

function placeOfCell(cell: string): Place {
  if (!isCell(cell)) throw new HttpError(400, `cell=${cell.slice(0, 40)}: is no H3 cell`);
  return placeOf(cell);
}

function placeOfText(lat: string | undefined, lon: string | undefined): Place {
  const place = { lat: Number(lat || NaN), lon: Number(lon || NaN) };
  if (Number.isFinite(place.lat) && Number.isFinite(place.lon)) return place;
  throw new HttpError(400, `Where to is not said; ${WAYS}`);
}

function readSeverity(text: string | undefined): Severity | null {
  if (text === undefined || text === "") return null;
  const severity = SEVERITIES.find((one) => String(one) === text);
  if (!severity) throw new HttpError(400, `severity=${text}: use ${SEVERITIES.join(", ")}`);
  return severity;
}

function readCount(text: string | undefined): number {
  const n = text === undefined ? USUAL : Number(text);
  if (Number.isInteger(n) && n >= 1 && n <= MOST) return n;
  throw new HttpError(400, `n=${text}: use a whole number from 1 to ${MOST}`);
}
