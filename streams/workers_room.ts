/** One room of the workers layer: the workers of one tile, by what changed since its last tick. Pure. */
import type { Bounds } from "../geo/place.ts";
import { encodeSection } from "./frame.ts";
import { NO_HEADING } from "./wire.ts";

/** Columns by worker slot, as the city keeps them. */
export interface WorkersSource {
  /** Slots of the workers shown in the tile now, in any order. */
  shownInTile(tile: number): Iterable<number>;
  readonly workers: {
    readonly lat: Float64Array;
    readonly lon: Float64Array;
    /** Epoch ms of the shown fix. */
    readonly time: Float64Array;
    /** Degrees from north or NaN. */
    readonly heading: Float32Array;
    readonly state: Uint8Array;
    /** Raised by every visible change. */
    readonly version: Uint32Array;
  };
}

const LONGEST_AGE = 65_535;

export class WorkersRoom {
  #tick = 0;
  #key: Uint8Array | null = null;
  #keyAt = 0;
  /** Version last sent, by worker slot. */
  readonly #sent = new Map<number, number>();

  constructor(readonly tile: number, readonly box: Bounds, readonly source: WorkersSource) {}

  /** Takes the positions of this moment; returns the section of what changed, or null. */
  advance(now: number): Uint8Array | null {
    const base = this.#tick;
    const moved: number[] = [];
    const present = new Set<number>();
    const { version } = this.source.workers;
    for (const slot of this.source.shownInTile(this.tile)) {
      present.add(slot);
      if (this.#sent.get(slot) === version[slot]) continue;
      this.#sent.set(slot, version[slot]!);
      moved.push(slot);
    }
    const gone: number[] = [];
    if (this.#sent.size > present.size) {
      for (const slot of this.#sent.keys()) if (!present.has(slot)) gone.push(slot);
      for (const slot of gone) this.#sent.delete(slot);
    }
    if (moved.length === 0 && gone.length === 0) return null;
    this.#tick++;
    this.#key = null;
    return base === 0 ? this.whole(now) : this.#encode(base, now, moved, gone);
  }

  /** The section of everybody in the tile as of the last {@link advance}. */
  whole(now: number): Uint8Array {
    if (this.#key && this.#keyAt === now) return this.#key;
    this.#keyAt = now;
    const { time } = this.source.workers;
    // Whoever went off duty since then has no place any more; the next section says that they are gone.
    return this.#key = this.#encode(
      0,
      now,
      [...this.#sent.keys()].filter((slot) => time[slot]! > -Infinity),
      [],
    );
  }

  #encode(base: number, now: number, moved: number[], gone: number[]): Uint8Array {
    const { lat, lon, time, heading, state } = this.source.workers;
    const slots = Uint32Array.from(moved);
    const degrees = (column: Float64Array) => Float64Array.from(moved, (slot) => column[slot]!);
    return encodeSection({
      kind: "workers",
      tile: this.tile,
      tick: Math.max(1, this.#tick),
      base,
      slots,
      lon: degrees(lon),
      lat: degrees(lat),
      heading: Uint8Array.from(moved, (slot) => headingByte(heading[slot]!)),
      state: Uint8Array.from(moved, (slot) => state[slot]!),
      age: Uint16Array.from(
        moved,
        (slot) => Math.min(LONGEST_AGE, Math.max(0, Math.round((now - time[slot]!) / 1000))),
      ),
      gone: Uint32Array.from(gone),
      box: this.box,
    });
  }
}

function headingByte(degrees: number): number {
  return Number.isNaN(degrees) ? NO_HEADING : Math.round(degrees / 360 * NO_HEADING) % NO_HEADING;
}
