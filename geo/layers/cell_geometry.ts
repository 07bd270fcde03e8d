/** Outlines of cells as GPU columns: computed once per cell and appended, never rewritten by a tick. */
import { edgeOf, outlineOf, placeOf, resolutionOf } from "../cell.ts";
import type { Position } from "../place.ts";

/** A cell is drawn this much smaller, so that streets shine through between two. */
const INSET = 0.955;
/** Stripes of the hatch along the side of a cell. */
const STRIPES_PER_EDGE = 6;
const METRES_PER_DEGREE = 111_195;

export class CellGeometry {
  /** Cells held; row i spans the vertices starts[i] … starts[i + 1]. */
  rows = 0;
  vertices = 0;
  #corners = 0;
  #positions = new Float64Array(1024);
  #stripes = new Float32Array(512);
  #indices = new Uint32Array(1024);
  #starts = new Uint32Array(256);

  get positions(): Float64Array {
    return this.#positions.subarray(0, this.vertices * 2);
  }

  /** Where each vertex lies across the hatch, in stripes; whole numbers between cells do not matter. */
  get stripes(): Float32Array {
    return this.#stripes.subarray(0, this.vertices);
  }

  /** Triangles of each cell as a fan around its first corner: hexagons are convex. */
  get indices(): Uint32Array {
    return this.#indices.subarray(0, this.#corners);
  }

  get starts(): Uint32Array {
    return this.#starts.subarray(0, this.rows + 1);
  }

  add(cell: string): void {
    const outline = outlineOf(cell);
    const { lat, lon } = placeOf(cell);
    const across = acrossHatch(cell, lat, lon);
    this.#positions = roomFor(this.#positions, (this.vertices + outline.length) * 2);
    this.#stripes = roomFor(this.#stripes, this.vertices + outline.length);
    this.#indices = roomFor(this.#indices, this.#corners + (outline.length - 2) * 3);
    this.#starts = roomFor(this.#starts, this.rows + 2);
    const first = this.vertices;
    for (const [cornerLon, cornerLat] of outline) {
      const corner: Position = [lon + (cornerLon - lon) * INSET, lat + (cornerLat - lat) * INSET];
      this.#positions[this.vertices * 2] = corner[0];
      this.#positions[this.vertices * 2 + 1] = corner[1];
      this.#stripes[this.vertices] = across(corner);
      this.vertices++;
    }
    for (let corner = 2; corner < outline.length; corner++) {
      this.#indices[this.#corners++] = first;
      this.#indices[this.#corners++] = first + corner - 1;
      this.#indices[this.#corners++] = first + corner;
    }
    this.#starts[++this.rows] = this.vertices;
  }
}

/** Across the hatch of cells of a resolution. */
export function stripesPerMetre(resolution: number): number {
  return STRIPES_PER_EDGE / edgeOf(resolution);
}

/**
 * Stripes from south-west to north-east, counted from the cell's own, so that a float is exact enough on the GPU. One scale
 * for a whole degree of latitude, or each cell would begin its stripes elsewhere.
 */
function acrossHatch(cell: string, lat: number, lon: number): (place: Position) => number {
  const perMetre = stripesPerMetre(resolutionOf(cell)) / Math.SQRT2;
  const x = METRES_PER_DEGREE * Math.cos(Math.round(lat) * Math.PI / 180) * perMetre;
  const y = METRES_PER_DEGREE * perMetre;
  const own = Math.floor(lon * x - lat * y);
  return ([cornerLon, cornerLat]) => cornerLon * x - cornerLat * y - own;
}

function roomFor<T extends Float64Array | Float32Array | Uint32Array>(held: T, length: number): T {
  if (length <= held.length) return held;
  const wider = new (held.constructor as new (length: number) => T)(2 ** Math.ceil(Math.log2(length)));
  wider.set(held as never);
  return wider;
}
