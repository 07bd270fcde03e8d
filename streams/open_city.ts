/** A city as the server runs it: a folder of the operator's, or the demo. Both are opened into this. */
import type { CityFile } from "../store/city_folder.ts";
import type { TileSource } from "../store/tile_source.ts";
import type { CityAreas, CityMaps } from "../store/city_maps.ts";
import type { DutyBook } from "./duty.ts";
import type { Pipeline } from "./pipeline.ts";

/** A person's hand on the demo: one scenario runs at a time. */
export interface Scenarios {
  readonly names: readonly string[];
  running(now: number): { readonly scenario: string; readonly since: number; readonly until: number } | null;
  start(name: string, now: number): void;
  stop(): void;
}

/** What a city knows of a worker who has no account. */
export interface RegisteredWorker {
  readonly name: string;
  readonly skills: readonly string[];
  /** Codes of the grids this worker answers for. */
  readonly grids: readonly string[];
}

export interface OpenCity {
  readonly file: CityFile;
  readonly demo: boolean;
  readonly maps: CityMaps;
  /** The base map; null where the city names none, or one that is not on this machine. */
  readonly tiles: TileSource | null;
  /** What the maps are drawn from. */
  readonly areas: CityAreas;
  /** What can be made to happen; only in the demo. */
  readonly scenarios?: Scenarios;
  /** Workers whom the city knows without an account; only the demo has such, and not before it has started. */
  readonly registered?: (worker: string) => RegisteredWorker | undefined;
  /** The city's own media at a path, or null. */
  media(path: string, now: number): Promise<Response | null>;
  /**
   * Starts what feeds the city by itself: polled feeds, or the simulation, kept in a folder. Ends with the signal. `book`
   * where the city requires shifts.
   */
  start(pipeline: Pipeline, signal: AbortSignal, dataDir: string, book: DutyBook | null): Promise<void>;
}
