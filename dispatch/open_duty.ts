/** Opens the duty shifts of a city that requires them: the roster that fixes ask, and what people change it with. */
import { AreaCodes } from "../geo/area_codes.ts";
import type { AreaTables } from "../geo/whereabouts.ts";
import type { CityFile } from "../store/city_folder.ts";
import type { Ledger } from "../store/ledger.ts";
import type { Person } from "../store/person.ts";
import type { DutyBook } from "../streams/duty.ts";
import type { WorkerTable } from "../streams/workers.ts";
import { offDutyOf, type OffDutyRow } from "./off_duty.ts";
import type { People } from "./people.ts";
import { Roster } from "./roster.ts";
import { Shifts } from "./shifts.ts";
import { keptAccounts } from "./worker_areas.ts";

export interface DutyOptions {
  readonly ledger: Ledger;
  readonly file: Pick<CityFile, "shifts" | "retention" | "workers" | "timeZone">;
  readonly areas: AreaTables;
  readonly workers: WorkerTable;
  readonly people: Pick<People, "all" | "changes">;
  /** Told of workers whose duty has become shorter; not before this resolves. */
  readonly onShortened: (slots: readonly number[]) => void;
  readonly report: (stage: string, error: unknown) => void;
}

const DAY_MS = 86_400_000;

export interface Duties {
  readonly roster: Roster;
  readonly shifts: Shifts;
  /** Of some workers those who are off duty, as far as somebody may see their shifts. */
  readonly offDuty: (among: readonly string[], reader: Person) => OffDutyRow[];
  /** For a city that enters the shifts of its own workers, which only the demo does. */
  readonly book: DutyBook;
}

/** Null in a city that knows no shifts. */
export async function openDuty(options: DutyOptions): Promise<Duties | null> {
  const { ledger, file, areas, workers, people, onShortened, report } = options;
  if (file.shifts === "none") return null;
  const codes = new AreaCodes(areas), roster = new Roster(), accounts = keptAccounts(people, codes);
  const shifts = await Shifts.open({
    ...{ ledger, roster, workers, onShortened, report },
    keptMs: file.retention.fixesDays * DAY_MS,
    closed: file.workers.closed ? new Set(file.workers.ids) : null,
    timeZone: file.timeZone,
    ...{ accounts, now: Date.now },
  });
  return {
    ...{ roster, shifts, book: bookOf(roster, shifts) },
    offDuty: (among, reader) =>
      offDutyOf(among, reader, { roster, workers, accounts: accounts(), now: Date.now() }),
  };
}

const DEMO = { who: "demo", origin: "demo" } as const;

function bookOf(roster: Roster, shifts: Shifts): DutyBook {
  return {
    holds: (slot, time) => roster.holds(slot, time),
    endOf: (slot, time) => roster.endOf(slot, time),
    of: (slot, from, to) => roster.of(slot, from, to),
    async enter(rows) {
      const answer = await shifts.enter(rows, DEMO);
      return new Set(answer.kind === "refused" ? answer.rows.map(({ row }) => row) : []);
    },
  };
}
