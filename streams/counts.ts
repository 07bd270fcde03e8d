/** One count per cell at every kept resolution: adding to a finest cell adds to all its parents. */
import type { CellTable } from "../geo/cell.ts";
import { COARSEST, FINEST } from "../geo/cell.ts";

const LEVELS = FINEST - COARSEST + 1;

/** Counts of several kinds at once, such as one per window, so that climbing to the parents is done once for all. */
export class LevelCounts {
  /** By level, the finest first, and kind. */
  readonly #columns: Uint32Array[][];

  constructor(readonly cells: CellTable, readonly kinds = 1) {
    this.#columns = Array.from(
      { length: LEVELS },
      () => Array.from({ length: kinds }, () => new Uint32Array(1024)),
    );
  }

  /** Adds to the kinds whose bits are set in `mask`. */
  add(slot: number, delta: number, mask = 1): void {
    const levels = this.cells.levels;
    for (let i = 0; i < LEVELS; i++) {
      const columns = this.#columns[i]!;
      if (slot >= columns[0]!.length) this.#grow(i, slot);
      for (let kind = 0; mask >> kind !== 0; kind++) {
        if ((mask >> kind & 1) !== 0) columns[kind]![slot]! += delta;
      }
      slot = levels[LEVELS - 1 - i]!.parent[slot]!;
    }
  }

  /** Takes one of the first kind from a finest cell and gives it to another; shared parents are not touched. */
  move(from: number, to: number): void {
    const levels = this.cells.levels;
    for (let i = 0; i < LEVELS && from !== to; i++) {
      const columns = this.#columns[i]!;
      if (to >= columns[0]!.length) this.#grow(i, to);
      columns[0]![from]! -= 1;
      columns[0]![to]! += 1;
      const parents = levels[LEVELS - 1 - i]!.parent;
      from = parents[from]!;
      to = parents[to]!;
    }
  }

  /** Counts by slot of that level, at least as long as the level; fetch it anew each time, it is replaced as it grows. */
  at(resolution: number, kind = 0): Uint32Array {
    const i = FINEST - resolution;
    const size = this.cells.level(resolution).size;
    if (size > this.#columns[i]![0]!.length) this.#grow(i, size - 1);
    return this.#columns[i]![kind]!;
  }

  #grow(i: number, slot: number): void {
    const columns = this.#columns[i]!;
    let length = columns[0]!.length;
    while (length <= slot) length *= 2;
    columns.forEach((old, kind) => {
      columns[kind] = new Uint32Array(length);
      columns[kind].set(old);
    });
  }
}
