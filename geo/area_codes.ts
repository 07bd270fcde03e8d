/** The codes of the areas that hold a place, from the district down to the grid. */
import { Grids } from "./grid.ts";
import type { Place } from "./place.ts";
import type { AreaTables } from "./whereabouts.ts";

export class AreaCodes {
  readonly #levels: readonly Grids[];

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
}
