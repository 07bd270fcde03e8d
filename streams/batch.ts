/** A feed's request as columns: what flows from parse through the city to the recorder without an object per fix. */

/** Why an accepted fix does not become the shown position, as bits of {@link FixBatch.flags}. */
export const FLAG = {
  /** Its time is more than 60 s ahead of the server's: kept as received, never as the latest. */
  future: 1,
  /** Too old to be live: stored, not shown. */
  old: 2,
  /** Faster than 200 km/h from the shown position, and not confirmed by a second fix. */
  jump: 4,
  /** Older than the fix that is shown: stored, not shown. */
  late: 8,
} as const;

/**
 * Fixes with one of these bits are stored, but in no count per cell, here or in ClickHouse: nobody knows when, or whether,
 * somebody was there.
 */
export const UNCOUNTED = FLAG.future | FLAG.jump;

/** Columns of `size` rows. Optional numbers are NaN where the feed did not say. */
export class FixBatch {
  size = 0;
  /** Slot in the city's table of workers. */
  worker: Uint32Array;
  /** Epoch ms, as the feed says. */
  time: Float64Array;
  /** WGS-84 degrees. */
  lat: Float64Array;
  lon: Float64Array;
  /** Metres. */
  accuracy: Float32Array;
  /** m/s. */
  speed: Float32Array;
  /** Degrees from north. */
  heading: Float32Array;
  /** Per cent. */
  battery: Float32Array;
  /** Slot at the finest level of the city's cells; set by the city. */
  cell: Uint32Array;
  /** Bits of {@link FLAG}; set by the city. */
  flags: Uint8Array;

  constructor(readonly feed: string, readonly capacity: number, public received: number) {
    this.worker = new Uint32Array(capacity);
    this.time = new Float64Array(capacity);
    this.lat = new Float64Array(capacity);
    this.lon = new Float64Array(capacity);
    this.accuracy = new Float32Array(capacity);
    this.speed = new Float32Array(capacity);
    this.heading = new Float32Array(capacity);
    this.battery = new Float32Array(capacity);
    this.cell = new Uint32Array(capacity);
    this.flags = new Uint8Array(capacity);
  }

  get full(): boolean {
    return this.size === this.capacity;
  }

  /** Takes away the rows that a test does not pass, before the city sees them; returns how many those are. */
  keep(test: (row: number) => boolean): number {
    const { worker, time, lat, lon, accuracy, speed, heading, battery } = this;
    const columns = [worker, time, lat, lon, accuracy, speed, heading, battery];
    let kept = 0;
    for (let row = 0; row < this.size; row++) {
      if (!test(row)) continue;
      if (kept < row) { for (const column of columns) column[kept] = column[row]!; }
      kept++;
    }
    const gone = this.size - kept;
    this.size = kept;
    return gone;
  }
}
