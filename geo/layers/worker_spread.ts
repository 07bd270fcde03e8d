/**
 * Workers in one place, side by side: the first stands where it is, the others around it like the seeds of a sunflower; fifty
 * and more are a count. Pure, and the same for the same workers on every screen: who is first follows from their slots.
 */
import { CROWD } from "./declutter.ts";
import { xOf, yOf } from "./mercator.ts";

/** Columns by row, as the store of workers has them. */
export interface StandingWorkers {
  readonly size: number;
  readonly slot: Uint32Array;
  readonly lon: Float64Array;
  readonly lat: Float64Array;
}

export interface WorkerCrowd {
  readonly lat: number;
  readonly lon: number;
  readonly count: number;
}

/** A place is this part of a mark's width around its first one. */
const PLACE = 0.5;
const GOLDEN = Math.PI * (3 - Math.sqrt(5));
/** Where the first seed around the middle stands, and how far the next ones go out, in widths of a mark. */
const FIRST = 0.48, FURTHER = 0.56;
/** Squares a row of the world has at most: their number is one whole number. */
const SQUARES = 2 ** 26;
const ROWS = 2 ** 20;
const NONE = -1;

export class WorkerSpread {
  /** Px from where a worker is to where the mark stands, by row; y upwards. */
  x = new Float32Array(0);
  y = new Float32Array(0);
  /** The same array as long as they are the same. */
  crowds: readonly WorkerCrowd[] = [];
  #group = new Int32Array(0);
  #rank = new Int32Array(0);
  #order = new Float64Array(0);
  /** By group: where its first one is, px of the world, its row, how many there are, the next group of the same square. */
  #firstX = new Float64Array(0);
  #firstY = new Float64Array(0);
  #firstRow = new Int32Array(0);
  #count = new Int32Array(0);
  #nextGroup = new Int32Array(0);

  /** Everybody stands where they are. */
  clear(): void {
    this.x.fill(0);
    this.y.fill(0);
    this.crowds = [];
  }

  /** `world`: px of the world's width; `mark`: width of a mark, px. Tells of each row whether it is drawn by itself. */
  arrange(
    workers: StandingWorkers,
    { world, mark }: { readonly world: number; readonly mark: number },
    each: (row: number, x: number, y: number, shown: boolean) => void,
  ): void {
    this.#reserve(workers.size);
    const groups = this.#gather(workers, world, mark * PLACE);
    for (let row = 0; row < workers.size; row++) {
      const group = this.#group[row]!, count = this.#count[group]!, rank = this.#rank[row]!;
      const shown = count < CROWD;
      let x = 0, y = 0;
      if (shown && count > 1) {
        const far = rank === 0 ? 0 : mark * (FIRST + FURTHER * Math.sqrt(rank));
        x = this.#firstX[group]! + far * Math.sin(rank * GOLDEN) - xOf(workers.lon[row]!) * world;
        y = yOf(workers.lat[row]!) * world - this.#firstY[group]! + far * Math.cos(rank * GOLDEN);
      }
      this.x[row] = x;
      this.y[row] = y;
      each(row, x, y, shown);
    }
    const crowds = this.#crowded(workers, groups);
    if (!same(crowds, this.crowds)) this.crowds = crowds;
  }

  /** Puts each row into a group, in the order of slots; returns how many groups there are. */
  #gather({ size, slot, lon, lat }: StandingWorkers, world: number, reach: number): number {
    const order = this.#order.subarray(0, size);
    for (let row = 0; row < size; row++) order[row] = slot[row]! * ROWS + row;
    order.sort();
    const heads = new Map<number, number>();
    let groups = 0;
    for (const key of order) {
      const row = key % ROWS, x = xOf(lon[row]!) * world, y = yOf(lat[row]!) * world;
      let group = this.#near(heads, x, y, reach);
      if (group === NONE) {
        group = groups++;
        const square = Math.floor(x / reach) * SQUARES + Math.floor(y / reach);
        this.#nextGroup[group] = heads.get(square) ?? NONE;
        heads.set(square, group);
        this.#firstX[group] = x;
        this.#firstY[group] = y;
        this.#firstRow[group] = row;
        this.#count[group] = 0;
      }
      this.#group[row] = group;
      this.#rank[row] = this.#count[group]!++;
    }
    return groups;
  }

  /** The group whose first one is nearest and within reach. */
  #near(heads: ReadonlyMap<number, number>, x: number, y: number, reach: number): number {
    const column = Math.floor(x / reach), line = Math.floor(y / reach);
    let best = NONE, least = reach;
    for (let dx = -1; dx <= 1; dx++) {
      for (let dy = -1; dy <= 1; dy++) {
        let group = heads.get((column + dx) * SQUARES + line + dy) ?? NONE;
        for (; group !== NONE; group = this.#nextGroup[group]!) {
          const far = Math.hypot(this.#firstX[group]! - x, this.#firstY[group]! - y);
          if (far < least) [best, least] = [group, far];
        }
      }
    }
    return best;
  }

  #crowded({ lon, lat }: StandingWorkers, groups: number): WorkerCrowd[] {
    const crowds: WorkerCrowd[] = [];
    for (let group = 0; group < groups; group++) {
      const count = this.#count[group]!, row = this.#firstRow[group]!;
      if (count >= CROWD) crowds.push({ lat: lat[row]!, lon: lon[row]!, count });
    }
    return crowds;
  }

  #reserve(size: number): void {
    if (size <= this.x.length) return;
    const room = 2 ** Math.ceil(Math.log2(Math.max(64, size)));
    this.x = new Float32Array(room);
    this.y = new Float32Array(room);
    this.#group = new Int32Array(room);
    this.#rank = new Int32Array(room);
    this.#order = new Float64Array(room);
    this.#firstX = new Float64Array(room);
    this.#firstY = new Float64Array(room);
    this.#firstRow = new Int32Array(room);
    this.#count = new Int32Array(room);
    this.#nextGroup = new Int32Array(room);
  }
}

function same(a: readonly WorkerCrowd[], b: readonly WorkerCrowd[]): boolean {
  return a.length === b.length && a.every(({ lat, lon, count }, i) => {
    const other = b[i]!;
    return lat === other.lat && lon === other.lon && count === other.count;
  });
}
