/** Where a worker was: lines, broken where nothing was heard, places of longer stays, and the two ends. */
import { PathLayer, ScatterplotLayer } from "@deck.gl/layers";
import type { Stop, TimedPlace } from "../track.ts";
import { FLAT } from "./flat.ts";
import type { Rgb } from "./mark_colours.ts";

export interface TrackPicture {
  readonly lines: readonly (readonly TimedPlace[])[];
  readonly stops: readonly Stop[];
  /** Index of the stop that is chosen in the list, or null. */
  readonly chosen: number | null;
}

interface Spot {
  readonly position: [number, number];
  readonly radius: number;
  readonly colour: Rgb;
}

export function trackLayers({ lines, stops, chosen }: TrackPicture, { line, shade, stop }: TrackColours) {
  const paths = lines.map((points) => points.map(({ lon, lat }): [number, number] => [lon, lat]));
  // In which order they were is known there, and not by which way.
  const gaps = paths.slice(1).map((path, i) => [paths[i]!.at(-1)!, path[0]!]);
  const drawn = (id: string, data: [number, number][][], colour: readonly number[], width: number) =>
    new PathLayer<[number, number][]>({
      id,
      data,
      visible: data.length > 0,
      getPath: (path) => path as unknown as number[] as never,
      getColor: colour as [number, number, number, number],
      getWidth: width,
      widthUnits: "pixels",
      jointRounded: true,
      capRounded: true,
      parameters: FLAT,
    });
  // Between two silences there may be one position alone: no line shows it.
  const alone = lines.filter(({ length }) => length === 1).map(([point]) => point!);
  const ends = [lines[0]?.[0], lines.at(-1)?.at(-1)].flatMap((end) => end ? [end] : []);
  const spots: Spot[] = [
    ...stops.map(({ lon, lat }, i): Spot => ({
      position: [lon, lat],
      radius: i === chosen ? 11 : 7,
      colour: stop,
    })),
    ...alone.map(({ lon, lat }): Spot => ({ position: [lon, lat], radius: 3, colour: line })),
    ...ends.map(({ lon, lat }): Spot => ({ position: [lon, lat], radius: 5, colour: line })),
  ];
  return [
    drawn("track-gaps", gaps, [...line, 110], 1.25),
    drawn("track-shade", paths, shade, 7),
    drawn("track", paths, line, 3.5),
    new ScatterplotLayer<Spot>({
      id: "track-spots",
      data: spots,
      visible: spots.length > 0,
      getPosition: ({ position }) => position,
      getRadius: ({ radius }) => radius,
      getFillColor: ({ colour }) => colour as [number, number, number],
      getLineColor: shade as [number, number, number],
      radiusUnits: "pixels",
      lineWidthUnits: "pixels",
      getLineWidth: 2,
      stroked: true,
      parameters: FLAT,
    }),
  ];
}

export interface TrackColours {
  readonly line: Rgb;
  readonly shade: Rgb;
  readonly stop: Rgb;
}
