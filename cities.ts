/** Which city this is: a folder of the operator's, or the fictional Haiwan. Both are opened into the same shape. */
import { isAbsolute, join } from "node:path";
import { openDemo } from "./demo/open.ts";
import { openBaseMap } from "./store/base_map_file.ts";
import { packCityMaps, readCityAreas } from "./store/city_maps.ts";
import { readCityFolder, SetupError } from "./store/city_folder.ts";
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

function openFolder(folder: string): OpenCity {
  const file = readCityFolder(folder);
  const root = isAbsolute(folder) ? folder : join(Deno.cwd(), folder);
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
