/** Which city this is: a folder of the operator's, or the fictional Haiwan. Both are opened into the same shape. */
import { isAbsolute, join } from "node:path";
import { haiwanTables } from "./demo/city_tables.ts";
import { openDemo } from "./demo/open.ts";
import type { CityTables } from "./dispatch/city_tables.ts";
import { readTables } from "./dispatch/tables_folder.ts";
import { openBaseMap } from "./store/base_map_file.ts";
import { packCityMaps, readCityAreas } from "./store/city_maps.ts";
import { type CityFile, readCityFolder, SetupError } from "./store/city_folder.ts";
import { runPolledFeeds } from "./streams/feeds/polled.ts";
import type { OpenCity } from "./streams/open_city.ts";

export interface DemoOptions {
  readonly workers: number;
  readonly scenario: string | null;
}

export function openCity(folder: string | null, { workers, scenario }: DemoOptions): OpenCity {
  if (folder !== null && scenario !== null) {
    throw new SetupError(`--scenario ${scenario}: only the demo city has scenarios; start it without CITY`);
  }
  return folder === null ? openDemo(workers, scenario) : openFolder(folder);
}

/** The tables that the city's cases are worked by, in all their versions. */
export function openTables(folder: string | null): CityTables {
  return folder === null ? haiwanTables() : readTables(rootOf(folder), readCityFolder(folder));
}

function openFolder(folder: string): OpenCity {
  const root = rootOf(folder), file = named(readCityFolder(folder), openTables(folder));
  const areas = readCityAreas(root, file);
  return {
    file,
    demo: false,
    maps: packCityMaps(areas),
    tiles: openBaseMap(root, file),
    areas,
    media: () => Promise.resolve(null),
    start(pipeline, signal) {
      void runPolledFeeds(file.feeds, {
        bounds: file.bounds,
        book: pipeline.feeds,
        keep: (feed, incidents) => pipeline.incidents(feed, incidents),
        open: () => pipeline.city.openIncidents(),
        now: Date.now,
        random: Math.random,
        report: pipeline.report,
      }, signal);
      return Promise.resolve();
    },
  };
}

const rootOf = (folder: string) => isAbsolute(folder) ? folder : join(Deno.cwd(), folder);

/** Categories that were imported are called so on screens too; what city.json says itself comes first. */
function named(file: CityFile, { newest }: CityTables): CityFile {
  const said = new Set(file.categories.map(({ code }) => code));
  const more = [...newest.categories.values()].filter(({ code }) => !said.has(code)).map(
    ({ code, zh, en, major }) => ({ code, zh, en, group: { zh: major.zh, en: major.en } }),
  );
  return { ...file, categories: [...file.categories, ...more] };
}
