/** The cells layer: outlines uploaded once, colours written into their own buffer, so that a tick uploads colours only. */
import { SolidPolygonLayer } from "@deck.gl/layers";
import type { LayerContext } from "@deck.gl/core";
import type { CellColours } from "./cell_colours.ts";
import type { CellGeometry } from "./cell_geometry.ts";
import { FLAT, type Placement } from "./flat.ts";
import { HatchedPolygonLayer } from "./hatched_polygons.ts";

export type Device = LayerContext["device"];

/** WebGPU's buffer usages COPY_DST and VERTEX, which deck.gl does not export. */
const COLOUR_USAGE = 0x08 | 0x20;

/** Outlines and colour buffer of one set of cells on one device; stable until the set grows. */
export class CellsData {
  readonly #colours: ReturnType<Device["createBuffer"]>;
  readonly #bytes: Uint8Array;
  readonly #starts: Uint32Array;
  #filled = false;
  /** deck.gl's binary data: the same object while the set is the same, so that nothing is tessellated again. */
  readonly data;

  constructor(device: Device, readonly geometry: CellGeometry) {
    this.#bytes = new Uint8Array(geometry.vertices * 4);
    this.#starts = geometry.starts.slice();
    this.#colours = device.createBuffer({
      byteLength: Math.max(4, this.#bytes.byteLength),
      usage: COLOUR_USAGE,
    });
    this.data = {
      length: geometry.rows,
      startIndices: this.#starts,
      attributes: {
        getPolygon: { value: geometry.positions.slice(), size: 2 },
        indices: { value: geometry.indices.slice(), size: 1 },
        getFillColor: { buffer: this.#colours, type: "unorm8", size: 4 },
        // Flat cells have no height: the column carries where a vertex lies across the hatch.
        getElevation: { value: geometry.stripes.slice(), size: 1 },
      },
    };
  }

  get rows(): number {
    return this.data.length;
  }

  /** Uploads the colours that differ from those uploaded before; returns the bytes. */
  write(colours: CellColours): number {
    let from = 0, to = this.#bytes.length;
    if (this.#filled) ({ from, to } = colours.refill(this.#bytes, this.#starts));
    else colours.fill(this.#bytes, this.#starts);
    this.#filled = true;
    if (to > from) this.#colours.write(this.#bytes.subarray(from, to), from);
    return to - from;
  }

  destroy(): void {
    this.#colours.destroy();
  }
}

/** Of layers of cells that lie flat on the map. */
export const FLAT_CELLS = {
  _normalize: false,
  positionFormat: "XY",
  filled: true,
  extruded: false,
  pickable: false,
  parameters: FLAT,
} as const;

export function cellsLayer({ data }: CellsData, { beforeId }: Placement) {
  return new SolidPolygonLayer({
    id: "cells",
    data: data as never,
    ...FLAT_CELLS,
    ...(beforeId ? { beforeId } : {}),
  });
}

/** The same cells as stripes: where nobody looked, and where something happened and nobody is. */
export function hatchLayer({ data }: CellsData, visible: boolean, { beforeId }: Placement) {
  return new HatchedPolygonLayer({
    id: "cells-hatch",
    data: data as never,
    visible,
    ...FLAT_CELLS,
    ...(beforeId ? { beforeId } : {}),
  });
}
