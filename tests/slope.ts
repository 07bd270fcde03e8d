/** Whether figures grow: a slope that single outliers do not bend. */

/** Theil and Sen: the median of the slopes of all pairs. `at` and `values` of equal length, at least two. */
export function slopeOf(at: readonly number[], values: readonly number[]): number {
  const slopes: number[] = [];
  for (let i = 0; i < at.length; i++) {
    for (let j = i + 1; j < at.length; j++) slopes.push((values[j]! - values[i]!) / (at[j]! - at[i]!));
  }
  return median(slopes);
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
