/** The binary frames of the wire: sections as typed arrays, little-endian. Server and browser import this one file. */
import type { Bounds } from "../geo/place.ts";
import {
  type CellsSection,
  type Frame,
  type MeasureBlock,
  MEASURES,
  type Section,
  WIRE_VERSION,
  type WorkersSection,
} from "./wire.ts";

/** "HXW1": the first four bytes of every frame. */
const MAGIC = 0x3157_5848;
const FRAME_HEADER = 16;
const SECTION_HEADER = 20;
const KIND = { cells: 1, workers: 2 } as const;
/** A gap byte that says "255 further, and go on reading". */
const ESCAPE = 255;

/** A frame that cannot be read: the screen drops it and asks for whole sections. */
export class FrameError extends Error {
  override name = "FrameError";
}

/** Joins encoded sections into one frame; sections are encoded once and shared by every screen that wants them. */
export function joinFrame(time: number, sections: readonly Uint8Array[]): Uint8Array {
  const length = sections.reduce((sum, section) => sum + section.length, FRAME_HEADER);
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint16(4, WIRE_VERSION, true);
  view.setUint16(6, sections.length, true);
  view.setFloat64(8, time, true);
  let at = FRAME_HEADER;
  for (const section of sections) {
    bytes.set(section, at);
    at += section.length;
  }
  return bytes;
}

export function encodeSection(section: Section): Uint8Array {
  return section.kind === "cells" ? encodeCells(section) : encodeWorkers(section);
}

/** Throws {@link FrameError} when the bytes are not a whole frame of this version. */
export function decodeFrame(input: Uint8Array | ArrayBuffer): Frame {
  const bytes = aligned(input);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    return readFrame(view);
  } catch (error) {
    if (error instanceof RangeError) {
      throw new FrameError(`Cut frame of ${bytes.length} bytes: ${error.message}`);
    }
    throw error;
  }
}

function readFrame(view: DataView): Frame {
  if (view.getUint32(0, true) !== MAGIC) {
    throw new FrameError(`Not a frame: starts with ${view.getUint32(0, true)}`);
  }
  const version = view.getUint16(4, true);
  if (version !== WIRE_VERSION) {
    throw new FrameError(`Frame version ${version}, this screen reads ${WIRE_VERSION}`);
  }
  const count = view.getUint16(6, true);
  const sections: Section[] = [];
  let at = FRAME_HEADER;
  for (let i = 0; i < count; i++) {
    const length = view.getUint32(at + 16, true);
    const section = new DataView(view.buffer, view.byteOffset + at, length);
    sections.push(decodeSection(section));
    at += length;
  }
  return { time: view.getFloat64(8, true), sections };
}

function decodeSection(view: DataView): Section {
  const kind = view.getUint8(0);
  const head = {
    resolution: view.getUint8(1),
    window: view.getUint16(2, true),
    tile: view.getUint32(4, true),
    tick: view.getUint32(8, true),
    base: view.getUint32(12, true),
  };
  if (kind === KIND.cells) return decodeCells(view, head);
  if (kind === KIND.workers) return decodeWorkers(view, head);
  throw new FrameError(`Unknown section kind ${kind}`);
}

type Head = Pick<CellsSection, "resolution" | "window" | "tile" | "tick" | "base">;

function writeHead(view: DataView, kind: number, head: Head): void {
  view.setUint8(0, kind);
  view.setUint8(1, head.resolution);
  view.setUint16(2, head.window, true);
  view.setUint32(4, head.tile, true);
  view.setUint32(8, head.tick, true);
  view.setUint32(12, head.base, true);
  view.setUint32(16, view.byteLength, true);
}

/* ---- cells: u32 named, slots u32[], lo u32[], hi u32[]; then a block a measure --------------------------------- */

function encodeCells(section: CellsSection): Uint8Array {
  const { slots, lo, hi } = section.named;
  const blocks = section.blocks.map(packBlock);
  const length = blocks.reduce((sum, b) => sum + 8 + padded(b.gaps.length) + padded(b.values.byteLength), 0);
  const bytes = new Uint8Array(SECTION_HEADER + 4 + 12 * slots.length + length);
  const view = new DataView(bytes.buffer);
  writeHead(view, KIND.cells, section);
  view.setUint32(SECTION_HEADER, slots.length, true);
  let at = SECTION_HEADER + 4;
  for (const column of [slots, lo, hi]) {
    bytes.set(new Uint8Array(column.buffer, column.byteOffset, column.byteLength), at);
    at += column.byteLength;
  }
  for (const { count, gaps, values } of blocks) {
    view.setUint32(at, count, true);
    view.setUint32(at + 4, gaps.length * 8 + values.BYTES_PER_ELEMENT, true);
    bytes.set(gaps, at + 8);
    at += 8 + padded(gaps.length);
    bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), at);
    at += padded(values.byteLength);
  }
  return bytes;
}

function decodeCells(view: DataView, head: Head): CellsSection {
  let at = SECTION_HEADER;
  const named = view.getUint32(at, true);
  at += 4;
  const column = (): Uint32Array => {
    const values = new Uint32Array(view.buffer, view.byteOffset + at, named);
    at += values.byteLength;
    return values;
  };
  const names = { slots: column(), lo: column(), hi: column() };
  const blocks = MEASURES.map((): MeasureBlock => {
    const count = view.getUint32(at, true);
    const packed = view.getUint32(at + 4, true);
    const gaps = new Uint8Array(view.buffer, view.byteOffset + at + 8, packed >>> 3);
    at += 8 + padded(gaps.length);
    const width = packed & 7;
    const values = widened(view, at, count, width);
    at += padded(count * width);
    return { slots: unpackGaps(gaps, count), values };
  });
  return { kind: "cells", ...head, named: names, blocks };
}

/** Slots become gaps of one byte (neighbours change together), values the narrowest width that holds the largest. */
function packBlock({ slots, values }: MeasureBlock) {
  let escapes = 0;
  let before = 0;
  for (const slot of slots) {
    escapes += Math.floor((slot - before) / ESCAPE);
    before = slot;
  }
  const gaps = new Uint8Array(slots.length + escapes);
  let at = 0;
  before = 0;
  for (const slot of slots) {
    let gap = slot - before;
    for (; gap >= ESCAPE; gap -= ESCAPE) gaps[at++] = ESCAPE;
    gaps[at++] = gap;
    before = slot;
  }
  let most = 0;
  for (const value of values) if (value > most) most = value;
  const narrow = most < 1 << 8 ? Uint8Array.from(values) : most < 1 << 16 ? Uint16Array.from(values) : values;
  return { count: slots.length, gaps, values: narrow };
}

function unpackGaps(gaps: Uint8Array, count: number): Uint32Array {
  const slots = new Uint32Array(count);
  let slot = 0;
  let at = 0;
  for (const gap of gaps) {
    slot += gap;
    if (gap !== ESCAPE) slots[at++] = slot;
  }
  if (at !== count) throw new FrameError(`Section names ${at} cells, its header says ${count}`);
  return slots;
}

function widened(view: DataView, at: number, count: number, width: number): Uint32Array {
  const start = view.byteOffset + at;
  if (width === 4) return new Uint32Array(view.buffer, start, count);
  if (width === 2) return Uint32Array.from(new Uint16Array(view.buffer, start, count));
  if (width === 1) return Uint32Array.from(new Uint8Array(view.buffer, start, count));
  throw new FrameError(`Values of ${width} bytes are unknown`);
}

/* ---- workers: u32 moved, u32 gone, box f64[4], slots u32[], gone u32[], x y age u16[], heading state u8[] ------- */

/** Largest quantised coordinate: the far edge of the box. */
const STEPS = 65_535;
const WORKER_BYTES = 4 + 2 + 2 + 2 + 1 + 1;

function encodeWorkers(section: WorkersSection): Uint8Array {
  const n = section.slots.length;
  const [west, south, east, north] = section.box;
  const bytes = new Uint8Array(SECTION_HEADER + 40 + section.gone.byteLength + padded(n * WORKER_BYTES));
  const view = new DataView(bytes.buffer);
  writeHead(view, KIND.workers, { resolution: 0, window: 0, ...section });
  view.setUint32(SECTION_HEADER, n, true);
  view.setUint32(SECTION_HEADER + 4, section.gone.length, true);
  section.box.forEach((edge, i) => view.setFloat64(SECTION_HEADER + 8 + 8 * i, edge, true));
  let at = SECTION_HEADER + 40;
  const put = (column: Uint32Array | Uint16Array | Uint8Array) => {
    bytes.set(new Uint8Array(column.buffer, column.byteOffset, column.byteLength), at);
    at += column.byteLength;
  };
  put(section.slots);
  put(section.gone);
  put(quantised(section.lon, west, east));
  put(quantised(section.lat, south, north));
  put(section.age);
  put(section.heading);
  put(section.state);
  return bytes;
}

function decodeWorkers(view: DataView, head: Head): WorkersSection {
  const n = view.getUint32(SECTION_HEADER, true);
  const leaving = view.getUint32(SECTION_HEADER + 4, true);
  const edge = (i: number) => view.getFloat64(SECTION_HEADER + 8 + 8 * i, true);
  const box: Bounds = [edge(0), edge(1), edge(2), edge(3)];
  let at = view.byteOffset + SECTION_HEADER + 40;
  const skip = (length: number) => (at += length) - length;
  const slots = new Uint32Array(view.buffer, skip(4 * n), n);
  const gone = new Uint32Array(view.buffer, skip(4 * leaving), leaving);
  const x = new Uint16Array(view.buffer, skip(2 * n), n);
  const y = new Uint16Array(view.buffer, skip(2 * n), n);
  const age = new Uint16Array(view.buffer, skip(2 * n), n);
  const heading = new Uint8Array(view.buffer, skip(n), n);
  const state = new Uint8Array(view.buffer, skip(n), n);
  const lon = restored(x, box[0], box[2]);
  const lat = restored(y, box[1], box[3]);
  const { tile, tick, base } = head;
  return { kind: "workers", tile, tick, base, slots, lon, lat, heading, state, age, gone, box };
}

function quantised(degrees: Float64Array, from: number, to: number): Uint16Array {
  const steps = new Uint16Array(degrees.length);
  const scale = STEPS / (to - from);
  for (let i = 0; i < steps.length; i++) {
    steps[i] = Math.min(STEPS, Math.max(0, Math.round((degrees[i]! - from) * scale)));
  }
  return steps;
}

function restored(steps: Uint16Array, from: number, to: number): Float64Array {
  const degrees = new Float64Array(steps.length);
  const scale = (to - from) / STEPS;
  for (let i = 0; i < degrees.length; i++) degrees[i] = from + steps[i]! * scale;
  return degrees;
}

function padded(length: number): number {
  return (length + 3) & ~3;
}

/** Typed-array views need four-byte alignment; a WebSocket buffer may start anywhere. */
function aligned(input: Uint8Array | ArrayBuffer): Uint8Array {
  const bytes = input instanceof Uint8Array ? input : new Uint8Array(input);
  // Not bytes.slice(): for a Node Buffer that is a view at the same odd offset.
  return bytes.byteOffset % 4 === 0 ? bytes : new Uint8Array(bytes);
}
