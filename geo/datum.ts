/** Coordinate systems of feeds and files, turned into WGS-84 once, at the door. The only module that imports gcoord. */
import module from "gcoord";
import type { Place } from "./place.ts";

// The package's types speak of its ES module; what every runtime here loads as default is that module's default already.
const gcoord = module as unknown as typeof module.default;

/**
 * `gcj02`: Amap, Tencent and phones in mainland China; `bd09`: Baidu; `cgcs2000`: Chinese surveys, which differ from WGS-84
 * by centimetres and are taken as they are.
 */
export const DATUMS = ["wgs84", "cgcs2000", "gcj02", "bd09"] as const;
export type Datum = (typeof DATUMS)[number];

/**
 * The box outside which gcoord leaves GCJ-02 alone, made smaller by more than the largest offset: its inverse searches
 * step by step, and beside the edge it would step over it and back for ever.
 */
const [WEST, SOUTH, EAST, NORTH] = [72.004 + 0.05, 0.8293 + 0.05, 137.8347 - 0.05, 55.8271 - 0.05];

function shifted(lat: number, lon: number): boolean {
  return lon >= WEST && lon <= EAST && lat >= SOUTH && lat <= NORTH;
}

/** Degrees of a datum as WGS-84. Outside China's box, GCJ-02 is WGS-84; Baidu's own offset is everywhere. */
export function toWgs84(datum: Datum, lat: number, lon: number): Place {
  switch (datum) {
    case "wgs84":
    case "cgcs2000":
      return { lat, lon };
    case "gcj02":
      return shifted(lat, lon) ? convert(lat, lon, gcoord.GCJ02, gcoord.WGS84) : { lat, lon };
    case "bd09": {
      const gcj = convert(lat, lon, gcoord.BD09, gcoord.GCJ02);
      return toWgs84("gcj02", gcj.lat, gcj.lon);
    }
  }
}

/** WGS-84 degrees in another datum: the inverse of {@link toWgs84}, within a metre. */
export function fromWgs84(datum: Datum, lat: number, lon: number): Place {
  switch (datum) {
    case "wgs84":
    case "cgcs2000":
      return { lat, lon };
    case "gcj02":
      return shifted(lat, lon) ? convert(lat, lon, gcoord.WGS84, gcoord.GCJ02) : { lat, lon };
    case "bd09": {
      const gcj = fromWgs84("gcj02", lat, lon);
      return convert(gcj.lat, gcj.lon, gcoord.GCJ02, gcoord.BD09);
    }
  }
}

type System = Parameters<typeof gcoord.transform>[1];

function convert(lat: number, lon: number, from: System, to: System): Place {
  const [toLon, toLat] = gcoord.transform([lon, lat], from, to) as [number, number];
  return { lat: toLat, lon: toLon };
}
