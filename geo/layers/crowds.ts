/** So many marks in one place that only their number is drawn: a disc with a rim, and the number in it. */
import { ScatterplotLayer, TextLayer } from "@deck.gl/layers";
import { FLAT } from "./flat.ts";
import type { MarkColours, Rgb } from "./mark_colours.ts";

export interface CountMark {
  readonly lat: number;
  readonly lon: number;
  readonly count: number;
  readonly rim: Rgb;
}

export interface CountsLook {
  /** Begins the names of the layers. */
  readonly id: string;
  /** Of a marker, px. */
  readonly size: number;
  readonly opacity: number;
  readonly colours: MarkColours;
}

export function countLayers(marks: readonly CountMark[], { id, size, opacity, colours }: CountsLook) {
  const shared = {
    data: marks as CountMark[],
    visible: marks.length > 0 && opacity > 0,
    opacity,
    pickable: false,
    parameters: FLAT,
    getPosition: ({ lon, lat }: CountMark): [number, number] => [lon, lat],
  };
  return [
    new ScatterplotLayer<CountMark>({
      ...shared,
      id: `${id}-crowds`,
      radiusUnits: "pixels",
      getRadius: size * 1.05,
      getFillColor: [...colours.ink, 235],
      stroked: true,
      lineWidthUnits: "pixels",
      getLineWidth: Math.max(2, size * 0.14),
      getLineColor: ({ rim }) => [...rim],
      updateTriggers: { getRadius: size, getLineWidth: size, getLineColor: colours, getFillColor: colours },
    }),
    new TextLayer<CountMark>({
      ...shared,
      id: `${id}-counts`,
      getText: ({ count }) => String(count),
      getColor: [...colours.text, 255],
      getSize: size * 0.85,
      sizeUnits: "pixels",
      fontFamily: '"Noto Sans SC Variable", sans-serif',
      fontWeight: 600,
      updateTriggers: { getSize: size, getColor: colours },
    }),
  ];
}
