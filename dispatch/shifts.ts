/** Duty shifts: who may enter, end and see them. The ledger keeps them; a roster in memory answers for every fix. */
import type { AuditEntry } from "../store/audit.ts";
import type { ShiftsWritten } from "../store/ledger_shifts.ts";
import { LONGEST_SHIFT_MS, type Shift } from "../store/shift.ts";
import { quote } from "../streams/parse/rejection.ts";
import { parseTime } from "../streams/parse/time.ts";
import type { WorkerTable } from "../streams/workers.ts";
import { type Action, may } from "./rights.ts";
import { RosterSync, type RosterSyncOptions } from "./roster_sync.ts";
import type { Sender } from "./sender.ts";
import { checkShift, type ShiftRefusal } from "./shift_draft.ts";
import { type ShiftList, ShiftLists, type ShiftQuery } from "./shift_lists.ts";
import { deny, inTheWay, type ShiftsAnswer } from "./shifts_answer.ts";
import { auditOfShifts } from "./shifts_audit.ts";
import type { WorkerAccounts } from "./worker_areas.ts";

export interface ShiftsOptions extends RosterSyncOptions {
  readonly workers: Pick<WorkerTable, "slotOf" | "find" | "id">;
  readonly closed: ReadonlySet<string> | null;
  readonly timeZone: string;
  readonly accounts: () => WorkerAccounts;
}

const MANAGE = "shifts.manage", OWN = "shift.own";
/** Most shifts entered at once; more are for the command line. */
export const MOST_AT_ONCE = 20_000;
/** How long a shift is that a worker begins without saying how long. */
const OWN_HOURS = 8;
const HOUR_MS = 3_600_000;

/** Who entered something, as the record names them. */
export interface Entrant {
  readonly who: string;
  readonly origin: string;
}

export class Shifts {
  readonly #lists: ShiftLists;

  private constructor(private readonly options: ShiftsOptions, private readonly roster: RosterSync) {
    this.#lists = new ShiftLists(options);
  }

  static async open(options: ShiftsOptions): Promise<Shifts> {
    return new Shifts(options, await RosterSync.open(options));
  }

  /** Resolves when shifts of long ago are known too: before that, no old fix can be judged. */
  get whole(): Promise<void> {
    return this.roster.whole;
  }

  /** Follows what other processes write, and forgets what is too old, until the signal. */
  start(signal: AbortSignal): void {
    this.roster.start(signal);
  }

  /** Takes what was written since, by whomever. */
  sync(): Promise<void> {
    return this.roster.sync();
  }

  isOnDuty(worker: string): boolean {
    const slot = this.options.workers.find(worker);
    return slot !== undefined && this.options.roster.holds(slot, this.options.now());
  }

  list(sender: Sender, query: ShiftQuery): ShiftList {
    return this.#lists.of(sender, query);
  }

  /** One or many, all or none. With `trial` nothing is written: the answer says what would become of it. */
  async add(sender: Sender, sent: readonly unknown[], trial = false): Promise<ShiftsAnswer> {
    const denial = deny(sender, MANAGE);
    if (denial) return denial;
    if (sent.length > MOST_AT_ONCE) {
      const why =
        `${sent.length} shifts: ${MOST_AT_ONCE} at once are the most; deno task import shifts takes more`;
      return { kind: "invalid", why };
    }
    const accounts = this.options.accounts();
    const shifts: Shift[] = [], rows: number[] = [], refused: ShiftRefusal[] = [];
    sent.forEach((one, row) => {
      const checked = this.check(one);
      if (!checked.ok) {
        return refused.push({ row, fault: checked.reason as ShiftRefusal["fault"], detail: checked.detail });
      }
      const { worker } = checked.value;
      if (!may(sender.person, MANAGE, { areas: accounts.areasOf(worker), workers: [worker] }).ok) {
        const detail = `${quote(worker)} answers for no area of ${sender.person.name}`;
        return refused.push({ row, fault: "forbidden", detail });
      }
      shifts.push(checked.value);
      rows.push(row);
    });
    if (refused.length > 0) return await this.#refuse(refused, shifts, rows);
    const by = { who: sender.person.id, origin: sender.origin };
    return await (trial ? this.#try(shifts) : this.enter(shifts, by, MANAGE));
  }

  check(sent: unknown) {
    return checkShift(sent, {
      from: this.roster.keptFrom,
      closed: this.options.closed,
      timeZone: this.options.timeZone,
    });
  }

  /** Writes shifts that were checked. Ask for the right before. */
  async enter(shifts: readonly Shift[], by: Entrant, action: Action = MANAGE): Promise<ShiftsAnswer> {
    if (shifts.length === 0) return { kind: "done", count: 0 };
    const audit = auditOfShifts(shifts, { ...by, at: this.options.now(), action });
    const written = await this.options.ledger.shifts.add({ shifts, audit });
    return await this.#keep(written, shifts);
  }

  /** Ends a shift before its time: now, or at a later instant; one that has not begun is withdrawn. */
  async end(sender: Sender, sent: Readonly<Record<string, unknown>>): Promise<ShiftsAnswer> {
    const now = this.options.now();
    const worker = String(sent["worker"] ?? "");
    const starts = parseTime(sent["starts"], "starts");
    if (!starts.ok) return { kind: "invalid", why: starts.detail };
    const ends = sent["ends"] === undefined
      ? { ok: true as const, value: now }
      : parseTime(sent["ends"], "ends");
    if (!ends.ok) return { kind: "invalid", why: ends.detail };
    const denial = deny(sender, MANAGE, {
      areas: this.options.accounts().areasOf(worker),
      workers: [worker],
    });
    if (denial) return denial;
    if (ends.value < now) {
      const why =
        "ends lies in the past: fixes of that time may be recorded already; leave it out to end the shift now";
      return { kind: "invalid", why };
    }
    return await this.#end(sender, { worker, starts: starts.value, ends: ends.value }, MANAGE);
  }

  /** A worker signs on (`{do: "start", hours?}`) or off (`{do: "end"}`). */
  async own(sender: Sender, sent: Readonly<Record<string, unknown>>): Promise<ShiftsAnswer> {
    const worker = sender.person.post?.id ?? "";
    const denial = deny(sender, OWN, { workers: [worker] });
    if (denial) return denial;
    const { roster, workers, now } = this.options, at = now();
    const slot = workers.slotOf(worker);
    const [running] = roster.of(slot, at, at + 1);
    if (sent["do"] === "end") {
      return running ? await this.#end(sender, { worker, ...running, ends: at }, OWN) : { kind: "unknown" };
    }
    const { hours = OWN_HOURS } = sent;
    if (sent["do"] !== "start") {
      return { kind: "invalid", why: `do: is ${quote(sent["do"])}; use start or end` };
    }
    if (typeof hours !== "number" || !(hours > 0 && hours * HOUR_MS <= LONGEST_SHIFT_MS)) {
      return {
        kind: "invalid",
        why: `hours: is ${quote(hours)}; use a number up to ${LONGEST_SHIFT_MS / HOUR_MS}`,
      };
    }
    if (running) return { kind: "on-duty", until: running.ends };
    const planned = [...roster.of(slot, at, at + hours * HOUR_MS)].map(({ starts }) => starts);
    const ends = Math.min(at + Math.round(hours * HOUR_MS), ...planned);
    return await this.enter(
      [{ worker, starts: at, ends }],
      { who: sender.person.id, origin: sender.origin },
      OWN,
    );
  }

  async #try(shifts: readonly Shift[]): Promise<ShiftsAnswer> {
    const overlaps = await this.options.ledger.shifts.overlaps(shifts);
    return overlaps.length > 0
      ? inTheWay(overlaps, this.options.timeZone)
      : { kind: "done", count: shifts.length };
  }

  /** Also what is in the way of the others: whoever mends a table wants all its faults at once. `rows`: of the others. */
  async #refuse(
    refused: readonly ShiftRefusal[],
    others: readonly Shift[],
    rows: readonly number[],
  ): Promise<ShiftsAnswer> {
    const tried = await this.#try(others);
    const more = tried.kind === "refused" ? tried.rows.map((one) => ({ ...one, row: rows[one.row]! })) : [];
    return { kind: "refused", rows: [...refused, ...more].sort((a, b) => a.row - b.row) };
  }

  async #end(
    { person, origin }: Sender,
    { worker, starts, ends }: Shift,
    action: Action,
  ): Promise<ShiftsAnswer> {
    const shift = { worker, starts, ends: Math.max(starts, ends) };
    const audit: AuditEntry = {
      ...{ at: this.options.now(), who: person.id, origin, action, object: `worker ${worker}` },
      detail: { did: shift.ends === starts ? "withdraw" : "end", starts, ends: shift.ends },
    };
    return await this.#keep(await this.options.ledger.shifts.end({ shift, audit }), [shift]);
  }

  async #keep(written: ShiftsWritten, shifts: readonly Shift[]): Promise<ShiftsAnswer> {
    if (written.kind === "unknown") return { kind: "unknown" };
    if (written.kind === "overlap") return inTheWay(written.overlaps, this.options.timeZone);
    await this.roster.took(written.revision, shifts);
    return { kind: "done", count: shifts.length };
  }
}
