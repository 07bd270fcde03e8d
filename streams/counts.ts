/** One count per cell at every kept resolution: adding to a finest cell adds to all its parents. */
import type { CellTable } from "../geo/cell.ts";
import { COARSEST, FINEST } from "../geo/cell.ts";

const LEVELS = FINEST - COARSEST + 1;

export class LevelCounts {
  /** By level, the finest first. */
  readonly #columns: Uint32Array[] = Array.from({ length: LEVELS }, () => new Uint32Array(1024));

  constructor(readonly cells: CellTable) {}

  add(slot: number, delta: number): void {
    const levels = this.cells.levels;
    for (let i = 0; i < LEVELS; i++) {
      let column = this.#columns[i]!;
      if (slot >= column.length) column = this.#grow(i, slot);
      column[slot]! += delta;
      slot = levels[LEVELS - 1 - i]!.parent[slot]!;
    }
  }

  /** Takes one from a finest cell and gives it to another; shared parents are not touched. */
  move(from: number, to: number): void {
    const levels = this.cells.levels;
    for (let i = 0; i < LEVELS && from !== to; i++) {
      let column = this.#columns[i]!;
      if (to >= column.length) column = this.#grow(i, to);
      column[from]! -= 1;
      column[to]! += 1;
      const parents = levels[LEVELS - 1 - i]!.parent;
      from = parents[from]!;
      to = parents[to]!;
    }
  }

  /** Counts by slot of that level, at least as long as the level; fetch it anew each time, it is replaced as it grows. */
  at(resolution: number): Uint32Array {
    const i = FINEST - resolution;
    const size = this.cells.level(resolution).size;
    return size > this.#columns[i]!.length ? this.#grow(i, size - 1) : this.#columns[i]!;
  }

  #grow(i: number, slot: number): Uint32Array {
    let length = this.#columns[i]!.length;
    while (length <= slot) length *= 2;
    const wider = new Uint32Array(length);
    wider.set(this.#columns[i]!);
    return this.#columns[i] = wider;
  }
}
