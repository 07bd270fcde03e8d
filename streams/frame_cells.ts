/** A section of cells: `u32 named, slots u32[], lo u32[], hi u32[]`, then a block a measure. */
import { FrameError, type Head, KIND, padded, SECTION_HEADER, writeHead } from "./frame_section.ts";
import { type CellsSection, type MeasureBlock, MEASURES } from "./wire.ts";

/** A gap byte that says "255 further, and go on reading". */
const ESCAPE = 255;

export function encodeCells(section: CellsSection): Uint8Array {
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

export function decodeCells(view: DataView, head: Head): CellsSection {
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
