/** Haiwan's centre with a clock of its own: its people, the live state, the record, cases and alerts, with no server around them. */
import { join } from "node:path";
import { haiwanTables } from "../../demo/city_tables.ts";
import { haiwan } from "../../demo/haiwan.ts";
import { skillsOf } from "../../demo/kinds.ts";
import { openDemo } from "../../demo/open.ts";
import { People } from "../../demo/people.ts";
import { indexOf, workerName } from "../../demo/people_names.ts";
import { gridCodesOf } from "../../demo/posts.ts";
import { publicSources } from "../../dispatch/case_tables.ts";
import { type AlertDesk, openAlerts } from "../../dispatch/open_alerts.ts";
import { type Dispatch, openDispatch } from "../../dispatch/open_dispatch.ts";
import { Posts } from "../../dispatch/posts.ts";
import { cellAt } from "../../geo/cell.ts";
import { Travel } from "../../geo/travel.ts";
import { type Ledger, openLedger } from "../../store/ledger.ts";
import type { Person } from "../../store/person.ts";
import { City } from "../../streams/city.ts";
import type { CityEvent, Incident } from "../../streams/record.ts";

const MINUTE = 60_000;
export const SEED = "haiwan";

export interface CentreOptions {
  readonly folder: string;
  readonly workers: number;
  /** Epoch ms. */
  readonly from: number;
}

export interface Centre {
  readonly clock: { now: number };
  readonly ledger: Ledger;
  readonly city: City;
  readonly people: People;
  readonly dispatch: Dispatch;
  readonly desk: AlertDesk;
  /** Alerts raised so far, by kind. */
  readonly raised: ReadonlyMap<string, number>;
  /** Everybody moves on to now, and is heard of. */
  move(): void;
  /** Returns how many were new. */
  put(incidents: readonly Incident[]): Promise<number>;
}

export async function openCentre({ folder, workers, from }: CentreOptions): Promise<Centre> {
  const { file, areas } = openDemo(workers);
  const ledger = await openLedger(join(folder, "ledger.sqlite"));
  const clock = { now: from };
  const now = () => clock.now;
  const city = new City({ bounds: file.bounds, liveMs: file.live.workerMinutes * MINUTE, now: from });
  const people = new People(haiwan(), { count: workers, seed: SEED, now: from, workers: city.workers });
  const nobody = { all: [] as Person[], changes: 0 };
  const posts = new Posts({
    ...{ people: nobody, workers: city.workers },
    register(worker: string) {
      const i = indexOf(worker);
      if (i === undefined || i >= workers) return undefined;
      return { name: workerName(i), skills: skillsOf(i), grids: gridCodesOf(people.posts, i) };
    },
  });
  const report = (stage: string, error: unknown) => {
    throw new Error(stage, { cause: error });
  };
  const raised = new Map<string, number>();
  const commit = (events: readonly CityEvent[]) => {
    for (const event of events) {
      if (event.kind === "incident") city.applyIncident(event.incident);
      if (event.kind === "case") city.applyCase(event.case);
      if (event.kind === "alert" && event.did === "raised") {
        raised.set(event.alert.kind, (raised.get(event.alert.kind) ?? 0) + 1);
      }
    }
    desk.alerts.notice(events);
    dispatch.intake.notice(events);
  };
  const tables = haiwanTables();
  const dispatch: Dispatch = openDispatch({
    ...{ ledger, city, areas, bounds: file.bounds, timeZone: file.timeZone, posts, commit, now, report },
    ...{ cityTables: tables, isPublic: publicSources(file), proposing: file.dispatch },
    ...{ evidenceFolder: join(folder, "evidence"), rules: file.cases.rules },
    travel: () => new Travel(file.dispatch),
    sees: () => "all" as const,
  });
  const desk: AlertDesk = openAlerts({
    ...{
      ledger,
      city,
      file,
      areas,
      people: nobody,
      roster: null,
      tables,
      commit,
      from: clock.now,
      now,
      report,
    },
    openCases: () => dispatch.book.open(),
  });
  return {
    ...{ clock, ledger, city, people, dispatch, desk, raised },
    move: () => city.applyFixes(people.step(clock.now), clock.now),
    async put(incidents) {
      const rows = incidents.map((incident) => ({ incident, cell: cellAt(incident) }));
      const results = await ledger.putIncidents(rows, clock.now);
      commit(results.flatMap(({ event }) => event ? [event] : []));
      return results.filter(({ kind }) => kind === "new").length;
    },
  };
}
