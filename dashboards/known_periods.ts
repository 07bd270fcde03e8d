/** The periods of the past that a period of now can be compared with: those of which a record was kept. */
import { type Asked, question } from "./question.ts";
import { type Basis, type Span, usualPeriods, WEEKS } from "./usual.ts";

export interface KnownPeriods {
  readonly basis: Basis;
  /** Empty: there is nothing to compare with. */
  readonly spans: readonly Span[];
}

export interface PeriodAsked {
  readonly now: number;
  /** Length of the period. */
  readonly minutes: number;
  readonly timeZone: string;
}

const MINUTE = 60_000;
const WEEK_MS = 7 * 24 * 60 * MINUTE;

const askKnown = question<{ kept: number[] }, { starts: number[] }>("usual_known");

/** Whether a record was kept, the day before a period shows. Weeks if there is one, else days. */
export async function knownPeriods(
  store: Asked,
  { now, minutes, timeZone }: PeriodAsked,
): Promise<KnownPeriods> {
  const oldest = (weeks: number) => now - weeks * WEEK_MS - minutes * MINUTE - 2 * 60 * MINUTE;
  // A week back in time shows what weeks there would be; less than a week, what days.
  for (const since of [oldest(WEEKS), oldest(1) + 24 * 60 * MINUTE]) {
    const periods = usualPeriods({ now, minutes, since, timeZone });
    if (!periods) continue;
    const [row] = await askKnown(store, { starts: periods.spans.map(({ from }) => Math.round(from)) });
    const spans = periods.spans.filter((_, i) => (row?.kept[i] ?? 0) > 0);
    if (spans.length > 0) return { basis: periods.basis, spans };
  }
  return { basis: "days", spans: [] };
}
