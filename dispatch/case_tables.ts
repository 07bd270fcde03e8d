/** What commands on cases ask the city's tables. */
import type { Case } from "../store/case.ts";
import { clocksOf } from "./case_clocks.ts";
import { type CityTables, UNLISTED } from "./city_tables.ts";
import type { CaseTables } from "./tables.ts";

/** `isPublic` says of a source whether its reports have to be verified on the spot, where the category asks for it. */
export function caseTables(tables: CityTables, isPublic: (source: string) => boolean): CaseTables {
  const { version, categories } = tables.newest;
  return {
    version,
    conditionsOf: (code) => categories.get(code)?.conditions.map(({ id }) => id) ?? [UNLISTED],
    closingOf: (c) => {
      const rules = tables.closingsOf(c).map(({ id }) => id);
      return rules.length > 0 ? rules : [UNLISTED];
    },
    // A category that the table does not know is looked at first.
    needsPreVerify: (code, source) => isPublic(source) && (categories.get(code)?.preVerify ?? true),
    deadlineOf: (c: Case, at) =>
      clocksOf(c, tables, at).find(({ stage }) => stage === "handle")?.deadline ?? null,
  };
}
