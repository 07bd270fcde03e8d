/** The reach layer: the cells of the city in the colours of what would be left of the limit. */
import { SolidPolygonLayer } from "@deck.gl/layers";
import { type CellsData, FLAT_CELLS } from "./cells.ts";
import type { Placement } from "./flat.ts";

export function reachLayer({ data }: CellsData, { beforeId }: Placement) {
  return new SolidPolygonLayer({
    id: "reach",
    data: data as never,
    ...FLAT_CELLS,
    ...(beforeId ? { beforeId } : {}),
  });
}
