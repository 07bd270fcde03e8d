/** The codes of the areas that hold a place, from the district down to the grid. */
import { boxOf, Grids } from "./grid.ts";
import type { Place } from "./place.ts";
import type { Area } from "./polygon.ts";
import type { AreaTables } from "./whereabouts.ts";

/** An area is looked for at so many places each way of its first part. */
const TRIES = 8;

export class AreaCodes {
  readonly #levels: readonly Grids[];
  /** Level and area of each code: of a city with 108,000 grids nobody looks through all. */
  readonly #byCode = new Map<string, { readonly depth: number; readonly area: Area }>();
  readonly #above = new Map<string, readonly string[]>();

  constructor({ districts, streets, communities, grids }: AreaTables) {
    this.#levels = [districts, streets, communities, grids].map((areas) => new Grids(areas));
    for (const [depth, { areas }] of this.#levels.entries()) {
      for (const area of areas) {
        if (!this.#byCode.has(area.code)) this.#byCode.set(area.code, { depth, area });
      }
    }
  }

  /** None for a place outside all of them. */
  of({ lat, lon }: Place): string[] {
    return this.#levels.flatMap((level) => {
      const found = level.at(lat, lon);
      return found === undefined ? [] : [level.areas[found]!.code];
    });
  }

  /** A place within an area, its middle where that lies within; null where the city has no such area. */
  placeOf(code: string): Place | null {
    const found = this.#byCode.get(code);
    return found ? placeIn(this.#levels[found.depth]!, found.area) : null;
  }

  /** An area and the areas that hold it, from the district down; the code alone where the city has no such area. */
  above(code: string): readonly string[] {
    let above = this.#above.get(code);
    if (!above) this.#above.set(code, above = this.#find(code));
    return above;
  }

  #find(code: string): readonly string[] {
    const place = this.placeOf(code);
    if (!place) return [code];
    return this.#levels.slice(0, this.#byCode.get(code)!.depth + 1).flatMap((level) => {
      const found = level.at(place.lat, place.lon);
      return found === undefined ? [] : [level.areas[found]!.code];
    });
  }
}

/** A place that lies in an area and in no other of its level; null where none was found. */
function placeIn(level: Grids, area: Area): Place | null {
  const [west, south, east, north] = boxOf(area.parts[0]![0]!);
  // The middle first: most areas hold it.
  const steps = Array.from({ length: TRIES }, (_, i) => (i + 0.5) / TRIES)
    .sort((a, b) => Math.abs(a - 0.5) - Math.abs(b - 0.5));
  for (const y of steps) {
    for (const x of steps) {
      const place = { lat: south + (north - south) * y, lon: west + (east - west) * x };
      const found = level.at(place.lat, place.lon);
      if (found !== undefined && level.areas[found] === area) return place;
    }
  }
  return null;
}
