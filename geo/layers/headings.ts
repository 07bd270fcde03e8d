/** Where workers are heading, at street zoom: a small arrow outside each dot. */
import { IconLayer } from "@deck.gl/layers";
import { NO_HEADING } from "../worker_mark.ts";
import { FLAT } from "./flat.ts";
import { type Atlas, ICON_MAPPING } from "./icons.ts";
import type { WorkersData } from "./workers_data.ts";

export const HEADINGS_FROM_ZOOM = 13.5;

/** Degrees counter-clockwise, as IconLayer turns, from the heading byte of the wire. */
export function turnOf(heading: number): number {
  return -heading * 360 / NO_HEADING;
}

/** Angles of every row; who did not say where they go gets no arrow, by an alpha of 0. */
export function headingColumns(size: number, heading: Uint8Array, fill: Uint8Array) {
  const angles = new Float32Array(size);
  const colours = fill.slice(0, size * 4);
  for (let row = 0; row < size; row++) {
    angles[row] = turnOf(heading[row]!);
    if (heading[row] === NO_HEADING) colours[row * 4 + 3] = 0;
  }
  return { angles, colours };
}

export function headingsLayer(
  workers: WorkersData,
  size: number,
  heading: Uint8Array,
  atlas: Atlas,
  radius: number,
) {
  const { angles, colours } = headingColumns(size, heading, workers.fill);
  return new IconLayer({
    id: "headings",
    data: {
      length: size,
      attributes: {
        getPosition: workers.getPosition,
        getAngle: { value: angles, size: 1 },
        getColor: { value: colours, size: 4, normalized: true },
      },
    } as never,
    iconAtlas: atlas as never,
    iconMapping: ICON_MAPPING,
    getIcon: () => "heading",
    getSize: radius * 6.5,
    sizeUnits: "pixels",
    pickable: false,
    parameters: FLAT,
    updateTriggers: { getSize: radius },
  });
}
