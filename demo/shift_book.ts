/**
 * The shifts of Haiwan's workers, entered into the ledger like those of any city: whoever is on duty first, then yesterday,
 * today and the coming days, and days of the past as history is made up. What stands there already is not entered again.
 */
import type { Shift } from "../store/shift.ts";
import type { DutyBook } from "../streams/duty.ts";
import { workerId } from "./people_names.ts";
import { localDay } from "./rhythm.ts";
import { plannedShift } from "./shifts.ts";

export interface ShiftBookOptions {
  readonly book: DutyBook;
  readonly count: number;
  /** Slot of each worker in the city's table. */
  readonly slot: Uint32Array;
}

/** Entered in one go: some milliseconds of the ledger's thread, for which a dispatcher may have to wait. */
const PER_ENTRY = 5_000;
/** Workers whose day is worked out in one go. */
const SLICE = 20_000;
/** Between two entries: feeds and people go first. */
const PAUSE_MS = 40;
/** Days ahead that are entered. */
const AHEAD = 2;
const KEEP_EVERY_MS = 10 * 60_000;
/** Who comes so soon need not wait for the rest of the day. */
const SOON_MS = 30 * 60_000;
/** Whoever is needed beyond the shift gets so much more, as soon as less than the second is left. */
const OVERTIME_MS = 3_600_000, OVERTIME_BEFORE_MS = 2 * 60_000;

export class ShiftBook {
  /** Local days that are entered, or being entered. */
  readonly #days = new Map<number, Promise<void>>();
  #extending = false;

  constructor(private readonly options: ShiftBookOptions) {}

  /** Those on duty now: a fix of anybody else would be refused. */
  async enterNow(now: number): Promise<void> {
    const today = localDay(now), shifts: Shift[] = [];
    for (let i = 0; i < this.options.count; i++) {
      for (const day of [today - 1, today]) {
        const shift = plannedShift(i, day);
        if (shift && shift.starts <= now + SOON_MS && shift.ends > now) this.#plan(shifts, i, shift);
      }
    }
    await this.#enterAtOnce(shifts);
  }

  /** The days around now, and the coming ones ever after, until the signal. */
  async keep(now: () => number, signal: AbortSignal, report: (error: unknown) => void): Promise<void> {
    const ahead = async () => {
      const today = localDay(now());
      for (let day = today; day <= today + AHEAD && !signal.aborted; day++) await this.enterDay(day, signal);
      for (const day of this.#days.keys()) if (day < today - 40) this.#days.delete(day);
    };
    await ahead();
    const timer = setInterval(() => void ahead().catch(report), KEEP_EVERY_MS);
    signal.addEventListener("abort", () => clearInterval(timer), { once: true });
  }

  /** Whatever shift holds some of the local day of an instant. */
  async reach(time: number, signal: AbortSignal): Promise<void> {
    const day = localDay(time);
    await this.enterDay(day, signal);
    await this.enterDay(day - 1, signal);
  }

  /** The shifts that start on a local day. */
  enterDay(day: number, signal: AbortSignal): Promise<void> {
    let entered = this.#days.get(day);
    if (!entered) {
      this.#days.set(day, entered = this.#enterDay(day, signal));
      // Tried again by whoever asks next.
      entered.catch(() => this.#days.delete(day));
    }
    return entered;
  }

  /** More time for workers who are still needed, at the end of their shift or called in from home. */
  async extend(workers: Iterable<number>, now: number): Promise<void> {
    if (this.#extending) return;
    const shifts: Shift[] = [];
    for (const i of workers) {
      const ends = this.options.book.endOf(this.options.slot[i]!, now);
      if (ends < now + OVERTIME_BEFORE_MS) this.#fill(shifts, i, now, now + OVERTIME_MS);
    }
    if (shifts.length === 0) return;
    this.#extending = true;
    await this.#enter(shifts).finally(() => this.#extending = false);
  }

  /** Whoever is called up is on duty from an instant to another, as the columns say. */
  async callUp(
    workers: Iterable<number>,
    { from, to }: { from: Float64Array; to: Float64Array },
  ): Promise<void> {
    const shifts: Shift[] = [];
    for (const i of workers) this.#fill(shifts, i, Math.floor(from[i]!), Math.ceil(to[i]!));
    await this.#enter(shifts);
  }

  async #enterDay(day: number, signal: AbortSignal): Promise<void> {
    const { count } = this.options;
    for (let from = 0; from < count && !signal.aborted; from += SLICE) {
      const shifts: Shift[] = [];
      for (let i = from; i < Math.min(count, from + SLICE); i++) {
        const shift = plannedShift(i, day);
        if (shift) this.#plan(shifts, i, shift);
      }
      await this.#enter(shifts, PAUSE_MS);
    }
  }

  #plan(shifts: Shift[], i: number, { starts, ends }: Omit<Shift, "worker">): void {
    const { book, slot } = this.options;
    // The middle too: an overtime may stand where the shift begins.
    if (book.holds(slot[i]!, starts) || book.holds(slot[i]!, (starts + ends) / 2)) return;
    shifts.push({ worker: workerId(i), starts, ends });
  }

  /** What of a period nobody has planned yet, as one shift from its first free moment on. */
  #fill(shifts: Shift[], i: number, from: number, to: number): void {
    const { book, slot } = this.options;
    const starts = Math.max(from, book.endOf(slot[i]!, from));
    const ends = Math.min(to, ...[...book.of(slot[i]!, starts, to)].map((next) => next.starts));
    if (ends > starts) shifts.push({ worker: workerId(i), starts, ends });
  }

  async #enter(shifts: readonly Shift[], pause = 0): Promise<void> {
    for (const some of entriesOf(shifts)) {
      await this.#enterSome(some);
      if (pause > 0) await new Promise((wake) => setTimeout(wake, pause));
    }
  }

  async #enterAtOnce(shifts: readonly Shift[]): Promise<void> {
    await Promise.all(entriesOf(shifts).map((some) => this.#enterSome(some)));
  }

  async #enterSome(some: readonly Shift[]): Promise<void> {
    const inTheWay = await this.options.book.enter(some);
    // Somebody planned otherwise: that stands.
    if (inTheWay.size > 0) await this.options.book.enter(some.filter((_, row) => !inTheWay.has(row)));
  }
}

function entriesOf(shifts: readonly Shift[]): Shift[][] {
  return Array.from(
    { length: Math.ceil(shifts.length / PER_ENTRY) },
    (_, i) => shifts.slice(i * PER_ENTRY, (i + 1) * PER_ENTRY),
  );
}
