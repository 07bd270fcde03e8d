/**
 * What a change of the roster comes to, as its audit row tells: rows that came and went, as a sum of their hashes. Changes
 * added up give the sum of the rows that are there, in whatever order and however many those are. Pure.
 */
import { createHash } from "node:crypto";
import type { Shift } from "./shift.ts";

export interface KeptShift extends Shift {
  /** Of the roster, when this row was written. */
  readonly revision: number;
}

/** Bits. A sum as wide as one SHA-256 could be hit by tens of thousands of rows made up for it (Wagner, 2002). */
const WIDTH = 1_024;

export class ShiftSum {
  #sum = 0n;

  add(row: KeptShift): void {
    this.#sum = BigInt.asUintN(WIDTH, this.#sum + hashOf(row));
  }

  take(row: KeptShift): void {
    this.#sum = BigInt.asUintN(WIDTH, this.#sum - hashOf(row));
  }

  /** As {@link toString} has it. */
  join(sum: string): void {
    this.#sum = BigInt.asUintN(WIDTH, this.#sum + BigInt(`0x${sum}`));
  }

  /** In hex. */
  toString(): string {
    return this.#sum.toString(16).padStart(WIDTH / 4, "0");
  }
}

function hashOf({ worker, starts, ends, revision }: KeptShift): bigint {
  const hash = createHash("shake256", { outputLength: WIDTH / 8 });
  return BigInt(`0x${hash.update(JSON.stringify([worker, starts, ends, revision])).digest("hex")}`);
}
