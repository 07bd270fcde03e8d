/** A raster over the city: one number per square, read back bilinearly. */
import type { Line } from "./plane.ts";

export const WEST = -21_000, SOUTH = -17_000, EAST = 22_000, NORTH = 17_500;

export type Extent = readonly [west: number, south: number, east: number, north: number];

export class Field {
  readonly columns: number;
  readonly rows: number;
  readonly values: Float32Array;

  /** Covers the city unless told otherwise: west, south, east, north, metres. */
  constructor(readonly step: number, readonly box: Extent = [WEST, SOUTH, EAST, NORTH]) {
    this.columns = Math.ceil((box[2] - box[0]) / step) + 1;
    this.rows = Math.ceil((box[3] - box[1]) / step) + 1;
    this.values = new Float32Array(this.columns * this.rows);
  }

  x(column: number): number {
    return this.box[0] + column * this.step;
  }

  y(row: number): number {
    return this.box[1] + row * this.step;
  }

  /** Index of the nearest square; points outside are pulled to the rim. */
  index(x: number, y: number): number {
    const column = Math.max(0, Math.min(this.columns - 1, Math.round((x - this.box[0]) / this.step)));
    const row = Math.max(0, Math.min(this.rows - 1, Math.round((y - this.box[1]) / this.step)));
    return row * this.columns + column;
  }

  at(x: number, y: number): number {
    const u = Math.max(0, Math.min(this.columns - 1.001, (x - this.box[0]) / this.step));
    const v = Math.max(0, Math.min(this.rows - 1.001, (y - this.box[1]) / this.step));
    const c = Math.floor(u), r = Math.floor(v), i = r * this.columns + c;
    const fu = u - c, fv = v - r;
    const south = this.values[i]! * (1 - fu) + this.values[i + 1]! * fu;
    const north = this.values[i + this.columns]! * (1 - fu) + this.values[i + this.columns + 1]! * fu;
    return south * (1 - fv) + north * fv;
  }

  fill(value: (x: number, y: number) => number): this {
    for (let r = 0, i = 0; r < this.rows; r++) {
      for (let c = 0; c < this.columns; c++, i++) this.values[i] = value(this.x(c), this.y(r));
    }
    return this;
  }

  /** Sets every square whose centre lies inside the rings (even-odd). */
  paint(rings: readonly Line[], value: number): this {
    const crossings: number[] = [];
    for (let r = 0; r < this.rows; r++) {
      const y = this.y(r) + 1e-6;
      crossings.length = 0;
      for (const ring of rings) {
        for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
          const ay = ring[j + 1]!, by = ring[i + 1]!;
          if (ay > y === by > y) continue;
          crossings.push(ring[j]! + (y - ay) / (by - ay) * (ring[i]! - ring[j]!));
        }
      }
      crossings.sort((a, b) => a - b);
      for (let k = 0; k + 1 < crossings.length; k += 2) {
        const from = Math.max(0, Math.ceil((crossings[k]! - this.box[0]) / this.step));
        const to = Math.min(this.columns - 1, Math.floor((crossings[k + 1]! - this.box[0]) / this.step));
        this.values.fill(value, r * this.columns + from, r * this.columns + Math.max(from, to + 1));
      }
    }
    return this;
  }

  /** Metres to the nearest square for which `is` holds, by two sweeps of a 3–4 chamfer. */
  distanceTo(is: (value: number) => boolean): Field {
    const out = new Field(this.step, this.box);
    const { columns: w, rows: h } = this, d = out.values;
    for (let i = 0; i < d.length; i++) d[i] = is(this.values[i]!) ? 0 : 1e9;
    const side = this.step * 0.95509, slant = this.step * 1.36930;
    for (let r = 0, i = 0; r < h; r++) {
      for (let c = 0; c < w; c++, i++) {
        let best = d[i]!;
        if (c > 0) best = Math.min(best, d[i - 1]! + side);
        if (r > 0) {
          best = Math.min(best, d[i - w]! + side);
          if (c > 0) best = Math.min(best, d[i - w - 1]! + slant);
          if (c < w - 1) best = Math.min(best, d[i - w + 1]! + slant);
        }
        d[i] = best;
      }
    }
    for (let r = h - 1, i = d.length - 1; r >= 0; r--) {
      for (let c = w - 1; c >= 0; c--, i--) {
        let best = d[i]!;
        if (c < w - 1) best = Math.min(best, d[i + 1]! + side);
        if (r < h - 1) {
          best = Math.min(best, d[i + w]! + side);
          if (c < w - 1) best = Math.min(best, d[i + w + 1]! + slant);
          if (c > 0) best = Math.min(best, d[i + w - 1]! + slant);
        }
        d[i] = best;
      }
    }
    return out;
  }

  /** Rings around the squares above `level`, by marching squares; both rims and holes, joined end to end. */
  contour(level: number): Line[] {
    const w = this.columns, links = new Map<number, [number, number, number]>();
    const cross = (a: number, b: number) => (level - this.values[a]!) / (this.values[b]! - this.values[a]!);
    // An edge is named by its lower corner: 2·i for the one to the east, 2·i+1 for the one to the north.
    const point = (edge: number): [number, number] => {
      const i = edge >> 1, c = i % w, r = (i - c) / w;
      return edge & 1
        ? [this.x(c), this.y(r) + this.step * cross(i, i + w)]
        : [this.x(c) + this.step * cross(i, i + 1), this.y(r)];
    };
    for (let r = 0; r + 1 < this.rows; r++) {
      for (let c = 0; c + 1 < w; c++) {
        const i = r * w + c;
        const bits = (this.values[i]! > level ? 1 : 0) | (this.values[i + 1]! > level ? 2 : 0) |
          (this.values[i + w + 1]! > level ? 4 : 0) | (this.values[i + w]! > level ? 8 : 0);
        if (bits === 0 || bits === 15) continue;
        const s = 2 * i, e = 2 * (i + 1) + 1, n = 2 * (i + w), west = 2 * i + 1;
        for (const [from, to] of TURNS[bits]!(s, e, n, west)) links.set(from, [to, ...point(from)]);
      }
    }
    const rings: Line[] = [];
    for (const start of [...links.keys()]) {
      const ring: Line = [];
      let at = start, link = links.get(at);
      while (link) {
        links.delete(at);
        ring.push(link[1], link[2]);
        at = link[0];
        link = links.get(at);
      }
      if (ring.length >= 8 && at === start) rings.push(ring);
    }
    return rings;
  }
}

/** Marching squares: for each pattern of corners the edges a ring goes through, inside on the left. */
const TURNS: Record<number, (s: number, e: number, n: number, w: number) => [number, number][]> = {
  1: (s, _e, _n, w) => [[s, w]],
  2: (s, e) => [[e, s]],
  3: (_s, e, _n, w) => [[e, w]],
  4: (_s, e, n) => [[n, e]],
  5: (s, e, n, w) => [[s, w], [n, e]],
  6: (s, _e, n) => [[n, s]],
  7: (_s, _e, n, w) => [[n, w]],
  8: (_s, _e, n, w) => [[w, n]],
  9: (s, _e, n) => [[s, n]],
  10: (s, e, n, w) => [[e, s], [w, n]],
  11: (_s, e, n) => [[e, n]],
  12: (_s, e, _n, w) => [[w, e]],
  13: (s, e) => [[s, e]],
  14: (s, _e, _n, w) => [[w, s]],
};
