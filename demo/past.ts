/** Where the workers were before anybody was looking: one fix of everybody on duty in each quarter of an hour. Pure. */
import { FixBatch } from "../streams/batch.ts";
import { accuracyOf, batteryAfter, type Phones } from "./phones.ts";
import { type Posts, Whereabouts } from "./posts.ts";
import { lot } from "./random.ts";
import type { RoadGraph } from "./roads/graph.ts";
import { Duties } from "./shifts.ts";

export const QUARTER_MS = 900_000;
/** Of the phones on duty so many are not heard of in a quarter. */
const SILENT_SHARE = 0.015;
/** Of the fixes on patrol so many are of people on the move; specialists stand more than they drive. */
const MOVING_SHARE = [0.72, 0.22, 0.55] as const;
const M_PER_LAT = 111_195, M_PER_LON = 89_269;

export interface PastOptions {
  readonly feed: string;
  /** Slots in the city's table, and how exact a position is where. */
  readonly phones: Pick<Phones, "slot" | "radio">;
  /** Rows written at once: some milliseconds of work. */
  readonly sliceRows?: number;
}

/** Ask about one quarter after the other, the newest first: each worker's shift is then looked up once. */
export class Past {
  readonly #duties: Duties;
  readonly #whereabouts: Whereabouts;
  readonly #batch: FixBatch;

  constructor(
    private readonly posts: Posts,
    private readonly roads: RoadGraph,
    private readonly options: PastOptions,
  ) {
    const { size } = posts;
    this.#duties = new Duties(size);
    // Of nobody a shift is known that starts before the end of time.
    this.#duties.from.fill(Infinity);
    this.#whereabouts = new Whereabouts(posts, roads);
    this.#batch = new FixBatch(options.feed, options.sliceRows ?? 4_000, 0);
  }

  /** How many workers are heard of in the quarter that begins at an instant. */
  heardIn(quarter: number): number {
    let heard = 0;
    for (let i = 0; i < this.posts.size; i++) if (this.#hears(i, quarter)) heard++;
    return heard;
  }

  /**
   * Their fixes, but for those of the slots in `except`, as received at the time each was made. The batch is one and the
   * same every time: take what is in it before asking for the next.
   */
  *fixesIn(quarter: number, except: ReadonlySet<number> = NOBODY): Generator<FixBatch> {
    const batch = this.#batch;
    batch.size = 0;
    batch.received = quarter + QUARTER_MS;
    for (let i = 0; i < this.posts.size; i++) {
      if (except.has(this.options.phones.slot[i]!) || !this.#hears(i, quarter)) continue;
      this.#write(i, quarter, batch);
      if (!batch.full) continue;
      yield batch;
      batch.size = 0;
    }
    if (batch.size > 0) yield batch;
  }

  #hears(i: number, quarter: number): boolean {
    const { from, to } = this.#duties, end = quarter + QUARTER_MS;
    if (from[i]! >= end) this.#duties.seekBack(i, i, end);
    return to[i]! > quarter && lot(i, quarterSalt(quarter)) >= SILENT_SHARE && this.#timeIn(i, quarter) > 0;
  }

  /** When in the quarter a worker's fix is; 0 when the battery is empty by then. */
  #timeIn(i: number, quarter: number): number {
    const { from, to } = this.#duties;
    const start = Math.max(quarter, from[i]!), end = Math.min(quarter + QUARTER_MS, to[i]!);
    const time = Math.floor(start + (end - start) * lot(i, 19));
    return batteryAfter(i, time - from[i]!, from[i]!) > 0 ? time : 0;
  }

  #write(i: number, quarter: number, batch: FixBatch): void {
    const { posts, roads } = this, duties = this.#duties, at = this.#whereabouts;
    const time = this.#timeIn(i, quarter), salt = quarterSalt(quarter);
    const atStation = !duties.patrols(i, time);
    if (atStation) at.atStation(i);
    else at.onPatrol(i, time);
    const { edge, along } = at, p = roads.from[edge]!, q = roads.to[edge]!;
    const share = along / roads.length[edge]!,
      accuracy = accuracyOf(i) * this.options.phones.radio.noise[edge]!;
    const row = batch.size++;
    batch.worker[row] = this.options.phones.slot[i]!;
    batch.time[row] = time;
    batch.lat[row] = roads.lat[p]! + (roads.lat[q]! - roads.lat[p]!) * share +
      (lot(i, salt + 1) - 0.5) * accuracy / M_PER_LAT;
    batch.lon[row] = roads.lon[p]! + (roads.lon[q]! - roads.lon[p]!) * share +
      (lot(i, salt + 2) - 0.5) * accuracy / M_PER_LON;
    batch.accuracy[row] = Math.round(accuracy * 10) / 10;
    const moves = !atStation && lot(i, salt + 3) < MOVING_SHARE[posts.kind[i]!]!;
    batch.speed[row] = moves ? posts.pace[i]! * (0.85 + 0.3 * lot(i, salt + 4)) : 0;
    batch.heading[row] = NaN;
    batch.battery[row] = batteryAfter(i, time - duties.from[i]!, duties.from[i]!);
  }
}

const NOBODY: ReadonlySet<number> = new Set();

function quarterSalt(quarter: number): number {
  return 10_000_019 + quarter / QUARTER_MS * 8;
}
