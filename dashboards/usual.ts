/**
 * What is usual at an hour of the week: the periods of the past that a period of now is compared with. Pure.
 *
 * Usual is the mean over the same local time of the same weekday in the last weeks. A city that has less than a week of
 * history is compared with the same time of the days it has, which says so ("days"). Local time is meant: when clocks
 * change, eight in the morning stays eight in the morning.
 */

export interface Span {
  /** Epoch ms; `to` is not part of it. */
  readonly from: number;
  readonly to: number;
}

export type Basis = "weeks" | "days";

export interface UsualPeriods {
  readonly basis: Basis;
  /** The nearest first; never empty. */
  readonly spans: readonly Span[];
}

export interface UsualOptions {
  /** End of the period of now, epoch ms. */
  readonly now: number;
  /** Length of the period. */
  readonly minutes: number;
  /** The first moment that history knows of, epoch ms; null when it knows nothing. */
  readonly since: number | null;
  readonly timeZone: string;
}

/** So many weeks at most: further back the city was another one. */
export const WEEKS = 4;
const MOST_DAYS = 7;

/** Null while there is not one whole such period in the past. */
export function usualPeriods({ now, minutes, since, timeZone }: UsualOptions): UsualPeriods | null {
  if (since === null) return null;
  const spans = (step: number, most: number) =>
    Array.from({ length: most }, (_, i) => spanBefore(now, minutes, (i + 1) * step, timeZone))
      .filter(({ from }) => from >= since);
  const weeks = spans(7, WEEKS);
  if (weeks.length > 0) return { basis: "weeks", spans: weeks };
  const days = spans(1, MOST_DAYS - 1);
  return days.length > 0 ? { basis: "days", spans: days } : null;
}

/** The period of the same length that ended at the same local time so many days before. */
function spanBefore(now: number, minutes: number, days: number, timeZone: string): Span {
  const to = Temporal.Instant.fromEpochMilliseconds(Math.round(now)).toZonedDateTimeISO(timeZone)
    .subtract({ days }).epochMilliseconds;
  return { from: to - minutes * 60_000, to };
}
