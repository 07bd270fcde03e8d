/** A city's calendar, ready to be asked: which local day an instant lies on, and how much is worked between two. */
import { type CalendarTable, DAY_MS, dayNumber } from "./calendar_table.ts";
import { type CalendarYear, calendarYear } from "./calendar_year.ts";

export * from "./calendar_table.ts";

const FIRST_YEAR = 1970, LAST_YEAR = 2199;

/**
 * Instants are epoch milliseconds; days are numbered from 1970-01-01 in the calendar's zone. Each year is worked out when it
 * is first asked about (about a ms); an answer is then a search in it, whatever lies between two instants.
 */
export class Calendar {
  readonly #years = new Map<number, CalendarYear>();
  #officialEnd: number | undefined;

  constructor(readonly table: CalendarTable) {
    if (table.hours.length === 0 || table.weekdays.length === 0) {
      throw new RangeError("A calendar without usual working time: no limit in working time would ever end");
    }
  }

  /** The local day on which an instant lies. */
  dayOf(instant: number): number {
    const year = this.#yearOf(instant);
    return year.first + lastAtMost(year.starts, instant);
  }

  /** The first instant of a local day, which is not midnight where the clock jumps over it. */
  startOfDay(day: number): number {
    const year = this.#yearOfDay(day);
    return year.starts[day - year.first]!;
  }

  /** Milliseconds of working time from one instant to a later one; 0 when it is not later. */
  worked(from: number, to: number): number {
    if (to <= from) return 0;
    const first = this.#yearOf(from), last = this.#yearOf(to);
    let sum = workedBefore(last, to) - workedBefore(first, from);
    for (let year = first; year !== last; year = this.#next(year)) sum += year.worked.at(-1) ?? 0;
    return sum;
  }

  /** The earliest instant by which `ms` (more than 0) have been worked since `from`. */
  afterWork(from: number, ms: number): number {
    let year = this.#yearOf(from);
    let rest = ms + workedBefore(year, from);
    while (rest > (year.worked.at(-1) ?? 0)) {
      rest -= year.worked.at(-1) ?? 0;
      year = this.#next(year);
    }
    const shift = firstAtLeast(year.worked, rest);
    return year.to[shift]! - (year.worked[shift]! - rest);
  }

  /** How many working days there are from a day on and before another. */
  workingDays(from: number, before: number): number {
    if (before <= from) return 0;
    const first = this.#yearOfDay(from), last = this.#yearOfDay(before);
    let sum = last.workingBefore[before - last.first]! - first.workingBefore[from - first.first]!;
    for (let year = first; year !== last; year = this.#next(year)) sum += year.workingBefore.at(-1)!;
    return sum;
  }

  /** The `n`-th working day from a day on; the first may be the day itself. */
  workingDay(from: number, n: number): number {
    let year = this.#yearOfDay(from);
    let rest = n + year.workingBefore[from - year.first]!;
    while (rest > year.workingBefore.at(-1)!) {
      rest -= year.workingBefore.at(-1)!;
      year = this.#next(year);
    }
    return year.first + firstAtLeast(year.workingBefore, rest) - 1;
  }

  /** When the last shift of a working day ends; the day's own end where nothing is worked. */
  endOfWork(day: number): number {
    const year = this.#yearOfDay(day), i = day - year.first;
    return year.shiftOf[i + 1]! > year.shiftOf[i]! ? year.to[year.shiftOf[i + 1]! - 1]! : year.starts[i + 1]!;
  }

  /** Whether the authorities have decided about everything before an instant; where nothing is said, they have. */
  isOfficial(instant: number): boolean {
    const { officialUntil } = this.table;
    this.#officialEnd ??= officialUntil === null ? Infinity : this.startOfDay(dayNumber(officialUntil) + 1);
    return instant <= this.#officialEnd;
  }

  #yearOf(instant: number): CalendarYear {
    const guess = new Date(instant).getUTCFullYear();
    const year = this.#year(guess);
    // The first and the last hours of a local year lie in the neighbouring year of UTC.
    if (instant < year.starts[0]!) return this.#year(guess - 1);
    return instant >= year.starts.at(-1)! ? this.#year(guess + 1) : year;
  }

  #yearOfDay(day: number): CalendarYear {
    return this.#year(new Date(day * DAY_MS).getUTCFullYear());
  }

  #next(year: CalendarYear): CalendarYear {
    return this.#yearOfDay(year.first + year.starts.length - 1);
  }

  #year(number: number): CalendarYear {
    let year = this.#years.get(number);
    if (year) return year;
    // Also refuses NaN.
    if (!(number >= FIRST_YEAR && number <= LAST_YEAR)) {
      throw new RangeError(
        `The calendar was asked about the year ${number}; it knows ${FIRST_YEAR} to ${LAST_YEAR}`,
      );
    }
    this.#years.set(number, year = calendarYear(this.table, number));
    return year;
  }
}

/** Working time of a year before an instant in it. */
function workedBefore({ from, to, worked }: CalendarYear, instant: number): number {
  const shift = lastAtMost(from, instant);
  return shift < 0 ? 0 : worked[shift]! - Math.max(0, to[shift]! - instant);
}

/** Index of the last entry of an ascending list that is at most `value`; -1 when there is none. */
function lastAtMost(list: Float64Array, value: number): number {
  let low = 0, high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Index of the first entry of an ascending list that is at least `value`; the list has one. */
function firstAtLeast(list: Float64Array | Int32Array, value: number): number {
  let low = 0, high = list.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
