/** Workers as the frames tell them: dense columns by row, each gliding from where it is shown to its newest fix. Pure. */
import { cellAt, COARSEST } from "../geo/cell.ts";
import { centreOf } from "../geo/place.ts";
import type { WorkersSection } from "../streams/wire.ts";
import type { Reach } from "./hit.ts";
import type { Merged } from "./cells_store.ts";
import { SlotRows } from "./slot_rows.ts";

/** A glide takes as long as the fix took to come, within these; where data stops, the worker stops. */
const GLIDE_LEAST_MS = 300;
const GLIDE_MOST_MS = 10_000;

export interface NearWorker {
  /** See the wire: stands for the worker until the server restarts. */
  readonly slot: number;
  readonly lat: number;
  readonly lon: number;
  /** One of WORKER_STATE. */
  readonly state: number;
  /** Time of the fix, server clock, ms. */
  readonly fix: number;
  /** How many there are. */
  readonly count: number;
}

/** How far marks stand from their places, px by row, y upwards. */
export interface MarkOffsets {
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  readonly lonPerPx: number;
  readonly latPerPx: number;
}

interface Columns {
  slot: Uint32Array;
  tile: Uint32Array;
  fromLon: Float64Array;
  fromLat: Float64Array;
  lon: Float64Array;
  lat: Float64Array;
  /** When the glide began, this machine's clock, and how long it takes, ms. */
  since: Float64Array;
  glide: Float64Array;
  /** Time of the fix, server clock, ms. */
  fix: Float64Array;
  heading: Uint8Array;
  state: Uint8Array;
  /** Of the row, not of who is in it: whether the picture is behind. */
  restless: Uint8Array;
}

const REST = 0;
const GLIDES = 1;
const CHANGED = 2;

const MAKE: { [K in keyof Columns]: (n: number) => Columns[K] } = {
  slot: (n) => new Uint32Array(n),
  tile: (n) => new Uint32Array(n),
  fromLon: (n) => new Float64Array(n),
  fromLat: (n) => new Float64Array(n),
  lon: (n) => new Float64Array(n),
  lat: (n) => new Float64Array(n),
  since: (n) => new Float64Array(n),
  glide: (n) => new Float64Array(n),
  fix: (n) => new Float64Array(n),
  heading: (n) => new Uint8Array(n),
  state: (n) => new Uint8Array(n),
  restless: (n) => new Uint8Array(n),
};

const NAMES = Object.keys(MAKE) as (keyof Columns)[];
const CARRIED = NAMES.filter((name) => name !== "restless");

export class WorkersStore {
  size = 0;
  /** Raised whenever a row is added, removed, moved or changes state. */
  version = 0;
  /** Until when somebody glides, this machine's clock. */
  glidingUntil = 0;
  readonly columns: Columns = makeColumns(1024);
  readonly #rows = new SlotRows();
  /** Rows whose picture is behind, each once. */
  readonly #restless: number[] = [];
  readonly #ticks = new Map<number, number>();
  /** Which cell a tile number stands for: the box of a tile is centred on it. */
  readonly #tileCells = new Map<number, string>();
  #wanted: ReadonlySet<string> | null = null;

  /** `time` is the frame's, by the server's clock; `now` this machine's. */
  merge(section: WorkersSection, time: number, now: number): Merged {
    const { box, tile } = section;
    if (!this.#tileCells.has(tile)) this.#tileCells.set(tile, cellAt(centreOf(box), COARSEST));
    if (!this.#wants(tile)) return "unwanted";
    const held = this.#ticks.get(section.tile) ?? 0;
    if (section.base !== 0 && section.base !== held) return "gap";
    if (section.base === 0) this.#keepOnly(section);
    for (let i = 0; i < section.slots.length; i++) this.#put(section, i, time, now);
    for (const slot of section.gone) {
      const row = this.#rows.get(slot);
      // Who crossed into another tile belongs to it by now.
      if (row !== undefined && this.columns.tile[row] === section.tile) this.#remove(row);
    }
    this.#ticks.set(section.tile, section.tick);
    this.version++;
    return "merged";
  }

  /** The server restarted: slots and tile numbers mean nothing any more. */
  forget(): void {
    this.size = 0;
    this.version++;
    this.#rows.clear();
    this.#ticks.clear();
    this.#tileCells.clear();
  }

  /** Follows the view: `tiles` are cells of the coarsest resolution; null when single workers are not wanted. */
  want(tiles: ReadonlySet<string> | null): void {
    this.#wanted = tiles;
    const left = new Set([...this.#ticks.keys()].filter((tile) => !this.#wants(tile)));
    if (left.size === 0) return;
    for (const tile of left) this.#ticks.delete(tile);
    for (let row = this.size - 1; row >= 0; row--) if (left.has(this.columns.tile[row]!)) this.#remove(row);
    this.version++;
  }

  /** Hands over where each row is shown at this moment that is not where the last call said: it came, changed or glides. */
  drain(now: number, each: (row: number, lon: number, lat: number, changed: boolean) => void): void {
    const { fromLon, fromLat, lon, lat, since, glide, restless } = this.columns;
    const rows = this.#restless;
    let kept = 0;
    for (const row of rows) {
      if (row >= this.size) {
        restless[row] = REST;
        continue;
      }
      const part = Math.min(1, Math.max(0, (now - since[row]!) / glide[row]!));
      each(
        row,
        fromLon[row]! + (lon[row]! - fromLon[row]!) * part,
        fromLat[row]! + (lat[row]! - fromLat[row]!) * part,
        restless[row] === CHANGED,
      );
      restless[row] = part < 1 ? GLIDES : REST;
      if (part < 1) rows[kept++] = row;
    }
    rows.length = kept;
  }

  /** The worker whose mark is nearest to a place, and how many are within reach of it. */
  near({ lat, lon, dLat, dLon }: Reach, { x, y, lonPerPx, latPerPx }: MarkOffsets): NearWorker | null {
    const { columns } = this;
    let best = -1, least = Infinity, count = 0;
    for (let row = 0; row < this.size; row++) {
      const markLat = columns.lat[row]! + (y[row] ?? 0) * latPerPx;
      const markLon = columns.lon[row]! + (x[row] ?? 0) * lonPerPx;
      const distance = ((markLat - lat) / dLat) ** 2 + ((markLon - lon) / dLon) ** 2;
      if (distance > 1) continue;
      count++;
      if (distance < least) [best, least] = [row, distance];
    }
    if (best < 0) return null;
    return {
      slot: columns.slot[best]!,
      lat: columns.lat[best]!,
      lon: columns.lon[best]!,
      state: columns.state[best]!,
      fix: columns.fix[best]!,
      count,
    };
  }

  /** Where somebody is shown at a moment of this machine's clock, and in which row; null: not among those held. */
  shown(slot: number, now: number): { row: number; lat: number; lon: number } | null {
    const row = this.#rows.get(slot);
    if (row === undefined) return null;
    const { fromLon, fromLat, lon, lat, since, glide } = this.columns;
    const part = Math.min(1, Math.max(0, (now - since[row]!) / glide[row]!));
    return {
      row,
      lat: fromLat[row]! + (lat[row]! - fromLat[row]!) * part,
      lon: fromLon[row]! + (lon[row]! - fromLon[row]!) * part,
    };
  }

  /** Has the next {@link drain} hand over every row: whoever drew the others is gone. */
  drainAll(): void {
    for (let row = 0; row < this.size; row++) this.#stir(row);
  }

  #stir(row: number): void {
    if (this.columns.restless[row] === REST) this.#restless.push(row);
    this.columns.restless[row] = CHANGED;
  }

  #wants(tile: number): boolean {
    return this.#wanted?.has(this.#tileCells.get(tile)!) ?? false;
  }

  #put(section: WorkersSection, i: number, time: number, now: number): void {
    const slot = section.slots[i]!;
    const { columns } = this;
    const fix = time - section.age[i]! * 1000;
    let row = this.#rows.get(slot);
    if (row === undefined) {
      row = this.size++;
      if (row === columns.slot.length) this.#grow();
      this.#rows.set(slot, row);
      columns.slot[row] = slot;
      columns.fromLon[row] = section.lon[i]!;
      columns.fromLat[row] = section.lat[i]!;
      columns.glide[row] = 1;
      columns.since[row] = now;
    } else if (columns.lon[row] !== section.lon[i] || columns.lat[row] !== section.lat[i]) {
      const part = Math.min(1, Math.max(0, (now - columns.since[row]!) / columns.glide[row]!));
      columns.fromLon[row]! += (columns.lon[row]! - columns.fromLon[row]!) * part;
      columns.fromLat[row]! += (columns.lat[row]! - columns.fromLat[row]!) * part;
      columns.since[row] = now;
      columns.glide[row] = Math.min(GLIDE_MOST_MS, Math.max(GLIDE_LEAST_MS, fix - columns.fix[row]!));
      this.glidingUntil = Math.max(this.glidingUntil, now + columns.glide[row]!);
    }
    this.#stir(row);
    columns.tile[row] = section.tile;
    columns.lon[row] = section.lon[i]!;
    columns.lat[row] = section.lat[i]!;
    columns.fix[row] = fix;
    columns.heading[row] = section.heading[i]!;
    columns.state[row] = section.state[i]!;
  }

  #keepOnly({ tile, slots }: WorkersSection): void {
    const kept = new Set(slots);
    for (let row = this.size - 1; row >= 0; row--) {
      if (this.columns.tile[row] === tile && !kept.has(this.columns.slot[row]!)) this.#remove(row);
    }
  }

  #remove(row: number): void {
    const last = --this.size;
    this.#rows.delete(this.columns.slot[row]!);
    if (row === last) return;
    for (const name of CARRIED) this.columns[name][row] = this.columns[name][last]!;
    this.#stir(row);
    this.#rows.set(this.columns.slot[row]!, row);
  }

  #grow(): void {
    const wider = makeColumns(this.columns.slot.length * 2);
    for (const name of NAMES) wider[name].set(this.columns[name]);
    Object.assign(this.columns, wider);
  }
}

function makeColumns(n: number): Columns {
  return Object.fromEntries(NAMES.map((name) => [name, MAKE[name](n)])) as unknown as Columns;
}
