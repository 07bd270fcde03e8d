/** Where each worker belongs: the grid or grids of the register, the station, and the way of moving. Columns by worker. */
import { type Beats, NEAR } from "./beats.ts";
import { haiwan } from "./haiwan.ts";
import { KIND, kindOf, paceOf, SPECIALTIES, specialtyOf } from "./kinds.ts";
import { lot } from "./random.ts";
import type { RoadGraph } from "./roads/graph.ts";
import { ROAD } from "./roads/kind.ts";

/** Deals the workers of a kind out evenly: a prime that divides no number of grids. */
const STRIDE = 7_919;

export class Posts {
  /** {@link KIND}. */
  readonly kind: Uint8Array;
  /** The grid that somebody is responsible for; of a specialist the one of the home station. */
  readonly grid: Uint32Array;
  /** Community whose station is theirs. */
  readonly station: Uint16Array;
  /** Communities that a specialist goes about, the home one and those nearest to it; 1 for everybody else. */
  readonly stations: Uint8Array;
  /** m/s on a street. */
  readonly pace: Float32Array;

  constructor(readonly beats: Beats, readonly size: number) {
    const { patrolled, communityOf, stationGrid } = beats;
    this.kind = new Uint8Array(size);
    this.grid = new Uint32Array(size);
    this.station = new Uint16Array(size);
    this.stations = new Uint8Array(size).fill(1);
    this.pace = new Float32Array(size);
    const dealt = [0, 0, 0];
    for (let i = 0; i < size; i++) {
      const kind = this.kind[i] = kindOf(i);
      const grid = patrolled[dealt[kind]!++ * STRIDE % patrolled.length]!;
      const community = this.station[i] = communityOf[grid]!;
      this.grid[i] = kind === KIND.specialist ? stationGrid[community]! : grid;
      if (kind === KIND.specialist) this.stations[i] = SPECIALTIES[specialtyOf(i)]!.beat;
      this.pace[i] = paceOf(i);
    }
  }

  /** One of the communities that somebody goes about, by a number from 0 to 1. */
  communityAt(i: number, share: number): number {
    return this.beats.near[this.station[i]! * NEAR + Math.floor(share * this.stations[i]!)]!;
  }

  /** Every grid that somebody is responsible for. */
  gridsOf(i: number): number[] {
    if (this.kind[i] !== KIND.specialist) return [this.grid[i]!];
    const { near, patrolled, communityOf } = this.beats, from = this.station[i]! * NEAR;
    const communities = new Set(near.subarray(from, from + this.stations[i]!));
    return [...patrolled].filter((grid) => communities.has(communityOf[grid]!));
  }
}

/** Codes of the grids that somebody is responsible for. */
export function gridCodesOf(posts: Posts, i: number): string[] {
  const { gridCodes } = haiwan().register;
  return posts.gridsOf(i).map((grid) => gridCodes[grid]!);
}

/** How long somebody stays in one stretch of streets, for {@link Whereabouts}. */
const STRETCH_MS = 900_000, VISIT_MS = 1_800_000;
/** Nobody stands nearer to a station's door, metres. */
const AT_DOOR_M = 4;

/** Where somebody on duty is, as a function of time: the past has no walks, but the same people in the same streets. */
export class Whereabouts {
  /** The answer of {@link find}: an edge of the road graph, and metres from its `from` end. */
  edge = 0;
  along = 0;

  constructor(private readonly posts: Posts, private readonly roads: RoadGraph) {}

  /** Somewhere on the streets of the worker's grid, or of one of the communities. */
  onPatrol(i: number, time: number): void {
    const { posts } = this, { beats } = posts;
    const grid = posts.kind[i] === KIND.specialist
      ? beats.stationGrid[posts.communityAt(i, lot(i, Math.floor(time / VISIT_MS)))]!
      : posts.grid[i]!;
    const salt = 5_000_003 + Math.floor(time / STRETCH_MS);
    const from = beats.first[grid]!, to = beats.first[grid + 1]!;
    const aim = lot(i, salt) * beats.sums[to - 1]!;
    let low = from, high = to - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (beats.sums[middle]! > aim) high = middle;
      else low = middle + 1;
    }
    this.edge = beats.streets[low]!;
    this.along = this.roads.length[this.edge]! * lot(salt, i);
  }

  /** At the door of the station. */
  atStation(i: number): void {
    const { roads } = this, node = this.posts.beats.station[this.posts.station[i]!]!;
    let k = roads.first[node]!;
    while (roads.class[roads.incident[k]!] === ROAD.motorway) k++;
    this.edge = roads.incident[k]!;
    const inside = Math.min(AT_DOOR_M + 20 * lot(i, 17), roads.length[this.edge]!);
    this.along = roads.from[this.edge] === node ? inside : roads.length[this.edge]! - inside;
  }
}
