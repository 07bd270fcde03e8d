/** Where workers are heading, at street zoom: a small arrow outside each dot. */
import { IconLayer } from "@deck.gl/layers";
import { NO_HEADING } from "../worker_mark.ts";
import { FLAT } from "./flat.ts";
import { type Atlas, ICON_MAPPING } from "./icons.ts";
import type { WorkersData } from "./workers_data.ts";

export const HEADINGS_FROM_ZOOM = 13.5;

export interface HeadingsLook {
  /** Of the dots, px. */
  readonly radius: number;
  readonly opacity: number;
}

/** Degrees counter-clockwise, as IconLayer turns, from the heading byte of the wire. */
export function turnOf(heading: number): number {
  return -heading * 360 / NO_HEADING;
}

export function headingsLayer({ arrows }: WorkersData, atlas: Atlas, { radius, opacity }: HeadingsLook) {
  return new IconLayer({
    id: "headings",
    data: arrows as never,
    opacity,
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
