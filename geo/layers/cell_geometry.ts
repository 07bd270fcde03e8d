/** Outlines of cells as GPU columns: computed once per cell and appended, never rewritten by a tick. */
import { outlineOf, placeOf } from "../cell.ts";

/** A cell is drawn this much smaller, so that streets shine through between two. */
const INSET = 0.955;

export class CellGeometry {
  /** Cells held; row i spans the vertices starts[i] … starts[i + 1]. */
  rows = 0;
  vertices = 0;
  #corners = 0;
  #positions = new Float64Array(1024);
  #indices = new Uint32Array(1024);
  #starts = new Uint32Array(256);

  get positions(): Float64Array {
    return this.#positions.subarray(0, this.vertices * 2);
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
    this.#positions = roomFor(this.#positions, (this.vertices + outline.length) * 2);
    this.#indices = roomFor(this.#indices, this.#corners + (outline.length - 2) * 3);
    this.#starts = roomFor(this.#starts, this.rows + 2);
    const first = this.vertices;
    for (const [cornerLon, cornerLat] of outline) {
      this.#positions[this.vertices * 2] = lon + (cornerLon - lon) * INSET;
      this.#positions[this.vertices * 2 + 1] = lat + (cornerLat - lat) * INSET;
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

function roomFor<T extends Float64Array | Uint32Array>(held: T, length: number): T {
  if (length <= held.length) return held;
  const wider = new (held.constructor as new (length: number) => T)(2 ** Math.ceil(Math.log2(length)));
  wider.set(held as never);
  return wider;
}
