/** Where things happen: streets picked the way life spreads over the city, and the addresses people would give. */
import type { Haunt } from "./categories.ts";
import { DISTRICTS } from "./land/places.ts";
import { metresEast, metresNorth } from "./land/plane.ts";
import { CENTRES } from "./land/shape.ts";
import type { Haiwan } from "./haiwan.ts";
import type { Random } from "./random.ts";
import type { RoadName } from "./roads/names.ts";
import { ROAD } from "./roads/kind.ts";

/** The busiest places get so much more than their share of streets. */
const HOT = 3;

export interface Spot {
  readonly lat: number;
  readonly lon: number;
  readonly road: RoadName;
  /** House number. */
  readonly number: number;
  /** District, road and house number, in both languages. */
  readonly address: string;
}

export class Streets {
  readonly #roads: Haiwan["roads"];
  readonly #names: readonly RoadName[];
  /** How much happens on each edge, and running sums of that, by what draws it. */
  readonly #weights: Float64Array;
  readonly #sums = new Map<Haunt, Float64Array>();
  readonly #district: Uint8Array;

  constructor(private readonly city: Haiwan) {
    this.#roads = city.roads;
    this.#names = city.roadNames;
    this.#district = districtOfNodes(city);
    const { edges, length, from, bridge, lat, lon } = city.roads;
    this.#weights = new Float64Array(edges);
    for (let e = 0; e < edges; e++) {
      const road = city.roads.class[e]!;
      const node = from[e]!;
      const near = crowd(metresEast(lon[node]!) / 1000, metresNorth(lat[node]!) / 1000);
      // Motorways see few reports, bridges none; main roads draw more than lanes.
      const weight = bridge[e] || road === ROAD.motorway ? 0 : road === ROAD.street ? 1 : 1.8;
      this.#weights[e] = length[e]! * weight * (0.15 + HOT * near * near);
    }
  }

  any(random: Random, haunt: Haunt = "anywhere"): number {
    const sums = this.#sumsOf(haunt);
    const aim = random.next() * sums[sums.length - 1]!;
    let low = 0, high = sums.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sums[middle]! > aim) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** An edge that begins within a radius of a place, all kilometres; the nearest when there is none. */
  around([x, y, radius]: readonly [number, number, number], random: Random): number {
    const { edges, from, lat, lon } = this.#roads;
    const found: number[] = [];
    let best = Infinity, nearest = 0;
    for (let e = 0; e < edges; e++) {
      if (this.#weights[e] === 0) continue;
      const node = from[e]!;
      const far = Math.hypot(metresEast(lon[node]!) / 1000 - x, metresNorth(lat[node]!) / 1000 - y);
      if (far < radius) found.push(e);
      if (far < best) [best, nearest] = [far, e];
    }
    return found[Math.floor(random.next() * found.length)] ?? nearest;
  }

  #sumsOf(haunt: Haunt): Float64Array {
    const known = this.#sums.get(haunt);
    if (known) return known;
    const pull = pullOf(haunt, this.city);
    let sum = 0;
    const sums = Float64Array.from(this.#weights, (weight, e) => sum += weight === 0 ? 0 : weight * pull(e));
    this.#sums.set(haunt, sums);
    return sums;
  }

  /** An edge about `metres` along the streets from another. */
  near(edge: number, metres: number, random: Random): number {
    const { from, to, first, incident, length } = this.#roads;
    let node = to[edge]!;
    for (let hops = 0; metres > 0 && hops < 20; hops++) {
      const next = incident[first[node]! + Math.floor(random.next() * (first[node + 1]! - first[node]!))]!;
      if (this.#roads.class[next] === ROAD.motorway || this.#roads.bridge[next]) continue;
      metres -= length[next]!;
      edge = next;
      node = from[edge] === node ? to[edge]! : from[edge]!;
    }
    return edge;
  }

  /** A house on an edge: the point, its road, its number. */
  spot(edge: number, random: Random): Spot {
    const { lat, lon, from, to } = this.#roads, share = random.next();
    const [p, q] = [from[edge]!, to[edge]!];
    const road = this.#names[this.#roads.name[edge]!]!;
    const number = 1 + Math.floor(random.next() ** 1.7 * 260);
    const round = (v: number) => Math.round(v * 1e6) / 1e6;
    return {
      lat: round(lat[p]! + (lat[q]! - lat[p]!) * share),
      lon: round(lon[p]! + (lon[q]! - lon[p]!) * share),
      road,
      number,
      address: addressIn(DISTRICTS[this.#district[p]!]!, road, number),
    };
  }
}

function addressIn(district: RoadName, road: RoadName, number: number): string {
  return `${district.zh}${road.zh} ${number} 号 · ${number} ${road.en}, ${district.en}`;
}

/** How much more a kind of place draws what haunts it; 1 where it does not matter. Metres. */
function pullOf(haunt: Haunt, { roads, terrain }: Haiwan): (edge: number) => number {
  const at = (edge: number) => {
    const node = roads.from[edge]!;
    return [metresEast(roads.lon[node]!), metresNorth(roads.lat[node]!)] as const;
  };
  const where = (holds: (x: number, y: number, edge: number) => boolean, more: number) => (edge: number) =>
    holds(...at(edge), edge) ? more : 1;
  switch (haunt) {
    case "anywhere":
      return () => 1;
    case "old":
      return where((x, y) => terrain.density.at(x, y) > 0.8 && terrain.grain.at(x, y) < 140, 3);
    case "shops":
      return where((x, y) => terrain.density.at(x, y) > 0.75, 2.5);
    case "new":
      return where((x, y) => terrain.grain.at(x, y) > 165, 3);
    case "port":
      return where((x, y) => terrain.sea.at(x, y) < 1_600 && terrain.grain.at(x, y) > 190, 6);
    case "hills":
      return where((x, y) => terrain.height.at(x, y) > 45, 4);
    case "shore":
      return where((x, y) => terrain.shore.at(x, y) < 350, 6);
    case "low":
      return where((x, y) => terrain.height.at(x, y) < 12 && terrain.shore.at(x, y) < 900, 4);
    case "main":
      return where((_x, _y, edge) => roads.class[edge] === ROAD.major, 3);
  }
}

/** How near a place (km) is to a centre of life, 0 to 1. */
function crowd(x: number, y: number): number {
  let most = 0;
  for (const [cx, cy, r, w] of CENTRES) {
    most = Math.max(most, w / (1 + ((x - cx) ** 2 + (y - cy) ** 2) / (r * r * 0.3)));
  }
  return Math.min(1, most);
}

/** The district of each node: of the nearest face, found through squares of 500 m. */
function districtOfNodes({ roads, ground }: Haiwan): Uint8Array {
  const SIZE = 500, squares = new Map<number, number[]>();
  const key = (x: number, y: number) => Math.floor(x / SIZE) * 4096 + Math.floor(y / SIZE);
  for (let f = 0; f < ground.faces.count; f++) {
    if (ground.district[f]! < 0) continue;
    const k = key(ground.px[f]!, ground.py[f]!);
    if (squares.has(k)) squares.get(k)!.push(f);
    else squares.set(k, [f]);
  }
  return Uint8Array.from({ length: roads.nodes }, (_, n) => {
    const x = metresEast(roads.lon[n]!), y = metresNorth(roads.lat[n]!);
    let best = Infinity, district = 0;
    for (let reach = 1; reach <= 8 && best === Infinity; reach *= 2) {
      for (let dx = -reach; dx <= reach; dx++) {
        for (let dy = -reach; dy <= reach; dy++) {
          for (const f of squares.get(key(x + dx * SIZE, y + dy * SIZE)) ?? []) {
            const far = (ground.px[f]! - x) ** 2 + (ground.py[f]! - y) ** 2;
            if (far < best) [best, district] = [far, ground.district[f]!];
          }
        }
      }
    }
    return district;
  });
}
