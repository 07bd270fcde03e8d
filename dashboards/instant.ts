/** Times as people and addresses write them: ISO 8601 with an offset, or without one in the city's own zone. Pure. */

/** A day within which every clock of the world and every store can count in milliseconds. */
const EARLIEST = Date.UTC(1970, 0, 1);
const LATEST = Date.UTC(2200, 0, 1);

/** Epoch ms. `unreadable`: no time at all; `absurd`: not between 1970 and 2200. */
export function instantOf(text: string, timeZone: string): number | "unreadable" | "absurd" {
  // A plus sign that was not escaped arrives as a space.
  const plain = text.trim().replace(/ (\d\d:?\d\d)$/, "+$1");
  let time: number;
  try {
    time = /(?:[zZ]|[+-]\d\d:?\d\d)$/.test(plain)
      ? Temporal.Instant.from(plain).epochMilliseconds
      : Temporal.PlainDateTime.from(plain).toZonedDateTime(timeZone).epochMilliseconds;
  } catch {
    return "unreadable";
  }
  return time < EARLIEST || time > LATEST ? "absurd" : time;
}
