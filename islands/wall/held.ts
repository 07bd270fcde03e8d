/** A list that holds still under a reader: what it shows meanwhile, and how many came after. Incidents go by their keys. */

/** How many of `newest` (newest first) came after the list was held: those before the first that it already knew. */
export function cameAfter(newest: readonly string[], held: readonly string[]): number {
  const known = new Set(held);
  const first = newest.findIndex((key) => known.has(key));
  // All that was held may have been closed since: then everything is new to its reader.
  return first < 0 ? newest.length : first;
}

/** Who keeps a list from moving. */
export interface Readers {
  /** A pointer rests on it. */
  readonly pointed: boolean;
  /** The keyboard is in it. */
  readonly focused: boolean;
  /** Somebody scrolled away from its top. */
  readonly scrolled: boolean;
}

export function isRead({ pointed, focused, scrolled }: Readers): boolean {
  return pointed || focused || scrolled;
}
