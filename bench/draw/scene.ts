/** The same moving city for both ways of drawing it: frames of the wire, and GeoJSON. */
import type { FeatureCollection } from "geojson";
import { cellsIn, CellTable, COARSEST, outlineOf, parentOf } from "../../geo/cell.ts";
import type { Bounds } from "../../geo/place.ts";
import { encodeSection, joinFrame } from "../../streams/frame.ts";
import { type CellsSection, MEASURES, WHOLE_CITY, type WorkersSection } from "../../streams/wire.ts";

export const SCENE_BOUNDS: Bounds = [115.7, 39.4, 117.1, 40.6];
export const RESOLUTION = 8;
export const WINDOW = 60;
export const WORKERS = 50_000;
export const CELLS = 20_000;
const TILE = 1;

/** How much of the scene changes from one frame to the next: one in so many. */
export interface Pace {
  readonly workers: number;
  readonly cells: number;
  /** How many workers there are, and where; {@link WORKERS} all over the scene unless said. */
  readonly people?: { readonly count: number; readonly box: Bounds };
}

/** A fix every ten seconds and two frames a second; the fifth of the cells that a busy second changes. */
export const USUAL: Pace = { workers: 20, cells: 5 };
export const EVERYTHING: Pace = { workers: 1, cells: 1 };
/** A wall at street zoom over a crowd: all of them in view. */
export const CROWD_ZOOM = 13.6;
export const CROWDED: Pace = {
  ...USUAL,
  people: { count: 10_000, box: [116.365, 39.984, 116.435, 40.016] },
};

/** Plain and repeatable; where it is does not matter, only that everything changes at every tick. */
function noise(i: number, tick: number): number {
  const x = Math.sin(i * 12.9898 + tick * 78.233) * 43_758.5453;
  return x - Math.floor(x);
}

const cells = cellsIn(SCENE_BOUNDS, RESOLUTION).slice(0, CELLS);

function place(i: number, tick: number, box = SCENE_BOUNDS): [lon: number, lat: number] {
  const [west, south, east, north] = box;
  return [
    west + (0.05 + 0.9 * noise(i, 0)) * (east - west) + noise(i, tick) * 2e-4,
    south + (0.05 + 0.9 * noise(i + 0.5, 0)) * (north - south) + noise(i + 0.5, tick) * 2e-4,
  ];
}

function valueOf(i: number, tick: number): number {
  return Math.floor(noise(i, tick) ** 4 * 40) + 1;
}

/** What the server would send at a tick; the first brings everything. */
export function frameOf(tick: number, pace: Pace): Uint8Array {
  const part = (n: number, one: number) =>
    Uint32Array.from({ length: n }, (_, i) => i).filter((i) => tick === 1 || i % one === tick % one);
  const changed = part(cells.length, pace.cells);
  const moved = part(pace.people?.count ?? WORKERS, pace.workers);
  const none = { slots: new Uint32Array(0), values: new Uint32Array(0) };
  const named = tick === 1 ? naming() : { slots: none.slots, lo: none.slots, hi: none.slots };
  const cellsSection: CellsSection = {
    kind: "cells",
    resolution: RESOLUTION,
    window: WINDOW,
    tile: WHOLE_CITY,
    tick,
    base: tick - 1,
    named,
    blocks: MEASURES.map((measure) =>
      measure === "incidents" ? { slots: changed, values: changed.map((i) => valueOf(i, tick)) } : none
    ),
  };
  const places = Array.from(moved, (i) => place(i, tick, pace.people?.box));
  const workersSection: WorkersSection = {
    kind: "workers",
    tile: TILE,
    tick,
    base: tick - 1,
    slots: moved,
    lon: Float64Array.from(places, ([lon]) => lon),
    lat: Float64Array.from(places, ([, lat]) => lat),
    heading: new Uint8Array(moved.length).fill(60),
    state: new Uint8Array(moved.length),
    age: new Uint16Array(moved.length).fill(2),
    gone: new Uint32Array(0),
    box: SCENE_BOUNDS,
  };
  return joinFrame(Date.now(), [encodeSection(cellsSection), encodeSection(workersSection)]);
}

function naming(): CellsSection["named"] {
  const table = new CellTable();
  for (const cell of cells) table.slot(cell, RESOLUTION);
  const { size, lo, hi } = table.level(RESOLUTION);
  return {
    slots: Uint32Array.from({ length: size }, (_, i) => i),
    lo: lo.slice(0, size),
    hi: hi.slice(0, size),
  };
}

/** The whole scene: `setData` knows no part. Its way to hand over parts, `updateData`, is slower still. */
export interface GeoJsonTick {
  readonly cells: FeatureCollection;
  readonly workers: FeatureCollection;
}

export function geoJsonOf(tick: number): GeoJsonTick {
  const feature = (geometry: GeoJSON.Geometry, properties: Record<string, unknown>, id: number) =>
    ({ type: "Feature", id, geometry, properties }) as const;
  return {
    cells: {
      type: "FeatureCollection",
      features: cells.map((cell, i) => {
        const outline = outlineOf(cell).map((corner) => [...corner]);
        return feature({ type: "Polygon", coordinates: [[...outline, outline[0]!]] }, {
          value: valueOf(i, tick),
        }, i);
      }),
    },
    workers: {
      type: "FeatureCollection",
      features: Array.from(
        { length: WORKERS },
        (_, i) => feature({ type: "Point", coordinates: place(i, tick) }, { state: 0, heading: 60 }, i),
      ),
    },
  };
}

/** The tile that a store must want to keep the workers' section. */
export function wantedTile(centreCell: string): string {
  return parentOf(centreCell, COARSEST);
}
