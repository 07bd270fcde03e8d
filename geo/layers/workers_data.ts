/** Places and colours of workers in buffers of their own on the GPU: a picture writes the rows that changed, no more. */
import type { Device } from "./cells.ts";
import { NO_HEADING } from "../worker_mark.ts";
import { turnOf } from "./headings.ts";
import { colourWorker, type WorkerRows } from "./workers.ts";

/** WebGPU's buffer usages COPY_DST and VERTEX, which deck.gl does not export. */
const USAGE = 0x08 | 0x20;
/** Fixes age while nobody moves: each picture looks at one row in so many, for a brightness that is never far behind. */
const AGED_PART = 8;

type Gpu = ReturnType<Device["createBuffer"]>;

export class WorkersData {
  readonly fill: Uint8Array;
  readonly line: Uint8Array;
  /** Degrees by row, and the colour of an arrow: none for who did not say where they go. */
  readonly #turn: Float32Array;
  readonly #arrow: Uint8Array;
  /** Two floats a degree, as deck.gl's shaders add them up: [lon, lat] rounded, then what the rounding took. */
  readonly #places: Float32Array;
  readonly #gpu: { places: Gpu; fill: Gpu; line: Gpu; turn: Gpu; arrow: Gpu };
  readonly #attributes;
  #data: { length: number; attributes: unknown } | null = null;
  /** Arrows are of all rows there is room for, so that deck.gl has nothing to do when workers come and go. */
  readonly arrows;
  #drawn = 0;
  #low = Infinity;
  #high = 0;
  #aged = 0;

  constructor(device: Device, readonly capacity: number) {
    this.fill = new Uint8Array(capacity * 4);
    this.line = new Uint8Array(capacity * 4);
    this.#turn = new Float32Array(capacity);
    this.#arrow = new Uint8Array(capacity * 4);
    this.#places = new Float32Array(capacity * 4);
    const make = ({ byteLength }: { byteLength: number }) =>
      device.createBuffer({ byteLength, usage: USAGE });
    this.#gpu = {
      places: make(this.#places),
      fill: make(this.fill),
      line: make(this.line),
      turn: make(this.#turn),
      arrow: make(this.#arrow),
    };
    this.#attributes = {
      // The empty column is how deck.gl is told that the buffer holds doubles in two parts.
      getPosition: { buffer: this.#gpu.places, value: new Float64Array(0), size: 2 },
      getFillColor: { buffer: this.#gpu.fill, type: "unorm8", size: 4 },
      getLineColor: { buffer: this.#gpu.line, type: "unorm8", size: 4 },
    };
    this.arrows = {
      length: capacity,
      attributes: {
        getPosition: this.#attributes.getPosition,
        getAngle: { buffer: this.#gpu.turn, type: "float32", size: 1 },
        getColor: { buffer: this.#gpu.arrow, type: "unorm8", size: 4 },
      },
    };
  }

  /** deck.gl's binary data: the same object while the number of rows is the same, so that deck.gl has nothing to do. */
  data(size: number) {
    if (this.#data?.length !== size) this.#data = { length: size, attributes: this.#attributes };
    return this.#data;
  }

  place(row: number, lon: number, lat: number): void {
    const at = row * 4, places = this.#places;
    places[at] = lon;
    places[at + 1] = lat;
    places[at + 2] = lon - places[at]!;
    places[at + 3] = lat - places[at + 1]!;
    this.#touch(row);
  }

  /** Sets the colour of a row by what its worker does and by the age of the fix. */
  colour(rows: WorkerRows, row: number, now: number): void {
    colourWorker(rows, row, now, this.fill, this.line);
    const heading = rows.heading[row]!, at = row * 4;
    this.#turn[row] = turnOf(heading);
    this.#arrow.set(this.fill.subarray(at, at + 3), at);
    this.#arrow[at + 3] = heading === NO_HEADING ? 0 : this.fill[at + 3]!;
    this.#touch(row);
  }

  /** Rows from here on hold nobody any more. */
  endAt(size: number): void {
    for (let row = size; row < this.#drawn; row++) {
      this.#arrow[row * 4 + 3] = 0;
      this.#touch(row);
    }
    this.#drawn = size;
  }

  /** Colours the next part of all rows anew. */
  age(rows: WorkerRows, now: number): void {
    const { size } = rows;
    const from = this.#aged < size ? this.#aged : 0;
    this.#aged = Math.min(size, from + Math.ceil(size / AGED_PART));
    for (let row = from; row < this.#aged; row++) this.colour(rows, row, now);
  }

  /** Uploads from the first changed row to the last: one write of many rows is cheaper than many of one. */
  write(): void {
    const low = this.#low, high = this.#high;
    if (low >= high) return;
    this.#gpu.places.write(this.#places.subarray(low * 4, high * 4), low * 16);
    this.#gpu.fill.write(this.fill.subarray(low * 4, high * 4), low * 4);
    this.#gpu.line.write(this.line.subarray(low * 4, high * 4), low * 4);
    this.#gpu.turn.write(this.#turn.subarray(low, high), low * 4);
    this.#gpu.arrow.write(this.#arrow.subarray(low * 4, high * 4), low * 4);
    this.#low = Infinity;
    this.#high = 0;
  }

  #touch(row: number): void {
    if (row < this.#low) this.#low = row;
    if (row >= this.#high) this.#high = row + 1;
  }

  destroy(): void {
    for (const buffer of Object.values(this.#gpu)) buffer.destroy();
  }
}
