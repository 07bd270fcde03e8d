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
  "off-duty",
  "too-long",
] as const;

export type Reason = (typeof REASONS)[number];

/** Why one row is refused: what was found, and what would be right, in one short sentence. */
export interface Refusal {
  readonly ok: false;
  readonly reason: Reason;
  readonly detail: string;
}

/** What a parser makes of a row: it never throws for bad data. */
export type Parsed<T> = { readonly ok: true; readonly value: T } | Refusal;

export function refuse(reason: Reason, detail: string): Refusal {
  return { ok: false, reason, detail };
}

export interface Rejection {
  /** Index of the row within the request, from 0. */
  readonly index: number;
  readonly reason: Reason;
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

/** A value as it is quoted in a detail: JSON, cut short. */
export function quote(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? text.slice(0, 60) + "…" : text;
}
