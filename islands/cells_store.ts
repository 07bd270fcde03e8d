/** Cells as the frames tell them: rows of names and counts, merged per room (resolution, window, tile). Pure. */
import { cellOf, COARSEST, halvesOf, parentOf } from "../geo/cell.ts";
import type { CellCounts } from "../geo/layers/cell_measure.ts";
import { SlotRows } from "./slot_rows.ts";
import { type CellsSection, type Measure, MEASURES, WHOLE_CITY } from "../streams/wire.ts";

/** What the screen asked for: `tiles` are cells of the coarsest resolution, null for the whole city. */
export interface WantedCells {
  readonly resolution: number;
  readonly window: number;
  /** See filterKey(). Frames do not say under which filter they count: after a change only whole sections are taken. */
  readonly filter: string;
  readonly tiles: ReadonlySet<string> | null;
}

export type Merged = "merged" | "gap" | "unwanted";

/** A sheet that has seen more cells than this starts anew at the next view. */
const MOST_ROWS = 60_000;

interface Room {
  tick: number;
  readonly rows: number[];
}

/** Cells of one resolution: rows in the order they were named, a column of counts a measure. */
export class CellSheet {
  rows = 0;
  /** Raised by every change of values. */
  version = 0;
  /** Window the values are of. */
  window = 0;
  #lo = new Uint32Array(1024);
  #hi = new Uint32Array(1024);
  #values = MEASURES.map(() => new Uint32Array(1024));
  readonly #rowOfSlot = new SlotRows();
  readonly #rowOfCell = new Map<string, number>();

  constructor(readonly resolution: number) {}

  cell(row: number): string {
    return cellOf(this.#lo[row]!, this.#hi[row]!);
  }

  /** Row of a cell, or -1. */
  rowOf(cell: string): number {
    return this.#rowOfCell.get(halvesOf(cell).join()) ?? -1;
  }

  values(measure: Measure): Uint32Array {
    return this.#values[MEASURES.indexOf(measure)]!.subarray(0, this.rows);
  }

  /** All counts, of the rows there are now, beside what is usual. */
  counts(usual: Float32Array | null): CellCounts {
    const [workers, open, incidents, fixes] = this.#values as [
      Uint32Array,
      Uint32Array,
      Uint32Array,
      Uint32Array,
    ];
    return { rows: this.rows, workers, open, incidents, fixes, usual };
  }

  /** Row of a cell that no frame named yet, of no counts, or of one that has a row. */
  ensure(cell: string): number {
    const [lo, hi] = halvesOf(cell);
    return this.#row(lo, hi);
  }

  rowOfSlot(slot: number): number | undefined {
    return this.#rowOfSlot.get(slot);
  }

  name(slot: number, lo: number, hi: number): number {
    const known = this.#rowOfSlot.get(slot);
    if (known !== undefined) return known;
    const row = this.#row(lo, hi);
    this.#rowOfSlot.set(slot, row);
    return row;
  }

  set(measure: number, row: number, value: number): void {
    this.#values[measure]![row] = value;
  }

  clear(rows: Iterable<number>): void {
    for (const row of rows) for (const column of this.#values) column[row] = 0;
  }

  #row(lo: number, hi: number): number {
    const name = `${lo},${hi}`;
    const known = this.#rowOfCell.get(name);
    if (known !== undefined) return known;
    const row = this.rows++;
    if (row === this.#lo.length) this.#grow();
    this.#lo[row] = lo;
    this.#hi[row] = hi;
    this.#rowOfCell.set(name, row);
    return row;
  }

  #grow(): void {
    const wider = (old: Uint32Array<ArrayBuffer>) => {
      const next = new Uint32Array(old.length * 2);
      next.set(old);
      return next;
    };
    this.#lo = wider(this.#lo);
    this.#hi = wider(this.#hi);
    this.#values = this.#values.map(wider);
  }
}

export class CellsStore {
  #wanted: WantedCells | null = null;
  #coming: CellSheet | null = null;
  #shown: CellSheet | null = null;
  readonly #rooms = new Map<number, Room>();
  /** Which cell a tile number stands for; holds within one epoch. */
  readonly #tileCells = new Map<number, string>();

  /** The sheet to draw: the old one until the first section of a new resolution is in, so that nothing flickers. */
  get sheet(): CellSheet | null {
    return this.#shown;
  }

  /** Follows the view. Returns true when whole sections must be asked for. */
  want(wanted: WantedCells): boolean {
    const before = this.#wanted;
    this.#wanted = wanted;
    const worn = (this.#coming?.rows ?? 0) > MOST_ROWS && before?.tiles !== null;
    if (before?.resolution !== wanted.resolution || worn) {
      this.#rooms.clear();
      this.#coming = new CellSheet(wanted.resolution);
      return worn && before?.resolution === wanted.resolution;
    }
    // Another window or filter: the old counts stay on the map until the rooms of the new one are in.
    const recounted = before.window !== wanted.window || before.filter !== wanted.filter;
    if (recounted) { for (const room of this.#rooms.values()) room.tick = 0; }
    for (const tile of [...this.#rooms.keys()]) if (!this.#wants(tile)) this.#leave(tile);
    return false;
  }

  /** The server restarted: slots and tile numbers mean nothing any more. The picture stays until the new one is in. */
  forget(): void {
    this.#rooms.clear();
    this.#tileCells.clear();
    if (this.#wanted) this.#coming = new CellSheet(this.#wanted.resolution);
  }

  merge(section: CellsSection): Merged {
    const wanted = this.#wanted;
    if (!wanted || section.resolution !== wanted.resolution || section.window !== wanted.window) {
      return "unwanted";
    }
    this.#learnTile(section);
    if (!this.#wants(section.tile)) return "unwanted";
    const sheet = this.#coming!;
    const room = this.#rooms.get(section.tile) ?? { tick: 0, rows: [] };
    if (section.base !== 0 && section.base !== room.tick) return "gap";
    this.#rooms.set(section.tile, room);
    if (section.base === 0) {
      sheet.clear(room.rows);
      room.rows.length = 0;
    }
    const { slots, lo, hi } = section.named;
    for (let i = 0; i < slots.length; i++) room.rows.push(sheet.name(slots[i]!, lo[i]!, hi[i]!));
    section.blocks.forEach((block, measure) => {
      for (let i = 0; i < block.slots.length; i++) {
        const row = sheet.rowOfSlot(block.slots[i]!);
        if (row !== undefined) sheet.set(measure, row, block.values[i]!);
      }
    });
    room.tick = section.tick;
    sheet.window = section.window;
    sheet.version++;
    this.#shown = sheet;
    return "merged";
  }

  #wants(tile: number): boolean {
    const { tiles } = this.#wanted!;
    if (tiles === null) return tile === WHOLE_CITY;
    const cell = this.#tileCells.get(tile);
    // A tile nobody named yet can only be judged when it does.
    return tile !== WHOLE_CITY && (cell === undefined || tiles.has(cell));
  }

  #leave(tile: number): void {
    this.#coming?.clear(this.#rooms.get(tile)!.rows);
    if (this.#coming) this.#coming.version++;
    this.#rooms.delete(tile);
  }

  #learnTile({ tile, named }: CellsSection): void {
    if (tile === WHOLE_CITY || named.slots.length === 0 || this.#tileCells.has(tile)) return;
    this.#tileCells.set(tile, parentOf(cellOf(named.lo[0]!, named.hi[0]!), COARSEST));
  }
}
