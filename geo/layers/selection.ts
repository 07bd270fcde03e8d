/** What is selected: a white outline, or ring, over everything else. And the ring that greets a new incident once. */
import { PathLayer, ScatterplotLayer } from "@deck.gl/layers";
import { outlineOf } from "../cell.ts";
import type { Position } from "../place.ts";
import { FLAT } from "./flat.ts";
import type { MarkColours } from "./mark_colours.ts";

/** The outline of a cell as a closed line. */
export function outlinePath(cell: string): Position[] {
  const outline = outlineOf(cell);
  return [...outline, outline[0]!];
}

export function selectionLayers(cell: string | null, width: number) {
  const data = cell ? [outlinePath(cell)] : [];
  const line = (id: string, colour: [number, number, number, number], px: number) =>
    new PathLayer<Position[]>({
      id,
      data,
      visible: data.length > 0,
      getPath: (path) => path as unknown as number[] as never,
      getColor: colour,
      getWidth: px,
      widthUnits: "pixels",
      jointRounded: true,
      capRounded: true,
      pickable: false,
      parameters: FLAT,
      updateTriggers: { getWidth: px },
    });
  return [
    line("selection-shade", [11, 15, 20, 200], width * 2.2),
    line("selection", [255, 255, 255, 255], width),
  ];
}

/** The mark of the selected worker, and how far from its middle the ring is, px. */
export interface ChosenMark {
  readonly lat: number;
  readonly lon: number;
  readonly radius: number;
}

export function chosenWorkerLayers(mark: ChosenMark | null, width: number) {
  const data = mark ? [mark] : [];
  const ring = (id: string, colour: [number, number, number, number], px: number) =>
    new ScatterplotLayer<ChosenMark>({
      id,
      data,
      visible: data.length > 0,
      getPosition: ({ lon, lat }) => [lon, lat],
      getRadius: ({ radius }) => radius,
      radiusUnits: "pixels",
      filled: false,
      stroked: true,
      lineWidthUnits: "pixels",
      getLineWidth: px,
      getLineColor: colour,
      pickable: false,
      parameters: FLAT,
      updateTriggers: { getLineWidth: px },
    });
  return [
    ring("chosen-worker-shade", [11, 15, 20, 200], width * 2.2),
    ring("chosen-worker", [255, 255, 255, 255], width),
  ];
}

export const RING_MS = 800;

export interface Ring {
  readonly lat: number;
  readonly lon: number;
  readonly severity: number;
  /** 0 at the start, 1 at the end. */
  readonly part: number;
}

export function ringsLayer(rings: readonly Ring[], size: number, { severity: colours }: MarkColours) {
  return new ScatterplotLayer<Ring>({
    id: "rings",
    data: rings as Ring[],
    visible: rings.length > 0,
    getPosition: ({ lon, lat }) => [lon, lat],
    getRadius: ({ part }) => size * (0.5 + 1.7 * (1 - (1 - part) ** 2)),
    radiusUnits: "pixels",
    filled: false,
    stroked: true,
    lineWidthUnits: "pixels",
    getLineWidth: 3,
    getLineColor: ({ severity, part }) => [
      ...(colours[severity - 1] ?? colours[3]),
      Math.round(230 * (1 - part)),
    ],
    pickable: false,
    parameters: FLAT,
  });
}
