/** How high the legend has to be for what is on the map, by what every screen of a wall knows alike. Pure. */
import { CAMERAS_FROM_ZOOM } from "../../geo/layers/cameras.ts";
import type { CellMeasure } from "../../geo/layers/cell_measure.ts";
import { DETAILED_FROM_ZOOM } from "../../geo/layers/workers_zoom.ts";
import { type BorderName, BORDERS } from "../borders.ts";
import type { Layers } from "../layers.ts";
import { NEEDS, SHORT_LEGEND } from "./arrange/panels.ts";

/** In units of body type: edges with the line of the button, a line of small type, the part of cells, of the reach. */
const FRAME = 3.4, LINE = 1.1, CELLS = 4.6, REACH = 5;
/** How many marks stand in a line at least, in the longer language; severities and states of workers fill one each. */
const MARKS = 3;

export interface LegendOf {
  readonly layers: Layers;
  readonly measure: CellMeasure;
  readonly zoom: number;
  /** Whether the city has borders of this kind. */
  readonly has: (name: BorderName) => boolean;
  /** A selection keeps it to what hexagons say, and first to their figures. */
  readonly selecting: boolean;
}

/** Units of body type; never less than the legend of an ordinary wall, so that little moves for a layer. */
export function legendRoom({ layers, measure, zoom, has, selecting }: LegendOf): number {
  const cells = layers.cells > 0 ? CELLS + (measure === "usual" ? LINE : 0) : layers.reach > 0 ? 0 : LINE;
  const reach = layers.reach > 0 && !(selecting && layers.cells > 0) ? REACH : 0;
  const marks = selecting ? 0 : marksIn({ layers, zoom, has });
  return Math.max(selecting ? SHORT_LEGEND : NEEDS.legend.head, FRAME + cells + reach + marks * LINE);
}

/** Lines of marks. */
function marksIn({ layers, zoom, has }: Pick<LegendOf, "layers" | "zoom" | "has">): number {
  const borders = (Object.keys(BORDERS) as BorderName[])
    .filter((name) => layers[name] > 0 && zoom >= BORDERS[name].from && has(name));
  const single = [
    layers.workers > 0 && zoom >= DETAILED_FROM_ZOOM,
    layers.cameras > 0 && zoom >= CAMERAS_FROM_ZOOM,
    ...[layers.heat > 0, layers.fences > 0, ...borders.map(() => true)],
  ].filter(Boolean).length;
  const whole = [layers.incidents, layers.workers].filter((strength) => strength > 0).length;
  return whole + Math.ceil(single / MARKS);
}
