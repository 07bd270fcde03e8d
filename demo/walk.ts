/** How people move over the road graph: columns of where each is, and one function that moves one of them on. */
import { metresBetween } from "../geo/place.ts";
import { type Beats, isOpen } from "./beats.ts";
import { Random } from "./random.ts";
import type { RoadGraph } from "./roads/graph.ts";
import { Ways } from "./ways.ts";

/** No station, no grid. */
export const NONE = -1;

export class Walkers {
  /** Edge, metres from its `from` end, and whether the way goes towards `to`. */
  readonly edge: Uint32Array;
  readonly along: Float32Array;
  readonly forward: Uint8Array;
  /** Node at the middle of the area, and how far (m) the way leads from it. */
  readonly home: Uint32Array;
  readonly radius: Float32Array;
  /** Grid whose streets are walked as long as there is one at hand; {@link NONE}: any within the radius. */
  readonly grid: Int32Array;
  /** Community whose station somebody goes to by the shortest way; {@link NONE}: to none. */
  readonly station: Int32Array;
  /** Degrees of latitude and longitude that somebody was sent to; NaN for nobody. */
  readonly goalLat: Float64Array;
  readonly goalLon: Float64Array;
  /** Street that the place lies on which somebody was sent to; {@link NONE}: known by its degrees only. */
  readonly goalEdge: Int32Array;
  readonly #ways: Ways;

  constructor(
    readonly roads: RoadGraph,
    private readonly beats: Beats,
    readonly size: number,
    private readonly random: Random,
  ) {
    this.#ways = new Ways(roads, beats.station);
    this.edge = new Uint32Array(size);
    this.along = new Float32Array(size);
    this.forward = new Uint8Array(size);
    this.home = new Uint32Array(size);
    this.radius = new Float32Array(size);
    this.grid = new Int32Array(size).fill(NONE);
    this.station = new Int32Array(size).fill(NONE);
    this.goalLat = new Float64Array(size).fill(NaN);
    this.goalLon = new Float64Array(size).fill(NaN);
    this.goalEdge = new Int32Array(size).fill(NONE);
  }

  /** Puts somebody on a street, facing one way or the other. */
  place(i: number, edge: number, along: number): void {
    this.edge[i] = edge;
    this.along[i] = along;
    this.forward[i] = this.random.next() < 0.5 ? 1 : 0;
  }

  /** Sends somebody to a place by the shortest way to the street that it lies on: some milliseconds of looking for that. */
  aim(i: number, lat: number, lon: number): void {
    this.goalLat[i] = lat;
    this.goalLon[i] = lon;
    this.goalEdge[i] = this.#streetAt(lat, lon);
  }

  /** A millisecond of work that saves somebody a wait; see {@link Ways.warm}. */
  warm(): void {
    this.#ways.warm();
  }

  isOpen(edge: number): boolean {
    return isOpen(this.roads, edge);
  }

  /** Moves somebody `metres` on, choosing a way at each crossing; true when that reached the station they go to. */
  move(i: number, metres: number): boolean {
    const { length, from, to } = this.roads;
    const goal = this.station[i]! === NONE ? NONE : this.beats.station[this.station[i]!]!;
    let edge = this.edge[i]!, along = this.along[i]!, forward = this.forward[i] === 1, arrived = false;
    for (let hops = 0; hops < 40; hops++) {
      const left = forward ? length[edge]! - along : along;
      if (metres <= left) {
        along += forward ? metres : -metres;
        break;
      }
      metres -= left;
      const node = forward ? to[edge]! : from[edge]!;
      if (node === goal) {
        along = forward ? length[edge]! : 0;
        arrived = true;
        break;
      }
      edge = this.#choose(i, node, edge);
      forward = from[edge] === node;
      along = forward ? 0 : length[edge]!;
    }
    this.edge[i] = edge;
    this.along[i] = along;
    this.forward[i] = forward ? 1 : 0;
    return arrived;
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

  /**
   * Towards the goal when sent, by the shortest way to a station, otherwise by chance within the grid, and home when too
   * far from it. Back only out of dead ends.
   */
  #choose(i: number, node: number, came: number): number {
    this.#towardsLat = this.goalLat[i]!;
    this.#towardsLon = this.goalLon[i]!;
    const street = this.goalEdge[i]!;
    if (street !== NONE) {
      const { from, to } = this.roads;
      if (from[street] === node || to[street] === node) return street;
      const way = this.#ways.towards(from[street]!, node);
      if (way >= 0) return way;
    }
    if (Number.isNaN(this.#towardsLat)) {
      const { lat, lon } = this.roads, station = this.station[i]!;
      const way = station === NONE ? -1 : this.#ways.edge(station, node);
      if (way >= 0) return way;
      const home = station === NONE ? this.home[i]! : this.beats.station[station]!;
      if (
        station !== NONE || metresBetween(lat[node]!, lon[node]!, lat[home]!, lon[home]!) > this.radius[i]!
      ) {
        this.#towardsLat = lat[home]!;
        this.#towardsLon = lon[home]!;
      }
    }
    return this.#best(i, node, came);
  }

  /** The street that people walk on which is nearest to a place. */
  #streetAt(placeLat: number, placeLon: number): number {
    const { edges, from, to, lat, lon } = this.roads, wide = Math.cos(placeLat * Math.PI / 180);
    let nearest = Infinity, found = NONE;
    for (let edge = 0; edge < edges; edge++) {
      const a = from[edge]!, b = to[edge]!;
      const x = (lon[a]! - placeLon) * wide, y = lat[a]! - placeLat;
      const dx = (lon[b]! - lon[a]!) * wide, dy = lat[b]! - lat[a]!;
      const along = Math.max(0, Math.min(1, -(x * dx + y * dy) / (dx * dx + dy * dy || 1)));
      const far = (x + along * dx) ** 2 + (y + along * dy) ** 2;
      if (far < nearest && this.isOpen(edge)) [nearest, found] = [far, edge];
    }
    return found;
  }

  /** Where the way at a crossing is to lead, degrees; NaN: anywhere. Fields, because the way makes no object a crossing. */
  #towardsLat = NaN;
  #towardsLon = NaN;

  #best(i: number, node: number, came: number): number {
    const goalLat = this.#towardsLat, goalLon = this.#towardsLon;
    const { first, incident, from, to, lat, lon } = this.roads, { left, right } = this.beats;
    const aimless = Number.isNaN(goalLat), grid = this.grid[i]!;
    let best = Infinity, chosen = came;
    for (let k = first[node]!; k < first[node + 1]!; k++) {
      const edge = incident[k]!;
      if (edge === came || !this.isOpen(edge)) continue;
      const next = from[edge] === node ? to[edge]! : from[edge]!;
      const outside = grid !== NONE && left[edge] !== grid && right[edge] !== grid;
      // A little chance in the way to a goal gets people out of courtyards that only look like short cuts.
      const cost = aimless
        ? this.random.next() + (outside ? 1 : 0)
        : metresBetween(lat[next]!, lon[next]!, goalLat, goalLon) + this.random.next() * 60;
      if (cost < best) [best, chosen] = [cost, edge];
    }
    // Rather back than out of the grid.
    const cameOutside = grid !== NONE && left[came] !== grid && right[came] !== grid;
    return aimless && best >= 1 && best < Infinity && !cameOutside ? came : chosen;
  }
}
