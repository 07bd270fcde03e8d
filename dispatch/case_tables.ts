/** What commands on cases ask the city's tables. */
import type { Case } from "../store/case.ts";
import type { CityFile } from "../store/city_folder.ts";
import { clocksOf } from "./case_clocks.ts";
import { type CityTables, UNLISTED } from "./city_tables.ts";
import type { CaseTables } from "./tables.ts";

/** Whether reports of a source are those of the public; undefined: the city's file does not list it. */
export type IsPublic = (source: string) => boolean | undefined;

export function publicSources({ sources }: Pick<CityFile, "sources">): IsPublic {
  const listed = new Map(sources.map((source) => [source.code, source.public]));
  return (source) => listed.get(source);
}

/** `named`: categories that the city's file names, whether its table knows them or not. */
export function caseTables(
  tables: CityTables,
  isPublic: IsPublic,
  named: ReadonlySet<string> = new Set(),
): CaseTables {
  const { version, categories } = tables.newest;
  return {
    version,
    knows: (code) => categories.size === 0 || categories.has(code) || named.has(code),
    conditionsOf: (code) => categories.get(code)?.conditions.map(({ id }) => id) ?? [UNLISTED],
    closingOf: (c) => {
      const rules = tables.closingsOf(c).map(({ id }) => id);
      return rules.length > 0 ? rules : [UNLISTED];
    },
    // What nobody has listed may be anybody's word, wherever a table asks for the word to be checked. A category that the
    // table does not know is looked at first.
    needsPreVerify: (code, source) =>
      (isPublic(source) ?? categories.size > 0) && (categories.get(code)?.preVerify ?? true),
    deadlineOf: (c: Case, at) =>
      clocksOf(c, tables, at).find(({ stage }) => stage === "handle")?.deadline ?? null,
  };
}
