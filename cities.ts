/** Which city this is: a folder of the operator's, or the fictional Haiwan. Both are opened into the same shape. */
import { isAbsolute, join } from "node:path";
import { openDemo } from "./demo/open.ts";
import { type CityMaps, readCityMaps } from "./store/city_maps.ts";
import { type CityFile, readCityFolder } from "./store/city_folder.ts";
import { runPolledFeeds } from "./streams/feeds/polled.ts";
import type { Pipeline } from "./streams/pipeline.ts";

export interface OpenCity {
  readonly file: CityFile;
  readonly demo: boolean;
  readonly maps: CityMaps;
  /** The city's own media at a path, or null. */
  media(path: string, now: number): Promise<Response | null>;
  /** Starts what feeds the city by itself: polled feeds, or the simulation. Ends with the signal. */
  start(pipeline: Pipeline, signal: AbortSignal): Promise<void>;
}

export function openCity(folder: string | null, workers: number): OpenCity {
  return folder === null ? openDemo(workers) : openFolder(folder);
}

function openFolder(folder: string): OpenCity {
  const file = readCityFolder(folder);
  const root = isAbsolute(folder) ? folder : join(Deno.cwd(), folder);
  return {
    file,
    demo: false,
    maps: readCityMaps(root, file),
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
