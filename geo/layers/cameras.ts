/** Cameras on the map from district zoom on, with the wedge they look into from street zoom on. */
import { IconLayer, SolidPolygonLayer } from "@deck.gl/layers";
import type { Position } from "../place.ts";
import { FLAT } from "./flat.ts";
import type { MarkColours } from "./mark_colours.ts";
import { type Atlas, ICON_MAPPING } from "./icons.ts";

export interface CameraMark {
  readonly id: string;
  readonly name: string;
  readonly lat: number;
  readonly lon: number;
  readonly bearing?: number;
  readonly fov?: number;
}

export const CAMERAS_FROM_ZOOM = 13.4;
export const WEDGES_FROM_ZOOM = 14.5;
/** How far a wedge reaches; the catalogue says where a camera looks, not how far. */
const REACH_M = 70;
/** A wedge lies on streets and cells, and hides none. */
export const WEDGE_ALPHA = 50;
const METRES_PER_DEGREE = 111_195;

/** The sector a camera looks into, as an open ring that starts at the camera. */
export function wedgeOf({ lat, lon, bearing = 0, fov = 60 }: CameraMark): Position[] {
  const ring: Position[] = [[lon, lat]];
  const steps = Math.max(2, Math.ceil(fov / 12));
  for (let i = 0; i <= steps; i++) {
    const angle = (bearing - fov / 2 + fov * i / steps) * Math.PI / 180;
    const dLat = Math.cos(angle) * REACH_M / METRES_PER_DEGREE;
    const dLon = Math.sin(angle) * REACH_M / (METRES_PER_DEGREE * Math.cos(lat * Math.PI / 180));
    ring.push([lon + dLon, lat + dLat]);
  }
  return ring;
}

export interface CamerasLook {
  readonly zoom: number;
  readonly scale: number;
  readonly opacity: number;
  readonly colours: MarkColours;
}

export function cameraLayers(
  cameras: readonly CameraMark[],
  atlas: Atlas,
  { zoom, scale, opacity, colours }: CamerasLook,
) {
  const near = zoom >= WEDGES_FROM_ZOOM ? cameras.filter(({ bearing }) => bearing !== undefined) : [];
  const shown = zoom >= CAMERAS_FROM_ZOOM ? cameras : [];
  return [
    new SolidPolygonLayer<CameraMark>({
      id: "camera-wedges",
      data: near as CameraMark[],
      visible: near.length > 0,
      opacity,
      getPolygon: (camera) => wedgeOf(camera) as unknown as number[][] as never,
      getFillColor: [...colours.camera, WEDGE_ALPHA],
      updateTriggers: { getFillColor: colours },
      pickable: false,
      parameters: FLAT,
    }),
    new IconLayer<CameraMark>({
      id: "cameras",
      data: shown as CameraMark[],
      visible: shown.length > 0,
      opacity,
      iconAtlas: atlas as never,
      iconMapping: ICON_MAPPING,
      getIcon: () => "camera",
      getPosition: ({ lon, lat }) => [lon, lat],
      getSize: (zoom >= WEDGES_FROM_ZOOM ? 26 : 15) * scale,
      sizeUnits: "pixels",
      pickable: false,
      parameters: FLAT,
      updateTriggers: { getSize: [zoom >= WEDGES_FROM_ZOOM, scale] },
    }),
  ];
}
