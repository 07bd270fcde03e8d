/** Which duty shifts somebody may see, by time, worker and name. */
import type { Shift } from "../store/shift.ts";
import type { WorkerTable } from "../streams/workers.ts";
import { FirstShifts } from "./first_shifts.ts";
import { may } from "./rights.ts";
import type { Roster } from "./roster.ts";
import type { Sender } from "./sender.ts";
import { Sights } from "./sights.ts";
import type { WorkerAccounts } from "./worker_areas.ts";

export interface ShiftListOptions {
  readonly roster: Roster;
  readonly workers: Pick<WorkerTable, "find" | "id">;
  readonly accounts: () => WorkerAccounts;
  readonly now: () => number;
}

export interface ShiftQuery {
  readonly worker?: string | undefined;
  /** Part of the id or the name. */
  readonly q?: string | undefined;
  readonly from: number;
  readonly to: number;
  readonly limit: number;
}

export interface ShiftRow extends Shift {
  /** Of the account that the worker has. */
  readonly name?: string;
}

export interface ShiftList {
  /** The first by time. */
  readonly shifts: readonly ShiftRow[];
  readonly total: number;
  /** Of the workers that the sender may manage, so many are on duty now. */
  readonly onDuty: number;
}

export class ShiftLists {
  readonly #sights = new Sights();
  #texts: { readonly accounts: WorkerAccounts | null; readonly bySlot: string[] } = {
    accounts: null,
    bySlot: [],
  };

  constructor(private readonly options: ShiftListOptions) {}

  of(sender: Sender, { worker, q = "", from, to, limit }: ShiftQuery): ShiftList {
    const { roster, workers, now } = this.options;
    const accounts = this.options.accounts();
    const sees = this.#seenBy(sender, accounts);
    const wanted = q.trim().toLowerCase();
    const fits = (slot: number) => wanted === "" || this.#textOf(slot, accounts).includes(wanted);
    const page = new FirstShifts(limit);
    const take = (slot: number, starts: number, ends: number) => {
      if (sees(slot) && fits(slot)) page.take(slot, starts, ends);
    };
    if (worker === undefined) roster.forEachIn(from, to, take);
    else {
      const slot = workers.find(worker) ?? -1;
      if (slot >= 0) { for (const { starts, ends } of roster.of(slot, from, to)) take(slot, starts, ends); }
    }
    const shifts = page.rows.map(({ slot, starts, ends }) => {
      const id = workers.id(slot), name = accounts.nameOf(id);
      return { worker: id, ...(name === undefined ? {} : { name }), starts, ends };
    });
    let onDuty = 0;
    for (const slot of roster.slotsAt(now())) if (sees(slot)) onDuty++;
    return { shifts, total: page.total, onDuty };
  }

  /** What is searched for a worker, as long as no account changes. */
  #textOf(slot: number, accounts: WorkerAccounts): string {
    if (this.#texts.accounts !== accounts) this.#texts = { accounts, bySlot: [] };
    const { bySlot } = this.#texts, id = this.options.workers.id(slot);
    return bySlot[slot] ??= `${id}\n${accounts.nameOf(id) ?? ""}`.toLowerCase();
  }

  #seenBy({ person }: Sender, accounts: WorkerAccounts): (slot: number) => boolean {
    if (may(person, "shifts.manage", { areas: [] }).ok) return () => true;
    return this.#sights.of(person, accounts, (slot) => {
      const worker = this.options.workers.id(slot);
      return may(person, "shifts.manage", { areas: accounts.areasOf(worker), workers: [worker] }).ok ||
        may(person, "shift.own", { workers: [worker] }).ok;
    });
  }
}
