/** Who works when: shifts by kind, days off, meals. A function of the worker and the local day. Pure. */
import type { Bilingual } from "./categories.ts";
import { KIND, kindOf } from "./kinds.ts";
import { lot } from "./random.ts";
import { DAY_MS, HOUR_MS, isDayOff, localDay } from "./rhythm.ts";

const MINUTE = 60_000;
const OFFSET_MS = 8 * HOUR_MS;

interface Shift extends Bilingual {
  /** Minutes after local midnight; `to` may lie in the next day. */
  readonly from: number;
  readonly to: number;
  /** When the first go for their meal and when the last do, and how long it takes; none in short shifts. */
  readonly meal?: readonly [from: number, to: number, minutes: number];
}

/** One shift hands over to the next for half an hour. */
export const SHIFTS: readonly Shift[] = [
  { zh: "早班", en: "Early", from: 6.5 * 60, to: 14.5 * 60, meal: [10.5 * 60, 11.5 * 60, 40] },
  { zh: "白班", en: "Day", from: 8 * 60, to: 17.5 * 60, meal: [11.5 * 60, 12.5 * 60, 70] },
  { zh: "晚班", en: "Late", from: 14 * 60, to: 22 * 60, meal: [17 * 60, 18.5 * 60, 40] },
  { zh: "夜班", en: "Night", from: 21.5 * 60, to: 31 * 60, meal: [24.5 * 60, 26.5 * 60, 40] },
  { zh: "早间", en: "Mornings", from: 7.5 * 60, to: 11.5 * 60 },
  { zh: "午后", en: "Afternoons", from: 13.5 * 60, to: 17.5 * 60 },
  { zh: "晚间", en: "Evenings", from: 18.5 * 60, to: 21.5 * 60 },
];
const NIGHT = 3;
export const NO_SHIFT = -1;
/** People turn to their station so long before the shift ends. */
export const BACK_MS = 20 * MINUTE;

interface Plan {
  /** Share of each shift. */
  readonly shifts: readonly (readonly [shift: number, share: number])[];
  /** Who of a shift comes, on working days, on days off, and at night. */
  readonly workday: number;
  readonly dayOff: number;
  readonly night: number;
}

/** In the order of KIND. Grids are walked by day; at night and on days off few are out. */
const PLANS: readonly Plan[] = [
  { shifts: [[0, 0.24], [1, 0.5], [2, 0.16], [NIGHT, 0.1]], workday: 0.94, dayOff: 0.36, night: 0.85 },
  { shifts: [[0, 0.2], [1, 0.42], [2, 0.18], [NIGHT, 0.2]], workday: 0.94, dayOff: 0.45, night: 0.85 },
  { shifts: [[4, 0.5], [5, 0.28], [6, 0.22]], workday: 0.6, dayOff: 0.65, night: 0 },
];

/** A worker keeps a shift for a week, Monday to Sunday. */
function drawnShift(worker: number, day: number): number {
  let left = lot(worker, 1_000_003 + Math.floor((day + 3) / 7));
  const { shifts } = PLANS[kindOf(worker)]!;
  for (const [shift, share] of shifts) if ((left -= share) < 0) return shift;
  return shifts[0]![0];
}

/** Index in {@link SHIFTS} of the one that a worker starts on a local day, or {@link NO_SHIFT}. */
export function shiftOn(worker: number, day: number): number {
  const shift = drawnShift(worker, day), kind = kindOf(worker);
  const { workday, dayOff, night } = PLANS[kind]!;
  const comes = shift === NIGHT ? night : isOff(day) ? dayOff : workday;
  if (lot(worker, 2_000_003 + day) >= comes) return NO_SHIFT;
  // Who came home in the morning does not go out again at noon.
  const rests = kind !== KIND.partTime && shift !== NIGHT && drawnShift(worker, day - 1) === NIGHT;
  return rests ? NO_SHIFT : shift;
}

/** Shifts are planned to these minutes. */
const PLANNED_MS = 10 * MINUTE;

/** The shift that a worker starts on a local day, as it stands in the roster: nobody comes before, or stays beyond it. */
export function plannedShift(worker: number, day: number): { starts: number; ends: number } | null {
  const shift = shiftOn(worker, day);
  if (shift === NO_SHIFT) return null;
  const { from, to } = timesOf(worker, day, shift);
  return {
    starts: Math.floor(from / PLANNED_MS) * PLANNED_MS,
    ends: Math.ceil(to / PLANNED_MS) * PLANNED_MS,
  };
}

/** Nobody is punctual to the minute. */
function timesOf(worker: number, day: number, shift: number): { from: number; to: number } {
  const { from, to } = SHIFTS[shift]!;
  const midnight = midnightOf(day), salt = saltOf(day);
  return {
    from: midnight + (from - 8 + 12 * lot(worker, salt)) * MINUTE,
    to: midnight + (to - 4 + 14 * lot(worker, salt + 1)) * MINUTE,
  };
}

const midnightOf = (day: number) => day * DAY_MS - OFFSET_MS;
const saltOf = (day: number) => 3_000_003 + day * 4;

/** When each worker's shift runs, the present one or the next: columns of epoch ms. */
export class Duties {
  readonly from: Float64Array;
  /** Equal where the shift has no meal. */
  readonly mealFrom: Float64Array;
  readonly mealTo: Float64Array;
  readonly to: Float64Array;

  constructor(readonly size: number) {
    this.from = new Float64Array(size);
    this.mealFrom = new Float64Array(size);
    this.mealTo = new Float64Array(size);
    this.to = new Float64Array(size);
  }

  /** Makes the columns of row `i` those of the first shift of a worker that ends after an instant. */
  seek(i: number, worker: number, time: number): void {
    const today = localDay(time);
    for (let day = today - 1; day < today + 21; day++) {
      const shift = shiftOn(worker, day);
      if (shift === NO_SHIFT) continue;
      this.#write(i, worker, day, shift);
      if (this.to[i]! > time) return;
    }
    this.from[i] =
      this.mealFrom[i] =
      this.mealTo[i] =
      this.to[i] =
        time + 21 * DAY_MS;
  }

  /** Makes the columns of row `i` those of the last shift of a worker that starts before an instant. */
  seekBack(i: number, worker: number, time: number): void {
    const today = localDay(time);
    for (let day = today; day > today - 21; day--) {
      const shift = shiftOn(worker, day);
      if (shift === NO_SHIFT) continue;
      this.#write(i, worker, day, shift);
      if (this.from[i]! < time) return;
    }
    this.from[i] =
      this.mealFrom[i] =
      this.mealTo[i] =
      this.to[i] =
        time - 21 * DAY_MS;
  }

  /** Whether somebody on duty is in the streets then: not at a meal, and not on the way back to the station. */
  patrols(i: number, time: number): boolean {
    return time < this.to[i]! - BACK_MS && !(time >= this.mealFrom[i]! && time < this.mealTo[i]!);
  }

  #write(i: number, worker: number, day: number, shift: number): void {
    const { meal } = SHIFTS[shift]!, { from, to } = timesOf(worker, day, shift);
    const midnight = midnightOf(day), salt = saltOf(day);
    this.from[i] = from;
    this.to[i] = to;
    this.mealFrom[i] = this.mealTo[i] = this.from[i]!;
    if (!meal) return;
    this.mealFrom[i] = midnight + (meal[0] + (meal[1] - meal[0]) * lot(worker, salt + 2)) * MINUTE;
    this.mealTo[i] = this.mealFrom[i]! + meal[2] * MINUTE;
  }
}

let asked = NaN, answer = false;

/** {@link isDayOff} of a local day; the last answer is kept, because many workers ask about one day. */
function isOff(day: number): boolean {
  if (day !== asked) [asked, answer] = [day, isDayOff(day * DAY_MS - OFFSET_MS)];
  return answer;
}
