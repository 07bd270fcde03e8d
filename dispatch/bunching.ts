/** Too many workers in one small place for too long, though each has a grid to look after. Pure: places in, crowds out. */
import { PairTable } from "../geo/pair_table.ts";
import { metresBetween, type Place } from "../geo/place.ts";

const MINUTE = 60_000;
/** A crowd that is smaller for a moment, because somebody's fix jumped, is still there. */
const GRACE_MS = 3 * MINUTE;
/** It is the same crowd while it moves by no more than so many times its reach. */
const SAME = 3;
/** In a yard, or where phones say a place that nobody is at, thousands stand in one square: they are not all measured against all. */
const MIDDLES = 32;

export interface Standing extends Place {
  readonly worker: string;
}

export interface Crowd extends Place {
  /** When it was first seen, and the first of those who stood there: what it is called while it goes on. */
  readonly since: number;
  readonly name: string;
  readonly workers: readonly string[];
}

export interface BunchingRules {
  /** More than so many. */
  readonly workers: number;
  readonly metres: number;
  readonly minutes: number;
}

interface Track {
  at: Place;
  readonly since: number;
  readonly name: string;
  seen: number;
  workers: readonly string[];
  told: boolean;
}

export class Bunches {
  readonly #tracks: Track[] = [];

  constructor(private readonly rules: BunchingRules) {}

  /** A crowd that somebody was told of before this start. */
  restore({ lat, lon, ...crowd }: Crowd, now: number): void {
    this.#tracks.push({ at: { lat, lon }, ...crowd, seen: now, told: true });
  }

  /** The crowds that have stood for long enough, as of now. */
  look(standing: readonly Standing[], now: number): Crowd[] {
    const { metres, minutes } = this.rules;
    for (const crowd of crowdsIn(standing, this.rules)) {
      const known = this.#tracks.find(({ at, seen }) =>
        seen < now && metresBetween(at.lat, at.lon, crowd.lat, crowd.lon) <= SAME * metres
      );
      if (known) Object.assign(known, { at: crowd, seen: now, workers: crowd.workers });
      else if (!this.#near(crowd)) {
        const { workers } = crowd;
        this.#tracks.push({ at: crowd, since: now, name: workers[0]!, seen: now, workers, told: false });
      }
    }
    for (let i = this.#tracks.length - 1; i >= 0; i--) {
      if (now - this.#tracks[i]!.seen > GRACE_MS) this.#tracks.splice(i, 1);
    }
    for (const track of this.#tracks) track.told ||= now - track.since >= minutes * MINUTE;
    return this.#tracks.filter(({ told }) => told).map(({ at: { lat, lon }, since, name, workers }) => ({
      ...{ lat, lon, since, name, workers },
    }));
  }

  #near({ lat, lon }: Place): boolean {
    return this.#tracks.some(({ at }) => metresBetween(at.lat, at.lon, lat, lon) <= SAME * this.rules.metres);
  }
}

/** Metres of a degree from south to north, a little less than it is, so that squares are rather too large. */
const DEGREE_M = 111_000;

/**
 * Crowds that hold nobody twice, the largest first: somebody, and more than so many within reach of them. Workers are put into
 * squares of the reach first: of 129,000 nearly all stand where the squares around them hold too few.
 */
export function crowdsIn(
  standing: readonly Standing[],
  { workers: most, metres }: BunchingRules,
): (Place & { readonly workers: readonly string[] })[] {
  const squares = new Squares(standing, metres);
  const crowds: { readonly i: number; readonly many: number }[] = [];
  for (let i = 0; i < standing.length; i++) {
    if (squares.around(i) <= most || !squares.mayBeMiddle(i)) continue;
    const many = squares.countNear(i);
    if (many > most) crowds.push({ i, many });
  }
  const nameOf = ({ i }: { i: number }) => standing[i]!.worker;
  crowds.sort((a, b) => b.many - a.many || (nameOf(a) < nameOf(b) ? -1 : 1));
  const taken = new Set<string>();
  return crowds.flatMap(({ i }) => {
    const { lat, lon, worker } = standing[i]!;
    if (taken.has(worker)) return [];
    const near = squares.near(i);
    if (near.some(({ worker }) => taken.has(worker))) return [];
    for (const { worker } of near) taken.add(worker);
    return [{ lat, lon, workers: near.map(({ worker }) => worker).sort() }];
  });
}

/** Square by square, as wide as the reach where they are narrowest: whoever is within reach stands in one of nine. */
class Squares {
  readonly #rows: Uint32Array;
  readonly #columns: Uint32Array;
  /** Number of each square in which somebody stands. */
  readonly #numbers = new PairTable();
  /** By that number how many, and one of them; of each somebody the next one. */
  readonly #counts: Uint32Array;
  readonly #first: Int32Array;
  readonly #next: Int32Array;
  /** How many stood in the square of each before them. */
  readonly #before: Uint32Array;

  constructor(private readonly standing: readonly Standing[], private readonly metres: number) {
    const { length } = standing;
    const widest = standing.reduce((most, { lat }) => Math.max(most, Math.abs(lat)), 0);
    const high = metres / DEGREE_M, wide = high / Math.max(0.01, Math.cos(widest * Math.PI / 180));
    this.#rows = new Uint32Array(length);
    this.#columns = new Uint32Array(length);
    this.#counts = new Uint32Array(length);
    this.#first = new Int32Array(length).fill(-1);
    this.#next = new Int32Array(length).fill(-1);
    this.#before = new Uint32Array(length);
    let squares = 0;
    for (let i = 0; i < length; i++) {
      const { lat, lon } = standing[i]!;
      // From one on, so that there are squares on all sides.
      const row = this.#rows[i] = Math.floor((lat + 90) / high) + 1;
      const column = this.#columns[i] = Math.floor((lon + 180) / wide) + 1;
      let square = this.#numbers.get(row, column);
      if (square < 0) this.#numbers.set(row, column, square = squares++);
      this.#before[i] = this.#counts[square]!++;
      this.#next[i] = this.#first[square]!;
      this.#first[square] = i;
    }
  }

  /** How many stand in the nine squares around somebody. */
  around(i: number): number {
    const row = this.#rows[i]!, column = this.#columns[i]!;
    let sum = 0;
    for (let y = row - 1; y <= row + 1; y++) {
      for (let x = column - 1; x <= column + 1; x++) {
        const square = this.#numbers.get(y, x);
        if (square >= 0) sum += this.#counts[square]!;
      }
    }
    return sum;
  }

  /** Of very many in one square only some are asked: around whomever of them the crowd is drawn, it is the same crowd. */
  mayBeMiddle(i: number): boolean {
    return this.#before[i]! < MIDDLES;
  }

  countNear(i: number): number {
    let many = 0;
    this.#visit(i, () => many++);
    return many;
  }

  /** Whoever is within reach, oneself included. */
  near(i: number): Standing[] {
    const found: Standing[] = [];
    this.#visit(i, (other) => found.push(other));
    return found;
  }

  #visit(i: number, visit: (other: Standing) => void): void {
    const row = this.#rows[i]!, column = this.#columns[i]!, { lat, lon } = this.standing[i]!;
    for (let y = row - 1; y <= row + 1; y++) {
      for (let x = column - 1; x <= column + 1; x++) {
        const square = this.#numbers.get(y, x);
        for (let at = square < 0 ? -1 : this.#first[square]!; at >= 0; at = this.#next[at]!) {
          const other = this.standing[at]!;
          if (metresBetween(lat, lon, other.lat, other.lon) <= this.metres) visit(other);
        }
      }
    }
  }
}
