/** What routes need of the running system; main.ts puts it together. */
import type { Clickhouse } from "../store/clickhouse.ts";
import type { CityFile } from "../store/city_folder.ts";
import type { Scenarios } from "../streams/open_city.ts";
import type { Pipeline } from "../streams/pipeline.ts";
import type { AssignAnswer } from "../streams/record.ts";
import type { Assets } from "./assets.ts";
import type { Handovers } from "../dispatch/handovers.ts";
import type { AlertDesk } from "../dispatch/open_alerts.ts";
import type { Dispatch } from "../dispatch/open_dispatch.ts";
import type { Push } from "../dispatch/push.ts";
import type { Sender } from "../dispatch/sender.ts";
import type { Shifts } from "../dispatch/shifts.ts";
import type { Sight } from "../dispatch/sight.ts";
import type { Oidc } from "../dispatch/oidc.ts";
import type { Gate } from "./who.ts";
import type { TileSource } from "../store/tile_source.ts";
import type { CityAreas, CityMaps } from "../store/city_maps.ts";

export interface Context {
  readonly city: CityFile;
  /** The fictional city, fed by its own simulation. */
  readonly demo: boolean;
  readonly pipeline: Pipeline;
  readonly clickhouse: Clickhouse;
  readonly gate: Gate;
  readonly sight: Sight;
  /** Another house that says who somebody is. */
  readonly oidc: Oidc | null;
  /** Logins of the demo's accounts; empty where there are none. */
  readonly demoLogins: readonly string[];
  readonly assets: Assets;
  readonly maps: CityMaps;
  readonly scenarios?: Scenarios | undefined;
  readonly tiles: TileSource | null;
  /** Districts, streets, communities and grids: what incidents are summed up by, and where a cell is. */
  readonly areas: CityAreas;
  /** Who is on duty when; null in a city that knows no shifts. */
  readonly shifts: Shifts | null;
  /** Tells workers whose page is closed. */
  readonly push: Push;
  /** The cases of the city, and the ways in which they begin and change. */
  readonly dispatch: Dispatch;
  /** What somebody is told of at once. */
  readonly alerts: AlertDesk;
  readonly handovers: Handovers;
  readonly assign: (command: unknown, sender: Sender) => Promise<AssignAnswer>;
  /** Media of the city's own, such as the demo's cameras; null when there is none at this path. */
  readonly media: (path: string, now: number) => Promise<Response | null>;
  readonly now: () => number;
  /** Whether everything is up: the engine, the ledger and the restored state. */
  readonly ready: () => { ready: boolean; why?: string };
  readonly metrics: () => Promise<string>;
  readonly report: (stage: string, error: unknown) => void;
}
