/** Numbers that say what a table is like. Pure. */

/** The value that a share of all lies below; NaN of none. */
export function quantile(values: readonly number[], share: number): number {
  const known = values.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  return known.length === 0 ? NaN : known[Math.min(known.length - 1, Math.floor(share * known.length))]!;
}

/** Of all, so many per cent in each of eight parts of the day of three hours. */
export function byThreeHours(hours: readonly number[]): number[] {
  const counts = new Array<number>(8).fill(0);
  for (const hour of hours) counts[Math.floor(hour / 3)]!++;
  return counts.map((count) => count / hours.length * 100);
}

/** The busiest hour's count over the quietest hour's. */
export function peakToTrough(hours: readonly number[]): number {
  const counts = new Array<number>(24).fill(0);
  for (const hour of hours) counts[hour]!++;
  return Math.max(...counts) / Math.max(1, Math.min(...counts));
}

/** How many categories there are, and the share (%) of the most frequent one, five and ten. */
export function mixOf(categories: readonly string[]): { kinds: number; top: [number, number, number] } {
  const counts = new Map<string, number>();
  for (const category of categories) counts.set(category, (counts.get(category) ?? 0) + 1);
  const sorted = [...counts.values()].sort((a, b) => b - a);
  const top = (n: number) =>
    sorted.slice(0, n).reduce((sum, count) => sum + count, 0) / categories.length * 100;
  return { kinds: counts.size, top: [top(1), top(5), top(10)] };
}
