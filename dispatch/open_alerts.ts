/** Opens what somebody is told of at once: the alerts of the ledger, and the ways in which they come about. */
import { AreaCodes } from "../geo/area_codes.ts";
import { cellAt } from "../geo/cell.ts";
import { type AreaTables, Whereabout } from "../geo/whereabouts.ts";
import type { Place } from "../geo/place.ts";
import type { Case } from "../store/case.ts";
import type { CityFile } from "../store/city_folder.ts";
import type { Ledger } from "../store/ledger.ts";
import type { City } from "../streams/city.ts";
import type { CityEvent } from "../streams/record.ts";
import { Alerts } from "./alerts.ts";
import { AreaLevels } from "./area_levels.ts";
import { clocksOf } from "./case_clocks.ts";
import type { CityTables } from "./city_tables.ts";
import { FenceDesk } from "./fence_desk.ts";
import { FenceWatch } from "./fence_watch.ts";
import { escalate, Escalations } from "./escalation.ts";
import { FieldWatch, type NamedArea } from "./field_watch.ts";
import type { People } from "./people.ts";
import type { Roster } from "./roster.ts";
import { Sos, type Where } from "./sos.ts";
import { Stints } from "./stints.ts";
import { Watch } from "./watch.ts";
import { keptAccounts } from "./worker_areas.ts";

export interface OpenAlertsOptions {
  readonly ledger: Ledger;
  readonly city: City;
  readonly file: Pick<CityFile, "alerts" | "escalation" | "bounds" | "timeZone" | "recorded">;
  readonly areas: AreaTables;
  readonly people: Pick<People, "all" | "changes">;
  /** Null in a city that knows no shifts. */
  readonly roster: Roster | null;
  readonly openCases: () => Iterable<Case>;
  readonly tables: CityTables;
  readonly commit: (events: readonly CityEvent[]) => void;
  /** When the record of the city began, epoch ms. */
  readonly from: number;
  readonly now: () => number;
  readonly report: (stage: string, error: unknown) => void;
}

export interface AlertDesk {
  readonly alerts: Alerts;
  readonly sos: Sos;
  readonly watch: Watch;
  readonly fences: FenceDesk;
  readonly fenceWatch: FenceWatch;
  /** Brings back those that had not ended; returns how many. */
  restore(): Promise<number>;
}

export function openAlerts(options: OpenAlertsOptions): AlertDesk {
  const { ledger, city, file, areas, people, roster, openCases, tables, commit, from, now, report } = options;
  const alerts = new Alerts({ ledger, commit, now });
  const codes = new AreaCodes(areas), whereabout = new Whereabout(areas);
  const accounts = keptAccounts(people, codes);
  const levels = new AreaLevels(areas), rules = file.escalation;
  const whereIs = (place: Place): Where => {
    const cell = cellAt(place);
    return {
      cell,
      areas: codes.of(place),
      get names() {
        return whereabout.of(cell).path.map(({ name }) => name);
      },
    };
  };
  const names = namesOf(areas, codes);
  const field = new FieldWatch({
    ...{ city, roster, rules: file.alerts, levels, whereIs, accounts, from: now() },
    stints: roster ? null : stintsOf(file, now()),
    areasAt: (place) => codes.of(place),
    ...names,
  });
  const fenceWatch = new FenceWatch({
    ...{ city, timeZone: file.timeZone, whereIs },
    nameOf: (worker) => accounts().nameOf(worker) ?? worker,
  });
  const fences = new FenceDesk({
    ...{ ledger, bounds: file.bounds, now },
    areasAt: (place) => codes.of(place),
    areasOf: (worker) => {
      const last = lastFix(city, worker), own = accounts();
      if (city.workers.find(worker) === undefined && own.nameOf(worker) === undefined) return null;
      return [...last ? codes.of(last) : [], ...own.areasOf(worker)];
    },
    changed: (all) => fenceWatch.set(all, now()),
  });
  return {
    ...{ alerts, fences, fenceWatch },
    sos: new Sos({
      ...{ alerts, ledger, whereIs, now },
      lastFix: (worker) => lastFix(city, worker),
      areasOf: (worker) => accounts().areasOf(worker),
    }),
    watch: new Watch({
      ...{ alerts, field, fences: fenceWatch, openCases, now, report },
      onDuty: (worker) => isOnDuty(options, worker),
      escalations: new Escalations({
        look: (c, at) => escalate(c, clocksOf(c, tables, at), { rules, levels, from, now: at }),
        from,
        nameOf: names.nameOfArea,
      }),
      againMs: file.alerts.againMinutes * 60_000,
    }),
    async restore() {
      const open = await alerts.restore();
      await fences.restore();
      fenceWatch.restore(alerts.open());
      return open;
    },
  };
}

/** Null where nobody is waited for; whoever is in a recording left long ago. */
function stintsOf({ alerts: { silent }, recorded }: OpenAlertsOptions["file"], from: number): Stints | null {
  if (!silent || recorded) return null;
  const { offAfterMinutes } = silent;
  return offAfterMinutes === null ? null : new Stints({ ...silent, offAfterMinutes }, from);
}

/** In a city that knows no shifts whoever is heard of is on duty. */
function isOnDuty({ roster, city: { workers }, now }: OpenAlertsOptions, worker: string): boolean {
  const slot = workers.find(worker);
  return slot !== undefined && (roster ? roster.holds(slot, now()) : workers.isLive(slot));
}

/** Areas by level with those above each, and what each is called. */
function namesOf({ districts, streets, communities, grids }: AreaTables, codes: AreaCodes) {
  const byLevel = { district: districts, street: streets, community: communities, grid: grids };
  const known = new Map<string, readonly NamedArea[]>();
  const names = new Map(Object.values(byLevel).flat().map(({ code, name }) => [code, name]));
  return {
    areasOf(level: keyof typeof byLevel): readonly NamedArea[] {
      let found = known.get(level);
      if (!found) {
        found = byLevel[level].map(({ code }) => ({ code, areas: codes.above(code) }));
        known.set(level, found);
      }
      return found;
    },
    above: (code: string) => codes.above(code),
    nameOfArea: (code: string) => names.get(code) ?? code,
  };
}

function lastFix({ workers }: City, worker: string): (Place & { readonly time: number }) | null {
  const slot = workers.find(worker);
  if (slot === undefined || workers.time[slot] === -Infinity) return null;
  return { lat: workers.lat[slot]!, lon: workers.lon[slot]!, time: workers.time[slot]! };
}
