/** Haiwan's grid workers on duty: a simulation in columns that emits fixes as batches, every ten seconds from each. */
import { metresBetween } from "../geo/place.ts";
import { FixBatch } from "../streams/batch.ts";
import { beatsOf } from "./beats.ts";
import type { Haiwan } from "./haiwan.ts";
import { workerId } from "./people_names.ts";
import { batteryAfter, Phones, type Sight } from "./phones.ts";
import type { Posts } from "./posts.ts";
import { radioOf } from "./radio.ts";
import { Random } from "./random.ts";
import { DOING, Routine } from "./routine.ts";
import type { Scenario } from "./scenarios.ts";
import type { Duties } from "./shifts.ts";
import { Turnout } from "./turnout.ts";
import type { Walkers } from "./walk.ts";

/** Every worker on duty sends a fix so often; who sends when is spread evenly over it. */
export const FIX_EVERY_MS = 10_000;

/** A worker this near to the goal has arrived, metres. */
const ARRIVED_M = 70;
/** Who was sent somewhere stays beyond the end of the shift; asked so often. */
const OVERTIME_MS = 60_000;
/** Cars are faster on main roads, and slower in streets; by class of road. */
const CAR = [1.5, 1.35, 1.1, 0.75] as const;
const SLOWEST_CAR = 6;

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
  readonly posts: Posts;
  readonly duties: Duties;
  readonly walkers: Walkers;
  readonly phones: Phones;
  readonly #routine: Routine;
  readonly #random: Random;
  readonly #feed: string;
  readonly #sent = new Set<number>();
  #last: number;

  constructor(city: Haiwan, { count, seed, now, workers, feed = "demo" }: PeopleOptions) {
    this.count = count;
    this.#random = new Random(`${seed}/people`);
    this.#feed = feed;
    this.#routine = new Routine(city.roads, beatsOf(city), count, this.#random);
    ({ posts: this.posts, duties: this.duties, walkers: this.walkers } = this.#routine);
    this.phones = new Phones(radioOf(city), count, this.#random);
    for (let i = 0; i < count; i++) this.phones.slot[i] = workers.slotOf(workerId(i));
    this.#routine.settle(now);
    // The first step brings one fix of everybody on duty.
    this.#last = now - FIX_EVERY_MS;
  }

  /** {@link DOING} of each worker. */
  get doing(): Uint8Array {
    return this.#routine.doing;
  }

  /** The fixes that fell due since the last step, up to and including `now`. After a gap each worker sends one. */
  step(now: number): FixBatch {
    const from = Math.max(this.#last, now - FIX_EVERY_MS);
    this.#last = Math.max(this.#last, now);
    const first = this.#dueBy(from), last = this.#dueBy(now);
    // Phones may send all they hold in one step.
    const most = Math.max(0, last - first) + this.phones.held.total;
    const batch = new FixBatch(this.#feed, most, now);
    for (let due = first; due < last; due++) {
      const i = due % this.count;
      this.#emit(i, Math.floor(due / this.count * FIX_EVERY_MS), batch);
    }
    this.walkers.warm();
    return batch;
  }

  /** Workers who were sent somewhere, by number. */
  get sent(): ReadonlySet<number> {
    return this.#sent;
  }

  /** Sends a worker somewhere, on duty or not: they go there and stay until {@link release}. */
  send(index: number, lat: number, lon: number): void {
    if (!(index >= 0 && index < this.count)) return;
    this.#sent.add(index);
    this.#routine.goTowards(index, lat, lon);
    this.walkers.aim(index, lat, lon);
  }

  release(index: number): void {
    if (this.#sent.delete(index)) this.#routine.turn[index] = 0;
  }

  /** What the workers do about a scenario that began at an instant; null: nothing any more. */
  meet(running: { readonly scenario: Scenario; readonly since: number } | null, now: number): void {
    const turnout = running && new Turnout(this.walkers.roads, this.posts, running.scenario, running.since);
    this.#routine.meet(turnout, now);
  }

  /** Who is on duty only because of a scenario; {@link duties} says when. */
  get calledUp(): ReadonlySet<number> {
    return this.#routine.calledUp;
  }

  /** How many fixes have fallen due by a time, counted from the epoch: worker i is due at phase i/count of each turn. */
  #dueBy(time: number): number {
    return Math.floor(time / FIX_EVERY_MS * this.count);
  }

  #emit(i: number, time: number, batch: FixBatch): void {
    const routine = this.#routine, { walkers, phones } = this;
    if (time >= routine.turn[i]!) {
      if (this.#sent.has(i)) routine.turn[i] = time + OVERTIME_MS;
      else routine.change(i, time);
    }
    // A phone that is switched off, or an app that was killed, forgets what it held.
    if (routine.doing[i] === DOING.off) return phones.held.drop(i);
    if (time >= routine.until[i]!) routine.next(i, time);
    const moving = routine.doing[i] === DOING.moving;
    const pace = moving ? this.#pace(i) : 0;
    if (moving && walkers.move(i, pace * FIX_EVERY_MS / 1000)) routine.reach(i, time);
    const from = this.duties.from[i]!;
    const battery = batteryAfter(i, Math.max(0, time - from), from);
    if (routine.doing[i] === DOING.silent || battery <= 0) return phones.held.drop(i);
    const at = this.#at;
    at.lat = walkers.lat(i);
    at.lon = walkers.lon(i);
    at.time = time;
    at.battery = battery;
    at.edge = walkers.edge[i]!;
    if (moving) this.#arrive(i, at.lat, at.lon);
    at.speed = moving ? Math.max(0.1, pace * (0.9 + 0.2 * this.#random.next())) : 0;
    at.heading = moving ? walkers.heading(i) : NaN;
    at.indoors = routine.doing[i] === DOING.resting || routine.doing[i] === DOING.atStation;
    phones.send(i, at, batch);
  }

  /** One object carries each fix in turn: the hot path makes none per fix. */
  readonly #at: Sight = {
    lat: 0,
    lon: 0,
    time: 0,
    battery: 0,
    speed: 0,
    heading: NaN,
    edge: 0,
    indoors: false,
  };

  #pace(i: number): number {
    const pace = this.posts.pace[i]!;
    if (pace < SLOWEST_CAR) return pace;
    return pace * CAR[this.walkers.roads.class[this.walkers.edge[i]!]!]! * this.#routine.driving;
  }

  #arrive(i: number, lat: number, lon: number): void {
    const goalLat = this.walkers.goalLat[i]!;
    if (Number.isNaN(goalLat) || metresBetween(lat, lon, goalLat, this.walkers.goalLon[i]!) > ARRIVED_M) {
      return;
    }
    this.#routine.stay(i, DOING.onScene);
  }
}
