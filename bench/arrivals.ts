/**
 * How wrong estimated arrivals are, against recorded ones: San Francisco's fire department, one week, from the dispatch of a
 * unit until it is on the scene. Where a unit started nobody wrote down. Its last scene is taken, as the last fix of a worker
 * would be; for engines that had time to go home, beside it the middle of the calls of their station's area.
 */
import { existsSync } from "node:fs";
import { metresBetween, type Place } from "../geo/place.ts";
import { CellSpeeds, CellSquares, type LearnedSpeed, Travel, TRAVEL_RESOLUTION } from "../geo/travel.ts";
import { cellAt } from "../geo/cell.ts";
import { recordsOf } from "../streams/recording/file.ts";
import { usLocalTime } from "../streams/recording/local_time.ts";
import { Faults } from "../streams/recording/recording.ts";
import { percentile } from "./figure.ts";

export const CALLS = new URL("../../shared/data/sf/sffd_unit_calls_2016w53.csv.gz", import.meta.url).pathname;
export const HAS_CALLS = existsSync(CALLS);

const ZONE = "America/Los_Angeles";
/** Longer, and the unit did something else on the way. */
const LONGEST_S = 45 * 60;
const SHORTEST_M = 150;
/** A unit that left its last scene so long ago may be at home. */
const JUST_LEFT_MS = 10 * 60_000;
/** What a city would state of fire engines that nothing was learned of. */
export const STATED = { kmh: 30, detour: 1.3, setOutSeconds: 60 } as const;
const LEAST_MOVES = 5;

export interface Arrival {
  readonly unit: string;
  readonly from: Place;
  readonly to: Place;
  readonly metres: number;
  readonly dispatched: number;
  /** From the dispatch until it moved, and until it was there, s. */
  readonly setOut: number;
  readonly seconds: number;
  readonly justLeft: boolean;
}

export interface Errors {
  readonly trips: number;
  /** Absolute, s. */
  readonly median: number;
  readonly p90: number;
  /** Mean of estimated less recorded, s. */
  readonly bias: number;
}

interface Call extends Place {
  readonly dispatched: number;
  readonly moved: number;
  readonly arrived: number;
  readonly free: number;
}

/** An engine or truck and its station, such as E39. */
const STATIONED = /^[ETB]0*(\d+)$/;

export interface Arrivals {
  /** Every arrival whose unit had been at another scene before, in the order of dispatch. */
  readonly fromScene: readonly Arrival[];
  /** Those of engines and trucks that had time to go home since, from there. */
  readonly fromHome: readonly Arrival[];
}

export async function readArrivals(file = CALLS): Promise<Arrivals> {
  const byUnit = new Map<string, Call[]>(), byStation = new Map<string, Call[]>();
  for await (const row of recordsOf(file, new Faults())) {
    const call = callOf(row);
    if (!call) continue;
    const unit = row["Unit ID"]!, station = String(Number(row["Station Area"]));
    byUnit.set(unit, [...byUnit.get(unit) ?? [], call]);
    byStation.set(station, [...byStation.get(station) ?? [], call]);
  }
  const arrivals = [...byUnit].flatMap(([unit, calls]) => {
    const inOrder = calls.sort((a, b) => a.dispatched - b.dispatched);
    return inOrder.slice(1).flatMap((to, i) => arrivalOf(unit, inOrder[i]!, to));
  });
  const fromScene = arrivals.sort((a, b) => a.dispatched - b.dispatched);
  const homes = new Map([...byStation].map(([station, calls]) => [station, middleOf(calls)]));
  return { fromScene, fromHome: fromScene.flatMap((arrival) => fromHome(arrival, homes)) };
}

function middleOf(places: readonly Place[]): Place {
  const middle = (axis: "lat" | "lon") => percentile(places.map((place) => place[axis]), 0.5);
  return { lat: middle("lat"), lon: middle("lon") };
}

function fromHome(arrival: Arrival, homes: ReadonlyMap<string, Place>): Arrival[] {
  const from = homes.get(STATIONED.exec(arrival.unit)?.[1] ?? "");
  if (!from || arrival.justLeft) return [];
  const metres = metresBetween(from.lat, from.lon, arrival.to.lat, arrival.to.lon);
  return metres < SHORTEST_M ? [] : [{ ...arrival, from, metres }];
}

function callOf(row: Readonly<Record<string, string | undefined>>): Call | null {
  const time = (column: string) => usLocalTime(row[column] ?? "", ZONE) ?? NaN;
  const [lat, lon] = /\(([-\d.]+), ([-\d.]+)\)/.exec(row["Location"] ?? "")?.slice(1).map(Number) ?? [];
  const dispatched = time("Dispatch DtTm"), free = time("Available DtTm");
  if (lat === undefined || lon === undefined || !Number.isFinite(dispatched)) return null;
  return { lat, lon, dispatched, free, moved: time("Response DtTm"), arrived: time("On Scene DtTm") };
}

function arrivalOf(unit: string, last: Call, to: Call): Arrival[] {
  const metres = metresBetween(last.lat, last.lon, to.lat, to.lon);
  const seconds = (to.arrived - to.dispatched) / 1_000, setOut = (to.moved - to.dispatched) / 1_000;
  const isTrip = seconds > 0 && seconds < LONGEST_S && setOut >= 0 && setOut < seconds;
  // Whoever was never at the last scene was not there when the next call came.
  if (!isTrip || metres < SHORTEST_M || !Number.isFinite(last.arrived) || !(last.free <= to.dispatched)) {
    return [];
  }
  const justLeft = to.dispatched - last.free < JUST_LEFT_MS;
  const [from, place] = [last, to].map(({ lat, lon }) => ({ lat, lon })) as [Place, Place];
  return [{ unit, from, to: place, metres, dispatched: to.dispatched, setOut, seconds, justLeft }];
}

/** What one part of the trips teaches about the other. */
export function learn(trips: readonly Arrival[]): { readonly learned: Travel; readonly oneSpeed: Travel } {
  const { detour } = STATED;
  const setOutSeconds = percentile(trips.map(({ setOut }) => setOut), 0.5);
  const speedOf = ({ metres, seconds, setOut }: Arrival) => metres * detour / (seconds - setOut);
  const kmh = 3.6 * percentile(trips.map(speedOf), 0.5);
  const rules = { kmh, detour, setOutSeconds };
  const moves = new Map<string, { from: string; to: string; speeds: number[] }>();
  for (const trip of trips) {
    for (const [from, to] of stepsOf(trip)) {
      const key = `${from} ${to}`;
      const move = moves.get(key) ?? { from, to, speeds: [] };
      move.speeds.push(speedOf(trip));
      moves.set(key, move);
    }
  }
  const rows = [...moves.values()].filter(({ speeds }) => speeds.length >= LEAST_MOVES)
    .map(({ from, to, speeds }): LearnedSpeed => ({
      ...{ from, to, speed: percentile(speeds, 0.5), moves: speeds.length },
    }));
  return { learned: new Travel(rules, new CellSpeeds(new CellSquares(), rows)), oneSpeed: new Travel(rules) };
}

/** The pairs of cells that the straight line leads through, each once. */
function stepsOf({ from, to, metres }: Arrival): [string, string][] {
  const pieces = Math.max(1, Math.ceil(metres / 400));
  const cells = Array.from({ length: pieces + 1 }, (_, i) =>
    cellAt({
      lat: from.lat + (to.lat - from.lat) * i / pieces,
      lon: from.lon + (to.lon - from.lon) * i / pieces,
    }, TRAVEL_RESOLUTION));
  const pairs = cells.slice(1).map((cell, i) => [cells[i]!, cell] as [string, string]);
  return [...new Map(pairs.map((pair) => [pair.join(), pair])).values()];
}

export function errorsOf(travel: Travel, trips: readonly Arrival[]): Errors {
  const errors = trips.map(({ from, to, metres, seconds }) => travel.seconds(from, to, metres) - seconds);
  const absolute = errors.map(Math.abs);
  return {
    trips: trips.length,
    median: percentile(absolute, 0.5),
    p90: percentile(absolute, 0.9),
    bias: errors.reduce((sum, error) => sum + error, 0) / errors.length,
  };
}

export interface ErrorTable {
  readonly which: string;
  readonly learnedFrom: number;
  readonly rows: readonly { readonly way: string; readonly errors: Errors }[];
}

/** Learned on the first two thirds of the week, tested on the rest. */
export function errorTable(which: string, arrivals: readonly Arrival[]): ErrorTable {
  const cut = Math.floor(arrivals.length * 2 / 3);
  const [train, test] = [arrivals.slice(0, cut), arrivals.slice(cut)];
  const { learned, oneSpeed } = learn(train);
  const ways = [
    ["by the stated default", new Travel(STATED)],
    ["by one learned speed", oneSpeed],
    ["by speeds learned between cells", learned],
  ] as const;
  return {
    which,
    learnedFrom: train.length,
    rows: ways.map(([way, travel]) => ({ way, errors: errorsOf(travel, test) })),
  };
}
