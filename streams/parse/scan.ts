/**
 * Reads the bytes of a usual fix straight into the columns of a batch. Whatever is unusual (escapes, nested values, an
 * unknown worker, any value that would be refused) it leaves to {@link parseFix}: a wrong "yes" is the only possible fault.
 */
import type { FixBatch } from "../batch.ts";
import { MOST, UNKNOWN } from "./fix_row.ts";
import { EARLIEST, isoTime, LATEST } from "./time.ts";
import { WorkerKeys } from "./worker_keys.ts";

/** Longest name looked up as bytes. */
const LONGEST_NAME = 256;
/** Powers of ten that a double holds exactly. */
const TEN = Float64Array.from({ length: 23 }, (_, power) => 10 ** power);

/** Fields by number; the bits of those that must be there are in {@link NEEDED}. */
const OTHER = 0, WORKER = 1, TIME = 2, LAT = 3, LON = 4, ACCURACY = 5, SPEED = 6, HEADING = 7, BATTERY = 8;
const NEEDED = 1 << WORKER | 1 << TIME | 1 << LAT | 1 << LON;

const QUOTE = 34, BACKSLASH = 92, COMMA = 44, COLON = 58, OPEN = 123, CLOSE = 125;

const letters = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const NULL = letters("null"), TRUE = letters("true"), FALSE = letters("false");
const NAMES: readonly (readonly [Uint8Array, number])[] = [
  [letters("worker"), WORKER],
  [letters("time"), TIME],
  [letters("lat"), LAT],
  [letters("lon"), LON],
  [letters("accuracy"), ACCURACY],
  [letters("speed"), SPEED],
  [letters("heading"), HEADING],
  [letters("battery"), BATTERY],
];
/** At most two names share a length. */
const BY_LENGTH = Array.from({ length: 9 }, (_, length) => NAMES.filter(([name]) => name.length === length));

export class FixDecoder {
  /** Where the reader stands, and the value it read last; a typed array keeps the number out of the heap. */
  #at = 0;
  readonly #value = new Float64Array(1);
  #nameStart = 0;
  #nameEnd = 0;
  #hash = 0;

  constructor(private readonly keys: WorkerKeys) {}

  /**
   * Writes `bytes[start…end)` into a row of the batch: degrees as sent, not yet held against any bounds. False leaves the
   * row's content undefined.
   */
  decode(bytes: Uint8Array, start: number, end: number, batch: FixBatch, row: number): boolean {
    batch.accuracy[row] =
      batch.speed[row] =
      batch.heading[row] =
      batch.battery[row] =
        NaN;
    if (bytes[start] !== OPEN) return false;
    let seen = 0;
    let at = space(bytes, start + 1, end);
    for (;;) {
      if (at >= end || bytes[at] !== QUOTE) return false;
      const key = at + 1;
      const close = plainString(bytes, key, end);
      if (close < 0) return false;
      const field = fieldOf(bytes, key, close);
      at = space(bytes, close + 1, end);
      if (at >= end || bytes[at] !== COLON) return false;
      this.#at = space(bytes, at + 1, end);
      if (!this.#field(field, bytes, end, batch, row)) return false;
      seen |= 1 << field;
      at = space(bytes, this.#at, end);
      if (at >= end) return false;
      const mark = bytes[at]!;
      at++;
      if (mark === CLOSE) break;
      if (mark !== COMMA) return false;
      at = space(bytes, at, end);
    }
    if (at !== end || (seen & NEEDED) !== NEEDED) return false;
    const slot = this.keys.find(bytes, this.#nameStart, this.#nameEnd, this.#hash);
    if (slot < 0) return false;
    batch.worker[row] = slot;
    return true;
  }

  #field(field: number, bytes: Uint8Array, end: number, batch: FixBatch, row: number): boolean {
    switch (field) {
      case WORKER:
        return this.#name(bytes, end);
      case TIME:
        return this.#time(bytes, end, batch, row);
      case LAT:
        if (!this.#number(bytes, end)) return false;
        batch.lat[row] = this.#value[0]!;
        return true;
      case LON:
        if (!this.#number(bytes, end)) return false;
        batch.lon[row] = this.#value[0]!;
        return true;
      case ACCURACY:
        return this.#optional(bytes, end, batch.accuracy, row, MOST.accuracy);
      case SPEED:
        return this.#optional(bytes, end, batch.speed, row, MOST.speed);
      case HEADING:
        return this.#optional(bytes, end, batch.heading, row, MOST.heading);
      case BATTERY:
        return this.#optional(bytes, end, batch.battery, row, MOST.battery);
      default:
        return this.#skip(bytes, end);
    }
  }

  /** Remembers where the worker's name lies, and its hash. Its bytes may be anything: known names are well-formed. */
  #name(bytes: Uint8Array, end: number): boolean {
    let at = this.#at;
    if (bytes[at] !== QUOTE) return false;
    const start = ++at;
    let hash = WorkerKeys.SEED;
    for (; at < end; at++) {
      const byte = bytes[at]!;
      if (byte === QUOTE) break;
      if (byte === BACKSLASH || byte < 32) return false;
      hash = WorkerKeys.step(hash, byte);
    }
    if (at >= end || at - start > LONGEST_NAME) return false;
    this.#nameStart = start;
    this.#nameEnd = at;
    this.#hash = hash;
    this.#at = at + 1;
    return true;
  }

  #time(bytes: Uint8Array, end: number, batch: FixBatch, row: number): boolean {
    let time: number;
    if (bytes[this.#at] === QUOTE) {
      const start = this.#at + 1;
      const close = plainString(bytes, start, end);
      if (close < 0 || close - start > 40) return false;
      time = isoTime(bytes, start, close);
      this.#at = close + 1;
    } else {
      if (!this.#number(bytes, end)) return false;
      time = Math.trunc(this.#value[0]!);
    }
    if (!(time >= EARLIEST && time <= LATEST)) return false;
    batch.time[row] = time;
    return true;
  }

  #optional(bytes: Uint8Array, end: number, column: Float32Array, row: number, most: number): boolean {
    if (bytes[this.#at] === 110) {
      column[row] = NaN;
      return this.#literal(bytes, end, NULL);
    }
    if (!this.#number(bytes, end)) return false;
    const value = this.#value[0]!;
    if (value === UNKNOWN) column[row] = NaN;
    else if (value >= 0 && value <= most) column[row] = value;
    else return false;
    return true;
  }

  /** A field nobody asked for. */
  #skip(bytes: Uint8Array, end: number): boolean {
    switch (bytes[this.#at]) {
      case QUOTE: {
        const close = plainString(bytes, this.#at + 1, end);
        this.#at = close + 1;
        return close >= 0;
      }
      case 110:
        return this.#literal(bytes, end, NULL);
      case 116:
        return this.#literal(bytes, end, TRUE);
      case 102:
        return this.#literal(bytes, end, FALSE);
      default:
        return this.#number(bytes, end);
    }
  }

  #literal(bytes: Uint8Array, end: number, literal: Uint8Array): boolean {
    if (this.#at + literal.length > end) return false;
    for (let i = 0; i < literal.length; i++) if (bytes[this.#at + i] !== literal[i]) return false;
    this.#at += literal.length;
    return true;
  }

  /**
   * A number of JSON's grammar. Up to 15 digits are an exact integer, and dividing it by an exact power of ten rounds once,
   * as `Number(text)` does (Clinger 1990); everything else is `Number(text)`.
   */
  #number(bytes: Uint8Array, end: number): boolean {
    const start = this.#at;
    let at = start;
    const negative = bytes[at] === 45;
    if (negative) at++;
    const first = at;
    let mantissa = 0;
    while (at < end && digit(bytes[at]!)) mantissa = mantissa * 10 + bytes[at++]! - 48;
    let digits = at - first;
    if (digits === 0 || (digits > 1 && bytes[first] === 48)) return false;
    let decimals = 0;
    if (at < end && bytes[at] === 46) {
      const point = ++at;
      while (at < end && digit(bytes[at]!)) mantissa = mantissa * 10 + bytes[at++]! - 48;
      decimals = at - point;
      digits += decimals;
      if (decimals === 0) return false;
    }
    const exponent = at < end && (bytes[at]! | 32) === 101;
    if (exponent) {
      at++;
      if (at < end && (bytes[at] === 43 || bytes[at] === 45)) at++;
      const power = at;
      while (at < end && digit(bytes[at]!)) at++;
      if (at === power) return false;
    }
    this.#at = at;
    if (exponent || digits > 15) this.#value[0] = Number(ascii(bytes, start, at));
    else this.#value[0] = (negative ? -mantissa : mantissa) / TEN[decimals]!;
    return true;
  }
}

function space(bytes: Uint8Array, at: number, end: number): number {
  while (at < end && (bytes[at] === 32 || bytes[at] === 9 || bytes[at] === 10 || bytes[at] === 13)) at++;
  return at;
}

/** Position of the quote that ends a string of plain ASCII, or -1. */
function plainString(bytes: Uint8Array, at: number, end: number): number {
  for (; at < end; at++) {
    const byte = bytes[at]!;
    if (byte === QUOTE) return at;
    if (byte < 32 || byte > 126 || byte === BACKSLASH) return -1;
  }
  return -1;
}

function fieldOf(bytes: Uint8Array, start: number, end: number): number {
  const length = end - start;
  if (length > 8) return OTHER;
  const names = BY_LENGTH[length]!;
  for (let n = 0; n < names.length; n++) {
    const name = names[n]![0];
    let i = 0;
    while (i < length && bytes[start + i] === name[i]) i++;
    if (i === length) return names[n]![1];
  }
  return OTHER;
}

function digit(byte: number): boolean {
  return byte >= 48 && byte <= 57;
}

function ascii(bytes: Uint8Array, start: number, end: number): string {
  let text = "";
  for (let at = start; at < end; at++) text += String.fromCharCode(bytes[at]!);
  return text;
}
