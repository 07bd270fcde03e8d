/** How many rows of a list its place on the wall has room for. */
import { type PanelName, rowsIn } from "./arrangement.ts";
import { useWall } from "./model.ts";

export function useRows(panel: PanelName): number {
  const { arrangement, body } = useWall();
  const box = arrangement.value.panels[panel];
  return box ? rowsIn(panel, box.height, body.value) : 0;
}
