/** A limit: how much time there is, on which clock. */

export const CLOCK_KINDS = ["urgent_hours", "working_hours", "working_days", "calendar_days"] as const;
export type ClockKind = (typeof CLOCK_KINDS)[number];

/** Hours may have fractions (0.25 is a quarter of an hour), days are whole. */
export interface Limit {
  readonly amount: number;
  readonly clock: ClockKind;
}

export const HOUR_MS = 3_600_000;
export const MOST_EXTENSIONS = 2;
/** Nothing is given longer: it keeps a slip of the pen from asking for the year 3000. */
const MOST_HOURS = 20_000, MOST_DAYS = 3_660;

export function inDays({ clock }: Limit): boolean {
  return clock === "working_days" || clock === "calendar_days";
}

/** Why a limit is none, in words that end a sentence; null when it is one. `times` as long as a city may give it is allowed. */
export function faultOf(limit: Limit, times = 1): string | null {
  const { amount } = limit, days = inDays(limit);
  const most = (days ? MOST_DAYS : MOST_HOURS) * times;
  if (!(amount > 0)) return `its amount is ${amount}; it has to be more than 0`;
  if (amount > most) return `its amount is ${amount}; the most is ${most}`;
  if (days && !Number.isInteger(amount)) return `its amount is ${amount}; days are whole, give less in hours`;
  // Less than a millisecond would be used up before it began.
  return !days && amount * HOUR_MS < 1 ? `its amount is ${amount}; the least is a millisecond` : null;
}

/** A limit after so many approved extensions (延期): each adds the original once more, two at most. */
export function extended(limit: Limit, extensions: number): Limit {
  if (!Number.isInteger(extensions) || extensions < 0 || extensions > MOST_EXTENSIONS) {
    throw new RangeError(`A limit was extended ${extensions} times; it can be 0 to ${MOST_EXTENSIONS} times`);
  }
  return extensions === 0 ? limit : { ...limit, amount: limit.amount * (1 + extensions) };
}
