/** A map from two 32-bit numbers to one of 31 bits in a single flat array: a lookup touches one line of memory. */

const STRIDE = 4;
const EMPTY = -1;

/** Open addressing with linear probing, at most half full. */
export class PairTable {
  size = 0;
  /** a, b, value and an unused word per place. */
  #places = new Int32Array(1024 * STRIDE).fill(EMPTY);
  #mask = 1023;

  /** The value of a pair, or −1. */
  get(a: number, b: number): number {
    return this.#places[this.#find(a, b) + 2]!;
  }

  set(a: number, b: number, value: number): void {
    const at = this.#find(a, b);
    if (this.#places[at + 2] === EMPTY && ++this.size * 2 > this.#mask) {
      this.#grow();
      this.size--;
      return this.set(a, b, value);
    }
    this.#places[at] = a;
    this.#places[at + 1] = b;
    this.#places[at + 2] = value;
  }

  #find(a: number, b: number): number {
    a |= 0;
    b |= 0;
    // Neighbours in a lattice, and H3 indexes that differ in few bits, must not crowd together.
    let hash = Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
    hash ^= hash >>> 13;
    const places = this.#places;
    for (let at = (hash & this.#mask) * STRIDE;; at = ((at / STRIDE + 1) & this.#mask) * STRIDE) {
      if (places[at + 2] === EMPTY || (places[at] === a && places[at + 1] === b)) return at;
    }
  }

  #grow(): void {
    const old = this.#places;
    this.#places = new Int32Array(old.length * 2).fill(EMPTY);
    this.#mask = this.#mask * 2 + 1;
    for (let from = 0; from < old.length; from += STRIDE) {
      if (old[from + 2] === EMPTY) continue;
      const at = this.#find(old[from]!, old[from + 1]!);
      for (let i = 0; i < STRIDE; i++) this.#places[at + i] = old[from + i]!;
    }
  }
}
