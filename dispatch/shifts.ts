/**
 * Duty shifts: who may enter, end and see them, and what they are now. The ledger keeps them, a roster in memory answers for
 * every fix; what another process writes, such as an import, is there within seconds.
 */
import { sha256 } from "../store/audit.ts";
import type { AuditEntry } from "../store/audit.ts";
import type { Ledger } from "../store/ledger.ts";
import type { ShiftPage, ShiftSpan, ShiftsWritten } from "../store/ledger_shifts.ts";
import { LONGEST_SHIFT_MS, type Shift } from "../store/shift.ts";
import { quote } from "../streams/parse/rejection.ts";
import { parseTime } from "../streams/parse/time.ts";
import type { WorkerTable } from "../streams/workers.ts";
import { localText } from "./local_time.ts";
import { FirstShifts } from "./first_shifts.ts";
import { type Action, may, type Verdict } from "./rights.ts";
import type { Roster } from "./roster.ts";
import type { Sender } from "./sender.ts";
import { checkShift, type ShiftRefusal } from "./shift_draft.ts";
import { Sights } from "./sights.ts";
import type { WorkerAccounts } from "./worker_areas.ts";

export type ShiftsAnswer =
  | { readonly kind: "done"; readonly count: number }
  | { readonly kind: "refused"; readonly rows: readonly ShiftRefusal[] }
  | { readonly kind: "invalid"; readonly why: string }
  /** No such shift, or it is over. */
  | { readonly kind: "unknown" }
  | { readonly kind: "on-duty"; readonly until: number }
  | {
    readonly kind: "denied";
    readonly action: Action;
    readonly reason: (Verdict & { ok: false })["reason"];
  };

export interface ShiftsOptions {
  readonly ledger: Pick<Ledger, "shifts">;
  readonly roster: Roster;
  readonly workers: Pick<WorkerTable, "slotOf" | "find" | "id">;
  /** How long fixes, and with them shifts, are kept. */
  readonly keptMs: number;
  readonly closed: ReadonlySet<string> | null;
  readonly timeZone: string;
  readonly accounts: () => WorkerAccounts;
  readonly now: () => number;
  /** Told of workers whose duty has become shorter. */
  readonly onShortened: (slots: readonly number[]) => void;
  readonly report: (stage: string, error: unknown) => void;
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

const MANAGE = "shifts.manage", OWN = "shift.own";
/** Most shifts entered at once; more are for the command line. */
export const MOST_AT_ONCE = 20_000;
/** How long a shift is that a worker begins without saying how long. */
const OWN_HOURS = 8;
const HOUR_MS = 3_600_000;
const PAGE = 50_000;
/** A shift that started longer ago is over. */
const RECENT_MS = 24 * HOUR_MS;
const SYNC_EVERY_MS = 3_000, PRUNE_EVERY_MS = HOUR_MS;
/** The row of audit lists so many shifts; more are told by their number and digest. */
const LISTED_IN_AUDIT = 20;

/** Who entered something, as the record names them. */
export interface Entrant {
  readonly who: string;
  readonly origin: string;
}

export class Shifts {
  /** Of the ledger, as far as the roster knows it. */
  #revision = 0;
  /** Resolves when shifts of long ago are known too: before that, no old fix can be judged. */
  whole: Promise<void> = Promise.resolve();
  #syncing: Promise<void> | null = null;
  readonly #sights = new Sights();
  #texts: { readonly accounts: WorkerAccounts | null; readonly bySlot: string[] } = {
    accounts: null,
    bySlot: [],
  };

  private constructor(private readonly options: ShiftsOptions) {}

  static async open(options: ShiftsOptions): Promise<Shifts> {
    const shifts = new Shifts(options);
    await options.ledger.shifts.prune(shifts.#keptFrom(), options.now());
    // Beginning with those that say who is on duty now: a start waits for no others.
    const recent = options.now() - RECENT_MS;
    shifts.#revision = await shifts.#read(0, { after: { starts: recent, worker: "" } });
    shifts.whole = shifts.#read(0, { until: recent + 1 }).then(() => {});
    // Whoever awaits it is told; until then a failure ends nothing.
    shifts.whole.catch(() => {});
    return shifts;
  }

  /** Follows what other processes write, and forgets what is too old, until the signal. */
  start(signal: AbortSignal): void {
    const { report } = this.options;
    const sync = setInterval(() => void this.sync().catch((error) => report("shifts", error)), SYNC_EVERY_MS);
    const prune = setInterval(
      () => void this.#prune().catch((error) => report("shifts", error)),
      PRUNE_EVERY_MS,
    );
    signal.addEventListener("abort", () => [sync, prune].forEach(clearInterval), { once: true });
  }

  isOnDuty(worker: string): boolean {
    const slot = this.options.workers.find(worker);
    return slot !== undefined && this.options.roster.holds(slot, this.options.now());
  }

  list(sender: Sender, { worker, q = "", from, to, limit }: ShiftQuery): ShiftList {
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
      from: this.#keptFrom(),
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

  /** Takes what was written since, by whomever. */
  sync(): Promise<void> {
    return this.#syncing ??= this.#sync().finally(() => this.#syncing = null);
  }

  async #sync(): Promise<void> {
    const { ledger } = this.options;
    if (this.#revision > 0 && await ledger.shifts.revision() === this.#revision) return;
    this.#revision = Math.max(this.#revision, await this.#read(this.#revision, {}));
  }

  /** Takes what was written after a revision; returns the revision up to which nothing is missing. */
  async #read(since: number, span: ShiftSpan): Promise<number> {
    const { ledger } = this.options;
    const list = <T>(json: string) => JSON.parse(json) as T[];
    // Of the first page: what is written while the others are read may lie before them.
    let reached = -1;
    for (let after = span.after;;) {
      const page: ShiftPage = await ledger.shifts.changedSince(since, {
        ...span,
        ...(after ? { after } : {}),
      }, PAGE);
      this.#put(list<string>(page.workers), list<number>(page.starts), list<number>(page.ends));
      if (reached < 0) reached = page.revision;
      if (!page.next) return reached;
      after = page.next;
    }
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
    if (written.revision === this.#revision + 1) {
      this.#revision = written.revision;
      this.#put(
        shifts.map(({ worker }) => worker),
        shifts.map(({ starts }) => starts),
        shifts.map(({ ends }) => ends),
      );
    } else {
      // Somebody else wrote between; a reading that began before may lack this.
      await this.#syncing;
      await this.sync();
    }
    return { kind: "done", count: shifts.length };
  }

  #put(ids: readonly string[], starts: readonly number[], ends: readonly number[]): void {
    const { workers, roster } = this.options;
    const shortened: number[] = [];
    for (let i = 0; i < ids.length; i++) {
      const slot = workers.slotOf(ids[i]!);
      if (roster.put(slot, starts[i]!, ends[i]!)) shortened.push(slot);
    }
    if (shortened.length > 0) this.options.onShortened(shortened);
  }

  async #prune(): Promise<void> {
    this.options.roster.prune(this.#keptFrom());
    await this.options.ledger.shifts.prune(this.#keptFrom(), this.options.now());
  }

  #keptFrom(): number {
    return this.options.now() - this.options.keptMs;
  }

  /** What is searched for a worker, as long as no account changes. */
  #textOf(slot: number, accounts: WorkerAccounts): string {
    if (this.#texts.accounts !== accounts) this.#texts = { accounts, bySlot: [] };
    const { bySlot } = this.#texts, id = this.options.workers.id(slot);
    return bySlot[slot] ??= `${id}\n${accounts.nameOf(id) ?? ""}`.toLowerCase();
  }

  #seenBy({ person }: Sender, accounts: WorkerAccounts): (slot: number) => boolean {
    if (may(person, MANAGE, { areas: [] }).ok) return () => true;
    return this.#sights.of(person, accounts, (slot) => {
      const worker = this.options.workers.id(slot);
      return may(person, MANAGE, { areas: accounts.areasOf(worker), workers: [worker] }).ok ||
        may(person, OWN, { workers: [worker] }).ok;
    });
  }
}

/** One row of the record, however many shifts it tells of. */
export function auditOfShifts(
  shifts: readonly Shift[],
  by: Omit<AuditEntry, "object" | "detail">,
): AuditEntry {
  const digest = sha256(JSON.stringify(shifts.map(({ worker, starts, ends }) => [worker, starts, ends])));
  const from = shifts.reduce((first, { starts }) => Math.min(first, starts), Infinity);
  const to = shifts.reduce((last, { ends }) => Math.max(last, ends), -Infinity);
  const one = shifts.every(({ worker }) => worker === shifts[0]!.worker);
  return {
    ...by,
    object: one ? `worker ${shifts[0]!.worker}` : "shifts",
    detail: {
      ...{ did: "add", count: shifts.length, from, to, digest },
      ...(shifts.length <= LISTED_IN_AUDIT ? { shifts } : {}),
    },
  };
}

function deny(
  { person }: Sender,
  action: Action,
  target?: { areas?: readonly string[]; workers?: readonly string[] },
): ShiftsAnswer | null {
  const verdict = may(person, action, target);
  return verdict.ok ? null : { kind: "denied", action, reason: verdict.reason };
}

export function inTheWay(
  overlaps: readonly { readonly row: number; readonly starts: number; readonly ends: number }[],
  timeZone: string,
): ShiftsAnswer & { kind: "refused" } {
  const said = (ms: number) => localText(ms, timeZone);
  return {
    kind: "refused",
    rows: overlaps.map(({ row, starts, ends }) => ({
      row,
      fault: "overlap" as const,
      other: { starts, ends },
      detail: `It overlaps this worker's shift from ${said(starts)} to ${
        said(ends)
      }; end or withdraw that one first`,
    })),
  };
}
