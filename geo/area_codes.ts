/** The codes of the areas that hold a place, from the district down to the grid. */
import { boxOf, Grids } from "./grid.ts";
import type { Place } from "./place.ts";
import type { Area } from "./polygon.ts";
import type { AreaTables } from "./whereabouts.ts";

/** An area is looked for at so many places each way of its first part. */
const TRIES = 8;

export class AreaCodes {
  readonly #levels: readonly Grids[];
  readonly #above = new Map<string, readonly string[]>();

  constructor({ districts, streets, communities, grids }: AreaTables) {
    this.#levels = [districts, streets, communities, grids].map((areas) => new Grids(areas));
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
    const level = this.#levels.find(({ areas }) => areas.some((area) => area.code === code));
    return level ? placeIn(level, code) : null;
  }

  /** An area and the areas that hold it, from the district down; the code alone where the city has no such area. */
  above(code: string): readonly string[] {
    let above = this.#above.get(code);
    if (!above) this.#above.set(code, above = this.#find(code));
    return above;
  }

  #find(code: string): readonly string[] {
    const depth = this.#levels.findIndex(({ areas }) => areas.some((area) => area.code === code));
    const place = depth < 0 ? null : placeIn(this.#levels[depth]!, code);
    if (!place) return [code];
    return this.#levels.slice(0, depth + 1).flatMap((level) => {
      const found = level.at(place.lat, place.lon);
      return found === undefined ? [] : [level.areas[found]!.code];
    });
  }
}

/** A place that lies in an area and in no other of its level; null where none was found. */
function placeIn(level: Grids, code: string): Place | null {
  const area: Area = level.areas.find((one) => one.code === code)!;
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
