/** The workers of a city as columns: who they are, where each is shown, and which fixes may change that. */
import { EARTH_RADIUS_M, metresBetween } from "../geo/place.ts";
import { FLAG } from "./batch.ts";
import { WORKER_STATE } from "./wire.ts";

export const NO_CELL = 0xffff_ffff;
/** In {@link WorkerTable.tile}: the worker is not live. */
export const NO_TILE = 0xffff_ffff;

/** A fix this far ahead of the server's clock is kept as received, never shown. */
export const FUTURE_MS = 60_000;
/** Nobody in the field is faster: such a position is wrong until another one agrees. A replay at ×N needs N times as much. */
export const FASTEST_KMH = 200;
const METRES_PER_DEGREE = EARTH_RADIUS_M * Math.PI / 180;
/** Nobody on foot goes faster than this for long, m/s: 12.6 km/h. dashboards/queries/learned_speeds.sql has the same. */
export const DRIVING = 3.5;
/** Two moves as fast as that, so near to each other, are a vehicle; one is a fix that jumped. */
const AGAIN_MS = 180_000;
/** Whoever was seen driving so lately has the vehicle at hand. */
const AT_HAND_MS = 8 * 3_600_000;
/** Between fixes without a speed of their own: what is nearer together tells of noise, what is farther apart of stops. */
const SHORTEST_MOVE_MS = 5_000, LONGEST_MOVE_MS = 90_000, SHORTEST_MOVE_M = 100;
/** Times remembered per worker: phones resend what a lost answer left unconfirmed. */
const REMEMBERED = 16;

/** Where and when: degrees and epoch ms. */
export interface Moment {
  time: number;
  lat: number;
  lon: number;
}

/** Columns indexed by slot; a slot is a worker's number for as long as the server runs. Columns are replaced as they grow. */
export class WorkerTable {
  size = 0;
  /** The shown fix: WGS-84 degrees, epoch ms, degrees from north and m/s (NaN where unknown). */
  lat = new Float64Array(1024);
  lon = new Float64Array(1024);
  time = new Float64Array(1024).fill(-Infinity);
  heading = new Float32Array(1024).fill(NaN);
  speed = new Float32Array(1024).fill(NaN);
  /** Finest slot of the shown fix, {@link NO_CELL} before the first; kept when the worker goes silent. */
  cell = new Uint32Array(1024).fill(NO_CELL);
  /** Slot of the coarsest cell of a live worker, otherwise {@link NO_TILE}. */
  tile = new Uint32Array(1024).fill(NO_TILE);
  /** One of {@link WORKER_STATE}. */
  state = new Uint8Array(1024).fill(WORKER_STATE.silent);
  /** Open incidents the worker is assigned to. */
  busy = new Uint16Array(1024);
  /** {@link change} at the last visible change: a reader that noted `change` finds what is new since. */
  version = new Uint32Array(1024);
  /** Number of the newest change to the city; grows with every call that may change something. */
  change = 1;
  /** When the worker was last seen driving, by times of fixes; -Infinity: never. */
  drove = new Float64Array(1024).fill(-Infinity);
  /** The last move that was faster than anybody walks. */
  #fast = new Float64Array(1024).fill(-Infinity);
  /** A position too far to be believed, waiting for a second one that agrees. */
  #candidateLat = new Float64Array(1024);
  #candidateLon = new Float64Array(1024);
  #candidateTime = new Float64Array(1024).fill(NaN);
  /** Rings of the last times, modulo 2^32 ms (50 days), and how many were ever written. */
  #times = new Uint32Array(1024 * REMEMBERED);
  #timesWritten = new Uint32Array(1024);
  readonly #ids: string[] = [];
  readonly #slots = new Map<string, number>();
  readonly #fastest: number;

  constructor(fastestKmh = FASTEST_KMH) {
    // km/h are 1/3600 metres per ms.
    this.#fastest = fastestKmh / 3600;
  }

  /** The slot of a worker, making one for a new id. */
  slotOf(id: string): number {
    const known = this.#slots.get(id);
    if (known !== undefined) return known;
    const slot = this.size++;
    if (slot === this.lat.length) this.#grow();
    this.#ids.push(id);
    this.#slots.set(id, slot);
    return slot;
  }

  find(id: string): number | undefined {
    return this.#slots.get(id);
  }

  id(slot: number): string {
    return this.#ids[slot]!;
  }

  /** Makes a fix the shown one: degrees from north and m/s, NaN where unknown. */
  show(slot: number, fix: Moment & { heading: number; speed: number; cell: number }): void {
    if (this.#isFast(slot, fix)) {
      if (fix.time - this.#fast[slot]! <= AGAIN_MS) this.drove[slot] = fix.time;
      this.#fast[slot] = fix.time;
    }
    this.lat[slot] = fix.lat;
    this.lon[slot] = fix.lon;
    this.time[slot] = fix.time;
    this.heading[slot] = fix.heading;
    this.speed[slot] = fix.speed;
    this.cell[slot] = fix.cell;
  }

  /** Forgets where a worker was, as if there never had been a fix. */
  forget(slot: number): void {
    this.lat[slot] =
      this.lon[slot] =
      this.heading[slot] =
      this.speed[slot] =
        NaN;
    this.time[slot] = this.drove[slot] = this.#fast[slot] = -Infinity;
    this.cell[slot] = NO_CELL;
    this.#candidateLat[slot] = this.#candidateLon[slot] = this.#candidateTime[slot] = NaN;
  }

  /** Whether the worker was seen driving lately, before the last fix. */
  drives(slot: number): boolean {
    return this.time[slot]! - this.drove[slot]! <= AT_HAND_MS;
  }

  isLive(slot: number): boolean {
    return this.tile[slot] !== NO_TILE;
  }

  /**
   * Whether the worker's last {@link REMEMBERED} fixes have one of this time (whole ms). Remembers the time when not: ask
   * once per fix, as the last check of the parser.
   */
  isDuplicate(slot: number, time: number): boolean {
    const start = slot * REMEMBERED, key = time % 4_294_967_296 >>> 0;
    const written = this.#timesWritten[slot]!;
    const end = start + Math.min(written, REMEMBERED);
    for (let at = start; at < end; at++) if (this.#times[at] === key) return true;
    this.#times[start + written % REMEMBERED] = key;
    this.#timesWritten[slot] = written + 1;
    return false;
  }

  /**
   * The {@link FLAG}s of a fix; 0 means it becomes the shown one. A jump is believed once a newer fix lies within reach of
   * it; a fix within reach of the shown position refutes it.
   */
  judge(slot: number, fix: Moment, now: number, liveMs: number): number {
    const { time, lat, lon } = fix;
    if (time > now + FUTURE_MS) return FLAG.future;
    const shown = this.time[slot]!;
    const flags = (now - time > liveMs ? FLAG.old : 0) | (time <= shown ? FLAG.late : 0);
    if (flags !== 0) return flags;
    const candidate = this.#candidateTime[slot]!;
    if (shown !== -Infinity && !this.#reaches(this.lat[slot]!, this.lon[slot]!, shown, fix)) {
      const agreed = candidate < time &&
        this.#reaches(this.#candidateLat[slot]!, this.#candidateLon[slot]!, candidate, fix);
      if (!agreed) {
        // An older disagreement neither confirms nor replaces a newer one; NaN compares false.
        if (!(candidate >= time)) {
          this.#candidateLat[slot] = lat;
          this.#candidateLon[slot] = lon;
          this.#candidateTime[slot] = time;
        }
        return FLAG.jump;
      }
    }
    if (candidate === candidate) this.#candidateTime[slot] = NaN;
    return 0;
  }

  #reaches(lat: number, lon: number, time: number, fix: Moment): boolean {
    const metres = this.#fastest * (fix.time - time);
    // First north, then east, is at least as long as straight on, and saves nearly everybody the trigonometry.
    const detour = (Math.abs(fix.lat - lat) + Math.abs(fix.lon - lon)) * METRES_PER_DEGREE;
    return detour <= metres || metresBetween(lat, lon, fix.lat, fix.lon) <= metres;
  }

  /** By the speed of the fix itself, and where it has none by the move from the one before. */
  #isFast(slot: number, { time, lat, lon, speed }: Moment & { speed: number }): boolean {
    if (speed === speed) return speed > DRIVING;
    const took = time - this.time[slot]!;
    if (!(took >= SHORTEST_MOVE_MS && took <= LONGEST_MOVE_MS)) return false;
    const metres = metresBetween(this.lat[slot]!, this.lon[slot]!, lat, lon);
    return metres >= SHORTEST_MOVE_M && metres > DRIVING * took / 1_000;
  }

  #grow(): void {
    const length = this.lat.length * 2;
    this.lat = wider(this.lat, new Float64Array(length));
    this.lon = wider(this.lon, new Float64Array(length));
    this.time = wider(this.time, new Float64Array(length).fill(-Infinity));
    this.heading = wider(this.heading, new Float32Array(length).fill(NaN));
    this.speed = wider(this.speed, new Float32Array(length).fill(NaN));
    this.cell = wider(this.cell, new Uint32Array(length).fill(NO_CELL));
    this.tile = wider(this.tile, new Uint32Array(length).fill(NO_TILE));
    this.state = wider(this.state, new Uint8Array(length).fill(WORKER_STATE.silent));
    this.busy = wider(this.busy, new Uint16Array(length));
    this.version = wider(this.version, new Uint32Array(length));
    this.drove = wider(this.drove, new Float64Array(length).fill(-Infinity));
    this.#fast = wider(this.#fast, new Float64Array(length).fill(-Infinity));
    this.#candidateLat = wider(this.#candidateLat, new Float64Array(length));
    this.#candidateLon = wider(this.#candidateLon, new Float64Array(length));
    this.#candidateTime = wider(this.#candidateTime, new Float64Array(length).fill(NaN));
    this.#times = wider(this.#times, new Uint32Array(length * REMEMBERED));
    this.#timesWritten = wider(this.#timesWritten, new Uint32Array(length));
  }
}

function wider<T extends { set(from: T): void }>(old: T, next: T): T {
  next.set(old);
  return next;
}
