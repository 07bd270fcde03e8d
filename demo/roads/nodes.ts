/** Nodes of the arrangement: points that are nearer than a tolerance are one. */

export class Nodes {
  readonly x: number[] = [];
  readonly y: number[] = [];
  readonly #squares = new Map<number, number[]>();

  constructor(private readonly tolerance: number) {}

  at(x: number, y: number): number {
    const size = this.tolerance * 2;
    const c = Math.floor(x / size), r = Math.floor(y / size);
    let best = this.tolerance * this.tolerance, found = -1;
    // Only the neighbours on the near side can hold a point within half a square.
    const cs = x / size - c < 0.5 ? c - 1 : c + 1, rs = y / size - r < 0.5 ? r - 1 : r + 1;
    for (const key of [c * 65_536 + r, cs * 65_536 + r, c * 65_536 + rs, cs * 65_536 + rs]) {
      for (const i of this.#squares.get(key) ?? []) {
        const d = (this.x[i]! - x) ** 2 + (this.y[i]! - y) ** 2;
        if (d < best) [best, found] = [d, i];
      }
    }
    if (found >= 0) return found;
    const i = this.x.length;
    this.x.push(Math.round(x * 10) / 10);
    this.y.push(Math.round(y * 10) / 10);
    const list = this.#squares.get(c * 65_536 + r);
    if (list) list.push(i);
    else this.#squares.set(c * 65_536 + r, [i]);
    return i;
  }
}
