/** Whether figures grow that go up and down by themselves. */

/**
 * How much the floor of a saw rises: the least of the last `width` values against the least of the first, where no tooth is
 * longer than `width`. More values than that.
 */
export function riseOfFloor(values: readonly number[], width: number): number {
  const least = (part: readonly number[]) => Math.min(...part);
  return least(values.slice(-width)) - least(values.slice(0, width));
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
