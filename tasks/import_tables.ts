/** `deno task import categories|stages|calendar FILE`: a new version of the tables that cases are worked by. */
import type { CityTables, Tables } from "../dispatch/city_tables.ts";
import { importTable, readTables, type TableKind } from "../dispatch/tables_folder.ts";
import { type CityFile, readCityFolder } from "../store/city_folder.ts";
import { readText, refuse } from "./import_file.ts";
import { progressBar } from "./progress.ts";

export interface Asked {
  readonly file: string;
  readonly folder: string;
  readonly city: CityFile;
}

export function importTables(
  { file, folder, city }: Asked,
  kind: TableKind,
  say: (line: string) => void,
): void {
  const before = readTables(folder, city);
  const text = readText(file), bar = progressBar(say);
  bar.show(0, "checked");
  const outcome = importTable({ folder, city, kind, text, now: Date.now() });
  bar.show(1, "checked");
  if (outcome.kind === "refused") {
    refuse(file, outcome.refusals.map(({ line, fault, detail }) => `line ${line}: ${fault}: ${detail}`), say);
  }
  if (outcome.kind === "same") {
    say(`  · version ${outcome.version} says exactly this already; nothing was changed`);
    return;
  }
  const after = readTables(folder, readCityFolder(folder));
  say(`  ✓ version ${outcome.version} in ${folder}/${outcome.file}: ${told(kind, before, after.newest)}`);
  say(
    `    Cases that are filed already keep the version they were filed under. Restart to file by this one.`,
  );
}

function told(kind: TableKind, before: CityTables, after: Tables): string {
  switch (kind) {
    case "categories":
      return toldCategories(before.newest, after);
    case "stages":
      return `${after.stages.length} limits of stages`;
    case "calendar": {
      const { days, officialUntil } = after.calendar.table;
      const off = days.filter(({ hours }) => hours.length === 0).length;
      const until = officialUntil === null
        ? "nothing said of how far it is official"
        : `official until ${officialUntil}`;
      return `${off} days off, ${days.length - off} days that work otherwise, ${until}`;
    }
  }
}

/** What a person who mistook the file would notice. */
function toldCategories({ categories: before }: Tables, { categories: after }: Tables): string {
  const conditions = [...after.values()].flatMap(({ conditions }) => conditions).length;
  const fresh = [...after.keys()].filter((code) => !before.has(code)).length;
  const gone = [...before.keys()].filter((code) => !after.has(code)).length;
  const changed = [...after].filter(([code, category]) => {
    const old = before.get(code);
    return old !== undefined && JSON.stringify(old) !== JSON.stringify(category);
  }).length;
  return `${after.size} categories with ${conditions} conditions (${fresh} new, ${changed} changed, ${gone} gone)`;
}
