/** Cuts a body, in whatever chunks it comes, into rows of bytes: lines of NDJSON, or elements of one JSON array. */
import type { Reason } from "./rejection.ts";

/** Longest row in bytes; a longer one is refused without being kept. */
export const LONGEST_ROW = 64 * 1024;

export interface Fault {
  readonly reason: Reason;
  readonly detail: string;
}

const TOO_LONG: Fault = {
  reason: "too-long",
  detail: `The row has more than ${LONGEST_ROW} bytes; send one object a line`,
};
const EMPTY: Fault = { reason: "unreadable", detail: "An element of the array is empty" };
const ENDLESS: Fault = { reason: "unreadable", detail: "The array has no end: the body broke off" };
const TRAILING: Fault = { reason: "unreadable", detail: "Text follows the end of the array" };

const BOM = [0xef, 0xbb, 0xbf];

function isSpace(byte: number): boolean {
  return byte === 32 || byte === 10 || byte === 13 || byte === 9;
}

/**
 * Pull style, so that a reader can pause between rows: push a chunk, then call {@link next} until it says false. Blank lines
 * are no rows. A broken line costs itself; a broken element may cost the rest of its array.
 */
export class RowCutter {
  /** The row: `bytes[start…end)` without white space around it. Valid until the next call. */
  bytes: Uint8Array = new Uint8Array(0);
  start = 0;
  end = 0;
  /** Index of the row in the body, from 0. */
  index = -1;
  /** Why there is no row to read, though one was there. */
  fault: Fault | null = null;

  #chunk: Uint8Array = this.bytes;
  #at = 0;
  #state: "start" | "lines" | "array" | "after" | "done" = "start";
  /** How many bytes of a byte order mark were met. */
  #mark = 0;
  /** Beginning of a row whose end is not here yet. */
  #carry = new Uint8Array(0);
  #carried = 0;
  /** The row is too long, and was said to be: what is left of it is passed over. */
  #skipping = false;
  /** Within an array. */
  #depth = 0;
  #inString = false;
  #escaped = false;
  #elements = 0;
  #ended = false;

  /** Takes the next chunk, which must stay unchanged until {@link next} says false. */
  push(chunk: Uint8Array): void {
    this.#chunk = chunk;
    this.#at = 0;
  }

  /** No more chunks come: {@link next} gives what is left. */
  finish(): void {
    this.push(new Uint8Array(0));
    this.#ended = true;
  }

  next(): boolean {
    this.fault = null;
    if (this.#state === "start") this.#begin();
    switch (this.#state) {
      case "start":
      case "done":
        return false;
      case "lines":
        return this.#nextLine();
      case "array":
        return this.#nextElement();
      case "after":
        return this.#afterArray();
    }
  }

  /** Finds the first byte that counts, which says what kind of body this is. */
  #begin(): void {
    const chunk = this.#chunk;
    for (; this.#at < chunk.length; this.#at++) {
      const byte = chunk[this.#at]!;
      if (this.#mark < 3 && byte === BOM[this.#mark]) this.#mark++;
      else if (this.#mark === 1 || this.#mark === 2) return this.#noMark();
      else if (isSpace(byte)) this.#mark = 3;
      else {
        this.#state = byte === 91 ? "array" : "lines";
        if (byte === 91) this.#at++;
        return;
      }
    }
    if (this.#ended && (this.#mark === 1 || this.#mark === 2)) this.#noMark();
  }

  /** It only began like a byte order mark: those bytes belong to the first row, which nobody can read. */
  #noMark(): void {
    this.#state = "lines";
    this.#keep(new Uint8Array(BOM), 0, this.#mark);
  }

  #nextLine(): boolean {
    const chunk = this.#chunk;
    while (this.#at < chunk.length) {
      const from = this.#at;
      const newline = chunk.indexOf(10, from);
      if (newline < 0) {
        this.#at = chunk.length;
        return !this.#skipping && !this.#keep(chunk, from, chunk.length) && this.#tooLong();
      }
      this.#at = newline + 1;
      if (this.#skipping) this.#skipping = false;
      else if (this.#row(chunk, from, newline)) return true;
    }
    return this.#ended && !this.#skipping && this.#row(chunk, 0, 0);
  }

  #nextElement(): boolean {
    const chunk = this.#chunk;
    const from = this.#at;
    const end = this.#delimiter();
    if (end < 0) {
      this.#at = chunk.length;
      if (!this.#skipping && !this.#keep(chunk, from, chunk.length)) return this.#tooLong();
      return this.#ended && this.#endless();
    }
    this.#at = end + 1;
    const last = chunk[end] === 93;
    if (last) this.#state = "after";
    const first = this.#elements++ === 0;
    if (this.#skipping) {
      this.#skipping = false;
      return this.next();
    }
    if (this.#row(chunk, from, end)) return true;
    return first && last ? this.#afterArray() : this.#refuse(EMPTY);
  }

  /** Position of the comma or bracket that ends the element, -1 when the chunk ends first. */
  #delimiter(): number {
    const chunk = this.#chunk, length = chunk.length;
    let depth = this.#depth, inString = this.#inString, at = this.#at;
    if (this.#escaped && at < length) {
      this.#escaped = false;
      at++;
    }
    for (; at < length; at++) {
      const byte = chunk[at]!;
      if (inString) {
        if (byte === 34) inString = false;
        else if (byte === 92 && ++at === length) this.#escaped = true;
      } else if (byte === 34) inString = true;
      else if (byte === 123 || byte === 91) depth++;
      else if (byte === 44 && depth === 0) break;
      else if (byte === 125 || byte === 93) {
        if (depth === 0 && byte === 93) break;
        if (depth > 0) depth--;
      }
    }
    this.#depth = depth;
    this.#inString = inString;
    return at < length ? at : -1;
  }

  /** The body ended within the array: what is left of it, then the fault. */
  #endless(): boolean {
    if (!this.#skipping && this.#row(this.#chunk, 0, 0)) return true;
    this.#state = "done";
    return this.#refuse(ENDLESS);
  }

  #afterArray(): boolean {
    for (; this.#at < this.#chunk.length; this.#at++) {
      if (isSpace(this.#chunk[this.#at]!)) continue;
      this.#state = "done";
      return this.#refuse(TRAILING);
    }
    return false;
  }

  /** Makes what was carried and these bytes the row; false when there is nothing but white space. */
  #row(chunk: Uint8Array, from: number, to: number): boolean {
    if (this.#carried === 0 && to - from <= LONGEST_ROW) {
      this.bytes = chunk;
      this.start = from;
      this.end = to;
    } else {
      if (!this.#keep(chunk, from, to)) {
        this.#tooLong();
        this.#skipping = false;
        return true;
      }
      this.bytes = this.#carry;
      this.start = 0;
      this.end = this.#carried;
      this.#carried = 0;
    }
    while (this.start < this.end && isSpace(this.bytes[this.start]!)) this.start++;
    while (this.end > this.start && isSpace(this.bytes[this.end - 1]!)) this.end--;
    if (this.start === this.end) return false;
    this.index++;
    return true;
  }

  /** Adds bytes to what is carried; false when the row becomes too long. */
  #keep(chunk: Uint8Array, from: number, to: number): boolean {
    const size = this.#carried + to - from;
    if (size > LONGEST_ROW) return false;
    if (size > this.#carry.length) {
      const wider = new Uint8Array(Math.min(LONGEST_ROW, Math.max(1024, size * 2)));
      wider.set(this.#carry.subarray(0, this.#carried));
      this.#carry = wider;
    }
    this.#carry.set(chunk.subarray(from, to), this.#carried);
    this.#carried = size;
    return true;
  }

  #tooLong(): boolean {
    this.#carried = 0;
    this.#skipping = true;
    return this.#refuse(TOO_LONG);
  }

  #refuse(fault: Fault): boolean {
    this.fault = fault;
    this.index++;
    this.start = this.end = 0;
    return true;
  }
}
