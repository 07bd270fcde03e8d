/** The tables that cases are worked by, with their versions: an import adds one, and a case keeps the one it was filed under. */
import { Calendar, plainCalendar } from "./calendar.ts";
import type { CategoryTable, ClosingRule } from "./categories.ts";
import type { Case } from "../store/case.ts";
import { type StageLimit, USUAL_STAGE_LIMITS } from "./stage_limits.ts";

/** What a case is filed under, and closed by, whose category no table knows: without a limit of its own. */
export const UNLISTED = "unlisted";

/** All tables as they were in force together. */
export interface Tables {
  readonly version: number;
  readonly categories: CategoryTable;
  readonly stages: readonly StageLimit[];
  readonly calendar: Calendar;
}

/** The version of a city that has imported nothing: no categories, the usual limits and hours. */
export function plainTables(zone: string): Tables {
  return {
    version: 0,
    categories: new Map(),
    stages: USUAL_STAGE_LIMITS,
    calendar: new Calendar(plainCalendar(zone)),
  };
}

export class CityTables {
  readonly #versions: ReadonlyMap<number, Tables>;
  /** In force for what is filed now. */
  readonly newest: Tables;

  /** In the order of their versions; at least one. */
  constructor(versions: readonly Tables[]) {
    this.#versions = new Map(versions.map((tables) => [tables.version, tables]));
    this.newest = versions.at(-1)!;
  }

  /** The rules that a case may be closed by: that of the condition it was filed under; any of its category where it was not. */
  closingsOf({ category, filing }: Pick<Case, "category" | "filing">): readonly ClosingRule[] {
    const tables = filing ? this.at(filing.tables) : this.newest;
    return (tables.categories.get(category)?.conditions ?? [])
      .filter(({ id }) => !filing || id === filing.condition).map(({ closing }) => closing);
  }

  /** The first of {@link closingsOf}. */
  closingOf(c: Pick<Case, "category" | "filing">): string {
    return this.closingsOf(c)[0]?.id ?? UNLISTED;
  }

  /** The tables of a version; throws for one that the city does not have, which means that its folder was exchanged. */
  at(version: number): Tables {
    const tables = this.#versions.get(version);
    if (tables) return tables;
    throw new RangeError(
      `A case was filed under version ${version} of the city's tables, and the newest here is ${this.newest.version}; ` +
        "is this the folder of this city, with all that was imported?",
    );
  }
}
