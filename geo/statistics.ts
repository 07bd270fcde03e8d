/** Which cells are hotspots: Getis-Ord Gi* over hexagon neighbourhoods, with the false discovery rate held. Pure. */
import { around } from "./cell.ts";

/** Neighbourhood of a cell: itself and so many rings. */
export const RINGS = 1;
/** Of the cells called hot, at most this share is expected to be chance. */
export const FALSE_DISCOVERY = 0.05;

export interface Significance {
  /** Gi*: standard deviations by which the neighbourhood's sum exceeds what its size makes likely. */
  readonly z: number;
  /** Chance of so much if counts had no place; the larger of two tests, see {@link significances}. */
  readonly p: number;
  readonly hot: boolean;
}

export interface StudyArea {
  /** Cells that are compared, those without a count included. Every neighbourhood of a counted cell lies inside. */
  readonly cells: number;
  readonly rings?: number;
  readonly falseDiscovery?: number;
  /** The cell and its neighbours within so many rings. */
  readonly neighbours?: (cell: string, rings: number) => readonly string[];
}

/**
 * Gi* of every counted cell (Getis and Ord 1992, binary weights, the cell itself included):
 * `z = (Σx − w·x̄) / (S·√((n·w − w²)/(n − 1)))` over the `w` cells of its neighbourhood, n cells in the study area.
 *
 * The normal tail of z is far too small where counts are few: one incident in an empty city has z > 3. So p is the
 * larger of that tail and the exact binomial tail of the neighbourhood's sum when the same incidents fall anywhere
 * with equal chance: a cell is hot only if both say so. Hot means p passes Benjamini and Hochberg's step-up rule over
 * all n cells (for local statistics: Caldas de Castro and Singer 2006), so that testing thousands of cells does not by
 * itself make hotspots.
 */
export function significances(
  counts: ReadonlyMap<string, number>,
  area: StudyArea,
): Map<string, Significance> {
  const { cells: n, rings = RINGS, falseDiscovery = FALSE_DISCOVERY, neighbours = around } = area;
  let total = 0;
  let squares = 0;
  for (const x of counts.values()) {
    total += x;
    squares += x * x;
  }
  const mean = total / n;
  const deviation = Math.sqrt(Math.max(0, squares / n - mean * mean));
  const tested: { cell: string; z: number; p: number }[] = [];
  for (const [cell, count] of counts) {
    if (count <= 0) continue;
    const near = neighbours(cell, rings);
    const w = near.length;
    let sum = 0;
    for (const other of near) sum += counts.get(other) ?? 0;
    const spread = deviation * Math.sqrt((n * w - w * w) / (n - 1));
    const comparable = n > w && spread > 1e-9 * total;
    const z = comparable ? (sum - w * mean) / spread : 0;
    const p = comparable ? Math.max(normalTail(z), binomialTail(sum, total, w / n)) : 1;
    tested.push({ cell, z, p });
  }
  const limit = stepUp(tested.map(({ p }) => p), n, falseDiscovery);
  return new Map(tested.map(({ cell, z, p }) => [cell, { z, p, hot: p <= limit }]));
}

/**
 * Benjamini and Hochberg's limit: the largest p of rank k with p ≤ rate·k/tests, or −1 when there is none. `tests` may
 * exceed the number of p-values given: the cells left out then only make the rule stricter.
 */
export function stepUp(values: readonly number[], tests: number, rate: number): number {
  const sorted = Float64Array.from(values).sort();
  for (let rank = sorted.length; rank > 0; rank--) {
    if (sorted[rank - 1]! <= rate * rank / tests) return sorted[rank - 1]!;
  }
  return -1;
}

/** P(Z ≥ z) of the standard normal; relative error below 2e-7 (Chebyshev fit of erfc, Press et al. 2007, 6.2.2). */
export function normalTail(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + 0.5 * x);
  const series = ERFC.reduceRight((sum, c) => sum * t + c, 0);
  const upper = 0.5 * t * Math.exp(-x * x + series);
  return z >= 0 ? upper : 1 - upper;
}

const ERFC = [
  -1.26551223,
  1.00002368,
  0.37409196,
  0.09678418,
  -0.18628806,
  0.27886807,
  -1.13520398,
  1.48851587,
  -0.82215223,
  0.17087277,
];

/** P(X ≥ least) of a binomial with `trials` and `chance`; summed from the smaller side, so small tails stay exact. */
export function binomialTail(least: number, trials: number, chance: number): number {
  if (least <= 0) return 1;
  if (least > trials || chance <= 0) return 0;
  if (chance >= 1) return 1;
  const odds = chance / (1 - chance);
  if (least > trials * chance) {
    return Math.min(1, sumFrom(least, trials, chance, (k) => (trials - k) / (k + 1) * odds, 1));
  }
  return Math.max(0, 1 - sumFrom(least - 1, trials, chance, (k) => k / (trials - k + 1) / odds, -1));
}

/** P(X ≥ least) of a Poisson count with a mean above 0; summed from the smaller side. */
export function poissonTail(least: number, mean: number): number {
  if (least <= 0) return 1;
  const term = (k: number) => Math.exp(k * Math.log(mean) - mean - logFactorial(k));
  let sum = 0;
  if (least > mean) {
    let next = term(least);
    for (let k = least; next > sum * 1e-16; k++, next *= mean / k) sum += next;
    return Math.min(1, sum);
  }
  for (let k = least - 1; k >= 0; k--) sum += term(k);
  return Math.max(0, 1 - sum);
}

/** Adds binomial terms from k on in one direction until they no longer matter. */
function sumFrom(
  k: number,
  trials: number,
  chance: number,
  ratio: (k: number) => number,
  step: 1 | -1,
): number {
  let term = Math.exp(
    logFactorial(trials) - logFactorial(k) - logFactorial(trials - k) +
      k * Math.log(chance) + (trials - k) * Math.log1p(-chance),
  );
  let sum = 0;
  while (k >= 0 && k <= trials && term > sum * 1e-16) {
    sum += term;
    term *= ratio(k);
    k += step;
  }
  return sum;
}

/** ln(n!); exact sums for small n, Stirling's series beyond, whose next term is below 1e-16 from n = 256 on. */
function logFactorial(n: number): number {
  if (n < SMALL.length) return SMALL[n]!;
  return n * Math.log(n) - n + 0.5 * Math.log(2 * Math.PI * n) + 1 / (12 * n) - 1 / (360 * n ** 3) +
    1 / (1260 * n ** 5);
}

const SMALL = new Float64Array(256);
for (let n = 2; n < SMALL.length; n++) SMALL[n] = SMALL[n - 1]! + Math.log(n);
