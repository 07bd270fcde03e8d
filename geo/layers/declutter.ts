/**
 * Many things in one place: fewer than fifty stand beside each other so that none hides another, more become one count. Pure;
 * the same things in the same view always stand the same, so that nothing jumps when one of them changes.
 */

/** So many in one place are a count that opens as a list. */
export const CROWD = 50;
/** A place is this many sizes of a mark around its first one. */
const PLACE = 1.5;
/** Marks stand so far apart, in sizes. */
const APART = 0.94;
/** Farther than this from where it belongs, in sizes, a mark says nothing: the last ones then stay where they are. */
const FARTHEST = 9;

/** Where things are on the map, px; in the order in which they may choose their place. */
export interface Crowded {
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  readonly length: number;
}

export interface Decluttered {
  /** Where each is drawn, px; NaN for those that are part of a crowd. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Places of so many that only their number is shown: indexes of who is there, the first of them where it stands. */
  readonly crowds: readonly (readonly number[])[];
}

export function declutter(things: Crowded, size: number): Decluttered {
  const x = Float64Array.from(things.x), y = Float64Array.from(things.y);
  const crowds = findCrowds(things, size);
  for (const crowd of crowds) for (const i of crowd) x[i] = y[i] = NaN;
  const taken = new Buckets(size);
  // Counts stand where they are; nothing is drawn below them.
  for (const [first] of crowds) taken.add(things.x[first!]!, things.y[first!]!, -1);
  for (let i = 0; i < things.length; i++) {
    if (Number.isNaN(x[i])) continue;
    const spot = freeSpot(x[i]!, y[i]!, size, taken);
    x[i] = spot.x;
    y[i] = spot.y;
    taken.add(spot.x, spot.y, i);
  }
  return { x, y, crowds };
}

function findCrowds({ x, y, length }: Crowded, size: number): number[][] {
  if (length < CROWD) return [];
  const all = new Buckets(size * PLACE);
  for (let i = 0; i < length; i++) all.add(x[i]!, y[i]!, i);
  const gone = new Uint8Array(length);
  const crowds: number[][] = [];
  for (let i = 0; i < length; i++) {
    if (gone[i]) continue;
    const here = all.within(x[i]!, y[i]!, size * PLACE).filter((other) => !gone[other]).sort((a, b) => a - b);
    if (here.length < CROWD) continue;
    crowds.push(here);
    for (const other of here) gone[other] = 1;
  }
  return crowds;
}

/** The nearest free spot on rings around where it belongs, its own first. */
function freeSpot(x: number, y: number, size: number, taken: Buckets): { x: number; y: number } {
  const apart = size * APART;
  for (let ring = 0; ring <= FARTHEST; ring++) {
    const spots = Math.max(1, ring * 6);
    for (let i = 0; i < spots; i++) {
      const angle = i / spots * 2 * Math.PI - Math.PI / 2;
      const at = { x: x + ring * size * Math.cos(angle), y: y + ring * size * Math.sin(angle) };
      if (taken.within(at.x, at.y, apart).length === 0) return at;
    }
  }
  return { x, y };
}

/** Points by square, so that who is near is found without looking at everybody. */
class Buckets {
  readonly #squares = new Map<string, number[]>();
  readonly #x: number[] = [];
  readonly #y: number[] = [];
  readonly #of: number[] = [];

  constructor(private readonly side: number) {}

  add(x: number, y: number, thing: number): void {
    const key = `${Math.floor(x / this.side)},${Math.floor(y / this.side)}`;
    const square = this.#squares.get(key);
    const entry = this.#x.push(x) - 1;
    this.#y.push(y);
    this.#of.push(thing);
    if (square) square.push(entry);
    else this.#squares.set(key, [entry]);
  }

  /** Things nearer than `reach`, which is at most the side of a square. */
  within(x: number, y: number, reach: number): number[] {
    const found: number[] = [];
    const [column, line] = [Math.floor(x / this.side), Math.floor(y / this.side)];
    for (let dx = -1; dx <= 1; dx++) {
      for (let dy = -1; dy <= 1; dy++) {
        for (const entry of this.#squares.get(`${column + dx},${line + dy}`) ?? []) {
          if (Math.hypot(this.#x[entry]! - x, this.#y[entry]! - y) < reach) found.push(this.#of[entry]!);
        }
      }
    }
    return found;
  }
}
