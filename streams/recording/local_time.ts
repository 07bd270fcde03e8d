/** Times that recordings wrote without a zone, as epoch ms. */

const US = /^(\d\d)\/(\d\d)\/(\d{4}) (\d\d):(\d\d)(?::(\d\d))? ?(AM|PM)?$/;

/**
 * `MM/DD/YYYY hh:mm[:ss] [AM|PM]` in a time zone, or null. An hour that clocks skipped is taken an hour later, and of an
 * hour that came twice the first is taken.
 */
export function usLocalTime(text: string, timeZone: string): number | null {
  const parts = US.exec(text.trim());
  if (!parts) return null;
  const [month, day, year, hour, minute, second = 0] = parts.slice(1, 7).map((part) => Number(part ?? 0));
  const half = parts[7];
  if (half && (hour! < 1 || hour! > 12)) return null;
  const clock = half ? hour! % 12 + (half === "PM" ? 12 : 0) : hour!;
  try {
    return Temporal.ZonedDateTime.from(
      { timeZone, year: year!, month: month!, day: day!, hour: clock, minute: minute!, second },
      { overflow: "reject" },
    ).epochMilliseconds;
  } catch {
    return null;
  }
}
