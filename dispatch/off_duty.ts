/**
 * Who answers for a place and is off duty: by name, and when they come back, for whoever may see their shifts. Where somebody
 * is who is off duty is known to nobody. Pure.
 */
import type { Person } from "../store/person.ts";
import { may } from "./rights.ts";
import type { Roster } from "./roster.ts";
import type { WorkerAccounts } from "./worker_areas.ts";

export interface OffDutyRow {
  readonly worker: string;
  readonly name: string | null;
  /** When the next shift begins, epoch ms; null where none is entered. */
  readonly until: number | null;
}

export interface OffDutyOptions {
  readonly roster: Pick<Roster, "holds" | "of">;
  readonly workers: { find(worker: string): number | undefined };
  readonly accounts: WorkerAccounts;
  readonly now: number;
}

const MOST = 3;

/** Of some workers those who are off duty, whoever is back first at the beginning; at most three. */
export function offDutyOf(
  among: Iterable<string>,
  reader: Person,
  { roster, workers, accounts, now }: OffDutyOptions,
): OffDutyRow[] {
  const off: OffDutyRow[] = [];
  for (const worker of among) {
    const slot = workers.find(worker);
    if (slot !== undefined && roster.holds(slot, now)) continue;
    // The same question as for the list of shifts: what nobody may read there is not said here.
    if (!may(reader, "shifts.manage", { areas: accounts.areasOf(worker), workers: [worker] }).ok) continue;
    let until: number | null = null;
    for (const { starts } of slot === undefined ? [] : roster.of(slot, now)) until = starts;
    off.push({ worker, name: accounts.nameOf(worker) ?? null, until });
  }
  const back = ({ until }: OffDutyRow) => until ?? Infinity;
  return off.sort((a, b) => back(a) === back(b) ? (a.worker < b.worker ? -1 : 1) : back(a) - back(b))
    .slice(0, MOST);
}
