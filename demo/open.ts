/** Opens Haiwan as a city of the server: its file, maps and media, and the simulation that feeds it. */
import type { FeatureCollection, MultiPolygon } from "geojson";
import type { Area } from "../geo/polygon.ts";
import { packGeoJson } from "../store/city_maps.ts";
import { SetupError } from "../store/city_folder.ts";
import type { DutyBook } from "../streams/duty.ts";
import type { OpenCity, Scenarios } from "../streams/open_city.ts";
import type { Pipeline } from "../streams/pipeline.ts";
import type { Camera, Incident } from "../streams/record.ts";
import { Streets } from "./addresses.ts";
import { camerasOf } from "./cameras.ts";
import { Day } from "./day.ts";
import { join } from "node:path";
import { communities, districts, grids, haiwan, haiwanCity, streets } from "./haiwan.ts";
import { fillHistory, PER_BATCH } from "./history.ts";
import { ShiftBook } from "./shift_book.ts";
import { readKept, writeKept } from "./kept_scenario.ts";
import { HaiwanTiles } from "./map/source.ts";
import { Media } from "./media.ts";
import { Past } from "./past.ts";
import { People } from "./people.ts";
import { type Running, ScenarioDesk } from "./scenario_desk.ts";
import { isOfScenario, originOf, type Scenario, SCENARIOS } from "./scenarios.ts";
import { indexOf, workerId, workerName } from "./people_names.ts";
import { gridCodesOf, type Posts } from "./posts.ts";
import { skillsOf } from "./kinds.ts";
import { weatherAt } from "./weather.ts";

export const FEED = "demo";
const SEED = "haiwan";
/** How often workers move and the day goes on. */
const PEOPLE_EVERY_MS = 500, DAY_EVERY_MS = 2_000;
const WEATHER_EVERY_MS = 10_000;

export function openDemo(workers: number, scenario: string | null = null): OpenCity {
  if (scenario !== null && !isScenario(scenario)) {
    throw new SetupError(`--scenario ${scenario}: is unknown; choose of ${SCENARIOS.join(", ")}`);
  }
  const media = new Media();
  const tiles = new HaiwanTiles();
  const desk = new ScenarioDesk(() => new Streets(haiwan()));
  const late: { posts?: Posts } = {};
  return {
    file: haiwanCity(),
    demo: true,
    maps: {
      districts: packGeoJson(districts()),
      streets: packGeoJson(streets()),
      communities: packGeoJson(communities()),
      grids: packGeoJson(grids()),
    },
    tiles,
    scenarios: handOn(desk),
    registered: (worker) => late.posts && registeredIn(late.posts, worker),
    areas: {
      districts: areasOf(districts()),
      streets: areasOf(streets()),
      communities: areasOf(communities()),
      grids: areasOf(grids()),
    },
    media: (path, now) => Promise.resolve(hasPower(desk, path, now) ? media.serve(path, now) : noPower()),
    async start(pipeline, signal, dataDir, book) {
      if (!book) throw new Error("Haiwan requires shifts, and there is no book of them");
      resume(desk, { pipeline, file: join(dataDir, "scenario.json"), wanted: scenario });
      await start(pipeline, { count: workers, desk, signal, book, began: (posts) => late.posts = posts });
      tiles.warm();
      signal.addEventListener("abort", () => tiles.close(), { once: true });
    },
  };
}

interface Resumed {
  readonly pipeline: Pipeline;
  readonly file: string;
  /** What the start was told to run; what still runs of that name is not begun anew. */
  readonly wanted: Scenario | null;
}

/** Goes on with the scenario that ran before, and works off what it brought. */
function resume(desk: ScenarioDesk, { pipeline, file, wanted }: Resumed): void {
  const now = Date.now();
  const open = [...pipeline.city.openIncidents()].filter(({ id }) => isOfScenario(id));
  const kept = readKept(file);
  desk.keep = (running) => writeKept(file, running);
  desk.resume(kept, open.map(({ id }) => id), now);
  if (wanted !== null && desk.at(now)?.scenario !== wanted) desk.start(wanted, now);
}

/** The city's own polygons, which need no check, named in both languages. */
function areasOf({ features }: FeatureCollection): Area[] {
  return features.map(({ properties, geometry }) => ({
    code: properties!.code,
    name: `${properties!["name:zh"]} · ${properties!["name:en"]}`,
    parts: (geometry as MultiPolygon).coordinates as unknown as Area["parts"],
  }));
}

/** Brings cameras, the last day and everybody's position, then goes on until the signal. */
interface DemoParts {
  readonly count: number;
  readonly desk: ScenarioDesk;
  readonly signal: AbortSignal;
  readonly book: DutyBook;
  /** Told where each worker belongs. */
  readonly began: (posts: Posts) => void;
}

async function start(pipeline: Pipeline, { count, desk, signal, book, began }: DemoParts): Promise<void> {
  const now = Date.now();
  // First: the ledger's thread writes it while the city is built here.
  const slot = Uint32Array.from({ length: count }, (_, i) => pipeline.city.workers.slotOf(workerId(i)));
  const shifts = new ShiftBook({ book, count, slot });
  const onDuty = shifts.enterNow(now);
  const city = haiwan();
  const people = new People(city, { count, seed: SEED, now, workers: pipeline.city.workers, feed: FEED });
  began(people.posts);
  const day = new Day(city, { seed: SEED, now });
  await pipeline.cameras(FEED, [...cameras().values()]);
  const backlog = [...day.backlog(now), ...forgotten(pipeline, day, now)];
  for (let i = 0; i < backlog.length; i += PER_BATCH) {
    await pipeline.incidents(FEED, backlog.slice(i, i + PER_BATCH));
  }
  await onDuty;
  pipeline.fixes(people.step(now));
  const failed = (error: unknown) => {
    if (!signal.aborted) pipeline.report("demo shifts", error);
  };
  void shifts.keep(Date.now, signal, failed).catch(failed);
  const past = new Past(people.posts, city.roads, { feed: FEED, phones: people.phones });
  const plan = (time: number) => shifts.reach(time, signal);
  void fillHistory({ pipeline, feed: FEED, day, past, now, signal, plan }).catch((error) => {
    if (!signal.aborted) pipeline.report("demo history", error);
  });
  let met: Running | null = null;
  every(PEOPLE_EVERY_MS, signal, () => {
    followAssignments(pipeline, people);
    const running = desk.at(Date.now());
    if (running !== met) {
      people.meet(met = running, Date.now());
      void shifts.callUp(people.calledUp, people.duties).catch(failed);
    }
    void shifts.extend(people.sent, Date.now()).catch(failed);
    // The simulation waits when told to, as any feed must.
    if (!pipeline.recorder.full) pipeline.fixes(people.step(Date.now()));
  }, pipeline);
  const observe = () => pipeline.weather(FEED, [observed(desk, Date.now())]);
  observe();
  every(WEATHER_EVERY_MS, signal, observe, pipeline);
  every(DAY_EVERY_MS, signal, async () => {
    const changed = [...day.step(Date.now()), ...desk.step(Date.now())];
    if (changed.length > 0) await pipeline.incidents(FEED, changed);
  }, pipeline);
}

function registeredIn(posts: Posts, worker: string) {
  const i = indexOf(worker);
  if (i === undefined || i >= posts.size) return undefined;
  let grids: readonly string[] | undefined;
  return {
    ...{ name: workerName(i), skills: skillsOf(i) },
    // Of everybody they take seconds to find; names are asked of everybody, grids of a few.
    get grids() {
      return grids ??= gridCodesOf(posts, i);
    },
  };
}

function observed(desk: ScenarioDesk, time: number) {
  const { sky, text, celsius, wind, warning } = desk.weather(weatherAt(time), time);
  return {
    ...{ time, sky, text: `${text.zh} · ${text.en}`, celsius, wind },
    ...(warning === undefined ? {} : { warning }),
  };
}

function isScenario(name: string): name is Scenario {
  return SCENARIOS.some((known) => known === name);
}

function handOn(desk: ScenarioDesk): Scenarios {
  return {
    names: SCENARIOS,
    running: (now) => desk.at(now),
    start: (name, now) => void (isScenario(name) && desk.start(name, now)),
    stop: () => desk.stop(),
  };
}

/** A camera in a quarter without power is gone until the power is back. */
function hasPower(desk: ScenarioDesk, path: string, now: number): boolean {
  const id = /\/(CAM-\d{4})\.m3u8$/.exec(path)?.[1];
  const camera = id === undefined ? undefined : cameras().get(id);
  return !camera || !desk.dark(camera.lat, camera.lon, now);
}

function noPower(): Response {
  return new Response("No power at this camera", { status: 503, headers: { "retry-after": "60" } });
}

let known: Map<string, Camera> | undefined;

function cameras(): Map<string, Camera> {
  return known ??= new Map(camerasOf(haiwan()).map((camera) => [camera.id, camera]));
}

/** Incidents the ledger still holds open from before, which ended while nobody was running. */
function forgotten(pipeline: Pipeline, day: Day, now: number): Incident[] {
  const out: Incident[] = [];
  for (const open of pipeline.city.openIncidents()) {
    // Ids that scenarios of now no longer give.
    if (isOfScenario(open.id) && !originOf(open.id)) out.push({ ...open, status: "closed" });
    const current = day.current(open.id, now);
    if (current && current.status !== "open") out.push(current);
  }
  return out;
}

/** Whoever was sent goes there; whoever's incident is over goes back on patrol. */
function followAssignments(pipeline: Pipeline, people: People): void {
  const wanted = new Map<number, Incident>();
  for (const incident of pipeline.city.openIncidents()) {
    const index = incident.assignment ? indexOf(incident.assignment.worker) : undefined;
    if (index !== undefined) wanted.set(index, incident);
  }
  for (const index of people.sent) if (!wanted.has(index)) people.release(index);
  for (const [index, { lat, lon }] of wanted) if (!people.sent.has(index)) people.send(index, lat, lon);
}

function every(ms: number, signal: AbortSignal, work: () => void | Promise<void>, pipeline: Pipeline): void {
  let busy = false;
  const timer = setInterval(async () => {
    if (busy) return;
    busy = true;
    try {
      await work();
    } catch (error) {
      pipeline.report("demo", error);
    } finally {
      busy = false;
    }
  }, ms);
  signal.addEventListener("abort", () => clearInterval(timer), { once: true });
}
