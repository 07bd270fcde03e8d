/** A small fast source of randomness for the simulation's inner loops (xorshift32), seeded by a text. */
import alea from "alea";

export class Random {
  #state: number;

  constructor(seed: string) {
    this.#state = Math.floor(alea(seed)() * 0xffff_fffe) + 1;
  }

  /** 0 ≤ x < 1. */
  next(): number {
    let s = this.#state;
    s ^= s << 13;
    s ^= s >>> 17;
    s ^= s << 5;
    this.#state = s;
    return (s >>> 0) / 4_294_967_296;
  }

  /** Bell-shaped around 0 with a standard deviation of 1: the sum of three uniform numbers. */
  bell(): number {
    return (this.next() + this.next() + this.next() - 1.5) * 2;
  }

  /** Exponentially distributed with the given mean. */
  wait(mean: number): number {
    return -Math.log(1 - this.next()) * mean;
  }
}

/** A number from 0 to 1 that depends only on the two given: the same for the same worker, camera or incident. */
export function lot(index: number, salt: number): number {
  let h = Math.imul(index + 1, 0x9e37_79b1) ^ Math.imul(salt + 1, 0x85eb_ca6b);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b_3c6d);
  h = Math.imul(h ^ (h >>> 12), 0x297a_2d39);
  return ((h ^ (h >>> 15)) >>> 0) / 4_294_967_296;
}
