/** How the workers meet a scenario: who seeks shelter, who is called up, who goes where it happens. Tables. Pure. */
import { metresBetween } from "../geo/place.ts";
import { isOpen } from "./beats.ts";
import { KIND } from "./kinds.ts";
import { metresEast, metresNorth } from "./land/plane.ts";
import type { Km } from "./land/shape.ts";
import type { Posts } from "./posts.ts";
import { lot } from "./random.ts";
import type { RoadGraph } from "./roads/graph.ts";
import { placesOf, type Scenario } from "./scenarios.ts";

interface Reaction {
  /** Of those on foot or by bicycle so many stay inside. */
  readonly shelter: number;
  /** Cars are so many times as fast as usual. */
  readonly driving: number;
  /** Of the specialists off duty so many are called up. */
  readonly calledUp: number;
  /** Of those who have their station near, so many go where it happens. */
  readonly gather: number;
}

const REACTIONS: Readonly<Record<Scenario, Reaction>> = {
  storm: { shelter: 0.65, driving: 0.55, calledUp: 0.3, gather: 0 },
  marathon: { shelter: 0, driving: 0.8, calledUp: 0.1, gather: 0.6 },
  blackout: { shelter: 0, driving: 1, calledUp: 0.2, gather: 0.5 },
};

/** Who has the station farther away than this (m) stays; by car one comes from farther. */
const ON_FOOT_M = 1_800, BY_CAR_M = 5_000;
/** Places looked at for each worker: the nearest of them is theirs. */
const CHOICES = 24;
const MINUTE = 60_000;
/** How long (minutes) after the start the first and the last who were called up are on duty. */
const FIRST_MIN = 8, LAST_MIN = 45;

export class Turnout {
  readonly #reaction: Reaction;
  readonly #salt: number;
  /** Crossings where people gather. */
  readonly #nodes: Uint32Array;

  constructor(
    private readonly roads: RoadGraph,
    private readonly posts: Posts,
    readonly scenario: Scenario,
    readonly since: number,
  ) {
    this.#reaction = REACTIONS[scenario];
    this.#salt = 7_000_003 + Math.floor(since / MINUTE) % 1_000_000 * 8;
    this.#nodes = this.#reaction.gather > 0 ? nodesNear(roads, placesOf(scenario)) : new Uint32Array(0);
  }

  /** Factor on what cars drive. */
  get driving(): number {
    return this.#reaction.driving;
  }

  /** Whether somebody on foot stays inside. */
  shelters(i: number): boolean {
    return this.posts.kind[i] !== KIND.specialist && lot(i, this.#salt) < this.#reaction.shelter;
  }

  /** When a specialist who is off duty begins all the same, epoch ms; Infinity for those who are not called. */
  callsUp(i: number): number {
    if (this.posts.kind[i] !== KIND.specialist || lot(i, this.#salt + 1) >= this.#reaction.calledUp) {
      return Infinity;
    }
    return this.since + (FIRST_MIN + (LAST_MIN - FIRST_MIN) * lot(i, this.#salt + 2)) * MINUTE;
  }

  /** The crossing that somebody goes to and stays at; -1: they go on as always. */
  postOf(i: number): number {
    if (this.#nodes.length === 0 || lot(i, this.#salt + 3) >= this.#reaction.gather) return -1;
    const { lat, lon } = this.roads, { kind, station, beats } = this.posts;
    const home = beats.station[station[i]!]!;
    let best = kind[i] === KIND.specialist ? BY_CAR_M : ON_FOOT_M, post = -1;
    for (let k = 0; k < CHOICES; k++) {
      const node = this.#nodes[Math.floor(lot(i, this.#salt + 100 + k) * this.#nodes.length)]!;
      const far = metresBetween(lat[home]!, lon[home]!, lat[node]!, lon[node]!);
      if (far < best) [best, post] = [far, node];
    }
    return post;
  }
}

/** Crossings of streets that lie within a few steps of one of some places (km, and how far around). */
function nodesNear(roads: RoadGraph, places: readonly (readonly [...Km, radius: number])[]): Uint32Array {
  const found: number[] = [];
  for (let n = 0; n < roads.nodes; n++) {
    const x = metresEast(roads.lon[n]!) / 1000, y = metresNorth(roads.lat[n]!) / 1000;
    if (!places.some(([px, py, radius]) => Math.hypot(x - px, y - py) < radius)) continue;
    for (let k = roads.first[n]!; k < roads.first[n + 1]!; k++) {
      if (!isOpen(roads, roads.incident[k]!)) continue;
      found.push(n);
      break;
    }
  }
  return Uint32Array.from(found);
}
