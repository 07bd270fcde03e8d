/**
 * What a change of the roster comes to, as its audit row tells: rows that came and went, as a sum of their hashes. Changes
 * added up give the sum of the rows that are there, in whatever order and however many those are. Pure.
 */
import { sha256 } from "./audit.ts";
import type { Shift } from "./shift.ts";

export interface KeptShift extends Shift {
  /** Of the roster, when this row was written. */
  readonly revision: number;
}

const WIDTH = 256;

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
  return BigInt(`0x${sha256(JSON.stringify([worker, starts, ends, revision]))}`);
}
