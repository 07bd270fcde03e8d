/** Cells of a finished count: outlines and colours uploaded once an answer, for pages that show no live data. */
import { PathLayer, SolidPolygonLayer } from "@deck.gl/layers";
import type { Position } from "../place.ts";
import type { CellGeometry } from "./cell_geometry.ts";
import { FLAT, type Placement } from "./flat.ts";
import type { Rgba } from "./ramp.ts";
import { outlinePath } from "./selection.ts";

/** Colours by vertex for colours by row, as the layer wants them. */
export function vertexColours(geometry: CellGeometry, colours: readonly Rgba[]): Uint8Array {
  const { starts, rows, vertices } = geometry;
  const bytes = new Uint8Array(vertices * 4);
  for (let row = 0; row < rows; row++) {
    for (let vertex = starts[row]!; vertex < starts[row + 1]!; vertex++) bytes.set(colours[row]!, vertex * 4);
  }
  return bytes;
}

export interface Heat {
  readonly geometry: CellGeometry;
  /** By row of the geometry. */
  readonly colours: readonly Rgba[];
}

export function heatLayer({ geometry, colours }: Heat, { beforeId }: Placement) {
  const data = {
    length: geometry.rows,
    startIndices: geometry.starts,
    attributes: {
      getPolygon: { value: geometry.positions, size: 2 },
      indices: { value: geometry.indices, size: 1 },
      getFillColor: { value: vertexColours(geometry, colours), size: 4, type: "unorm8" },
    },
  };
  return new SolidPolygonLayer({
    id: "heat",
    data: data as never,
    _normalize: false,
    positionFormat: "XY",
    filled: true,
    extruded: false,
    pickable: false,
    parameters: FLAT,
    ...(beforeId ? { beforeId } : {}),
  });
}

/** A fine line around each hotspot: what is significant is told by shape as well as by colour. */
export function hotOutlineLayer(cells: readonly string[], colour: Rgba, width: number) {
  return new PathLayer<Position[]>({
    id: "hot",
    data: cells.map(outlinePath),
    getPath: (path) => path as unknown as number[] as never,
    getColor: [...colour] as [number, number, number, number],
    getWidth: width,
    widthUnits: "pixels",
    jointRounded: true,
    parameters: FLAT,
  });
}
