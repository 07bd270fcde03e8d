/** Places and marks of workers in buffers of their own on the GPU: a picture writes the rows that changed, no more. */
import type { Device } from "./cells.ts";

/** WebGPU's buffer usages COPY_DST and VERTEX, which deck.gl does not export. */
const USAGE = 0x08 | 0x20;

type Gpu = ReturnType<Device["createBuffer"]>;

export interface WorkerRows {
  readonly state: Uint8Array;
  /** As on the wire: 255ths of the circle, NO_HEADING unknown. */
  readonly heading: Uint8Array;
  /** Time of each fix, epoch ms of the server's clock. */
  readonly fix: Float64Array;
}

const SHOWN = 255, HIDDEN = 0;

export class WorkersData {
  /** Seconds since these buffers were made, by the server's clock: the one that ages are counted by. */
  readonly clock = { seconds: 0 };
  /** State, heading, whether it is drawn by itself, nothing. */
  readonly #marks: Uint8Array;
  /** Seconds on {@link clock}: a float holds those of weeks to a fraction of a second, epoch ms it would not. */
  readonly #fixes: Float32Array;
  /** Px from where a worker is to where the mark is, y upwards. */
  readonly #offsets: Float32Array;
  /** Two floats a degree, as deck.gl's shaders add them up: [lon, lat] rounded, then what the rounding took. */
  readonly #places: Float32Array;
  readonly #gpu: { places: Gpu; marks: Gpu; fixes: Gpu; offsets: Gpu };
  readonly #attributes;
  #data: { length: number; attributes: unknown } | null = null;
  #low = Infinity;
  #high = 0;

  /** `from`: server clock, epoch ms. */
  constructor(device: Device, readonly capacity: number, private readonly from: number) {
    this.#marks = new Uint8Array(capacity * 4);
    for (let row = 0; row < capacity; row++) this.#marks[row * 4 + 2] = SHOWN;
    this.#fixes = new Float32Array(capacity);
    this.#offsets = new Float32Array(capacity * 2);
    this.#places = new Float32Array(capacity * 4);
    const make = ({ byteLength }: { byteLength: number }) =>
      device.createBuffer({ byteLength, usage: USAGE });
    this.#gpu = {
      places: make(this.#places),
      marks: make(this.#marks),
      fixes: make(this.#fixes),
      offsets: make(this.#offsets),
    };
    this.#attributes = {
      // The empty column is how deck.gl is told that the buffer holds doubles in two parts.
      getPosition: { buffer: this.#gpu.places, value: new Float64Array(0), size: 2 },
      getMark: { buffer: this.#gpu.marks, type: "unorm8", size: 4 },
      getFix: { buffer: this.#gpu.fixes, type: "float32", size: 1 },
      getOffset: { buffer: this.#gpu.offsets, type: "float32", size: 2 },
    };
  }

  /** deck.gl's binary data: the same object while the number of rows is the same, so that deck.gl has nothing to do. */
  data(size: number) {
    if (this.#data?.length !== size) this.#data = { length: size, attributes: this.#attributes };
    return this.#data;
  }

  /** Moves the clock to a moment, epoch ms. */
  tick(now: number): void {
    this.clock.seconds = (now - this.from) / 1000;
  }

  place(row: number, lon: number, lat: number): void {
    const at = row * 4, places = this.#places;
    places[at] = lon;
    places[at + 1] = lat;
    places[at + 2] = lon - places[at]!;
    places[at + 3] = lat - places[at + 1]!;
    this.#touch(row);
  }

  /** Sets what the worker of a row does, where to, and since when that is known. */
  mark(rows: WorkerRows, row: number): void {
    const at = row * 4;
    this.#marks[at] = rows.state[row]!;
    this.#marks[at + 1] = rows.heading[row]!;
    this.#fixes[row] = (rows.fix[row]! - this.from) / 1000;
    this.#touch(row);
  }

  /** Where the mark of a row stands beside its place, px, and whether it is drawn by itself at all. */
  stand(row: number, x: number, y: number, shown: boolean): void {
    const offsets = this.#offsets, at = row * 2, mark = shown ? SHOWN : HIDDEN;
    if (
      offsets[at] === Math.fround(x) && offsets[at + 1] === Math.fround(y) &&
      this.#marks[row * 4 + 2] === mark
    ) {
      return;
    }
    offsets[at] = x;
    offsets[at + 1] = y;
    this.#marks[row * 4 + 2] = mark;
    this.#touch(row);
  }

  /** Uploads from the first changed row to the last: one write of many rows is cheaper than many of one. */
  write(): void {
    const low = this.#low, high = this.#high;
    if (low >= high) return;
    this.#gpu.places.write(this.#places.subarray(low * 4, high * 4), low * 16);
    this.#gpu.marks.write(this.#marks.subarray(low * 4, high * 4), low * 4);
    this.#gpu.fixes.write(this.#fixes.subarray(low, high), low * 4);
    this.#gpu.offsets.write(this.#offsets.subarray(low * 2, high * 2), low * 8);
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
