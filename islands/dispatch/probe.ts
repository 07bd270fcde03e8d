/** `window.__hexwall` of the console: what the map shows, for tests and for whoever looks into it. Read-only. */
import type { WallMap } from "../map.ts";
import type { DispatchModel } from "./model.ts";

export function exposeMap(model: DispatchModel, map: WallMap): void {
  const probe = {
    get view() {
      return map.view;
    },
    get drawn() {
      return map.picture.contents.counts();
    },
    /** Names of the fences that are drawn. */
    get fences() {
      return map.fenceNames();
    },
    get connection() {
      return model.connection.peek().kind;
    },
    get frames() {
      return model.live.frames;
    },
    get resolution() {
      return model.cells.sheet?.resolution ?? null;
    },
    /** Position of a place on the map, px. */
    at: (lat: number, lon: number) => map.pixelOf({ lat, lon }),
  };
  Object.defineProperty(globalThis, "__hexwall", { value: Object.freeze(probe), configurable: true });
}
