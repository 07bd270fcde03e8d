/**
 * Times at the door: epoch milliseconds, or ISO 8601 with a zone. A time without a zone is refused, because nobody can say
 * which of two moments it means; other formats are refused too, because Date.parse guesses at them.
 */
import { type Parsed, quote, refuse } from "./rejection.ts";

/** 2000-01-01 and 2100-01-01: everything else is a broken clock, or seconds sent as milliseconds. */
export const EARLIEST = 946_684_800_000;
export const LATEST = 4_102_444_800_000;

const DAYS_BEFORE = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
const DAYS_IN = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function two(bytes: Uint8Array, at: number): number {
  const tens = bytes[at]! - 48, ones = bytes[at + 1]! - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1;
}

/** Epoch ms of a calendar day at midnight UTC, NaN for a day that does not exist. */
function midnight(year: number, month: number, day: number): number {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  if (month < 1 || month > 12 || day < 1) return NaN;
  if (day > DAYS_IN[month - 1]! + (leap && month === 2 ? 1 : 0)) return NaN;
  const before = year - 1;
  const days = before * 365 + Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400) +
    DAYS_BEFORE[month - 1]! + (leap && month > 2 ? 1 : 0) + day - 1;
  return (days - 719_162) * 86_400_000;
}

/** Milliseconds east of UTC that a zone (`Z`, `±HH`, `±HHMM`, `±HH:MM`) says, NaN for anything else. */
function zone(bytes: Uint8Array, at: number, end: number): number {
  const sign = bytes[at]!;
  const length = end - at;
  if (length === 1) return sign === 90 || sign === 122 ? 0 : NaN;
  if (sign !== 43 && sign !== 45) return NaN;
  const hours = two(bytes, at + 1);
  const minutes = length === 3
    ? 0
    : length === 5
    ? two(bytes, at + 3)
    : length === 6 && bytes[at + 3] === 58
    ? two(bytes, at + 4)
    : -1;
  if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) return NaN;
  return (sign === 43 ? 1 : -1) * (hours * 60 + minutes) * 60_000;
}

/**
 * Epoch ms of `YYYY-MM-DDTHH:MM[:SS[.fraction]]` with a zone, or NaN. Reads bytes, since it runs once per fix; what is
 * finer than a millisecond is cut off.
 */
export function isoTime(bytes: Uint8Array, start: number, end: number): number {
  if (end - start < 17 || bytes[start + 4] !== 45 || bytes[start + 7] !== 45) return NaN;
  const century = two(bytes, start), years = two(bytes, start + 2);
  const separator = bytes[start + 10];
  if (century < 0 || years < 0) return NaN;
  if (separator !== 84 && separator !== 116 && separator !== 32) return NaN;
  const hour = two(bytes, start + 11), minute = two(bytes, start + 14);
  if (bytes[start + 13] !== 58 || hour < 0 || hour > 23 || minute < 0 || minute > 59) return NaN;
  let at = start + 16, seconds = 0, fraction = 0;
  if (bytes[at] === 58) {
    seconds = two(bytes, at + 1);
    if (seconds < 0 || seconds > 59) return NaN;
    at += 3;
    if (bytes[at] === 46 || bytes[at] === 44) {
      const first = ++at;
      for (let scale = 100; at < end; at++, scale /= 10) {
        const digit = bytes[at]! - 48;
        if (digit < 0 || digit > 9) break;
        if (scale >= 1) fraction += digit * scale;
      }
      if (at === first) return NaN;
    }
  }
  if (at >= end) return NaN;
  return midnight(century * 100 + years, two(bytes, start + 5), two(bytes, start + 8)) +
    (hour * 60 + minute) * 60_000 + seconds * 1000 + fraction - zone(bytes, at, end);
}

const encoder = new TextEncoder();
const scratch = new Uint8Array(64);

/** {@link isoTime} of a string. */
export function isoTimeOf(text: string): number {
  if (text.length > 40) return NaN;
  const { read, written } = encoder.encodeInto(text, scratch);
  return read === text.length ? isoTime(scratch, 0, written) : NaN;
}

/** Epoch ms, whole, from what a feed sent. `name` is the field's name. */
export function parseTime(value: unknown, name = "time"): Parsed<number> {
  if (value === undefined || value === null || value === "") {
    return refuse("missing-field", `${name} is missing; send ISO 8601 with a zone, or epoch milliseconds`);
  }
  if (typeof value === "number") return inRange(Math.trunc(value), value, name);
  if (typeof value !== "string") {
    return refuse(
      "unreadable",
      `${name} is ${quote(value)}; send ISO 8601 with a zone, or epoch milliseconds`,
    );
  }
  const time = isoTimeOf(value);
  if (!Number.isNaN(time)) return inRange(time, value, name);
  return Number.isNaN(isoTimeOf(value + "Z"))
    ? refuse("unreadable", `${name} is ${quote(value)}; send ISO 8601 such as 2026-05-01T08:00:00+08:00`)
    : refuse("unreadable", `${name} is ${quote(value)}, without a zone; add Z or an offset such as +08:00`);
}

function inRange(time: number, value: unknown, name: string): Parsed<number> {
  if (!Number.isFinite(time)) return refuse("not-finite", `${name} is not finite`);
  if (time >= EARLIEST && time <= LATEST) return { ok: true, value: time };
  const seconds = time * 1000 >= EARLIEST && time * 1000 <= LATEST;
  return refuse(
    "out-of-range",
    seconds
      ? `${name} is ${quote(value)}, which looks like seconds; send milliseconds`
      : `${name} is ${quote(value)}; times from 2000 to 2100 are taken`,
  );
}
