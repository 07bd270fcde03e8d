/** Features of the map in the Protomaps basemap schema, version 4: layer, tags, geometry, and the zooms they show at. */
import type { Geometry, Position } from "geojson";
import type { Line } from "../land/plane.ts";
import { ORIGIN } from "../land/plane.ts";
import type { Patch } from "../roads/faces.ts";

export const LAYERS = [
  "earth",
  "landcover",
  "landuse",
  "water",
  "roads",
  "buildings",
  "boundaries",
  "places",
  "pois",
] as const;
export type Layer = (typeof LAYERS)[number];

export type Tags = Readonly<Record<string, string | number | boolean>>;

export interface MapFeature {
  readonly layer: Layer;
  readonly tags: Tags;
  /** In the square of Web Mercator: x from 0 in the west to 1, y from 0 in the north to 1. */
  readonly geometry: Geometry;
  /** First and last zoom of the tiles it is in. */
  readonly from: number;
  readonly to: number;
}

/** The deepest zoom that has tiles; closer looks stretch them. */
export const DEEPEST = 16;

const M_PER_LAT = 111_195;
const M_PER_LON = M_PER_LAT * 0.8028175;

export function squareX(x: number): number {
  return (ORIGIN.lon + x / M_PER_LON) / 360 + 0.5;
}

export function squareY(y: number): number {
  const sine = Math.sin((ORIGIN.lat + y / M_PER_LAT) * Math.PI / 180);
  return 0.5 - 0.25 * Math.log((1 + sine) / (1 - sine)) / Math.PI;
}

export function planeX(u: number): number {
  return ((u - 0.5) * 360 - ORIGIN.lon) * M_PER_LON;
}

export function planeY(v: number): number {
  const lat = 360 / Math.PI * Math.atan(Math.exp((1 - 2 * v) * Math.PI)) - 90;
  return (lat - ORIGIN.lat) * M_PER_LAT;
}

export interface Names {
  readonly zh: string;
  readonly en: string;
}

/** `name` is what stands on the ground, as in the source the schema was made for. */
export function named({ zh, en }: Names): Tags {
  return { name: zh, "name:zh": zh, "name:zh-Hans": zh, "name:en": en, script: "Han" };
}

/** The number of a road and what its sign looks like. */
export function signed(ref: string): Tags {
  return { ref, shield_text: ref, network: ref.startsWith("G") ? "CN:national" : "CN:provincial" };
}

interface Zooms {
  readonly from?: number;
  readonly to?: number;
}

function feature(
  layer: Layer,
  tags: Tags,
  geometry: Geometry,
  { from = 0, to = DEEPEST }: Zooms,
): MapFeature {
  return { layer, tags, geometry, from, to };
}

export function area(layer: Layer, tags: Tags, patches: readonly Patch[], zooms: Zooms = {}): MapFeature {
  const polygons = patches.map(({ outer, holes }) => [outer, ...holes].map(closed));
  return feature(
    layer,
    tags,
    polygons.length === 1
      ? { type: "Polygon", coordinates: polygons[0]! }
      : { type: "MultiPolygon", coordinates: polygons },
    zooms,
  );
}

export function ring(layer: Layer, tags: Tags, outer: Line, zooms: Zooms = {}): MapFeature {
  return area(layer, tags, [{ outer, holes: [] }], zooms);
}

export function lines(layer: Layer, tags: Tags, parts: readonly Line[], zooms: Zooms = {}): MapFeature {
  const coordinates = parts.map(positions);
  return feature(
    layer,
    tags,
    coordinates.length === 1
      ? { type: "LineString", coordinates: coordinates[0]! }
      : { type: "MultiLineString", coordinates },
    zooms,
  );
}

export function point(layer: Layer, tags: Tags, x: number, y: number, zooms: Zooms = {}): MapFeature {
  return feature(layer, tags, { type: "Point", coordinates: [squareX(x), squareY(y)] }, zooms);
}

function positions(line: Line): Position[] {
  const out: Position[] = [];
  for (let i = 0; i < line.length; i += 2) out.push([squareX(line[i]!), squareY(line[i + 1]!)]);
  return out;
}

/** A ring ends where it began. */
function closed(line: Line): Position[] {
  const out = positions(line);
  out.push(out[0]!);
  return out;
}
