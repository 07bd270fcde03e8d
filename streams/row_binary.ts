/** Rows of the table `fixes` in ClickHouse's RowBinary, written straight from a batch's columns. */
import type { CellTable } from "../geo/cell.ts";
import type { FixBatch } from "./batch.ts";

/** The columns in the order in which {@link FixRows} writes them. */
export const FIX_COLUMNS = [
  "worker",
  "time",
  "received",
  "lat",
  "lon",
  "accuracy",
  "speed",
  "heading",
  "battery",
  "cell",
  "flags",
  "feed",
  "batch",
] as const;

/** Bytes of a row without its two strings. */
const FIXED = 8 + 8 + 8 + 8 + 4 * 4 + 8 + 1 + 8;

/** Names as length-prefixed UTF-8, kept once per slot in one arena instead of an object a worker. */
class Names {
  #bytes = new Uint8Array(4096);
  #used = 0;
  #from: Uint32Array = new Uint32Array(4096).fill(NONE);
  readonly #encoder = new TextEncoder();

  constructor(private readonly nameOf: (slot: number) => string) {}

  /** Copies the name of a slot to `target` at `at`; returns the position after it. */
  write(slot: number, target: Uint8Array, at: number): number {
    if (slot >= this.#from.length) {
      const wider = new Uint32Array(2 ** Math.ceil(Math.log2(slot + 1))).fill(NONE);
      wider.set(this.#from);
      this.#from = wider;
    }
    let from = this.#from[slot]!;
    if (from === NONE) from = this.#from[slot] = this.#keep(this.nameOf(slot));
    const bytes = this.#bytes;
    const end = from + 2 + (bytes[from]! & 0x7f) + (bytes[from + 1]! << 7);
    for (let i = from; i < end; i++) target[at++] = bytes[i]!;
    return at;
  }

  #keep(name: string): number {
    const text = this.#encoder.encode(name);
    const from = this.#used;
    const end = from + 2 + text.length;
    if (end > this.#bytes.length) {
      const wider = new Uint8Array(Math.max(end, this.#bytes.length * 2));
      wider.set(this.#bytes);
      this.#bytes = wider;
    }
    // Always two length bytes: a LEB128 number may carry a zero group, and the length stays easy to read back.
    this.#bytes[from] = (text.length & 0x7f) | 0x80;
    this.#bytes[from + 1] = text.length >>> 7;
    this.#bytes.set(text, from + 2);
    this.#used = end;
    return from;
  }
}

const NONE = 0xffff_ffff;
/** Longest name that two length bytes hold; parsers refuse longer ones. */
const LONGEST_NAME = 16_383;

/** Builds one block of rows; see {@link take}. */
export class FixRows {
  rows = 0;
  #bytes = new Uint8Array(1 << 16);
  #view = new DataView(this.#bytes.buffer);
  #used = 0;
  readonly #names: Names;

  constructor(private readonly cells: CellTable, nameOf: (slot: number) => string) {
    this.#names = new Names(nameOf);
  }

  get size(): number {
    return this.#used;
  }

  /** Appends row `i` of a batch. `feed` comes encoded by {@link encodeName}. */
  add(batch: FixBatch, i: number, feed: Uint8Array, block: number): void {
    const most = this.#used + FIXED + 2 + LONGEST_NAME + feed.length;
    if (most > this.#bytes.length) this.#grow(most);
    const view = this.#view;
    let at = this.#names.write(batch.worker[i]!, this.#bytes, this.#used);
    const millis = (ms: number) => {
      // Int64 without a BigInt: the high half is floor, so times before 1970 are right too.
      view.setUint32(at, ms % 4_294_967_296, true);
      view.setInt32(at + 4, Math.floor(ms / 4_294_967_296), true);
      at += 8;
    };
    millis(batch.time[i]!);
    millis(batch.received);
    view.setFloat64(at, batch.lat[i]!, true);
    view.setFloat64(at + 8, batch.lon[i]!, true);
    view.setFloat32(at + 16, batch.accuracy[i]!, true);
    view.setFloat32(at + 20, batch.speed[i]!, true);
    view.setFloat32(at + 24, batch.heading[i]!, true);
    view.setFloat32(at + 28, batch.battery[i]!, true);
    const cell = batch.cell[i]!;
    view.setUint32(at + 32, this.cells.finest.lo[cell]!, true);
    view.setUint32(at + 36, this.cells.finest.hi[cell]!, true);
    this.#bytes[at + 40] = batch.flags[i]!;
    at += 41;
    this.#bytes.set(feed, at);
    at += feed.length;
    millis(block);
    this.#used = at;
    this.rows++;
  }

  /** Hands the block out and starts an empty one. */
  take(): Uint8Array<ArrayBuffer> {
    const block = this.#bytes.slice(0, this.#used);
    this.#used = 0;
    this.rows = 0;
    return block;
  }

  #grow(least: number): void {
    const wider = new Uint8Array(Math.max(least, this.#bytes.length * 2));
    wider.set(this.#bytes);
    this.#bytes = wider;
    this.#view = new DataView(wider.buffer);
  }
}

/** A short string as RowBinary writes it. */
export function encodeName(name: string): Uint8Array {
  const text = new TextEncoder().encode(name.slice(0, 100));
  const bytes = new Uint8Array(2 + text.length);
  bytes[0] = (text.length & 0x7f) | 0x80;
  bytes[1] = text.length >>> 7;
  bytes.set(text, 2);
  return bytes;
}
