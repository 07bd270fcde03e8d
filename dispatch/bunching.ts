/** Too many workers in one small place for too long, though each has a grid to look after. Pure: places in, crowds out. */
import { metresBetween, type Place } from "../geo/place.ts";

const MINUTE = 60_000;
/** A crowd that is smaller for a moment, because somebody's fix jumped, is still there. */
const GRACE_MS = 3 * MINUTE;
/** It is the same crowd while it moves by no more than so many times its reach. */
const SAME = 3;

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

/**
 * Crowds that overlap nobody twice, the largest first: somebody, and more than so many within reach of them. Workers are put into
 * squares of the reach first, so that each is compared with few.
 */
export function crowdsIn(
  standing: readonly Standing[],
  { workers: most, metres }: BunchingRules,
): (Place & { readonly workers: readonly string[] })[] {
  const squares = new Map<string, Standing[]>();
  const step = metres / 111_000;
  const narrow = (lat: number) => Math.max(0.01, Math.cos(lat * Math.PI / 180));
  const rowOf = (lat: number) => Math.floor(lat / step);
  // One width for a row, so that neighbours in it are neighbours.
  const columnOf = (lon: number, row: number) => Math.floor(lon * narrow(row * step) / step);
  for (const one of standing) {
    const row = rowOf(one.lat), key = `${row} ${columnOf(one.lon, row)}`;
    const square = squares.get(key);
    if (square) square.push(one);
    else squares.set(key, [one]);
  }
  const around = ({ lat, lon }: Place): Standing[] => {
    const found: Standing[] = [];
    for (let row = rowOf(lat) - 1; row <= rowOf(lat) + 1; row++) {
      const column = columnOf(lon, row);
      for (let x = column - 2; x <= column + 2; x++) {
        for (const one of squares.get(`${row} ${x}`) ?? []) {
          if (metresBetween(lat, lon, one.lat, one.lon) <= metres) found.push(one);
        }
      }
    }
    return found;
  };
  const crowds = standing.map((one) => ({ one, near: around(one) })).filter(({ near }) => near.length > most)
    .sort((a, b) => b.near.length - a.near.length || (a.one.worker < b.one.worker ? -1 : 1));
  const taken = new Set<string>();
  return crowds.flatMap(({ one, near }) => {
    if (near.some(({ worker }) => taken.has(worker))) return [];
    for (const { worker } of near) taken.add(worker);
    return [{ lat: one.lat, lon: one.lon, workers: near.map(({ worker }) => worker).sort() }];
  });
}
