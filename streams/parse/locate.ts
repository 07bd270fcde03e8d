/** Where a row says it is: degrees checked, turned into WGS-84, and held against the city's bounds. */
import { type Datum, toWgs84 } from "../../geo/datum.ts";
import { type Bounds, contains, type Place } from "../../geo/place.ts";
import { type Parsed, quote, type Refusal, refuse } from "./rejection.ts";

/** What the city says about everything that comes in. */
export interface PlaceRules {
  readonly bounds: Bounds;
  /** Coordinate system the feed delivers. */
  readonly datum: Datum;
}

export function locate(lat: unknown, lon: unknown, { bounds, datum }: PlaceRules): Parsed<Place> {
  const bad = degreesFault("lat", lat) ?? degreesFault("lon", lon);
  if (bad) return bad;
  const [y, x] = [lat as number, lon as number];
  const place = within(y, x, datum);
  if (place && contains(bounds, place.lat, place.lon)) return { ok: true, value: place };
  const swapped = within(x, y, datum);
  if (swapped && contains(bounds, swapped.lat, swapped.lon)) {
    return refuse("swapped-axes", `lat ${y}, lon ${x} are swapped: the other way round they lie in the city`);
  }
  return place
    ? refuse("outside-bounds", `lat ${y}, lon ${x} lie outside the city's bounds [${bounds.join(", ")}]`)
    : refuse("out-of-range", `lat ${y}, lon ${x} are no degrees on Earth (±90, ±180)`);
}

function within(lat: number, lon: number, datum: Datum): Place | null {
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? toWgs84(datum, lat, lon) : null;
}

function degreesFault(name: string, value: unknown): Refusal | null {
  if (value === undefined || value === null || value === "") {
    return refuse("missing-field", `${name} is missing; send degrees as a number`);
  }
  if (typeof value !== "number") {
    return refuse("unreadable", `${name} is ${quote(value)}; send degrees as a number`);
  }
  return Number.isFinite(value) ? null : refuse("not-finite", `${name} is not finite`);
}
