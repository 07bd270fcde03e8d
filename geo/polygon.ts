/** Polygons from outside: GeoJSON of unknown making becomes areas that can be trusted, or named refusals. */
import pointInPolygon from "point-in-polygon-hao";
import { crossingOf } from "./crossing.ts";
import { type Datum, toWgs84 } from "./datum.ts";
import { type Bounds, contains, type Position } from "./place.ts";

export const FAULTS = [
  "not-a-feature-collection",
  "empty",
  "foreign-crs",
  "not-a-polygon",
  "open-ring",
  "too-few-points",
  "bowtie",
  "hole-outside",
  "swapped-axes",
  "out-of-range",
  "outside-bounds",
  "missing-property",
  "duplicate-code",
] as const;
export type Fault = (typeof FAULTS)[number];

export interface Refusal {
  readonly fault: Fault;
  /** What was found and what would be right; one sentence. */
  readonly detail: string;
  /** Index of the feature from 0; absent where the whole file is at fault. */
  readonly index?: number;
}

/** A closed ring: the last position is the first. */
export type Ring = readonly Position[];

/** A grid, district or other area with a code and a name, in WGS-84. */
export interface Area {
  readonly code: string;
  readonly name: string;
  /** Of each part the outer ring, counter-clockwise, then its holes, clockwise. */
  readonly parts: readonly (readonly Ring[])[];
}

export interface AreaOptions {
  /** Names of the properties that hold an area's code and name. */
  readonly code: string;
  readonly name: string;
  readonly datum: Datum;
  /** The city: how swapped axes and files of another city are recognised. */
  readonly bounds: Bounds;
}

export type AreaResult =
  | { readonly ok: true; readonly areas: readonly Area[] }
  | { readonly ok: false; readonly refusals: readonly Refusal[] };

/** Members of `crs` (of GeoJSON before RFC 7946) that mean longitude and latitude on WGS-84 or CGCS2000. */
const PLAIN_CRS = /(CRS:?84|EPSG:{1,2}(4326|4490|4979))$/i;

/** Areas of a GeoJSON FeatureCollection: all of them, or every reason why not. Never throws. */
export function checkAreas(value: unknown, options: AreaOptions): AreaResult {
  const whole = (fault: Fault, detail: string): AreaResult => ({ ok: false, refusals: [{ fault, detail }] });
  if (!isObject(value) || value.type !== "FeatureCollection" || !Array.isArray(value.features)) {
    return whole("not-a-feature-collection", `Expected a GeoJSON FeatureCollection, found ${brief(value)}`);
  }
  if (value.features.length === 0) return whole("empty", "The FeatureCollection has no features");
  const crs = isObject(value.crs) && isObject(value.crs.properties) ? value.crs.properties.name : undefined;
  if (crs !== undefined && !(typeof crs === "string" && PLAIN_CRS.test(crs))) {
    return whole("foreign-crs", `The file is in ${brief(crs)}; export it as WGS-84 longitude and latitude`);
  }
  const areas: Area[] = [];
  const refusals: Refusal[] = [];
  const codes = new Set<string>();
  value.features.forEach((feature: unknown, index) => {
    try {
      const area = checkFeature(feature, options);
      if (codes.has(area.code)) fail("duplicate-code", `Code ${brief(area.code)} was met before`);
      codes.add(area.code);
      areas.push(area);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      refusals.push({ fault: error.fault, detail: error.message, index });
    }
  });
  if (refusals.length > 0) return { ok: false, refusals };
  const inside = ([lon, lat]: Position) => contains(options.bounds, lat, lon);
  if (!areas.some((area) => area.parts.some((part) => part[0]!.some(inside)))) {
    return whole(
      "outside-bounds",
      `No corner of any area lies in the city's bounds ${brief(options.bounds)}`,
    );
  }
  return { ok: true, areas };
}

/** Carries a refusal out of the nested checks of one feature; never leaves this module. */
class Refused extends Error {
  constructor(readonly fault: Fault, detail: string) {
    super(detail);
  }
}

function fail(fault: Fault, detail: string): never {
  throw new Refused(fault, detail);
}

function checkFeature(feature: unknown, options: AreaOptions): Area {
  if (!isObject(feature) || feature.type !== "Feature" || !isObject(feature.geometry)) {
    fail("not-a-polygon", `Expected a Feature with a geometry, found ${brief(feature)}`);
  }
  const { type, coordinates } = feature.geometry;
  const parts: unknown = type === "Polygon"
    ? [coordinates]
    : type === "MultiPolygon"
    ? coordinates
    : undefined;
  if (parts === undefined) fail("not-a-polygon", `Expected a Polygon or MultiPolygon, found ${brief(type)}`);
  if (!Array.isArray(parts) || parts.length === 0) fail("empty", "The geometry has no coordinates");
  const properties = isObject(feature.properties) ? feature.properties : {};
  return {
    code: text(properties, options.code),
    name: text(properties, options.name),
    parts: parts.map((part) => checkPart(part, options)),
  };
}

function text(properties: Record<string, unknown>, name: string): string {
  const value = properties[name];
  if (typeof value === "number" && Number.isFinite(value)) return String(value);
  if (typeof value === "string" && value.trim() !== "") return value.trim();
  fail("missing-property", `Property ${brief(name)} is ${brief(value)}; the area needs one`);
}

function checkPart(part: unknown, options: AreaOptions): Ring[] {
  if (!Array.isArray(part) || part.length === 0) fail("empty", "A polygon has no rings");
  const rings = part.map((ring) => checkRing(ring, options));
  const crossing = crossingOf(rings);
  if (crossing) fail("bowtie", `Its boundary crosses itself at ${brief(crossing)}`);
  const [outer, ...holes] = rings as [Position[], ...Position[][]];
  const outside = holes.find((hole) =>
    hole.some((corner) => pointInPolygon([...corner], asNumbers([outer])) === false)
  );
  if (outside) fail("hole-outside", `A hole at ${brief(outside[0])} lies outside its polygon`);
  return [wound(outer, 1), ...holes.map((hole) => wound(hole, -1))];
}

function checkRing(ring: unknown, { datum, bounds }: AreaOptions): Position[] {
  if (!Array.isArray(ring) || ring.length === 0) fail("too-few-points", "A ring has no positions");
  const raw = ring.map((position) => checkPosition(position));
  const strays = raw.filter(([lon, lat]) => !contains(bounds, lat, lon) && contains(bounds, lon, lat));
  if (strays.length === raw.length) fail("swapped-axes", swapped(raw[0]!));
  const first = raw[0]!, last = raw.at(-1)!;
  if (first[0] !== last[0] || first[1] !== last[1]) {
    fail("open-ring", `A ring begins at ${brief(first)} and ends at ${brief(last)}; both must be the same`);
  }
  const corners = raw.filter((at, i) => i === 0 || at[0] !== raw[i - 1]![0] || at[1] !== raw[i - 1]![1]);
  if (corners.length < 4) {
    fail("too-few-points", `A ring at ${brief(first)} has ${corners.length - 1} corners, not 3`);
  }
  return corners.map(([lon, lat]) => {
    const place = toWgs84(datum, lat, lon);
    return [place.lon, place.lat];
  });
}

function checkPosition(position: unknown): Position {
  const [lon, lat] = Array.isArray(position) ? position : [];
  if (!Number.isFinite(lon) || !Number.isFinite(lat)) {
    fail("out-of-range", `${brief(position)} is no position`);
  }
  if (Math.abs(lon) <= 180 && Math.abs(lat) <= 90) return [lon, lat];
  if (Math.abs(lat) <= 180 && Math.abs(lon) <= 90) fail("swapped-axes", swapped([lon, lat]));
  fail("out-of-range", `${brief([lon, lat])} is not [longitude, latitude] in degrees`);
}

function swapped(position: Position): string {
  return `${brief(position)} looks like [latitude, longitude]; GeoJSON says longitude first`;
}

/** Shoelace formula on degrees: enough for a sign; positive when counter-clockwise. */
function turning(ring: Ring): number {
  let sum = 0;
  const [x0, y0] = ring[0]!;
  for (let i = 1; i < ring.length; i++) {
    const [ax, ay] = ring[i - 1]!, [bx, by] = ring[i]!;
    sum += (ax - x0) * (by - y0) - (bx - x0) * (ay - y0);
  }
  return sum;
}

function wound(ring: Position[], direction: 1 | -1): Ring {
  return turning(ring) * direction < 0 ? ring.reverse() : ring;
}

/** The same rings under the mutable type that point-in-polygon-hao asks for; it only reads. */
export function asNumbers(rings: readonly Ring[]): number[][][] {
  return rings as unknown as number[][][];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function brief(value: unknown): string {
  return JSON.stringify(value)?.slice(0, 80) ?? "nothing";
}
