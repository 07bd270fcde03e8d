/** Cells: the H3 hexagons of one city as dense numbers. The only module that imports h3-js. */
import * as h3 from "h3-js";
import { type Bounds, metresBetween, type Place, type Position } from "./place.ts";

/** The resolution at which every fix and incident is filed; about 15,000 m², close to the 10,000 m² unit grid. */
export const FINEST = 10;
/** The coarsest resolution counts are kept at; also the size of the tiles that screens subscribe to (about 36 km²). */
export const COARSEST = 6;

/** The resolution drawn at a map zoom (512-pixel tiles): city 7–8, district 9, street 10. */
export function resolutionFor(zoom: number): number {
  return zoom >= 13.5 ? 10 : zoom >= 12 ? 9 : zoom >= 10.2 ? 8 : zoom >= 8.5 ? 7 : 6;
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
  readonly #slots = new Map<string, number>();

  constructor(readonly resolution: number) {}

  slotOf(cell: string): number | undefined {
    return this.#slots.get(cell);
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
    this.#slots.set(cell, slot);
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
  #lat = new Float64Array(1024);
  #lon = new Float64Array(1024);
  #inradius = new Float32Array(1024);

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
    const slot = level.add(cell, parent);
    if (resolution === FINEST) this.#measure(slot, cell);
    return slot;
  }

  /**
   * The finest slot that holds a point. `hint` is the slot it was in before: people stay inside a hexagon for minutes,
   * so a point within the hexagon's inner circle needs no H3 call, and the answer is the same.
   */
  at(lat: number, lon: number, hint = -1): number {
    if (hint >= 0 && hint < this.finest.size && this.#within(lat, lon, hint)) return hint;
    return this.slot(h3.latLngToCell(lat, lon, FINEST), FINEST);
  }

  /** The finest slot of an H3 index in two halves: how stores and frames name it. */
  slotOfHalves(lo: number, hi: number): number {
    return this.slot(cellOf(lo, hi), FINEST);
  }

  /** The slot at a coarser resolution that a slot, of the finest unless said otherwise, lies in. */
  climb(slot: number, resolution: number, from: number = FINEST): number {
    for (let at = from; at > resolution; at--) slot = this.level(at).parent[slot]!;
    return slot;
  }

  #within(lat: number, lon: number, slot: number): boolean {
    const dLat = (lat - this.#lat[slot]!) * 111_195;
    if (dLat > 100 || dLat < -100) return false;
    const dLon = (lon - this.#lon[slot]!) * 111_195 * Math.cos(lat * Math.PI / 180);
    const inradius = this.#inradius[slot]!;
    return dLat * dLat + dLon * dLon < inradius * inradius;
  }

  #measure(slot: number, cell: string): void {
    if (slot >= this.#lat.length) {
      const wider = (old: Float64Array) => {
        const next = new Float64Array(old.length * 2);
        next.set(old);
        return next;
      };
      this.#lat = wider(this.#lat);
      this.#lon = wider(this.#lon);
      const radii = new Float32Array(this.#inradius.length * 2);
      radii.set(this.#inradius);
      this.#inradius = radii;
    }
    const centre = placeOf(cell);
    this.#lat[slot] = centre.lat;
    this.#lon[slot] = centre.lon;
    this.#inradius[slot] = innerRadius(centre, outlineOf(cell));
  }
}

/** Radius in metres of a circle that surely lies inside the outline: 2 % smaller than the nearest edge allows. */
function innerRadius(centre: Place, outline: Position[]): number {
  let least = Infinity;
  outline.forEach(([lonA, latA], i) => {
    const [lonB, latB] = outline[(i + 1) % outline.length]!;
    const a = metresBetween(centre.lat, centre.lon, latA, lonA);
    const b = metresBetween(centre.lat, centre.lon, latB, lonB);
    const side = metresBetween(latA, lonA, latB, lonB);
    const half = (a + b + side) / 2;
    const area = Math.sqrt(Math.max(0, half * (half - a) * (half - b) * (half - side)));
    least = Math.min(least, side > 0 ? 2 * area / side : a);
  });
  return least * 0.98;
}
