/**
 * Keeps names of the map clear of the panels that lie on it: where a panel is, an unseen mark is placed before any name, and
 * a name that would meet it is left out or put elsewhere. Moved when the map has come to rest.
 */
import type { Feature, FeatureCollection, Point } from "geojson";
import type { BaseMap } from "./maplibre.ts";
import type { Box } from "./wall/display.ts";

const NAME = "panel-room";
/** Side of an unseen mark, px; a panel is covered with as many as it takes. */
const SIDE = 96;
/** Between a name and a panel, px. */
const APART = 4;

export class PanelRoom {
  #boxes: readonly Box[] = [];

  constructor(private readonly map: BaseMap) {
    map.on("moveend", () => this.#place());
    map.on("resize", () => this.#place());
    map.once("load", () => this.#place());
  }

  /** Px of the map. */
  cover(boxes: readonly Box[]): void {
    this.#boxes = boxes;
    this.#place();
  }

  #place(): void {
    const { map } = this;
    if (!map.getSource(NAME) && !this.#begin()) return;
    const source = map.getSource(NAME) as { setData(data: FeatureCollection): void } | undefined;
    source?.setData({
      type: "FeatureCollection",
      features: this.#boxes.flatMap(tiled).map(({ x, y, side }): Feature<Point> => {
        const { lng, lat } = map.unproject([x, y]);
        return {
          type: "Feature",
          properties: { size: side / SIDE },
          geometry: { type: "Point", coordinates: [lng, lat] },
        };
      }),
    });
  }

  /** Names are placed from the topmost layer down: this one is the last of the style, and so the first that is placed. */
  #begin(): boolean {
    const { map } = this;
    if (!map.getLayersOrder().some((id) => map.getLayer(id)?.type === "symbol")) return false;
    map.addImage(NAME, { width: SIDE, height: SIDE, data: new Uint8Array(SIDE * SIDE * 4) });
    map.addSource(NAME, { type: "geojson", data: { type: "FeatureCollection", features: [] } });
    map.addLayer({
      id: NAME,
      type: "symbol",
      source: NAME,
      layout: {
        "icon-image": NAME,
        "icon-size": ["get", "size"],
        "icon-padding": APART,
        "icon-allow-overlap": true,
        "icon-ignore-placement": false,
      },
    });
    return true;
  }
}

/** Middles of squares that cover a box and do not stick out of it. Pure. */
export function tiled({ x, y, width, height }: Box): { x: number; y: number; side: number }[] {
  const side = Math.min(SIDE, width, height);
  if (side <= 0) return [];
  const along = (from: number, length: number) => {
    const count = Math.ceil(length / side);
    const step = count === 1 ? 0 : (length - side) / (count - 1);
    return Array.from({ length: count }, (_, i) => from + side / 2 + i * step);
  };
  return along(y, height).flatMap((top) => along(x, width).map((left) => ({ x: left, y: top, side })));
}
