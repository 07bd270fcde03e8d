/** Incidents on the map: severity by colour and shape; which of them are drawn depends on the zoom. */
import { IconLayer, LineLayer } from "@deck.gl/layers";
import { countLayers, type CountMark } from "./crowds.ts";
import { FLAT } from "./flat.ts";
import { type Atlas, ICON_MAPPING, type IconName } from "./icons.ts";
import type { IncidentSpots } from "./incident_spots.ts";
import type { MarkColours } from "./mark_colours.ts";

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

export interface IncidentsLook {
  /** Of a marker, px. */
  readonly size: number;
  readonly opacity: number;
  readonly colours: MarkColours;
}

/** Counts, the lines to marks that made room, and the marks. */
export function incidentLayers(spots: IncidentSpots, atlas: Atlas, look: IncidentsLook) {
  return [
    legsLayer(spots, look),
    incidentsLayer(spots.marks, atlas, look),
    ...countLayers(crowdMarks(spots, look.colours), { ...look, id: "incident" }),
  ];
}

function legsLayer({ legs }: IncidentSpots, { opacity, colours }: IncidentsLook) {
  return new LineLayer<IncidentSpots["legs"][number]>({
    id: "incident-legs",
    data: legs as never,
    visible: legs.length > 0 && opacity > 0,
    opacity,
    getSourcePosition: ([from]) => [...from] as [number, number],
    getTargetPosition: ([, to]) => [...to] as [number, number],
    getColor: [...colours.silent, 150],
    getWidth: 1.2,
    widthUnits: "pixels",
    pickable: false,
    parameters: FLAT,
  });
}

function crowdMarks({ crowds }: IncidentSpots, { severity: colours }: MarkColours): CountMark[] {
  return crowds.map(({ lat, lon, keys, severity }) => ({
    ...{ lat, lon },
    count: keys.length,
    rim: colours[severity - 1] ?? colours[3],
  }));
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
