/** `window.__hexwall`: what the screen shows, for tests and for whoever looks into a wall from a console. Read-only. */
import type { WallMap } from "../map.ts";
import type { WallModel } from "./model.ts";

export function expose(model: WallModel, map: WallMap): void {
  const probe = {
    get view() {
      return map.view;
    },
    get selection() {
      const { cell, incident, camera } = model.screen.peek();
      return { cell, incident, camera };
    },
    /** Things drawn now. */
    get drawn() {
      return map.picture.contents.counts();
    },
    /** Map layers from below. */
    get order() {
      return map.order();
    },
    /** Layers of the base map that show something. */
    ground: () => map.ground(),
    get connection() {
      return model.connection.peek().kind;
    },
    get seq() {
      return model.live.state.peek().seq;
    },
    get incidents() {
      return model.incidents.peek().size;
    },
    /** Incidents that the filter leaves. */
    get shown() {
      return model.shown.peek().size;
    },
    get frames() {
      return model.live.frames;
    },
    get lastFrameAt() {
      return model.live.lastFrameAt;
    },
    get resolution() {
      return model.cells.sheet?.resolution ?? null;
    },
    get uploadedBytes() {
      return map.picture.contents.cells.uploaded;
    },
    /** Colours of the cells that are drawn, rgba. */
    get colours() {
      return map.picture.contents.cellColours();
    },
    /** Colours of marks, rgb. */
    get marks() {
      return map.picture.contents.marks;
    },
    /** How a layer of the map is painted. */
    paint: (layer: string, property: string) => map.paint(layer, property),
    /** Screen position of a place, px. */
    at: (lat: number, lon: number) => map.pixelOf({ lat, lon }),
  };
  Object.defineProperty(globalThis, "__hexwall", { value: Object.freeze(probe), configurable: true });
}
