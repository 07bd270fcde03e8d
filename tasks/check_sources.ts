/** Which sources of incidents the city's file does not list, and what follows: for `deno task doctor`. */
import { existsSync } from "node:fs";
import { publicSources } from "../dispatch/case_tables.ts";
import { readTables } from "../dispatch/tables_folder.ts";
import type { Settings } from "../settings.ts";
import { readCityFolder } from "../store/city_folder.ts";
import { sourcesOf } from "../store/ledger_sources.ts";
import { type Finding, note, ok } from "./finding.ts";
import { ledgerOf } from "./import_shifts.ts";

const MOST_NAMED = 10;

export function checkSources({ city: folder, dataDir }: Settings): Finding {
  if (folder === null) return ok("all listed, in the demo");
  const city = readCityFolder(folder);
  const isPublic = publicSources(city);
  const file = ledgerOf({ dataDir, city });
  const unlisted = (existsSync(file) ? sourcesOf(file) : []).filter((code) => isPublic(code) === undefined);
  const all = `${city.sources.length} listed`;
  if (unlisted.length === 0) return ok(all);
  const verified = [...readTables(folder, city).newest.categories.values()].some(({ preVerify }) =>
    preVerify
  );
  const named = unlisted.slice(0, MOST_NAMED).map((code) => JSON.stringify(code)).join(", ");
  const more = unlisted.length > MOST_NAMED ? ` and ${unlisted.length - MOST_NAMED} more` : "";
  return note(
    `${all}; not ${named}${more}` +
      (verified
        ? ": their reports are verified before filing where the category asks for it; list them in sources of city.json"
        : ": screens show their codes; list them in sources of city.json"),
  );
}
