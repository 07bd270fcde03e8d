/** Haiwan's grid workers on patrol: a simulation in columns that emits fixes as batches, every ten seconds from each. */
import { metresBetween } from "../geo/place.ts";
import { FixBatch } from "../streams/batch.ts";
import type { Haiwan } from "./haiwan.ts";
import { workerId } from "./people_names.ts";
import { lot, Random } from "./random.ts";
import { Walkers } from "./walk.ts";

/** Every worker sends a fix so often; who sends when is spread evenly over it. */
export const FIX_EVERY_MS = 10_000;

/** What somebody is doing. On a break people stay inside; a silent phone sends nothing. */
export const DOING = { moving: 0, pausing: 1, resting: 2, silent: 3, onScene: 4 } as const;

/** Mean durations in seconds, and how often each follows a walk: 4 % rest and 1.5 % are silent at any time. */
const MEAN_S = [240, 60, 1200, 900] as const;
const REST_SHARE = 0.0106, SILENT_SHARE = 0.0053;
/** A worker this near to the goal has arrived, metres. */
const ARRIVED_M = 70;

export interface PeopleOptions {
  readonly count: number;
  readonly seed: string;
  readonly now: number;
  /** The city's table of workers: where ids become slots, once, at the start. */
  readonly workers: { slotOf(id: string): number };
  readonly feed?: string;
}

export class People {
  readonly count: number;
  readonly walkers: Walkers;
  /** {@link DOING} of each worker, and until when (epoch ms). */
  readonly doing: Uint8Array;
  readonly #until: Float64Array;
  readonly #slot: Uint32Array;
  /** GPS error of each worker in metres east and north: it drifts, it does not jump. */
  readonly #errorX: Float32Array;
  readonly #errorY: Float32Array;
  readonly #accuracy: Float32Array;
  readonly #random: Random;
  readonly #feed: string;
  readonly #sent = new Set<number>();
  #last: number;

  constructor({ roads }: Pick<Haiwan, "roads">, { count, seed, now, workers, feed = "demo" }: PeopleOptions) {
    this.count = count;
    this.#random = new Random(`${seed}/people`);
    this.#feed = feed;
    this.walkers = new Walkers(roads, count, this.#random);
    this.doing = new Uint8Array(count);
    this.#until = new Float64Array(count);
    this.#slot = new Uint32Array(count);
    this.#errorX = new Float32Array(count);
    this.#errorY = new Float32Array(count);
    this.#accuracy = new Float32Array(count);
    // The first step brings one fix of everybody.
    this.#last = now - FIX_EVERY_MS;
    for (let i = 0; i < count; i++) {
      this.#slot[i] = workers.slotOf(workerId(i));
      this.#settle(i, this.#homeOf(roads), now);
    }
  }

  /** The fixes that fell due since the last step, up to and including `now`. After a gap each worker sends one. */
  step(now: number): FixBatch {
    const from = Math.max(this.#last, now - FIX_EVERY_MS);
    this.#last = Math.max(this.#last, now);
    const first = this.#dueBy(from), last = this.#dueBy(now);
    const batch = new FixBatch(this.#feed, Math.max(0, last - first), now);
    for (let due = first; due < last; due++) {
      const i = due % this.count;
      this.#emit(i, Math.floor(due / this.count * FIX_EVERY_MS), batch);
    }
    return batch;
  }

  /** Workers who were sent somewhere, by number. */
  get sent(): ReadonlySet<number> {
    return this.#sent;
  }

  /** Sends a worker somewhere: they go there and stay until {@link release}. */
  send(index: number, lat: number, lon: number): void {
    if (!(index >= 0 && index < this.count)) return;
    this.#sent.add(index);
    this.walkers.goalLat[index] = lat;
    this.walkers.goalLon[index] = lon;
    this.doing[index] = DOING.moving;
    this.#until[index] = Infinity;
  }

  release(index: number): void {
    if (!this.#sent.delete(index)) return;
    this.walkers.goalLat[index] = this.walkers.goalLon[index] = NaN;
    this.doing[index] = DOING.moving;
    this.#until[index] = 0;
  }

  /** How many fixes have fallen due by a time, counted from the epoch: worker i is due at phase i/count of each turn. */
  #dueBy(time: number): number {
    return Math.floor(time / FIX_EVERY_MS * this.count);
  }

  /** A node where people live: streets are dense where many do, so any node of a street will do. */
  #homeOf({ nodes, first, incident }: Haiwan["roads"]): number {
    for (;;) {
      const node = Math.floor(this.#random.next() * nodes);
      for (let k = first[node]!; k < first[node + 1]!; k++) {
        if (this.walkers.isOpen(incident[k]!)) return node;
      }
    }
  }

  #settle(i: number, home: number, now: number): void {
    const kind = lot(i, 11), vary = 0.85 + 0.3 * lot(i, 12);
    if (kind < 0.78) this.walkers.place(i, home, 380 + 500 * lot(i, 13), 1.2 * vary);
    else if (kind < 0.95) this.walkers.place(i, home, 900 + 900 * lot(i, 13), 5 * vary);
    else this.walkers.place(i, home, 2500 + 2500 * lot(i, 13), 9 * vary);
    this.#accuracy[i] = 3 + 9 * lot(i, 14) ** 2;
    this.#errorX[i] = this.#random.bell() * this.#accuracy[i]! / 2;
    this.#errorY[i] = this.#random.bell() * this.#accuracy[i]! / 2;
    const x = this.#random.next();
    this.doing[i] = x < 0.76
      ? DOING.moving
      : x < 0.945
      ? DOING.pausing
      : x < 0.985
      ? DOING.resting
      : DOING.silent;
    this.#until[i] = now + this.#random.wait(MEAN_S[this.doing[i]!]!) * 1000;
  }

  #emit(i: number, time: number, batch: FixBatch): void {
    if (time >= this.#until[i]!) this.#next(i, time);
    const doing = this.doing[i]!, { walkers } = this;
    const moving = doing === DOING.moving;
    if (moving) walkers.move(i, walkers.pace[i]! * FIX_EVERY_MS / 1000);
    if (doing === DOING.silent) return;
    const { errorX, errorY, accuracy } = this.#drift(i);
    const lat = walkers.lat(i), lon = walkers.lon(i);
    if (moving) this.#arrive(i, lat, lon);
    const row = batch.size++;
    batch.worker[row] = this.#slot[i]!;
    batch.time[row] = time;
    batch.lat[row] = lat + errorY / 111_195;
    batch.lon[row] = lon + errorX / 89_269;
    batch.accuracy[row] = accuracy;
    batch.speed[row] = moving ? Math.max(0.1, walkers.pace[i]! * (0.9 + 0.2 * this.#random.next())) : 0;
    batch.heading[row] = moving ? walkers.heading(i) : NaN;
    batch.battery[row] = Math.round(100 - 82 * ((time / 43_200_000 + lot(i, 15)) % 1));
  }

  #next(i: number, time: number): void {
    if (this.doing[i] !== DOING.moving) {
      this.doing[i] = DOING.moving;
    } else {
      const x = this.#random.next();
      this.doing[i] = x < REST_SHARE
        ? DOING.resting
        : x < REST_SHARE + SILENT_SHARE
        ? DOING.silent
        : DOING.pausing;
    }
    this.#until[i] = time + this.#random.wait(MEAN_S[this.doing[i]!]!) * 1000;
  }

  #arrive(i: number, lat: number, lon: number): void {
    const goalLat = this.walkers.goalLat[i]!;
    if (Number.isNaN(goalLat) || metresBetween(lat, lon, goalLat, this.walkers.goalLon[i]!) > ARRIVED_M) {
      return;
    }
    this.doing[i] = DOING.onScene;
  }

  readonly #drifted = { errorX: 0, errorY: 0, accuracy: 0 };

  /** The error wanders around nothing, with a spread of half the stated accuracy, and is never more than twice that. */
  #drift(i: number): { errorX: number; errorY: number; accuracy: number } {
    const accuracy = this.#accuracy[i]!, spread = accuracy * 0.5;
    const wander = (error: number) => 0.92 * error + 0.39 * spread * this.#random.bell();
    const out = this.#drifted;
    out.errorX = this.#errorX[i] = wander(this.#errorX[i]!);
    out.errorY = this.#errorY[i] = wander(this.#errorY[i]!);
    out.accuracy = Math.round(accuracy * 10) / 10;
    return out;
  }
}
