/** A section of workers: `u32 moved, u32 gone, box f64[4], slots u32[], gone u32[], x y age u16[], heading state u8[]`. */
import type { Bounds } from "../geo/place.ts";
import { type Head, KIND, padded, SECTION_HEADER, writeHead } from "./frame_section.ts";
import type { WorkersSection } from "./wire.ts";

/** Largest quantised coordinate: the far edge of the box. */
const STEPS = 65_535;
const WORKER_BYTES = 4 + 2 + 2 + 2 + 1 + 1;

export function encodeWorkers(section: WorkersSection): Uint8Array {
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

export function decodeWorkers(view: DataView, head: Head): WorkersSection {
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
