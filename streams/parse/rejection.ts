/** Every named reason for which input is refused, and the tally of one request. */

export const REASONS = [
  "unreadable",
  "missing-field",
  "not-finite",
  "out-of-range",
  "swapped-axes",
  "outside-bounds",
  "duplicate",
  "unknown-worker",
  "too-long",
] as const;

export type Reason = (typeof REASONS)[number];

export interface Rejection {
  /** Index of the row within the request, from 0. */
  readonly index: number;
  readonly reason: Reason;
  /** What was found, and what would be right; one short sentence. */
  readonly detail?: string;
}

/** How many rejections a request's answer lists; the counts are always complete. */
export const LISTED = 100;

/** Counts the refusals of one request, and lists the first {@link LISTED}. */
export class Rejections {
  readonly first: Rejection[] = [];
  readonly counts = new Map<Reason, number>();
  total = 0;

  add(index: number, reason: Reason, detail?: string): void {
    this.total++;
    this.counts.set(reason, (this.counts.get(reason) ?? 0) + 1);
    if (this.first.length < LISTED) this.first.push(detail ? { index, reason, detail } : { index, reason });
  }
}
