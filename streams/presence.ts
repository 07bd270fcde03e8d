/** Who is live and where: how many workers each cell holds, who is in a tile, and who is nearest to a place. */
import { type CellTable, COARSEST } from "../geo/cell.ts";
import { type Near, NearestIndex } from "../geo/nearest.ts";
import type { Bounds } from "../geo/place.ts";
import { LevelCounts } from "./counts.ts";
import type { Duty } from "./duty.ts";
import { SilentWorkers } from "./silent_workers.ts";
import type { Sites } from "./sites.ts";
import { Wheel } from "./wheel.ts";
import { WORKER_STATE } from "./wire.ts";
import { FUTURE_MS, NO_TILE, type WorkerTable } from "./workers.ts";

interface Tile {
  slots: Uint32Array;
  size: number;
}

/** A silent worker is shown where it was last seen until its fix is so many times as old as a live one may be. */
const SILENT_SHOWN = 4;

const NOBODY = new Uint32Array(0);

export type Scan = [
  visit: (slot: number, metres: number) => void,
  enough: (leastMetres: number) => boolean,
];

export class Presence {
  readonly counts: LevelCounts;
  /** Live workers of the city. */
  total = 0;
  readonly #tiles: Tile[] = [];
  /** Index of a live worker in the list of its tile. */
  #place = new Uint32Array(1024);
  readonly #near: NearestIndex;
  readonly #wheel: Wheel;
  readonly #silent: SilentWorkers;
  /** Slots that the wheel holds: each at most once, also when a worker left before and came back. */
  readonly #watched = new Set<number>();
  /** Workers with a place whose duty may end before the wheels look at them. */
  readonly #shortened = new Set<number>();

  constructor(
    private readonly cells: CellTable,
    private readonly workers: WorkerTable,
    private readonly options: { bounds: Bounds; liveMs: number; now: number; sites: Sites; duty: Duty },
  ) {
    this.counts = new LevelCounts(cells);
    this.#near = new NearestIndex(options.bounds);
    this.#wheel = new Wheel(options.liveMs + FUTURE_MS, options.now);
    const shownMs = SILENT_SHOWN * options.liveMs;
    this.#silent = new SilentWorkers(
      (slot) => this.#dueAfter(slot, shownMs),
      (slot) => this.shortened(slot),
      { shownMs, now: options.now },
    );
  }

  /** A worker's shown position has changed; `before` is the finest slot it was shown in. */
  moved(slot: number, before: number): void {
    const { workers } = this;
    const cell = workers.cell[slot]!;
    const tile = this.cells.climb(cell, COARSEST);
    this.#near.put(slot, workers.lat[slot]!, workers.lon[slot]!);
    const old = workers.tile[slot]!;
    if (old === NO_TILE) {
      this.total++;
      this.#silent.remove(slot);
      this.counts.add(cell, 1);
      this.#join(slot, tile);
      this.#watch(slot);
    } else if (cell !== before) {
      this.counts.move(before, cell);
      if (tile !== old) {
        this.#quit(slot, old);
        this.#join(slot, tile);
      }
    }
    this.restate(slot);
  }

  /** Makes the state and version of a worker say what is so now. */
  restate(slot: number): void {
    const { workers } = this;
    workers.state[slot] = !workers.isLive(slot)
      ? WORKER_STATE.silent
      : workers.busy[slot] === 0
      ? WORKER_STATE.free
      : this.options.sites.isThere(slot, workers.lat[slot]!, workers.lon[slot]!)
      ? WORKER_STATE.onScene
      : WORKER_STATE.assigned;
    workers.version[slot] = workers.change;
  }

  /** Workers whose shown fix is older than they may be live go silent; whoever is off duty is seen no more. */
  advance(now: number): void {
    this.#wheel.advance(now, (slot) => this.#dueAfter(slot, this.options.liveMs), (slot) => {
      this.#watched.delete(slot);
      if (this.workers.isLive(slot)) this.#fallSilent(slot, now);
    });
    this.#silent.advance(now);
    this.#endShortened(now);
  }

  /** A worker's duty may end earlier than it did, now or later. */
  shortened(slot: number): void {
    const { time } = this.workers;
    if (time[slot]! > -Infinity && this.#dutyEnd(slot) < Infinity) this.#shortened.add(slot);
  }

  /** Slots of the live workers of a tile, in no order; valid until the next change. */
  inTile(tile: number): Uint32Array {
    const list = this.#tiles[tile];
    return list ? list.slots.subarray(0, list.size) : NOBODY;
  }

  /** Slots of those last seen in a tile who fell silent a while ago. */
  silentInTile(tile: number): Iterable<number> {
    return this.#silent.inTile(tile);
  }

  nearest(lat: number, lon: number, n: number, accept?: (slot: number) => boolean): Near[] {
    return this.#near.nearest(lat, lon, n, accept);
  }

  /** Live workers around a place; see {@link NearestIndex.scan}. */
  scan(lat: number, lon: number, ...how: Scan): void {
    this.#near.scan(lat, lon, ...how);
  }

  /** Until when a worker is shown who is, if nothing is heard: so long after the last fix, and no longer than the duty. */
  #dueAfter(slot: number, ms: number): number {
    return Math.min(this.workers.time[slot]! + ms, this.#dutyEnd(slot));
  }

  /** When the duty ends in which the shown fix was made. */
  #dutyEnd(slot: number): number {
    return this.options.duty.endOf(slot, this.workers.time[slot]!);
  }

  #watch(slot: number): void {
    if (this.#watched.has(slot)) return this.shortened(slot);
    this.#watched.add(slot);
    this.#wheel.watch(slot, this.#dueAfter(slot, this.options.liveMs));
  }

  #fallSilent(slot: number, now: number): void {
    if (this.#dutyEnd(slot) <= now) return this.#leave(slot);
    const tile = this.workers.tile[slot]!;
    this.#hide(slot);
    if (!this.#silent.add(slot, tile)) this.shortened(slot);
    this.restate(slot);
  }

  #endShortened(now: number): void {
    for (const slot of this.#shortened) {
      if (this.#dutyEnd(slot) > now) continue;
      this.#shortened.delete(slot);
      this.#leave(slot);
    }
  }

  /** Nobody sees, or may find out, where somebody was who is off duty. */
  #leave(slot: number): void {
    if (this.workers.isLive(slot)) this.#hide(slot);
    this.#silent.remove(slot);
    this.workers.forget(slot);
    this.restate(slot);
  }

  /** Takes a live worker out of what is counted and found. */
  #hide(slot: number): void {
    this.total--;
    this.counts.add(this.workers.cell[slot]!, -1);
    this.#quit(slot, this.workers.tile[slot]!);
    this.#near.remove(slot);
  }

  #join(slot: number, tile: number): void {
    const list = this.#tiles[tile] ??= { slots: new Uint32Array(16), size: 0 };
    if (list.size === list.slots.length) {
      const wider = new Uint32Array(list.size * 2);
      wider.set(list.slots);
      list.slots = wider;
    }
    if (slot >= this.#place.length) {
      const wider = new Uint32Array(Math.max(slot + 1, this.#place.length * 2));
      wider.set(this.#place);
      this.#place = wider;
    }
    this.#place[slot] = list.size;
    list.slots[list.size++] = slot;
    this.workers.tile[slot] = tile;
  }

  #quit(slot: number, tile: number): void {
    const list = this.#tiles[tile]!;
    const last = list.slots[--list.size]!;
    const place = this.#place[slot]!;
    list.slots[place] = last;
    this.#place[last] = place;
    this.workers.tile[slot] = NO_TILE;
  }
}
