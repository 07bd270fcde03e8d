/**
 * Workers on foot in a city of Beijing's size, written as NDJSON once and then patched in place: time and position have a
 * fixed width, so that a generator on the same machine costs little.
 */
import alea from "alea";
import type { Bounds } from "../geo/place.ts";

/** About 110 × 110 km. */
export const BENCH_BOUNDS: Bounds = [115.8, 39.5, 117.1, 40.5];
export const BEIJING_WORKERS = 129_000;
/** South of this latitude nobody walks but probes. */
export const WALKED_FROM = 39.7;
const CENTRE = { lat: 39.92, lon: 116.4 };
/** Most people work near the centre. */
const SPREAD_DEGREES = 0.12;
const CENTRAL_SHARE = 0.8;
/** Millionths of a degree. */
const MICRO = 1e6;
/** A step north of a probe: far more than the 0.15 m to which positions are sent. */
export const PROBE_STEP = 20;

const FILL = { worker: "w000000", time: "0000000000000", lat: "00.000000", lon: "000.000000" };
const ROW = `{"worker":"${FILL.worker}","time":${FILL.time},"lat":${FILL.lat},"lon":${FILL.lon},` +
  `"accuracy":8,"speed":1.2,"heading":137,"battery":87}\n`;
const WORKER_AT = ROW.indexOf(FILL.worker) + 1;
const TIME_AT = ROW.indexOf(FILL.time);
const LAT_AT = ROW.indexOf(`"lat":`) + 6;
const LON_AT = ROW.indexOf(`"lon":`) + 6;
export const ROW_BYTES = ROW.length;

export class Walkers {
  readonly #bytes: Uint8Array<ArrayBuffer>;
  /** Millionths of a degree. */
  readonly #lat: Int32Array;
  readonly #lon: Int32Array;
  readonly #stepLat: Int8Array;
  readonly #stepLon: Int8Array;

  constructor(readonly size: number, seed = "walkers") {
    const random = alea(seed);
    const row = new TextEncoder().encode(ROW);
    this.#bytes = new Uint8Array(size * ROW_BYTES);
    this.#lat = new Int32Array(size);
    this.#lon = new Int32Array(size);
    this.#stepLat = new Int8Array(size);
    this.#stepLon = new Int8Array(size);
    const [west, , east, north] = BENCH_BOUNDS;
    for (let i = 0; i < size; i++) {
      this.#bytes.set(row, i * ROW_BYTES);
      this.#digits(i * ROW_BYTES + WORKER_AT, i, 6);
      let lat: number, lon: number;
      do {
        const central = random() < CENTRAL_SHARE;
        lat = central
          ? CENTRE.lat + normal(random) * SPREAD_DEGREES
          : WALKED_FROM + random() * (north - WALKED_FROM);
        lon = central ? CENTRE.lon + normal(random) * SPREAD_DEGREES : west + random() * (east - west);
      } while (lat < WALKED_FROM + 0.01 || lat > north - 0.02 || lon < west + 0.02 || lon > east - 0.02);
      this.#lat[i] = Math.round(lat * MICRO);
      this.#lon[i] = Math.round(lon * MICRO);
      const heading = random() * 2 * Math.PI;
      // About 10 m a step.
      this.#stepLat[i] = Math.round(Math.cos(heading) * 90);
      this.#stepLon[i] = Math.round(Math.sin(heading) * 110);
    }
  }

  /** Makes a row a probe: it starts here and goes {@link PROBE_STEP} north with every fix, so that its place tells which. */
  pin(row: number, lat: number, lon: number): void {
    this.#lat[row] = Math.round(lat * MICRO);
    this.#lon[row] = Math.round(lon * MICRO);
    this.#stepLat[row] = PROBE_STEP;
    this.#stepLon[row] = 0;
  }

  /**
   * Fixes of some workers as NDJSON, each at its place and, but for 0–1 s, at this time; then all take a step. The bytes
   * are overwritten by the next call with the same rows.
   */
  fixes(from: number, to: number, time: number): Uint8Array<ArrayBuffer> {
    for (let i = from; i < to; i++) {
      const at = i * ROW_BYTES;
      this.#digits(at + TIME_AT, time - i * 7 % 1000, 13);
      this.#degrees(at + LAT_AT, this.#lat[i]!, 2);
      this.#degrees(at + LON_AT, this.#lon[i]!, 3);
      this.#lat[i]! += this.#stepLat[i]!;
      this.#lon[i]! += this.#stepLon[i]!;
    }
    return this.#bytes.subarray(from * ROW_BYTES, to * ROW_BYTES);
  }

  /** The place of the next fix of a row. */
  place(row: number): { lat: number; lon: number } {
    return { lat: this.#lat[row]! / MICRO, lon: this.#lon[row]! / MICRO };
  }

  #degrees(at: number, micro: number, whole: number): void {
    this.#digits(at, Math.floor(micro / MICRO), whole);
    this.#digits(at + whole + 1, micro % MICRO, 6);
  }

  #digits(at: number, value: number, width: number): void {
    for (let i = at + width - 1; i >= at; i--) {
      this.#bytes[i] = 48 + value % 10;
      value = Math.floor(value / 10);
    }
  }
}

function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
