/** How long to wait before a thing that failed is tried again. */

const LEAST_MS = 1_000;

/** Before try number n (from 0): from a second doubling up to `most`, with a quarter of jitter either way. `random` is 0–1. */
export function backOff(tries: number, random: number, most = 30_000): number {
  const wait = Math.min(most, LEAST_MS * 2 ** tries);
  return wait * (0.75 + random / 2);
}
