/** How long to wait before a feed that failed is asked again: doubling from 1 s to 5 min, with jitter. */

const FIRST_MS = 1_000;
const MOST_MS = 300_000;

/**
 * `failures` in a row, from 1. `random` is in [0, 1): the wait is between half and the whole of the step, so that many
 * cities do not return to a service in the same instant.
 */
export function backoffMs(failures: number, random: number): number {
  const step = Math.min(MOST_MS, FIRST_MS * 2 ** Math.min(failures - 1, 20));
  return Math.round(step * (0.5 + random / 2));
}
