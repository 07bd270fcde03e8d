/** Areas of something, cut at a level of the city: a list of codes says no levels, the city's tables do. Pure. */
import type { AreaTables } from "../geo/whereabouts.ts";
import { AREA_LEVELS, type AreaLevel } from "../store/alert_rules.ts";

export class AreaLevels {
  /** Levels that the city has areas of, from the largest down. */
  readonly #levels: readonly AreaLevel[];

  constructor({ districts, streets, communities, grids }: AreaTables) {
    const there = { city: true, ...lengths({ districts, streets, communities, grids }) };
    this.#levels = AREA_LEVELS.filter((level) => level !== "city" && there[level]);
  }

  /** Codes from the district down to a level, or to the next one above it that there is; none for the whole city. */
  downTo(areas: readonly string[], level: AreaLevel): readonly string[] {
    if (level === "city") return [];
    const wanted = AREA_LEVELS.indexOf(level);
    return areas.slice(0, this.#levels.filter((one) => AREA_LEVELS.indexOf(one) <= wanted).length);
  }
}

function lengths({ districts, streets, communities, grids }: AreaTables) {
  return {
    district: districts.length > 0,
    street: streets.length > 0,
    community: communities.length > 0,
    grid: grids.length > 0,
  };
}
