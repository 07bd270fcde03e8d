/** Cells: the H3 hexagons of one city as dense numbers. The only module that imports h3-js. */
import * as h3 from "h3-js";
import { type Hexagons, Lattice } from "./lattice.ts";
import { PairTable } from "./pair_table.ts";
import type { Bounds, Place, Position } from "./place.ts";

/** The resolution at which every fix and incident is filed; about 15,000 m², close to the 10,000 m² unit grid. */
export const FINEST = 10;
/** The coarsest resolution counts are kept at; also the size of the tiles that screens subscribe to (about 36 km²). */
export const COARSEST = 6;

/**
 * The resolution drawn at a map zoom (512-pixel tiles): city 7–8, district 9, street 10. A hexagon is then 40–110 px wide on a
 * screen of 1080 lines: large enough to make a pattern, small enough to say where.
 */
export function resolutionFor(zoom: number): number {
  return zoom >= 14.5 ? 10 : zoom >= 13.1 ? 9 : zoom >= 11.6 ? 8 : zoom >= 9.4 ? 7 : 6;
}

export function isCell(text: string): boolean {
  return h3.isValidCell(text);
}

export function cellAt({ lat, lon }: Place, resolution: number = FINEST): string {
  return h3.latLngToCell(lat, lon, resolution);
}

export function resolutionOf(cell: string): number {
  return h3.getResolution(cell);
}

export function parentOf(cell: string, resolution: number): string {
  return h3.cellToParent(cell, resolution);
}

export function placeOf(cell: string): Place {
  const [lat, lon] = h3.cellToLatLng(cell);
  return { lat, lon };
}

/** The corners of a cell, counter-clockwise, not closed. */
export function outlineOf(cell: string): Position[] {
  return h3.cellToBoundary(cell, true).slice(0, -1) as unknown as Position[];
}

/** Every cell within `rings` steps, the cell itself first. */
export function around(cell: string, rings: number): string[] {
  return h3.gridDisk(cell, rings);
}

export function areaOf(cell: string): number {
  return h3.cellArea(cell, h3.UNITS.m2);
}

/** The twelve corners of H3's icosahedron, which are the centres of its pentagons. */
export function corners(): Place[] {
  return h3.getPentagons(0).map(placeOf);
}

/** Mean length of a hexagon's side in metres. */
export function edgeOf(resolution: number): number {
  return h3.getHexagonEdgeLengthAvg(resolution, h3.UNITS.m);
}

/** The cells of one resolution whose centres lie in the bounds, and every cell that the bounds touch at its rim. */
export function cellsIn([west, south, east, north]: Bounds, resolution: number): string[] {
  return cellsOver([[[west, south], [east, south], [east, north], [west, north], [west, south]]], resolution);
}

/** Every cell that a polygon, of one outer ring and its holes, touches. */
export function cellsOver(rings: readonly (readonly Position[])[], resolution: number): string[] {
  const flags = h3.POLYGON_TO_CELLS_FLAGS.containmentOverlapping;
  return h3.polygonToCellsExperimental(rings as unknown as [number, number][][], resolution, flags, true);
}

/** The two halves of an H3 index: how columns, frames and RowBinary carry it without a BigInt per row. */
export function halvesOf(cell: string): [lo: number, hi: number] {
  const [lo, hi] = h3.h3IndexToSplitLong(cell);
  return [lo >>> 0, hi >>> 0];
}

export function cellOf(lo: number, hi: number): string {
  return h3.splitLongToH3Index(lo, hi);
}

/** One resolution of a {@link CellTable}: columns indexed by slot. */
export class Level {
  size = 0;
  lo = new Uint32Array(1024);
  hi = new Uint32Array(1024);
  /** Slot of the parent in the next coarser level; unused at {@link COARSEST}. */
  parent = new Uint32Array(1024);
  readonly #slots = new PairTable();

  constructor(readonly resolution: number) {}

  slotOf(cell: string): number | undefined {
    const [lo, hi] = halvesOf(cell);
    return this.slotOfHalves(lo, hi);
  }

  slotOfHalves(lo: number, hi: number): number | undefined {
    const slot = this.#slots.get(lo, hi);
    return slot < 0 ? undefined : slot;
  }

  cell(slot: number): string {
    return cellOf(this.lo[slot]!, this.hi[slot]!);
  }

  add(cell: string, parent: number): number {
    const slot = this.size++;
    if (slot === this.lo.length) this.#grow();
    const [lo, hi] = halvesOf(cell);
    this.lo[slot] = lo;
    this.hi[slot] = hi;
    this.parent[slot] = parent;
    this.#slots.set(lo, hi, slot);
    return slot;
  }

  #grow(): void {
    const wider = (old: Uint32Array) => {
      const next = new Uint32Array(old.length * 2);
      next.set(old);
      return next;
    };
    this.lo = wider(this.lo);
    this.hi = wider(this.hi);
    this.parent = wider(this.parent);
  }
}

const HEXAGONS: Hexagons = {
  cellAt,
  placeOf,
  around: (cell) => around(cell, 1),
  corners,
};
/** A city lies on one face of the icosahedron, seldom on two; a box of countries does without for the others. */
const MOST_LATTICES = 4;

/**
 * Numbers the cells of a city densely, per resolution, in the order they were first met. Counts are then plain arrays
 * indexed by slot, and climbing to a parent is one array read.
 */
export class CellTable {
  readonly levels: readonly Level[] = Array.from(
    { length: FINEST - COARSEST + 1 },
    (_, i) => new Level(COARSEST + i),
  );
  readonly finest: Level = this.levels[FINEST - COARSEST]!;
  /** Finest slots by axial coordinates in a lattice. */
  readonly #lattices: { readonly lattice: Lattice; readonly slots: PairTable }[] = [];
  #measured = 0;

  level(resolution: number): Level {
    const level = this.levels[resolution - COARSEST];
    if (!level) {
      throw new RangeError(`No counts are kept at H3 resolution ${resolution}; use ${COARSEST}–${FINEST}`);
    }
    return level;
  }

  /** The slot of a cell at any kept resolution, adding it and its parents when they are new. */
  slot(cell: string, resolution: number = resolutionOf(cell)): number {
    const level = this.level(resolution);
    const known = level.slotOf(cell);
    if (known !== undefined) return known;
    const parent = resolution > COARSEST ? this.slot(parentOf(cell, resolution - 1), resolution - 1) : 0;
    return level.add(cell, parent);
  }

  /**
   * The finest slot that holds a point: H3's own answer, asked once per cell and remembered by the cell's place in the
   * lattice. Points beside an edge are asked each time.
   */
  at(lat: number, lon: number): number {
    for (const { lattice, slots } of this.#lattices) {
      if (!lattice.locate(lat, lon)) continue;
      let slot = slots.get(lattice.q, lattice.r);
      if (slot < 0) {
        slot = this.slot(h3.latLngToCell(lat, lon, FINEST), FINEST);
        slots.set(lattice.q, lattice.r, slot);
      }
      return slot;
    }
    if (this.#measured < MOST_LATTICES && !this.#lattices.some(({ lattice }) => lattice.holds(lat, lon))) {
      this.#measured++;
      const lattice = Lattice.about({ lat, lon }, HEXAGONS);
      if (lattice) this.#lattices.push({ lattice, slots: new PairTable() });
    }
    return this.slot(h3.latLngToCell(lat, lon, FINEST), FINEST);
  }

  /** The finest slot of an H3 index in two halves: how stores and frames name it. */
  slotOfHalves(lo: number, hi: number): number {
    return this.finest.slotOfHalves(lo, hi) ?? this.slot(cellOf(lo, hi), FINEST);
  }

  /** The slot at a coarser resolution that a slot, of the finest unless said otherwise, lies in. */
  climb(slot: number, resolution: number, from: number = FINEST): number {
    for (let at = from; at > resolution; at--) slot = this.level(at).parent[slot]!;
    return slot;
  }
}
