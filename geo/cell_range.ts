/** The descendants of a cell as one range of H3 indexes, for a store that is sorted by them. */
import { FINEST, resolutionOf } from "./cell.ts";

const RESOLUTION_SHIFT = 52n;
const DIGIT_BITS = 3;
const FINEST_DIGIT_OF_ALL = 15;

/**
 * The smallest and largest index that descendants of a cell can have at the finest resolution. Every cell of that
 * resolution within the range is a descendant and no other is, because an index holds the path from the largest cell
 * to the smallest as digits 0–6, most significant first (h3geo.org, "H3Index Bit Layout").
 */
export function finestRange(cell: string): [first: bigint, last: bigint] {
  const resolution = resolutionOf(cell);
  if (resolution > FINEST) {
    throw new RangeError(`${cell} is of resolution ${resolution}; ranges are made for ${FINEST} and coarser`);
  }
  let first = BigInt(`0x${cell}`) & ~(0xfn << RESOLUTION_SHIFT) | BigInt(FINEST) << RESOLUTION_SHIFT;
  let last = first;
  for (let digit = resolution + 1; digit <= FINEST; digit++) {
    const shift = BigInt((FINEST_DIGIT_OF_ALL - digit) * DIGIT_BITS);
    first &= ~(7n << shift);
    last = last & ~(7n << shift) | 6n << shift;
  }
  return [first, last];
}
