/** What the workers' phones say of where they are: an error that drifts, an accuracy that goes with it, and a battery. */
import type { FixBatch } from "../streams/batch.ts";
import { Held } from "./held.ts";
import type { Radio } from "./radio.ts";
import { lot, Random } from "./random.ts";
import { HOUR_MS } from "./rhythm.ts";

const M_PER_LAT = 111_195, M_PER_LON = 89_269;
/** One phone in so many is old and does not last a shift. */
const OLD_SHARE = 0.05;
/** One fix in so many is of a mast and not of the sky: this far off (m), and said to be about as inexact. */
const WILD_SHARE = 1 / 4_000, WILD_LEAST_M = 900, WILD_MOST_M = 3_500;
/** Under a roof an accuracy is so many times worse. */
const INDOORS = 1.7;

/** What there is to say: degrees, epoch ms, per cent, m/s, degrees from north, and the edge of the road graph. */
export interface Sight {
  lat: number;
  lon: number;
  time: number;
  battery: number;
  speed: number;
  heading: number;
  edge: number;
  indoors: boolean;
}

export class Phones {
  /** Slot of each worker in the city's table. */
  readonly slot: Uint32Array;
  readonly held: Held;
  /** GPS error of each worker in metres east and north: it drifts, it does not jump. */
  readonly #errorX: Float32Array;
  readonly #errorY: Float32Array;

  constructor(readonly radio: Radio, readonly size: number, private readonly random: Random) {
    this.slot = new Uint32Array(size);
    this.held = new Held(size);
    this.#errorX = new Float32Array(size);
    this.#errorY = new Float32Array(size);
    for (let i = 0; i < size; i++) {
      this.#errorX[i] = random.bell() * accuracyOf(i) / 2;
      this.#errorY[i] = random.bell() * accuracyOf(i) / 2;
    }
  }

  /** Sends a fix, and before it those that were held; where there is no radio the phone holds it. */
  send(i: number, at: Sight, batch: FixBatch): void {
    const { radio, held } = this, dead = radio.dead[at.edge] === 1;
    if (!dead && held.holds(i)) held.send(i, this.slot[i]!, batch);
    this.#write(i, at, batch);
    if (dead) held.hold(i, batch);
  }

  #write(i: number, at: Sight, batch: FixBatch): void {
    const accuracy = accuracyOf(i) * this.radio.noise[at.edge]! * (at.indoors ? INDOORS : 1);
    this.#errorX[i] = this.#wander(this.#errorX[i]!, accuracy);
    this.#errorY[i] = this.#wander(this.#errorY[i]!, accuracy);
    const row = batch.size++;
    batch.worker[row] = this.slot[i]!;
    batch.time[row] = at.time;
    batch.lat[row] = at.lat + this.#errorY[i]! / M_PER_LAT;
    batch.lon[row] = at.lon + this.#errorX[i]! / M_PER_LON;
    batch.accuracy[row] = Math.round(accuracy * 10) / 10;
    batch.speed[row] = at.speed;
    batch.heading[row] = at.heading;
    batch.battery[row] = at.battery;
    if (this.random.next() < WILD_SHARE) this.#stray(row, batch);
  }

  #stray(row: number, batch: FixBatch): void {
    const metres = WILD_LEAST_M + (WILD_MOST_M - WILD_LEAST_M) * this.random.next();
    const angle = this.random.next() * 2 * Math.PI;
    batch.lat[row]! += metres * Math.cos(angle) / M_PER_LAT;
    batch.lon[row]! += metres * Math.sin(angle) / M_PER_LON;
    batch.accuracy[row] = Math.round(metres * (0.5 + 0.5 * this.random.next()));
  }

  /** The error wanders around nothing, with a spread of half the stated accuracy, and is never more than twice that. */
  #wander(error: number, accuracy: number): number {
    return 0.92 * error + 0.39 * accuracy * 0.5 * this.random.bell();
  }
}

/** Accuracy in the open, metres: what the phone is good for. */
export function accuracyOf(worker: number): number {
  return 3 + 9 * lot(worker, 14) ** 2;
}

/** Per cent left so long (ms) into a shift; 0: the phone has gone out. */
export function batteryAfter(worker: number, elapsed: number, from: number): number {
  const charge = 100 - 12 * lot(worker, 15);
  const old = lot(worker, 18) < OLD_SHARE;
  const hours = (old ? 5 : 14) + (old ? 5 : 18) * lot(worker, 6_000_003 + Math.floor(from / HOUR_MS));
  return Math.max(0, Math.round(charge - 100 * elapsed / (hours * HOUR_MS)));
}
