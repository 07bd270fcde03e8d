/** Finds the points nearest to a place, exactly, among points that move: buckets of a square grid over the city. */
import { type Bounds, EARTH_RADIUS_M, metresBetween } from "./place.ts";

const RADIANS = Math.PI / 180;
const METRES_PER_DEGREE = EARTH_RADIUS_M * RADIANS;
/** Side of a bucket; a Beijing of 129,000 workers then has a handful in each. */
const BUCKET_M = 300;
/** A country-sized box gets larger buckets instead of more of them. */
const MOST_BUCKETS = 1_000_000;
const NONE = -1;

/** `slot` is the caller's number of the point. */
export interface Near {
  readonly slot: number;
  readonly metres: number;
}

/**
 * Points by slot. Moving one costs a comparison while it stays in its bucket. Points outside the bounds lie in the
 * buckets of the rim and are found all the same.
 */
export class NearestIndex {
  lat = new Float64Array(1024);
  lon = new Float64Array(1024);
  size = 0;
  readonly #bounds: Bounds;
  readonly #rows: number;
  readonly #columns: number;
  readonly #head: Int32Array;
  #bucket = new Int32Array(1024).fill(NONE);
  #next = new Int32Array(1024);
  #previous = new Int32Array(1024);
  /** Least cosine of any latitude met: what a degree of longitude is worth at least. */
  #cosine: number;

  constructor(bounds: Bounds) {
    const [west, south, east, north] = bounds;
    this.#bounds = bounds;
    this.#cosine = Math.min(Math.cos(south * RADIANS), Math.cos(north * RADIANS));
    const height = (north - south) * METRES_PER_DEGREE;
    const width = (east - west) * METRES_PER_DEGREE * Math.cos((south + north) / 2 * RADIANS);
    const side = Math.max(BUCKET_M, Math.sqrt(height * width / MOST_BUCKETS));
    this.#rows = Math.max(1, Math.ceil(height / side));
    this.#columns = Math.max(1, Math.ceil(width / side));
    this.#head = new Int32Array(this.#rows * this.#columns).fill(NONE);
  }

  /** Adds a point, or moves it. */
  put(slot: number, lat: number, lon: number): void {
    while (slot >= this.#bucket.length) this.#grow();
    this.lat[slot] = lat;
    this.lon[slot] = lon;
    const [, south, , north] = this.#bounds;
    if (lat < south || lat > north) this.#cosine = Math.min(this.#cosine, Math.cos(lat * RADIANS));
    const bucket = this.#row(lat) * this.#columns + this.#column(lon);
    const before = this.#bucket[slot]!;
    if (bucket === before) return;
    if (before === NONE) this.size++;
    else this.#unlink(slot, before);
    const head = this.#head[bucket]!;
    this.#next[slot] = head;
    this.#previous[slot] = NONE;
    if (head !== NONE) this.#previous[head] = slot;
    this.#head[bucket] = slot;
    this.#bucket[slot] = bucket;
  }

  remove(slot: number): void {
    const bucket = this.#bucket[slot];
    if (bucket === undefined || bucket === NONE) return;
    this.#unlink(slot, bucket);
    this.#bucket[slot] = NONE;
    this.size--;
  }

  /** The `n` nearest of the accepted points, nearest first; of equally near ones, the lower slot. */
  nearest(lat: number, lon: number, n: number, accept: (slot: number) => boolean = () => true): Near[] {
    const best: Near[] = [];
    if (n < 1) return best;
    const row = this.#row(lat), column = this.#column(lon);
    const last = Math.max(row, this.#rows - 1 - row, column, this.#columns - 1 - column);
    for (let ring = 0; ring <= last; ring++) {
      if (best.length === n && best[n - 1]!.metres < this.#leastMetres(lat, lon, ring)) break;
      this.#eachOnRing(row, column, ring, (slot) => {
        if (!accept(slot)) return;
        const metres = metresBetween(lat, lon, this.lat[slot]!, this.lon[slot]!);
        insert(best, { slot, metres }, n);
      });
    }
    return best;
  }

  /**
   * Visits points around a place, roughly the nearest first, until `enough` is said of what is left: points that all lie at
   * least so many metres away.
   */
  scan(
    lat: number,
    lon: number,
    visit: (slot: number, metres: number) => void,
    enough: (leastMetres: number) => boolean,
  ): void {
    const row = this.#row(lat), column = this.#column(lon);
    const last = Math.max(row, this.#rows - 1 - row, column, this.#columns - 1 - column);
    let left = this.size;
    const take = (slot: number) => {
      left--;
      visit(slot, metresBetween(lat, lon, this.lat[slot]!, this.lon[slot]!));
    };
    for (let ring = 0; ring <= last && left > 0; ring++) {
      if (enough(this.#leastMetres(lat, lon, ring))) break;
      this.#eachOnRing(row, column, ring, take);
    }
  }

  /** Visits every point inside the bounds, the rim included, in no order. */
  within([west, south, east, north]: Bounds, visit: (slot: number) => void): void {
    for (let row = this.#row(south); row <= this.#row(north); row++) {
      for (let column = this.#column(west); column <= this.#column(east); column++) {
        this.#eachIn(row, column, (slot) => {
          const lat = this.lat[slot]!, lon = this.lon[slot]!;
          if (lat >= south && lat <= north && lon >= west && lon <= east) visit(slot);
        });
      }
    }
  }

  /**
   * No point on this ring of buckets or beyond is nearer. A point `d` degrees of latitude away is at least `d` degrees of
   * arc away; one `d` degrees of longitude away at least asin(cos φ · sin(d/2)) · 2, with the least cosine there is.
   */
  #leastMetres(lat: number, lon: number, ring: number): number {
    if (ring === 0) return 0;
    const [west, south, east, north] = this.#bounds;
    const height = (north - south) / this.#rows, width = (east - west) / this.#columns;
    const row = this.#row(lat), column = this.#column(lon);
    const y = Math.min(Math.max(lat, south), north), x = Math.min(Math.max(lon, west), east);
    const up = row + ring < this.#rows ? south + (row + ring) * height - y : Infinity;
    const down = row - ring >= 0 ? y - (south + (row - ring + 1) * height) : Infinity;
    const right = column + ring < this.#columns ? west + (column + ring) * width - x : Infinity;
    const left = column - ring >= 0 ? x - (west + (column - ring + 1) * width) : Infinity;
    const dLat = Math.max(0, Math.min(up, down)) * METRES_PER_DEGREE;
    const dLon = Math.min(180, Math.max(0, Math.min(right, left)));
    const cosine = Math.min(this.#cosine, Math.cos(lat * RADIANS));
    const sideways = 2 * EARTH_RADIUS_M * Math.asin(cosine * Math.sin(dLon * RADIANS / 2));
    const least = Math.min(dLat, left === Infinity && right === Infinity ? Infinity : sideways);
    // A millimetre for the rounding of the grid's lines.
    return Math.max(0, least - 1e-3);
  }

  #eachOnRing(row: number, column: number, ring: number, visit: (slot: number) => void): void {
    const top = row + ring, bottom = row - ring, left = column - ring, right = column + ring;
    for (let at = Math.max(left, 0); at <= Math.min(right, this.#columns - 1); at++) {
      if (bottom >= 0) this.#eachIn(bottom, at, visit);
      if (ring > 0 && top < this.#rows) this.#eachIn(top, at, visit);
    }
    for (let at = Math.max(bottom + 1, 0); at <= Math.min(top - 1, this.#rows - 1); at++) {
      if (left >= 0) this.#eachIn(at, left, visit);
      if (ring > 0 && right < this.#columns) this.#eachIn(at, right, visit);
    }
  }

  #eachIn(row: number, column: number, visit: (slot: number) => void): void {
    let slot = this.#head[row * this.#columns + column]!;
    while (slot !== NONE) {
      const next = this.#next[slot]!;
      visit(slot);
      slot = next;
    }
  }

  #row(lat: number): number {
    const [, south, , north] = this.#bounds;
    const row = Math.floor((lat - south) / (north - south) * this.#rows);
    return row < 0 ? 0 : row >= this.#rows ? this.#rows - 1 : row;
  }

  #column(lon: number): number {
    const [west, , east] = this.#bounds;
    const column = Math.floor((lon - west) / (east - west) * this.#columns);
    return column < 0 ? 0 : column >= this.#columns ? this.#columns - 1 : column;
  }

  #unlink(slot: number, bucket: number): void {
    const next = this.#next[slot]!, previous = this.#previous[slot]!;
    if (previous === NONE) this.#head[bucket] = next;
    else this.#next[previous] = next;
    if (next !== NONE) this.#previous[next] = previous;
  }

  #grow(): void {
    const length = this.#bucket.length * 2;
    const floats = (old: Float64Array) => {
      const wider = new Float64Array(length);
      wider.set(old);
      return wider;
    };
    const ints = (old: Int32Array) => {
      const wider = new Int32Array(length).fill(NONE);
      wider.set(old);
      return wider;
    };
    this.lat = floats(this.lat);
    this.lon = floats(this.lon);
    this.#bucket = ints(this.#bucket);
    this.#next = ints(this.#next);
    this.#previous = ints(this.#previous);
  }
}

function insert(best: Near[], near: Near, n: number): void {
  const after = (other: Near) =>
    other.metres > near.metres || (other.metres === near.metres && other.slot > near.slot);
  if (best.length === n && !after(best[n - 1]!)) return;
  let at = best.length;
  while (at > 0 && after(best[at - 1]!)) at--;
  best.splice(at, 0, near);
  if (best.length > n) best.pop();
}
