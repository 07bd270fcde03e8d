/** One question for places, cases, incidents and workers; and what lies within a line drawn on the map. Each by its own right. */
import type { Hono } from "hono";
import { listCases, saysText } from "../../dispatch/case_list.ts";
import { may } from "../../dispatch/rights.ts";
import { bestOf, readCoordinate, wantedOf } from "../../dispatch/search.ts";
import { AreaCodes } from "../../geo/area_codes.ts";
import type { Area } from "../../geo/polygon.ts";
import { inRing, type Ring } from "../../geo/ring.ts";
import { WORKER_STATE } from "../../geo/worker_mark.ts";
import type { Person } from "../../store/person.ts";
import type { Context } from "../context.ts";
import { HttpError } from "../http_error.ts";
import { allow, gateOf, senderOf } from "../who.ts";
import type { SearchAnswer, SearchHit, WithinAnswer, WorkerWithin } from "./search_answer.ts";

/** Of each kind so many. */
const MOST = 5;
const LONGEST = 80;
/** Of workers who fit, so many are looked at whether whoever asks sees them: areas cost time, and more letters leave fewer. */
const MOST_LOOKED_AT = 10_000;
/** A drawn line has so many corners at most, and so much is answered of each kind. */
const MOST_CORNERS = 500, MOST_WITHIN = 100;

type Ports = Pick<Context, "city" | "areas" | "dispatch" | "pipeline" | "sight" | "now">;

const EVERY_CASE = {
  ...{ stages: [], triage: null, area: null, category: null, severity: null, worker: null, text: "" },
};

export function mountSearch(app: Hono, ports: Ports): void {
  const areas = areaSearch(ports.areas);
  app.get("/api/search", (c) => {
    const { person } = senderOf(c);
    const text = (c.req.query("q") ?? "").slice(0, LONGEST);
    const wanted = wantedOf(text);
    if (wanted === "") throw new HttpError(400, "q: say what is looked for");
    const typed = readCoordinate(text, ports.city.bounds);
    const { people } = gateOf(c);
    const { people: accounts } = people.find({ q: wanted, role: "worker", state: "active", limit: MOST });
    const hits: SearchHit[] = [
      ...typed ? [{ kind: "coordinate" as const, ...typed }] : [],
      ...casesOf(ports, person, wanted),
      ...may(person, "cells.look").ok ? areas(wanted) : [],
      ...incidentsOf(ports, person, wanted),
      ...workersOf(ports, person, {
        wanted,
        accounts: accounts.flatMap(({ post }) => post ? [post.id] : []),
      }),
    ];
    return c.json({ hits } satisfies SearchAnswer);
  });

  app.get("/api/within", (c) => {
    const { person } = allow(c, "case.look");
    return c.json(within(ports, person, readRing(c.req.query("ring"))));
  });
}

function areaSearch({ districts, streets, communities, grids }: Ports["areas"]) {
  const codes = new AreaCodes({ districts, streets, communities, grids });
  const levels = [["district", districts], ["street", streets], ["community", communities], [
    "grid",
    grids,
  ]] as const;
  return (wanted: string): SearchHit[] =>
    levels.flatMap(([level, areas]) =>
      bestOf<Area>(areas, ({ name, code }) => [name, ...name.split(" · "), code], { wanted, n: MOST })
        .flatMap(({ code, name }) => {
          const place = codes.placeOf(code);
          return place ? [{ kind: "area" as const, level, code, name, ...place }] : [];
        })
    ).slice(0, 2 * MOST);
}

function casesOf({ dispatch, now }: Ports, person: Person, wanted: string): SearchHit[] {
  if (!may(person, "case.look").ok) return [];
  const looker = { person, tables: dispatch.cityTables, now: now() };
  // Clocks are reckoned only of what is found: this is asked with every letter that somebody types.
  const found = [...dispatch.book.open()].filter((c) => saysText(c, wanted));
  const { rows } = listCases(found, EVERY_CASE, looker, MOST);
  return rows.map(({ case: { id, title, address, stage, lat, lon } }) => ({
    ...{ kind: "case", id, title, stage, lat, lon },
    ...(address !== undefined && { address }),
  }));
}

function incidentsOf({ pipeline, sight }: Ports, person: Person, wanted: string): SearchHit[] {
  const seen = [...pipeline.city.openIncidents()].filter((incident) => sight.incident(person, incident));
  return bestOf(seen, ({ address, title }) => [address, title], { wanted, n: MOST })
    .map(({ source, id, title, address, lat, lon }) => ({
      ...{ kind: "incident", source, id, title, lat, lon },
      ...(address !== undefined && { address }),
    }));
}

/** By name or id, the best first; then those whose account is found otherwise, as by its login. */
function workersOf(
  { pipeline: { city }, dispatch: { posts }, sight, now }: Ports,
  person: Person,
  { wanted, accounts }: { wanted: string; accounts: readonly string[] },
): SearchHit[] {
  if (!may(person, "workers.look").ok) return [];
  city.advance(now());
  const { workers } = city;
  const isLive = (slot: number) => workers.isLive(slot);
  const hitOf = (slot: number) => ({
    ...{ kind: "worker" as const, worker: workers.id(slot), name: posts.nameOf(slot) },
    ...{ lat: workers.lat[slot]!, lon: workers.lon[slot]! },
  });
  // Whether somebody is on duty elsewhere is told as little as where.
  let left = MOST_LOOKED_AT;
  const seen = (slot: number) => left-- > 0 && sight.worker(person, hitOf(slot));
  const texts = (slot: number) => [posts.nameOf(slot) ?? undefined, workers.id(slot)];
  const best = bestOf(posts.like(wanted, isLive), texts, { wanted, n: MOST, accept: seen });
  const others = accounts.flatMap((id) => workers.find(id) ?? [])
    .filter((slot) => !best.includes(slot) && isLive(slot) && seen(slot));
  return [...best, ...others].slice(0, MOST).map(hitOf);
}

function readRing(text: string | undefined): Ring {
  const ring = (text ?? "").split(";").map((pair) => pair.split(",").map(Number));
  const right = ring.length >= 3 && ring.length <= MOST_CORNERS &&
    ring.every((pair) => pair.length === 2 && pair.every(Number.isFinite));
  if (!right) {
    throw new HttpError(400, `ring: send 3 to ${MOST_CORNERS} corners as lat,lon;lat,lon;… in degrees`);
  }
  return ring.map(([lat, lon]) => ({ lat: lat!, lon: lon! }));
}

function within(
  { pipeline, dispatch, sight, now }: Ports,
  person: Person,
  ring: Ring,
): WithinAnswer {
  const inside = inRing(ring);
  const at = now();
  const { city } = pipeline;
  const workers = may(person, "workers.look").ok
    ? workersWithin(city, at, (worker) => inside(worker) && sight.worker(person, worker))
    : [];
  const looker = { person, tables: dispatch.cityTables, now: at };
  const cases = listCases([...dispatch.book.open()].filter(inside), EVERY_CASE, looker, MOST_WITHIN + 1).rows;
  const incidents = [...city.openIncidents()].filter((incident) =>
    inside(incident) && !incident.assignment && sight.incident(person, incident)
  );
  const most = <T>(list: readonly T[]) => list.slice(0, MOST_WITHIN);
  return {
    workers: most(workers).map((one) => ({ ...one, name: dispatch.posts.nameOfWorker(one.worker) })),
    cases: most(cases),
    incidents: most(incidents),
    more: [workers, cases, incidents].some((list) => list.length > MOST_WITHIN),
    asOf: at,
  };
}

/** Free ones first, by their ids. */
function workersWithin(
  city: Ports["pipeline"]["city"],
  now: number,
  accept: (worker: { worker: string; lat: number; lon: number }) => boolean,
): Omit<WorkerWithin, "name">[] {
  city.advance(now);
  const { workers } = city;
  const found: Omit<WorkerWithin, "name">[] = [];
  for (let slot = 0; slot < workers.size; slot++) {
    if (!workers.isLive(slot) || workers.state[slot] === WORKER_STATE.silent) continue;
    const one = { worker: workers.id(slot), lat: workers.lat[slot]!, lon: workers.lon[slot]! };
    if (!accept(one)) continue;
    const free = workers.state[slot] === WORKER_STATE.free;
    found.push({ ...one, ageMs: Math.max(0, now - workers.time[slot]!), free });
  }
  return found.sort((a, b) => Number(b.free) - Number(a.free) || (a.worker < b.worker ? -1 : 1));
}
