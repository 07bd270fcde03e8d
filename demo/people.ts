/** Haiwan's grid workers on duty: a simulation in columns that emits fixes as batches, every ten seconds from each. */
import { metresBetween } from "../geo/place.ts";
import { FixBatch } from "../streams/batch.ts";
import { beatsOf } from "./beats.ts";
import type { Haiwan } from "./haiwan.ts";
import { KIND, KINDS } from "./kinds.ts";
import { workerId } from "./people_names.ts";
import { batteryAfter, Phones } from "./phones.ts";
import { Posts, Whereabouts } from "./posts.ts";
import { Random } from "./random.ts";
import { BACK_MS, Duties } from "./shifts.ts";
import { NONE, Walkers } from "./walk.ts";

/** Every worker on duty sends a fix so often; who sends when is spread evenly over it. */
export const FIX_EVERY_MS = 10_000;

/** What somebody is doing. On a rest people stay inside; a silent phone sends nothing, and neither does who is off duty. */
export const DOING = {
  moving: 0,
  pausing: 1,
  resting: 2,
  silent: 3,
  onScene: 4,
  atStation: 5,
  off: 6,
} as const;

/** Mean durations (s), and how often each follows a walk: about 4 % rest and 1.5 % are silent at any time. */
const REST_S = 1200, SILENT_S = 900;
const REST_SHARE = 0.0106, SILENT_SHARE = 0.0053;
/** A worker this near to the goal has arrived, metres. */
const ARRIVED_M = 70;
/** Who was sent somewhere stays beyond the end of the shift; asked so often. */
const OVERTIME_MS = 60_000;
/** How often a specialist's stop is the last in a community. */
const LEAVES_SHARE = 0.22;
/** A specialist works so far around the station of a community, metres. */
const VISIT_M = 900;
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
  /** {@link DOING} of each worker, and until when (epoch ms). */
  readonly doing: Uint8Array;
  readonly #until: Float64Array;
  /** When what the shift says of each worker changes next, epoch ms. */
  readonly #turn: Float64Array;
  readonly phones: Phones;
  readonly #random: Random;
  readonly #feed: string;
  readonly #sent = new Set<number>();
  #last: number;

  constructor(city: Haiwan, { count, seed, now, workers, feed = "demo" }: PeopleOptions) {
    this.count = count;
    this.#random = new Random(`${seed}/people`);
    this.#feed = feed;
    const beats = beatsOf(city);
    this.posts = new Posts(beats, count);
    this.duties = new Duties(count);
    this.walkers = new Walkers(city.roads, beats, count, this.#random);
    this.phones = new Phones(count, this.#random);
    this.doing = new Uint8Array(count).fill(DOING.off);
    this.#until = new Float64Array(count);
    this.#turn = new Float64Array(count);
    // The first step brings one fix of everybody on duty.
    this.#last = now - FIX_EVERY_MS;
    const whereabouts = new Whereabouts(this.posts, city.roads);
    for (let i = 0; i < count; i++) {
      this.phones.slot[i] = workers.slotOf(workerId(i));
      this.#settle(i, now, whereabouts);
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

  /** Sends a worker somewhere, on duty or not: they go there and stay until {@link release}. */
  send(index: number, lat: number, lon: number): void {
    if (!(index >= 0 && index < this.count)) return;
    this.#sent.add(index);
    this.walkers.goalLat[index] = lat;
    this.walkers.goalLon[index] = lon;
    this.walkers.station[index] = NONE;
    this.doing[index] = DOING.moving;
    this.#until[index] = Infinity;
  }

  release(index: number): void {
    if (!this.#sent.delete(index)) return;
    this.walkers.goalLat[index] = this.walkers.goalLon[index] = NaN;
    this.doing[index] = DOING.moving;
    this.#until[index] = this.#turn[index] = 0;
  }

  /** How many fixes have fallen due by a time, counted from the epoch: worker i is due at phase i/count of each turn. */
  #dueBy(time: number): number {
    return Math.floor(time / FIX_EVERY_MS * this.count);
  }

  /** Where the day finds everybody: in their streets, at their station, or at home. */
  #settle(i: number, now: number, whereabouts: Whereabouts): void {
    const { posts, walkers, duties } = this;
    duties.seek(i, i, now);
    walkers.home[i] = posts.beats.middle[posts.grid[i]!]!;
    walkers.radius[i] = posts.kind[i] === KIND.specialist ? VISIT_M : posts.beats.reach[posts.grid[i]!]! + 40;
    if (posts.kind[i] !== KIND.specialist) walkers.grid[i] = posts.grid[i]!;
    const patrols = now >= duties.from[i]! && duties.patrols(i, now);
    if (patrols) whereabouts.onPatrol(i, now);
    else whereabouts.atStation(i);
    walkers.place(i, whereabouts.edge, whereabouts.along);
    this.#change(i, now);
    // Not everybody starts a walk in this moment.
    if (patrols) this.#next(i, now);
  }

  #emit(i: number, time: number, batch: FixBatch): void {
    if (time >= this.#turn[i]!) this.#change(i, time);
    if (this.doing[i] === DOING.off) return;
    if (time >= this.#until[i]!) this.#next(i, time);
    const { walkers } = this, moving = this.doing[i] === DOING.moving;
    const pace = moving ? this.#pace(i) : 0;
    if (moving && walkers.move(i, pace * FIX_EVERY_MS / 1000)) this.#reach(i, time);
    if (this.doing[i] === DOING.silent) return;
    const from = this.duties.from[i]!;
    const battery = batteryAfter(i, Math.max(0, time - from), from);
    if (battery <= 0) return;
    const at = this.#at;
    at.lat = walkers.lat(i);
    at.lon = walkers.lon(i);
    at.time = time;
    at.battery = battery;
    if (moving) this.#arrive(i, at.lat, at.lon);
    const row = this.phones.write(i, at, batch);
    batch.speed[row] = moving ? Math.max(0.1, pace * (0.9 + 0.2 * this.#random.next())) : 0;
    batch.heading[row] = moving ? walkers.heading(i) : NaN;
  }

  /** One object carries each fix in turn. */
  readonly #at = { lat: 0, lon: 0, time: 0, battery: 0 };

  #pace(i: number): number {
    const pace = this.posts.pace[i]!;
    return pace < SLOWEST_CAR ? pace : pace * CAR[this.walkers.roads.class[this.walkers.edge[i]!]!]!;
  }

  /** What the shift says: off, on patrol, at the meal, on the way back. */
  #change(i: number, time: number): void {
    if (this.#sent.has(i)) {
      this.#turn[i] = time + OVERTIME_MS;
      return;
    }
    const { duties } = this;
    if (time >= duties.to[i]!) duties.seek(i, i, time);
    const back = duties.to[i]! - BACK_MS;
    if (time < duties.from[i]!) {
      this.doing[i] = DOING.off;
      this.#turn[i] = duties.from[i]!;
    } else if (time < duties.mealFrom[i]!) this.#patrol(i, time, duties.mealFrom[i]!);
    else if (time < duties.mealTo[i]!) this.#goTo(i, this.posts.station[i]!, duties.mealTo[i]!);
    else if (time < back) this.#patrol(i, time, back);
    else this.#goTo(i, this.posts.station[i]!, duties.to[i]!);
  }

  #patrol(i: number, time: number, until: number): void {
    this.#turn[i] = until;
    this.walkers.station[i] = NONE;
    if (this.posts.kind[i] === KIND.specialist) this.#visit(i, until);
    else this.#go(i, time);
  }

  #go(i: number, time: number): void {
    this.doing[i] = DOING.moving;
    this.#until[i] = time + this.#random.wait(KINDS[this.posts.kind[i]!]!.moving) * 1000;
  }

  #goTo(i: number, station: number, until: number): void {
    this.walkers.station[i] = station;
    this.doing[i] = DOING.moving;
    this.#until[i] = Infinity;
    this.#turn[i] = until;
  }

  /** A specialist drives to another community and works around there. */
  #visit(i: number, until: number): void {
    const community = this.posts.communityAt(i, this.#random.next());
    this.#goTo(i, community, until);
    this.walkers.home[i] = this.posts.beats.station[community]!;
  }

  /** Somebody came to the station they went to. */
  #reach(i: number, time: number): void {
    const visits = this.posts.kind[i] === KIND.specialist && this.duties.patrols(i, time);
    this.walkers.station[i] = NONE;
    if (visits) this.#go(i, time);
    else {
      this.doing[i] = DOING.atStation;
      this.#until[i] = Infinity;
    }
  }

  #next(i: number, time: number): void {
    const kind = this.posts.kind[i]!, was = this.doing[i]!;
    if (was !== DOING.moving) {
      if (kind === KIND.specialist && this.#random.next() < LEAVES_SHARE) this.#visit(i, this.#turn[i]!);
      else this.#go(i, time);
      return;
    }
    const x = this.#random.next();
    const [doing, mean] = x < REST_SHARE
      ? [DOING.resting, REST_S]
      : x < REST_SHARE + SILENT_SHARE
      ? [DOING.silent, SILENT_S]
      : [DOING.pausing, KINDS[kind]!.pausing];
    this.doing[i] = doing;
    this.#until[i] = time + this.#random.wait(mean) * 1000;
  }

  #arrive(i: number, lat: number, lon: number): void {
    const goalLat = this.walkers.goalLat[i]!;
    if (Number.isNaN(goalLat) || metresBetween(lat, lon, goalLat, this.walkers.goalLon[i]!) > ARRIVED_M) {
      return;
    }
    this.doing[i] = DOING.onScene;
  }
}
