/** The row of each slot: a column by slot rather than a Map, since the server numbers slots from zero. Pure. */

const NONE = -1;

export class SlotRows {
  #rows = new Int32Array(1024).fill(NONE);

  get(slot: number): number | undefined {
    const row = slot < this.#rows.length ? this.#rows[slot]! : NONE;
    return row === NONE ? undefined : row;
  }

  set(slot: number, row: number): void {
    if (slot >= this.#rows.length) this.#grow(slot + 1);
    this.#rows[slot] = row;
  }

  delete(slot: number): void {
    if (slot < this.#rows.length) this.#rows[slot] = NONE;
  }

  clear(): void {
    this.#rows.fill(NONE);
  }

  #grow(length: number): void {
    const wider = new Int32Array(2 ** Math.ceil(Math.log2(length))).fill(NONE);
    wider.set(this.#rows);
    this.#rows = wider;
  }
}
