/** What houses keep off although no block ends there: railways, ramps, lakes, steep ground. */
import type { Line } from "../land/plane.ts";
import { type Terrain, WATER } from "../land/terrain.ts";

const SQUARE = 80;
/** Nobody builds in a block above this, metres. */
const STEEP = 118;

export class Clear {
  readonly #squares = new Map<number, number[]>();

  constructor(private readonly terrain: Terrain) {}

  /** Keeps `metres` free on both sides of a line. */
  keep(line: Line, metres: number): void {
    for (let i = 2; i < line.length; i += 2) {
      const [ax, ay, bx, by] = [line[i - 2]!, line[i - 1]!, line[i]!, line[i + 1]!];
      const [west, east] = [Math.min(ax, bx) - metres, Math.max(ax, bx) + metres];
      const [south, north] = [Math.min(ay, by) - metres, Math.max(ay, by) + metres];
      for (let c = Math.floor(west / SQUARE); c <= Math.floor(east / SQUARE); c++) {
        for (let r = Math.floor(south / SQUARE); r <= Math.floor(north / SQUARE); r++) {
          const list = this.#squares.get(c * 4096 + r);
          if (list) list.push(ax, ay, bx, by, metres);
          else this.#squares.set(c * 4096 + r, [ax, ay, bx, by, metres]);
        }
      }
    }
  }

  /** Whether a house may stand on this ground: its corners and the middles of its walls are looked at. */
  isFree(outline: Line): boolean {
    for (let i = 0, j = outline.length - 2; i < outline.length; j = i, i += 2) {
      const [x, y] = [outline[i]!, outline[i + 1]!];
      if (!this.#free(x, y) || !this.#free((x + outline[j]!) / 2, (y + outline[j + 1]!) / 2)) return false;
    }
    return true;
  }

  #free(x: number, y: number): boolean {
    const { water, height } = this.terrain;
    if (water.values[water.index(x, y)] !== WATER.land || height.at(x, y) > STEEP) return false;
    const list = this.#squares.get(Math.floor(x / SQUARE) * 4096 + Math.floor(y / SQUARE)) ?? [];
    for (let k = 0; k < list.length; k += 5) {
      const dx = list[k + 2]! - list[k]!,
        dy = list[k + 3]! - list[k + 1]!,
        px = x - list[k]!,
        py = y - list[k + 1]!;
      const t = Math.max(0, Math.min(1, (px * dx + py * dy) / (dx * dx + dy * dy || 1)));
      if ((px - t * dx) ** 2 + (py - t * dy) ** 2 < list[k + 4]! ** 2) return false;
    }
    return true;
  }
}
