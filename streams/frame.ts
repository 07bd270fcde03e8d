/** The binary frames of the wire: sections as typed arrays, little-endian. Server and browser import this one file. */
import { decodeCells, encodeCells } from "./frame_cells.ts";
import { FrameError, KIND, readHead } from "./frame_section.ts";
import { decodeWorkers, encodeWorkers } from "./frame_workers.ts";
import { type Frame, type Section, WIRE_VERSION } from "./wire.ts";

export { FrameError };

/** "HXW1": the first four bytes of every frame. */
const MAGIC = 0x3157_5848;
const FRAME_HEADER = 16;

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
  const head = readHead(view);
  if (kind === KIND.cells) return decodeCells(view, head);
  if (kind === KIND.workers) return decodeWorkers(view, head);
  throw new FrameError(`Unknown section kind ${kind}`);
}

/** Typed-array views need four-byte alignment; a WebSocket buffer may start anywhere. */
function aligned(input: Uint8Array | ArrayBuffer): Uint8Array {
  const bytes = input instanceof Uint8Array ? input : new Uint8Array(input);
  // Not bytes.slice(): for a Node Buffer that is a view at the same odd offset.
  return bytes.byteOffset % 4 === 0 ? bytes : new Uint8Array(bytes);
}
