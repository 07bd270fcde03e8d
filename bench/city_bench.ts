/** How much one fix costs in the city's live state: 129,000 workers walking, fixes every ten seconds, nothing else. */
import process from "node:process";
import alea from "alea";
import type { Bounds } from "../geo/place.ts";
import { FixBatch } from "../streams/batch.ts";
import { City } from "../streams/city.ts";

/** Beijing's plain: about 110 × 110 km. */
const BOUNDS: Bounds = [115.8, 39.5, 117.1, 40.5];
const BATCH = 8192;

export interface CityFigures {
  readonly fixes: number;
  /** Of the whole process, the garbage collector's threads included. */
  readonly cpuMicrosecondsPerFix: number;
  readonly longestBatchMs: number;
  /** Longest call of advance(), which moves the windows once a minute. */
  readonly longestAdvanceMs: number;
  readonly nearestP50Us: number;
  readonly nearestP99Us: number;
  readonly cells: number;
  readonly packedMb: number;
  readonly rssMb: number;
}

/**
 * Workers on foot within 300 m of a home, and one in five on wheels within 3 km: each has a heading of its own, turns now
 * and then, and turns back at the end of the beat.
 */
class Walkers {
  readonly lat: Float64Array;
  readonly lon: Float64Array;
  readonly #homeLat: Float64Array;
  readonly #homeLon: Float64Array;
  readonly #heading: Float64Array;
  readonly #random: () => number;

  constructor(readonly size: number, seed: string) {
    const random = this.#random = alea(seed);
    const [west, south, east, north] = BOUNDS;
    // Three in four live in the middle third of the plain.
    const inside = (low: number, high: number) =>
      random() < 0.75 ? low + (high - low) * (1 + random()) / 3 : low + (high - low) * random();
    this.#homeLat = Float64Array.from({ length: size }, () => inside(south, north));
    this.#homeLon = Float64Array.from({ length: size }, () => inside(west, east));
    this.lat = this.#homeLat.slice();
    this.lon = this.#homeLon.slice();
    this.#heading = Float64Array.from({ length: size }, () => random() * 2 * Math.PI);
  }

  step(i: number, seconds: number): void {
    const [speed, beat] = i % 5 === 0 ? [5, 3000] : [1.2, 300];
    const north = (this.#homeLat[i]! - this.lat[i]!) * 111_195;
    const east = (this.#homeLon[i]! - this.lon[i]!) * 111_195 * 0.766;
    if (north * north + east * east > beat * beat) this.#heading[i] = Math.atan2(east, north);
    else if (this.#random() < 0.1) this.#heading[i] = this.#random() * 2 * Math.PI;
    this.lat[i]! += Math.cos(this.#heading[i]!) * speed * seconds / 111_195;
    this.lon[i]! += Math.sin(this.#heading[i]!) * speed * seconds / 111_195 / 0.766;
  }
}

export interface CityBench {
  readonly workers?: number;
  /** Whole rounds of all workers that are measured, after one that is not: in it the city meets its first cells. */
  readonly rounds?: number;
  /** Time between two fixes of a worker. */
  readonly everyMs?: number;
}

/** Lets workers walk and measures nothing but the city. */
export function benchCity({ workers = 129_000, rounds = 8, everyMs = 10_000 }: CityBench = {}): CityFigures {
  const start = Date.UTC(2026, 4, 1, 8);
  const walkers = new Walkers(workers, "city");
  const city = new City({ bounds: BOUNDS, liveMs: 900_000, now: start });
  for (let i = 0; i < workers; i++) city.workers.slotOf(`worker-${i}`);
  const batch = new FixBatch("bench", BATCH, start);
  let spent = 0, longestBatchMs = 0, longestAdvanceMs = 0;
  for (let round = 0; round <= rounds; round++) {
    for (let from = 0; from < workers; from += BATCH) {
      const now = start + round * everyMs + Math.floor(from / workers * everyMs);
      fill(batch, walkers, { from, time: now - 500, seconds: round === 0 ? 0 : everyMs / 1000 });
      const before = process.cpuUsage();
      const t0 = performance.now();
      city.advance(now);
      const t1 = performance.now();
      city.applyFixes(batch, now);
      const t2 = performance.now();
      if (round === 0) continue;
      const { user, system } = process.cpuUsage(before);
      spent += user + system;
      longestAdvanceMs = Math.max(longestAdvanceMs, t1 - t0);
      longestBatchMs = Math.max(longestBatchMs, t2 - t1);
    }
  }
  const [nearestP50Us, nearestP99Us] = benchNearest(city, walkers);
  return {
    fixes: workers * rounds,
    cpuMicrosecondsPerFix: spent / (workers * rounds),
    longestBatchMs,
    longestAdvanceMs,
    nearestP50Us,
    nearestP99Us,
    cells: city.cells.finest.size,
    packedMb: city.windows.fixes.packedBytes / 1e6,
    rssMb: Deno.memoryUsage().rss / 1e6,
  };
}

function fill(batch: FixBatch, walkers: Walkers, at: { from: number; time: number; seconds: number }): void {
  batch.size = Math.min(BATCH, walkers.size - at.from);
  for (let row = 0; row < batch.size; row++) {
    const worker = at.from + row;
    walkers.step(worker, at.seconds);
    batch.worker[row] = worker;
    batch.time[row] = at.time;
    batch.lat[row] = walkers.lat[worker]!;
    batch.lon[row] = walkers.lon[worker]!;
  }
}

function benchNearest(city: City, walkers: Walkers): [p50: number, p99: number] {
  const times: number[] = [];
  for (let i = 0; i < 2000; i++) {
    const at = { lat: walkers.lat[i * 61 % walkers.size]!, lon: walkers.lon[i * 61 % walkers.size]! };
    const t0 = performance.now();
    city.nearestWorkers(at, 10);
    times.push((performance.now() - t0) * 1000);
  }
  times.sort((a, b) => a - b);
  return [times[1000]!, times[1980]!];
}

if (import.meta.main) {
  const [rounds = 8, everyMs = 10_000] = Deno.args.map(Number);
  // deno-lint-ignore no-console -- a benchmark prints
  console.table(benchCity({ rounds, everyMs }));
}
