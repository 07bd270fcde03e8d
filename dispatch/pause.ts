/** When clocks stand still. */

/** A suspension (挂账) from one instant (epoch ms) to another; `to` is null while nobody knows when it ends. */
export interface Pause {
  readonly from: number;
  readonly to: number | null;
}

/** A stretch of time, from its first instant up to and without its last. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** The same standing still as stretches in order that neither overlap nor touch; one without an end lasts to Infinity. */
export function standstills(pauses: readonly Pause[]): readonly Stretch[] {
  if (pauses.length === 0) return [];
  const ordered = pauses.map(({ from, to }) => {
    if (Number.isFinite(from) && (to === null || to >= from)) return { from, to: to ?? Infinity };
    throw new RangeError(`A pause from ${from} to ${to} does not end after it begins`);
  }).sort((a, b) => a.from - b.from);
  const apart: { from: number; to: number }[] = [];
  for (const { from, to } of ordered) {
    const last = apart.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else if (to > from) apart.push({ from, to });
  }
  return apart;
}
