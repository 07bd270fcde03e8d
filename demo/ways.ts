/** The way to a station, or to where somebody was sent, by the streets: at every crossing near it, which street to take next. */
import { isOpen } from "./beats.ts";
import type { RoadGraph } from "./roads/graph.ts";

/** Ways are known so far from a station, metres by street; to where somebody was sent, from everywhere. */
const KNOWN_M = 9_000;
/** Distances are sorted by steps of so many metres; a node that is found nearer later is looked at again. */
const STEP_M = 10;
const UNKNOWN = 255;
/** A few quarters are reached by a motorway only: it counts so many times its length, so that nobody else takes it. */
const LAST_RESORT = 6;
/** Places that somebody is on the way to, at once: some bytes a node each. */
const KEPT = 300;

export class Ways {
  /** For each station a byte a node: the how-manieth of its streets leads there. Drawn when somebody first goes there. */
  readonly #fields: (Uint8Array | undefined)[];

  constructor(private readonly roads: RoadGraph, private readonly stations: Uint32Array) {
    this.#fields = new Array(stations.length).fill(undefined);
  }

  /** The street to take at a node; -1 at the station itself, and where no way is known. */
  edge(station: number, node: number): number {
    const field = this.#fields[station] ??= this.#draw(this.stations[station]!, {
      knownM: KNOWN_M,
      motorways: Infinity,
    });
    return this.#street(field, node);
  }

  /** The street to take towards another node; -1 there, and where no way is known. */
  towards(goal: number, node: number): number {
    let field = this.#sent.get(goal);
    if (!field) {
      field = this.#draw(goal, { knownM: Infinity, motorways: LAST_RESORT });
      this.#sent.set(goal, field);
      if (this.#sent.size > KEPT) this.#sent.delete(this.#sent.keys().next().value!);
    }
    return this.#street(field, node);
  }

  /** Draws the ways to one more station, before somebody waits for them. */
  warm(): void {
    if (this.#warm < this.stations.length) this.edge(this.#warm++, 0);
  }

  #warm = 0;
  readonly #sent = new Map<number, Uint8Array>();

  #street(field: Uint8Array, node: number): number {
    const k = field[node]!;
    return k === UNKNOWN ? -1 : this.roads.incident[this.roads.first[node]! + k]!;
  }

  #draw(goal: number, { knownM, motorways }: { knownM: number; motorways: number }): Uint8Array {
    const { roads } = this, { nodes, first, incident, from, to, length } = roads;
    const field = new Uint8Array(nodes).fill(UNKNOWN), metres = new Float32Array(nodes).fill(Infinity);
    const buckets: number[][] = [[goal]];
    metres[goal] = 0;
    for (let b = 0; b < buckets.length; b++) {
      // A bucket may grow while it is read.
      for (let at = 0; at < (buckets[b]?.length ?? 0); at++) {
        const node = buckets[b]![at]!;
        if (Math.floor(metres[node]! / STEP_M) !== b) continue;
        for (let k = first[node]!; k < first[node + 1]!; k++) {
          const edge = incident[k]!, next = from[edge] === node ? to[edge]! : from[edge]!;
          const far = metres[node]! + length[edge]! * (isOpen(roads, edge) ? 1 : motorways);
          if (far >= metres[next]! || far > knownM) continue;
          metres[next] = far;
          field[next] = this.#placeOf(edge, next);
          (buckets[Math.floor(far / STEP_M)] ??= []).push(next);
        }
      }
    }
    return field;
  }

  #placeOf(edge: number, node: number): number {
    const { first, incident } = this.roads;
    let k = first[node]!;
    while (incident[k] !== edge) k++;
    return k - first[node]!;
  }
}
