/** How people move over the road graph: columns of where each is, and one function that moves one of them on. */
import { metresBetween } from "../geo/place.ts";
import { Random } from "./random.ts";
import type { RoadGraph } from "./roads/graph.ts";
import { ROAD } from "./roads/kind.ts";

export class Walkers {
  /** Edge, metres from its `from` end, and whether the way goes towards `to`. */
  readonly edge: Uint32Array;
  readonly along: Float32Array;
  readonly forward: Uint8Array;
  /** Node at the middle of the area, and how far (m) the way leads from it. */
  readonly home: Uint32Array;
  readonly radius: Float32Array;
  /** m/s while moving. */
  readonly pace: Float32Array;
  /** Degrees of latitude and longitude that somebody was sent to; NaN for nobody. */
  readonly goalLat: Float64Array;
  readonly goalLon: Float64Array;

  constructor(readonly roads: RoadGraph, readonly size: number, private readonly random: Random) {
    this.edge = new Uint32Array(size);
    this.along = new Float32Array(size);
    this.forward = new Uint8Array(size);
    this.home = new Uint32Array(size);
    this.radius = new Float32Array(size);
    this.pace = new Float32Array(size);
    this.goalLat = new Float64Array(size).fill(NaN);
    this.goalLon = new Float64Array(size).fill(NaN);
  }

  /** Puts somebody on one of the streets of an area. */
  place(i: number, home: number, radius: number, pace: number): void {
    const { first, incident, length, from } = this.roads;
    const n = first[home + 1]! - first[home]!;
    let edge = incident[first[home]! + Math.floor(this.random.next() * n)]!;
    for (let k = 0; k < n && !this.isOpen(edge); k++) edge = incident[first[home]! + k]!;
    this.home[i] = home;
    this.radius[i] = radius;
    this.pace[i] = pace;
    this.edge[i] = edge;
    this.forward[i] = from[edge] === home ? 1 : 0;
    this.along[i] = this.random.next() * length[edge]!;
    // A walk nobody sees, so that the day starts with people all over their areas.
    for (let k = 0; k < 6; k++) this.move(i, radius * 0.4);
  }

  /** Nobody patrols on a motorway. */
  isOpen(edge: number): boolean {
    return this.roads.class[edge] !== ROAD.motorway;
  }

  /** Moves somebody `metres` on, choosing a way at each crossing. */
  move(i: number, metres: number): void {
    const { length, from, to } = this.roads;
    let edge = this.edge[i]!, along = this.along[i]!, forward = this.forward[i] === 1;
    for (let hops = 0; hops < 40; hops++) {
      const left = forward ? length[edge]! - along : along;
      if (metres <= left) {
        along += forward ? metres : -metres;
        break;
      }
      metres -= left;
      const node = forward ? to[edge]! : from[edge]!;
      edge = this.#choose(i, node, edge);
      forward = from[edge] === node;
      along = forward ? 0 : length[edge]!;
    }
    this.edge[i] = edge;
    this.along[i] = along;
    this.forward[i] = forward ? 1 : 0;
  }

  lat(i: number): number {
    const { lat, from, to, length } = this.roads, edge = this.edge[i]!;
    const a = lat[from[edge]!]!;
    return a + (lat[to[edge]!]! - a) * this.along[i]! / length[edge]!;
  }

  lon(i: number): number {
    const { lon, from, to, length } = this.roads, edge = this.edge[i]!;
    const a = lon[from[edge]!]!;
    return a + (lon[to[edge]!]! - a) * this.along[i]! / length[edge]!;
  }

  /** Degrees from north in which somebody moves. */
  heading(i: number): number {
    const { lat, lon, from, to } = this.roads, edge = this.edge[i]!;
    const [p, q] = this.forward[i] === 1 ? [from[edge]!, to[edge]!] : [to[edge]!, from[edge]!];
    const degrees = Math.atan2((lon[q]! - lon[p]!) * 0.803, lat[q]! - lat[p]!) * 180 / Math.PI;
    return degrees < 0 ? degrees + 360 : degrees;
  }

  /** Back only out of dead ends; home when too far; towards the goal when sent; otherwise by chance. */
  #choose(i: number, node: number, came: number): number {
    const { first, incident, from, to, lat, lon } = this.roads;
    const start = first[node]!, end = first[node + 1]!;
    let goalLat = this.goalLat[i]!, goalLon = this.goalLon[i]!;
    if (Number.isNaN(goalLat)) {
      const home = this.home[i]!;
      if (metresBetween(lat[node]!, lon[node]!, lat[home]!, lon[home]!) > this.radius[i]!) {
        goalLat = lat[home]!;
        goalLon = lon[home]!;
      }
    }
    const aimless = Number.isNaN(goalLat);
    let best = Infinity, chosen = came;
    for (let k = start; k < end; k++) {
      const edge = incident[k]!;
      if (edge === came || !this.isOpen(edge)) continue;
      const next = from[edge] === node ? to[edge]! : from[edge]!;
      // A little chance in the way to a goal gets people out of courtyards that only look like short cuts.
      const cost = aimless
        ? this.random.next()
        : metresBetween(lat[next]!, lon[next]!, goalLat, goalLon) + this.random.next() * 60;
      if (cost < best) [best, chosen] = [cost, edge];
    }
    return chosen;
  }
}
