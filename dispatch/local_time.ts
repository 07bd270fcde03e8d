/** Times and days that people write without a zone, in the zone of the city. Pure. */

const LOCAL = /^(\d{4})-(\d{2})-(\d{2})[ T](\d{2}):(\d{2})(?::(\d{2}))?$/;

/**
 * Epoch ms of `2026-11-27 08:00`, with T or seconds too; null for anything else. An hour that clocks skipped is taken an hour later, and of an hour that came twice the first is taken.
 */
export function localTime(text: string, timeZone: string): number | null {
  const parts = LOCAL.exec(text);
  if (!parts) return null;
  const [year, month, day, hour, minute, second] = parts.slice(1).map((part) => Number(part ?? 0));
  try {
    return Temporal.ZonedDateTime.from(
      { timeZone, year: year!, month: month!, day: day!, hour: hour!, minute: minute!, second: second! },
      { overflow: "reject" },
    ).epochMilliseconds;
  } catch {
    return null;
  }
}

/** The inverse, as people write it: `2026-11-27 08:00`, with seconds where there are any. */
export function localText(at: number, timeZone: string): string {
  const time = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).toPlainDateTime();
  const smallestUnit = time.second === 0 ? "minute" : "second";
  return time.toString({ smallestUnit }).replace("T", " ");
}

/** When a day (`2026-11-27`, or `today`) begins and ends; null for anything else. */
export function localDay(text: string, timeZone: string, now: number): LocalDay | null {
  try {
    const date = text === "today"
      ? Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone).toPlainDate()
      : Temporal.PlainDate.from(text, { overflow: "reject" });
    const from = date.toZonedDateTime(timeZone).epochMilliseconds;
    const to = date.add({ days: 1 }).toZonedDateTime(timeZone).epochMilliseconds;
    return { day: date.toString(), from, to };
  } catch {
    return null;
  }
}

export interface LocalDay {
  readonly day: string;
  /** Epoch ms. */
  readonly from: number;
  readonly to: number;
}
