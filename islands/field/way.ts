/** How far and in which direction something lies. Pure. */
import { metresBetween, type Place } from "../../geo/place.ts";

export interface Way {
  readonly metres: number;
  /** Degrees from north, 0 to 360. */
  readonly bearing: number;
}

const RADIANS = Math.PI / 180;

export function wayTo(from: Place, to: Place): Way {
  const dLon = (to.lon - from.lon) * RADIANS;
  const [a, b] = [from.lat * RADIANS, to.lat * RADIANS];
  const y = Math.sin(dLon) * Math.cos(b);
  const x = Math.cos(a) * Math.sin(b) - Math.sin(a) * Math.cos(b) * Math.cos(dLon);
  return {
    metres: metresBetween(from.lat, from.lon, to.lat, to.lon),
    bearing: (Math.atan2(y, x) / RADIANS + 360) % 360,
  };
}
