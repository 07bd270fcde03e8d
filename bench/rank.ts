/** Who should go, among Beijing's number of workers: how long an answer takes, whether it is exact, and how wrong arrivals are. */
import alea from "alea";
import { Candidates, crowdOf } from "../dispatch/candidates.ts";
import { CityTables, plainTables } from "../dispatch/city_tables.ts";
import { Posts } from "../dispatch/posts.ts";
import { type Crowd, judgeOne, order, rank, type Ranked, type RankOptions } from "../dispatch/rank.ts";
import { ReachBook } from "../dispatch/reach_book.ts";
import { around, cellsIn } from "../geo/cell.ts";
import type { Place } from "../geo/place.ts";
import { CellSpeeds, CellSquares, Travel, TRAVEL_RESOLUTION } from "../geo/travel.ts";
import { FixBatch } from "../streams/batch.ts";
import { City } from "../streams/city.ts";
import { errorTable, HAS_CALLS, readArrivals } from "./arrivals.ts";
import { count, type Figure, milliseconds, percentile, seconds } from "./figure.ts";
import { openRedis } from "./redis.ts";
import { BEIJING_WORKERS, BENCH_BOUNDS, WALKED_FROM } from "./walkers.ts";

const START = Date.UTC(2026, 10, 25, 2);
const RULES = { freshMs: 300_000, marginSeconds: 120 };
const TRAVEL_RULES = { kmh: 12, detour: 1.3, setOutSeconds: 60 };
const URGENT_MS = 15 * 60_000;
/** Of the workers so many have a case in hand, or were last heard of ten minutes ago. */
const BUSY = 0.3, OLD = 0.05;
/** Of the workers so many drive. */
const DRIVING = 0.2;
const CENTRE = { lat: 39.92, lon: 116.4 };
const microseconds = (value: number) => `${value.toFixed(value < 10 ? 1 : 0)} µs`;

export async function rankBench({ quick }: { quick: boolean }): Promise<Figure[]> {
  const random = alea("rank");
  const { city, places } = peopled(random);
  const travel = travelOf(random);
  const tables = new CityTables([plainTables("Asia/Shanghai")]);
  const posts = new Posts({ people: { all: [], changes: 0 }, workers: city.workers, register: registered });
  const crowd = crowdOf({ city, posts, tables, now: () => START, find: () => undefined });
  const candidates = new Candidates({
    ...{ city, posts, tables, crowd, travel: () => travel, rules: RULES, urgentMs: URGENT_MS },
    codes: { of: (place) => [gridOf(place)] },
    now: () => START,
  });
  return [
    ...rankings(candidates, places, quick),
    ...exactness(crowd, travel, places, quick ? 5 : 30),
    ...await nearest(city, places, quick),
    ...await reaches(crowd, travel, quick),
    ...await arrivals(),
  ];
}

/** Most near the centre, as in a real city; and the places that are asked about, half of them anywhere. */
function peopled(random: () => number): { city: City; places: Place[] } {
  const [west, , east, north] = BENCH_BOUNDS;
  const city = new City({ bounds: BENCH_BOUNDS, liveMs: 900_000, now: START });
  const anywhere = () => ({
    lat: WALKED_FROM + random() * (north - WALKED_FROM),
    lon: west + random() * (east - west),
  });
  const central = () => ({
    lat: CENTRE.lat + normal(random) * 0.12,
    lon: CENTRE.lon + normal(random) * 0.12,
  });
  const batch = new FixBatch("bench", BEIJING_WORKERS, START);
  for (let i = 0; i < BEIJING_WORKERS; i++) {
    const { lat, lon } = random() < 0.8 ? central() : anywhere();
    batch.worker[i] = city.workers.slotOf(`w${i}`);
    batch.time[i] = START - (random() < OLD ? 600_000 : Math.floor(random() * 10_000));
    batch.lat[i] = lat;
    batch.lon[i] = lon;
    batch.size++;
  }
  city.applyFixes(batch, START);
  for (let i = 0; i < BEIJING_WORKERS; i++) {
    if (random() < BUSY) city.workers.busy[i] = 1;
    if (random() < DRIVING) city.workers.drove[i] = START;
  }
  return { city, places: Array.from({ length: 4_000 }, (_, i) => i % 2 === 0 ? central() : anywhere()) };
}

/** From 0.8 to 1.6 m/s on foot and from 3 to 12 driving, for every cell and each of its neighbours. */
function travelOf(random: () => number): Travel {
  const squares = new CellSquares();
  const speeds = (speed: () => number) =>
    new CellSpeeds(
      squares,
      cellsIn(BENCH_BOUNDS, TRAVEL_RESOLUTION).flatMap((from) =>
        around(from, 1).map((to) => ({ from, to, speed: speed(), moves: 30 }))
      ),
    );
  const driving = new Travel(TRAVEL_RULES, speeds(() => 3 + 9 * random() ** 2));
  return new Travel(TRAVEL_RULES, speeds(() => 0.8 + 0.8 * random()), { driving });
}

function registered(worker: string) {
  const i = Number(worker.slice(1));
  return { name: worker, skills: i % 7 === 0 ? ["pipes"] : [], grids: [`g${i % 2_000}`] };
}

function gridOf({ lat, lon }: Place): string {
  return `g${Math.floor((lat + lon) * 10_000) % 2_000}`;
}

function rankings(candidates: Candidates, places: readonly Place[], quick: boolean): Figure[] {
  const times: number[] = [];
  const asked = places.slice(0, quick ? 400 : places.length);
  for (const [i, place] of asked.entries()) {
    const began = performance.now();
    candidates.for(candidates.errandTo(place), 8);
    // The first ones warm the code up.
    if (i >= 100) times.push(performance.now() - began);
  }
  return [
    { name: "the eight best of 129,000 workers, p50", value: percentile(times, 0.5), show: milliseconds },
    {
      name: "… p99",
      value: percentile(times, 0.99),
      show: milliseconds,
      target: { kind: "at-most", value: 5 },
    },
  ];
}

function exactness(crowd: Crowd, travel: Travel, places: readonly Place[], asked: number): Figure[] {
  const options: RankOptions = { travel, rules: RULES, now: START, n: 8 };
  let wrong = 0, took = 0;
  for (const [i, place] of places.slice(0, asked).entries()) {
    const skill = i % 3 === 0 ? "pipes" : null;
    const target = { ...place, due: START + URGENT_MS, skill, areas: [gridOf(place)] };
    const began = performance.now();
    const all = everybody((slot) => judgeOne(slot, target, crowd, options), options);
    took += performance.now() - began;
    const { ranked } = rank(target, crowd, options);
    if (JSON.stringify(ranked) !== JSON.stringify(all)) wrong++;
  }
  return [
    {
      name: `rankings of ${asked} that differ from judging everybody`,
      value: wrong,
      show: count,
      target: { kind: "at-most", value: 0 },
    },
    { name: "(judging everybody, mean)", value: took / asked, show: milliseconds },
  ];
}

function everybody(judge: (slot: number) => Ranked | null, { rules, n }: RankOptions): Ranked[] {
  const all = Array.from({ length: BEIJING_WORKERS }, (_, slot) => judge(slot)!);
  return all.sort((a, b) => order(a, b, rules)).slice(0, n);
}

async function nearest(city: City, places: readonly Place[], quick: boolean): Promise<Figure[]> {
  const asked = places.slice(0, quick ? 400 : 4_000);
  for (const place of places.slice(0, 1_000)) city.nearestWorkers(place, 10);
  const began = performance.now();
  for (const place of asked) city.nearestWorkers(place, 10);
  const own = (performance.now() - began) * 1_000 / asked.length;
  const name = "nearest ten of 129,000, mean";
  await using redis = await openRedis();
  if (!redis) {
    return [{
      name: `${name} (no redis-server on this machine to compare with)`,
      value: own,
      show: microseconds,
    }];
  }
  const { lat, lon } = city.workers;
  for (let from = 0; from < BEIJING_WORKERS; from += 1_000) {
    await redis.ask(Array.from({ length: 1_000 }, (_, i) => [
      ...["GEOADD", "w", String(lon[from + i]!), String(lat[from + i]!), `w${from + i}`],
    ]));
  }
  await redis.ask([["CONFIG", "RESETSTAT"]]);
  const waits: number[] = [];
  for (const place of asked) {
    // Redis looks at everybody within a circle. It is given the smallest that holds ten, which nobody knows before.
    const circle = city.nearestWorkers(place, 10)[9]!.metres * 1.01;
    const t0 = performance.now();
    await redis.ask([[
      ...["GEOSEARCH", "w", "FROMLONLAT", String(place.lon), String(place.lat)],
      ...["BYRADIUS", String(circle), "m", "ASC", "COUNT", "10", "WITHDIST"],
    ]]);
    waits.push((performance.now() - t0) * 1_000);
  }
  const [stats] = await redis.ask([["INFO", "commandstats"]]);
  const inside = Number(/cmdstat_geosearch:.*usec_per_call=([\d.]+)/.exec(String(stats))?.[1] ?? NaN);
  return [
    {
      name: `${name} (raw: Redis ${redis.version} GEOSEARCH in the smallest circle, its own time)`,
      ...{ value: own, show: microseconds, floor: inside, target: { kind: "ratio-at-most", value: 1 } },
    },
    { name: "(the same asked over its socket, p50)", value: percentile(waits, 0.5), show: microseconds },
  ];
}

async function reaches(crowd: Crowd, travel: Travel, quick: boolean): Promise<Figure[]> {
  const count = (resolution: number, skill: string | null) =>
    new ReachBook({
      ...{ crowd, rules: RULES, limitSeconds: URGENT_MS / 1_000, bounds: BENCH_BOUNDS, hasAreas: false },
      ...{ areasOf: () => [], travel: () => travel, now: () => START },
      report: (_, error) => {
        throw error;
      },
    }).of(resolution, skill);
  const figures: Figure[] = [];
  for (
    const [resolution, skill] of [[8, null], [8, "pipes"], ...quick ? [] : [[9, null] as const]] as const
  ) {
    // The first counting asks H3 for the squares of the ways.
    await count(resolution, skill);
    const { cells, tookMs } = await count(resolution, skill);
    const who = skill === null ? "" : ", by the one in seven who has a skill";
    figures.push({
      name: `reach of the whole city, ${
        cells.length.toLocaleString("en")
      } cells of resolution ${resolution}${who}`,
      value: tookMs / 1_000,
      show: seconds,
      ...(resolution === 8 && skill === null ? { target: { kind: "at-most", value: 1 } as const } : {}),
    });
  }
  return figures;
}

async function arrivals(): Promise<Figure[]> {
  if (!HAS_CALLS) {
    return [{ name: "(arrivals: ../shared/data is missing)", value: NaN, show: () => "–" }];
  }
  const { fromScene, fromHome } = await readArrivals();
  const whole = (value: number) => `${Math.round(value)} s`;
  return [errorTable("from the last scene", fromScene), errorTable("from home", fromHome)].flatMap(
    ({ which, learnedFrom, rows }) =>
      rows.flatMap(({ way, errors }): Figure[] => [
        {
          name: `arrivals ${which}, ${way}: error, median (${errors.trips}, learned of ${learnedFrom})`,
          ...{ value: errors.median, show: whole },
        },
        { name: "… p90", value: errors.p90, show: whole },
        { name: "… bias", value: errors.bias, show: whole },
      ]),
  );
}

function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
