/** What each worker does, and for how long: what the shift says, walks and pauses within it, and what a scenario asks. */
import type { Beats } from "./beats.ts";
import { KIND, KINDS } from "./kinds.ts";
import { Posts, Whereabouts } from "./posts.ts";
import type { Random } from "./random.ts";
import type { RoadGraph } from "./roads/graph.ts";
import { BACK_MS, Duties } from "./shifts.ts";
import type { Turnout } from "./turnout.ts";
import { NONE, Walkers } from "./walk.ts";

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

/** Mean durations (s), and how often each follows a walk: about 4 % rest and 2.5 % are silent at any time. */
const REST_S = 1200, SILENT_S = 420;
const REST_SHARE = 0.0106, SILENT_SHARE = 0.018;
/** How often a specialist's stop is the last in a community. */
const LEAVES_SHARE = 0.22;
/** A specialist works so far around the station of a community, metres. */
const VISIT_M = 900;
/** Who is called up works so long, and rests as long before the next shift. */
const CALL_UP_MS = 4 * 3_600_000;

export class Routine {
  readonly posts: Posts;
  readonly duties: Duties;
  readonly walkers: Walkers;
  /** {@link DOING} of each worker, and until when (epoch ms). */
  readonly doing: Uint8Array;
  readonly until: Float64Array;
  /** When what the shift says of each worker changes next, epoch ms. */
  readonly turn: Float64Array;
  readonly #calledUp = new Set<number>();
  #turnout: Turnout | null = null;

  constructor(roads: RoadGraph, beats: Beats, readonly size: number, private readonly random: Random) {
    this.posts = new Posts(beats, size);
    this.duties = new Duties(size);
    this.walkers = new Walkers(roads, beats, size, random);
    this.doing = new Uint8Array(size).fill(DOING.off);
    this.until = new Float64Array(size);
    this.turn = new Float64Array(size);
  }

  /** Where the day finds everybody: in their streets, at their station, or at home. */
  settle(now: number): void {
    const { posts, walkers, duties } = this, { beats } = posts, at = new Whereabouts(posts, walkers.roads);
    for (let i = 0; i < this.size; i++) {
      const specialist = posts.kind[i] === KIND.specialist, grid = posts.grid[i]!;
      duties.seek(i, i, now);
      walkers.home[i] = beats.middle[grid]!;
      walkers.radius[i] = specialist ? VISIT_M : beats.reach[grid]! + 40;
      walkers.grid[i] = specialist ? NONE : grid;
      const patrols = now >= duties.from[i]! && duties.patrols(i, now);
      if (patrols) at.onPatrol(i, now);
      else at.atStation(i);
      walkers.place(i, at.edge, at.along);
      this.change(i, now);
      // Not everybody starts a walk in this moment.
      if (patrols) this.next(i, now);
    }
  }

  /** What the workers do about a scenario, from now on; null: nothing any more. */
  meet(turnout: Turnout | null, now: number): void {
    const { duties } = this;
    for (const i of this.#calledUp) duties.to[i] = Math.min(duties.to[i]!, now + BACK_MS);
    this.#calledUp.clear();
    this.#turnout = turnout;
    for (let i = 0; i < this.size; i++) {
      const comes = turnout && this.doing[i] === DOING.off ? turnout.callsUp(i) : Infinity;
      if (comes < duties.from[i]! - 2 * CALL_UP_MS) {
        duties.from[i] = duties.mealFrom[i] = duties.mealTo[i] = comes;
        duties.to[i] = comes + CALL_UP_MS;
        this.#calledUp.add(i);
      }
      this.turn[i] = 0;
    }
  }

  /** Who is on duty only because of a scenario. */
  get calledUp(): ReadonlySet<number> {
    return this.#calledUp;
  }

  /** Factor on what cars drive. */
  get driving(): number {
    return this.#turnout?.driving ?? 1;
  }

  /** What the shift says: off, on patrol, at the meal, on the way back. */
  change(i: number, time: number): void {
    const { duties, walkers } = this;
    walkers.goalLat[i] = walkers.goalLon[i] = NaN;
    if (time >= duties.to[i]!) duties.seek(i, i, time);
    const back = duties.to[i]! - BACK_MS;
    if (time < duties.from[i]!) {
      this.doing[i] = DOING.off;
      this.turn[i] = duties.from[i]!;
    } else if (time < duties.mealFrom[i]!) this.#patrol(i, time, duties.mealFrom[i]!);
    else if (time < duties.mealTo[i]!) this.#goTo(i, this.posts.station[i]!, duties.mealTo[i]!);
    else if (time < back) this.#patrol(i, time, back);
    else this.#goTo(i, this.posts.station[i]!, duties.to[i]!);
  }

  /** What follows a walk, a pause, a rest, a silence. */
  next(i: number, time: number): void {
    const kind = this.posts.kind[i]!;
    if (this.doing[i] !== DOING.moving) {
      if (kind === KIND.specialist && this.random.next() < LEAVES_SHARE) this.#visit(i, this.turn[i]!);
      else this.#go(i, time);
      return;
    }
    const x = this.random.next();
    const silent = x >= REST_SHARE && x < REST_SHARE + SILENT_SHARE;
    this.doing[i] = x < REST_SHARE ? DOING.resting : silent ? DOING.silent : DOING.pausing;
    const mean = x < REST_SHARE ? REST_S : silent ? SILENT_S : KINDS[kind]!.pausing;
    this.until[i] = time + this.random.wait(mean) * 1000;
  }

  /** Somebody came to the station they went to. */
  reach(i: number, time: number): void {
    this.walkers.station[i] = NONE;
    if (this.posts.kind[i] === KIND.specialist && this.duties.patrols(i, time)) this.#go(i, time);
    else this.stay(i, DOING.atStation);
  }

  /** Until the shift says something else. */
  stay(i: number, doing: number): void {
    this.doing[i] = doing;
    this.until[i] = Infinity;
  }

  /** Somebody goes to a place (degrees), and stays there. */
  goTowards(i: number, lat: number, lon: number): void {
    this.walkers.goalLat[i] = lat;
    this.walkers.goalLon[i] = lon;
    this.walkers.goalEdge[i] = NONE;
    this.walkers.station[i] = NONE;
    this.stay(i, DOING.moving);
  }

  #patrol(i: number, time: number, until: number): void {
    this.turn[i] = until;
    this.walkers.station[i] = NONE;
    const post = this.#turnout?.postOf(i) ?? NONE, { lat, lon } = this.walkers.roads;
    if (post !== NONE) this.goTowards(i, lat[post]!, lon[post]!);
    else if (this.#turnout?.shelters(i)) this.stay(i, DOING.resting);
    else if (this.posts.kind[i] === KIND.specialist) this.#visit(i, until);
    else this.#go(i, time);
  }

  #go(i: number, time: number): void {
    this.doing[i] = DOING.moving;
    this.until[i] = time + this.random.wait(KINDS[this.posts.kind[i]!]!.moving) * 1000;
  }

  #goTo(i: number, station: number, until: number): void {
    this.walkers.station[i] = station;
    this.turn[i] = until;
    this.stay(i, DOING.moving);
  }

  /** A specialist drives to another community and works around there. */
  #visit(i: number, until: number): void {
    const community = this.posts.communityAt(i, this.random.next());
    this.#goTo(i, community, until);
    this.walkers.home[i] = this.posts.beats.station[community]!;
  }
}
