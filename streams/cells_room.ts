/** One room of the cells layer: what changed since its last tick, encoded once for everybody in it. Pure. */
import { COARSEST, type Level } from "../geo/cell.ts";
import { encodeSection } from "./frame.ts";
import { type MeasureBlock, MEASURES, WHOLE_CITY } from "./wire.ts";

/** Counts by slot of a level, a column a measure, in the order of {@link MEASURES}. */
export type Columns = readonly Uint32Array[];

export interface CellsSource {
  readonly level: Level;
  /** The tile of a slot of this level. */
  tileOf(slot: number): number;
  /** Current columns; they may be longer than the level, and may be replaced when it grows. */
  columns(): Columns;
}

export interface CellsRoomKey {
  readonly resolution: number;
  readonly window: number;
  readonly tile: number;
}

export class CellsRoom {
  #tick = 0;
  #key: Uint8Array | null = null;
  /** Slots of the level that belong to the room, ascending. */
  readonly #members: number[] = [];
  #seen = 0;
  #last: Uint32Array[] = MEASURES.map(() => new Uint32Array(256));

  constructor(readonly key: CellsRoomKey, readonly source: CellsSource) {}

  /** Takes the counts of this moment; returns the section of what changed, or null. */
  advance(): Uint8Array | null {
    const base = this.#tick;
    const named = this.#admit();
    const columns = this.source.columns();
    const blocks = MEASURES.map((_, measure) => this.#changes(columns[measure]!, this.#last[measure]!));
    if (named.length === 0 && blocks.every((block) => block.slots.length === 0)) return null;
    this.#tick++;
    this.#key = null;
    // Nobody can build on tick 0, and base 0 means "whole": the first tick is only ever sent whole.
    return base === 0 ? this.whole() : this.#encode(base, named, blocks);
  }

  /** The section of everything in the room as of the last {@link advance}. */
  whole(): Uint8Array {
    const slots = Uint32Array.from(this.#members);
    return this.#key ??= this.#encode(0, slots, this.#last.map((last) => nonZero(slots, last)));
  }

  #admit(): Uint32Array {
    const { level } = this.source;
    const from = this.#members.length;
    for (; this.#seen < level.size; this.#seen++) {
      if (this.key.tile === WHOLE_CITY || this.source.tileOf(this.#seen) === this.key.tile) {
        this.#members.push(this.#seen);
      }
    }
    const room = this.#last[0]!.length;
    if (this.#members.length > room) this.#last = this.#last.map((old) => widened(old, this.#members.length));
    return Uint32Array.from(this.#members.slice(from));
  }

  #changes(column: Uint32Array, last: Uint32Array): MeasureBlock {
    const slots: number[] = [];
    const values: number[] = [];
    const members = this.#members;
    for (let i = 0; i < members.length; i++) {
      const value = column[members[i]!] ?? 0;
      if (value === last[i]) continue;
      last[i] = value;
      slots.push(members[i]!);
      values.push(value);
    }
    return { slots: Uint32Array.from(slots), values: Uint32Array.from(values) };
  }

  #encode(base: number, named: Uint32Array, blocks: MeasureBlock[]): Uint8Array {
    const { level } = this.source;
    return encodeSection({
      kind: "cells",
      ...this.key,
      tick: Math.max(1, this.#tick),
      base,
      named: {
        slots: named,
        lo: named.map((slot) => level.lo[slot]!),
        hi: named.map((slot) => level.hi[slot]!),
      },
      blocks,
    });
  }
}

function nonZero(slots: Uint32Array, values: Uint32Array): MeasureBlock {
  const kept: number[] = [];
  for (let i = 0; i < slots.length; i++) if (values[i] !== 0) kept.push(i);
  return {
    slots: Uint32Array.from(kept, (i) => slots[i]!),
    values: Uint32Array.from(kept, (i) => values[i]!),
  };
}

function widened(old: Uint32Array, least: number): Uint32Array<ArrayBuffer> {
  const next = new Uint32Array(2 ** Math.ceil(Math.log2(least)));
  next.set(old);
  return next;
}

/** Coarser than this, a room is the whole city; finer cells come by tile (cells of resolution {@link COARSEST}). */
export const WHOLE_CITY_UP_TO = COARSEST + 2;
