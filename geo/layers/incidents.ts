/** Incidents on the map: severity by colour and shape; which of them are drawn depends on the zoom. */
import { IconLayer, LineLayer, ScatterplotLayer, TextLayer } from "@deck.gl/layers";
import { FLAT } from "./flat.ts";
import { type Atlas, ICON_MAPPING, type IconName, SEVERITY_COLOURS } from "./icons.ts";
import type { IncidentCrowd, IncidentSpots } from "./incident_spots.ts";

export interface IncidentMark {
  readonly key: string;
  readonly lat: number;
  readonly lon: number;
  readonly severity: number;
  readonly sent: boolean;
}

/** Far out, cells say how much happens and only the severe are drawn one by one. */
export function leastSeverityAt(zoom: number): number {
  return zoom >= 12.5 ? 4 : zoom >= 11.5 ? 3 : zoom >= 10 ? 2 : 1;
}

/** The marks to draw, the most severe last and so on top. */
export function marksAt(zoom: number, marks: readonly IncidentMark[]): IncidentMark[] {
  const least = leastSeverityAt(zoom);
  return marks.filter(({ severity }) => severity <= least).sort((a, b) => b.severity - a.severity);
}

export function iconOf({ severity, sent }: IncidentMark): IconName {
  return `${sent ? "sent" : "open"}-${severity}` as IconName;
}

/** Size of a marker in pixels for a body size of 24 px. */
export function markSize(zoom: number): number {
  return Math.min(34, Math.max(17, 17 + (zoom - 10.5) * 4));
}

/** Counts, the lines to marks that made room, and the marks. */
export function incidentLayers(spots: IncidentSpots, atlas: Atlas, look: { size: number; opacity: number }) {
  return [
    legsLayer(spots, look.opacity),
    incidentsLayer(spots.marks, atlas, look),
    ...crowdLayers(spots.crowds, look),
  ];
}

function legsLayer({ legs }: IncidentSpots, opacity: number) {
  return new LineLayer<IncidentSpots["legs"][number]>({
    id: "incident-legs",
    data: legs as never,
    visible: legs.length > 0 && opacity > 0,
    opacity,
    getSourcePosition: ([from]) => [...from] as [number, number],
    getTargetPosition: ([, to]) => [...to] as [number, number],
    getColor: [159, 176, 192, 150],
    getWidth: 1.2,
    widthUnits: "pixels",
    pickable: false,
    parameters: FLAT,
  });
}

function crowdLayers(crowds: readonly IncidentCrowd[], { size, opacity }: { size: number; opacity: number }) {
  const shared = {
    data: crowds as IncidentCrowd[],
    visible: crowds.length > 0 && opacity > 0,
    opacity,
    pickable: false,
    parameters: FLAT,
    getPosition: ({ lon, lat }: IncidentCrowd): [number, number] => [lon, lat],
  };
  return [
    new ScatterplotLayer<IncidentCrowd>({
      ...shared,
      id: "incident-crowds",
      radiusUnits: "pixels",
      getRadius: size * 1.05,
      getFillColor: [11, 15, 20, 235],
      stroked: true,
      lineWidthUnits: "pixels",
      getLineWidth: Math.max(2, size * 0.14),
      getLineColor: ({ severity }) => rgbOf(SEVERITY_COLOURS[severity - 1] ?? SEVERITY_COLOURS[3]),
      updateTriggers: { getRadius: size, getLineWidth: size },
    }),
    new TextLayer<IncidentCrowd>({
      ...shared,
      id: "incident-counts",
      getText: ({ keys }) => String(keys.length),
      getColor: [232, 238, 244, 255],
      getSize: size * 0.85,
      sizeUnits: "pixels",
      fontFamily: '"Noto Sans SC Variable", sans-serif',
      fontWeight: 600,
      updateTriggers: { getSize: size },
    }),
  ];
}

function rgbOf(hex: string): [number, number, number] {
  const value = parseInt(hex.slice(1), 16);
  return [value >> 16, value >> 8 & 255, value & 255];
}

export function incidentsLayer(
  marks: readonly IncidentMark[],
  atlas: Atlas,
  { size, opacity }: { size: number; opacity: number },
) {
  return new IconLayer<IncidentMark>({
    id: "incidents",
    data: marks as IncidentMark[],
    visible: marks.length > 0 && opacity > 0,
    opacity,
    iconAtlas: atlas as never,
    iconMapping: ICON_MAPPING,
    getIcon: iconOf,
    getPosition: ({ lon, lat }) => [lon, lat],
    getSize: ({ severity }) => severity <= 2 ? size : size * 0.86,
    sizeUnits: "pixels",
    pickable: false,
    parameters: FLAT,
    updateTriggers: { getSize: size },
  });
}
