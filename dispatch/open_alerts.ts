/** Opens what somebody is told of at once: the alerts of the ledger, and the ways in which they come about. */
import { AreaCodes } from "../geo/area_codes.ts";
import { cellAt } from "../geo/cell.ts";
import { type AreaTables, Whereabout } from "../geo/whereabouts.ts";
import type { Place } from "../geo/place.ts";
import type { Ledger } from "../store/ledger.ts";
import type { City } from "../streams/city.ts";
import type { CityEvent } from "../streams/record.ts";
import { Alerts } from "./alerts.ts";
import type { People } from "./people.ts";
import { Sos, type Where } from "./sos.ts";
import { keptAccounts } from "./worker_areas.ts";

export interface OpenAlertsOptions {
  readonly ledger: Ledger;
  readonly city: City;
  readonly areas: AreaTables;
  readonly people: Pick<People, "all" | "changes">;
  readonly commit: (events: readonly CityEvent[]) => void;
  readonly now: () => number;
  readonly report: (stage: string, error: unknown) => void;
}

export interface AlertDesk {
  readonly alerts: Alerts;
  readonly sos: Sos;
  /** Brings back those that had not ended; returns how many. */
  restore(): Promise<number>;
}

export function openAlerts({ ledger, city, areas, people, commit, now }: OpenAlertsOptions): AlertDesk {
  const alerts = new Alerts({ ledger, commit, now });
  const codes = new AreaCodes(areas), whereabout = new Whereabout(areas);
  const accounts = keptAccounts(people, codes);
  const whereIs = (place: Place): Where => {
    const cell = cellAt(place);
    return { cell, areas: codes.of(place), names: whereabout.of(cell).path.map(({ name }) => name) };
  };
  return {
    alerts,
    sos: new Sos({
      ...{ alerts, ledger, whereIs, now },
      lastFix: (worker) => lastFix(city, worker),
      areasOf: (worker) => accounts().areasOf(worker),
    }),
    restore: () => alerts.restore(),
  };
}

function lastFix({ workers }: City, worker: string): (Place & { readonly time: number }) | null {
  const slot = workers.find(worker);
  if (slot === undefined || workers.time[slot] === -Infinity) return null;
  return { lat: workers.lat[slot]!, lon: workers.lon[slot]!, time: workers.time[slot]! };
}
