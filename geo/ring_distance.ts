/** How far within a ring a place lies, in metres: negative outside. On the plane that touches the Earth in the ring's middle. Pure. */
import { EARTH_RADIUS_M, type Position } from "./place.ts";

const METRES_PER_DEGREE = EARTH_RADIUS_M * Math.PI / 180;

export class RingDistance {
  readonly #lat: number;
  readonly #lon: number;
  readonly #narrow: number;
  /** Corners in metres east and north of the middle, closed. */
  readonly #x: Float64Array;
  readonly #y: Float64Array;

  /** `ring` is closed. */
  constructor(ring: readonly Position[]) {
    const lats = ring.map(([, lat]) => lat), lons = ring.map(([lon]) => lon);
    this.#lat = (Math.min(...lats) + Math.max(...lats)) / 2;
    this.#lon = (Math.min(...lons) + Math.max(...lons)) / 2;
    this.#narrow = Math.cos(this.#lat * Math.PI / 180);
    this.#x = Float64Array.from(lons, (lon) => this.#east(lon));
    this.#y = Float64Array.from(lats, (lat) => this.#north(lat));
  }

  of(lat: number, lon: number): number {
    const px = this.#east(lon), py = this.#north(lat);
    const x = this.#x, y = this.#y;
    let nearest = Infinity, inside = false;
    for (let i = 1; i < x.length; i++) {
      const ax = x[i - 1]!, ay = y[i - 1]!, bx = x[i]!, by = y[i]!;
      nearest = Math.min(nearest, squared(px - ax, py - ay, bx - ax, by - ay));
      // A ray to the east crosses this edge.
      if ((ay > py) !== (by > py) && px < ax + (py - ay) / (by - ay) * (bx - ax)) inside = !inside;
    }
    return inside ? Math.sqrt(nearest) : -Math.sqrt(nearest);
  }

  #east(lon: number): number {
    return (lon - this.#lon) * this.#narrow * METRES_PER_DEGREE;
  }

  #north(lat: number): number {
    return (lat - this.#lat) * METRES_PER_DEGREE;
  }
}

/** Squared distance of a point from an edge that begins at the origin. */
function squared(px: number, py: number, ex: number, ey: number): number {
  const length = ex * ex + ey * ey;
  const along = length === 0 ? 0 : Math.max(0, Math.min(1, (px * ex + py * ey) / length));
  return (px - along * ex) ** 2 + (py - along * ey) ** 2;
}
