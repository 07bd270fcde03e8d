/** What cells say: a class for each row by the measure that is looked at, and where nobody was. Pure; no object per row. */
import { differenceBreaks, HEAT_RAMP, type Theme } from "./heat_ramp.ts";
import { type Breaks, breaksOf, classOf, type Rgba } from "./ramp.ts";

/** The counts that frames carry, and the two that are made of them on the screen. */
export const CELL_MEASURES = ["incidents", "workers", "open", "fixes", "perWorker", "usual"] as const;
export type CellMeasure = (typeof CELL_MEASURES)[number];

/** Counts by row, all of the same rows. */
export interface CellCounts {
  readonly rows: number;
  readonly workers: Uint32Array;
  readonly open: Uint32Array;
  readonly incidents: Uint32Array;
  readonly fixes: Uint32Array;
  /** Usual incidents of the window; null while nobody knows. */
  readonly usual: Float32Array | null;
}

/** Rows by class: an index into the colours of the measure, or {@link NO_CLASS}; and by hatch, see {@link HATCH}. */
export interface Classes {
  readonly ranks: Uint8Array;
  readonly hatches: Uint8Array;
}

export const NO_CLASS = 255;
/** Indexes into the colours of hatches. */
export const HATCH = { nobodyLooked: 0, nobodyThere: 1 } as const;

/** Colours of more and less than usual: so many steps either way, and the neutral one between them. */
export const DIFFERENCE_STEPS = 3;
/** The class of incidents that nobody is there for: after those of the ramp. */
export const NOBODY_RANK = 6;

const DIFFERENCES: Readonly<Record<Theme, readonly Rgba[]>> = {
  dark: [
    [79, 157, 222, 205],
    [79, 157, 222, 140],
    [79, 157, 222, 80],
    [140, 155, 170, 42],
    [240, 138, 60, 90],
    [240, 138, 60, 150],
    [240, 138, 60, 215],
  ],
  light: [
    [31, 111, 178, 215],
    [31, 111, 178, 140],
    [31, 111, 178, 75],
    [96, 112, 128, 36],
    [200, 100, 20, 85],
    [200, 100, 20, 150],
    [184, 90, 16, 225],
  ],
};
const NOBODY: Readonly<Record<Theme, Rgba>> = { dark: [255, 77, 94, 66], light: [201, 21, 43, 46] };
const HATCHES: Readonly<Record<Theme, readonly Rgba[]>> = {
  dark: [[159, 176, 192, 50], [255, 122, 134, 215]],
  light: [[74, 93, 110, 46], [201, 21, 43, 205]],
};
/** The same array for the same subject: whoever compares sees at once that nothing changed. */
const PALETTES = Object.fromEntries(
  (["dark", "light"] as const).map((theme) => [theme, {
    amount: HEAT_RAMP[theme],
    perWorker: [...HEAT_RAMP[theme], NOBODY[theme]],
    difference: DIFFERENCES[theme],
  }]),
) as unknown as Readonly<
  Record<Theme, Readonly<Record<"amount" | "perWorker" | "difference", readonly Rgba[]>>>
>;

export function coloursOf(measure: CellMeasure, theme: Theme): readonly Rgba[] {
  const { amount, perWorker, difference } = PALETTES[theme];
  return measure === "usual" ? difference : measure === "perWorker" ? perWorker : amount;
}

export function hatchColours(theme: Theme): readonly Rgba[] {
  return HATCHES[theme];
}

/** Which window a measure is over; the others are as of now. */
export function isWindowed(measure: CellMeasure): boolean {
  return measure !== "workers" && measure !== "open";
}

/** The figure of a row; Infinity: incidents and nobody there; NaN: nobody knows what is usual. */
export function valueAt(measure: CellMeasure, counts: CellCounts, row: number): number {
  switch (measure) {
    case "perWorker": {
      const incidents = counts.incidents[row]!;
      return incidents === 0 ? 0 : incidents / counts.workers[row]!;
    }
    case "usual":
      return counts.usual ? counts.incidents[row]! - counts.usual[row]! : NaN;
    default:
      return counts[measure][row]!;
  }
}

/** Breaks for what is there now; see HeldBreaks for how long they hold. */
export function breaksFor(measure: CellMeasure, values: ArrayLike<number>): Breaks {
  if (measure === "usual") return differenceBreaks(values);
  return measure === "perWorker" ? ratioBreaks(values) : breaksOf(values);
}

/** Writes the value of every row. */
export function measureRows(measure: CellMeasure, counts: CellCounts, values: Float32Array): void {
  for (let row = 0; row < counts.rows; row++) values[row] = valueAt(measure, counts, row);
}

/** Writes the class and the hatch of every row; returns how many are hatched. */
export function classify(
  measure: CellMeasure,
  counts: CellCounts,
  { values, breaks }: { values: ArrayLike<number>; breaks: Breaks },
  { ranks, hatches }: Classes,
): number {
  let hatched = 0;
  for (let row = 0; row < counts.rows; row++) {
    const value = values[row]!;
    const rank = ranks[row] = rankOf(measure, value, breaks, counts, row);
    const hatch = rank === NOBODY_RANK && measure === "perWorker"
      ? HATCH.nobodyThere
      : counts.fixes[row] === 0
      ? HATCH.nobodyLooked
      : NO_CLASS;
    hatches[row] = hatch;
    if (hatch !== NO_CLASS) hatched++;
  }
  return hatched;
}

function rankOf(
  measure: CellMeasure,
  value: number,
  breaks: Breaks,
  counts: CellCounts,
  row: number,
): number {
  if (measure === "usual") return differenceRank(value, breaks, counts.incidents[row]! > 0);
  if (value === Infinity) return NOBODY_RANK;
  const rank = classOf(value, breaks);
  return rank < 0 ? NO_CLASS : rank;
}

/** Less than the first break either way is as usual: nothing to see where nothing was and nothing happened. */
function differenceRank(difference: number, breaks: Breaks, happened: boolean): number {
  if (Number.isNaN(difference)) return NO_CLASS;
  const size = classOf(Math.abs(difference), breaks) + 1;
  if (size === 0) return happened ? DIFFERENCE_STEPS : NO_CLASS;
  return difference > 0 ? DIFFERENCE_STEPS + size : DIFFERENCE_STEPS - size;
}

const QUANTILES = [0, 0.4, 0.65, 0.82, 0.92, 0.975] as const;
export const PLAIN_RATIOS: Breaks = [0.01, 0.1, 0.2, 0.5, 1, 2];

/** Breaks of shares such as incidents per worker: ascending, each a figure that is read at a glance. */
export function ratioBreaks(values: ArrayLike<number>): Breaks {
  const present = Float64Array.from(values).filter((value) => value > 0 && value !== Infinity).sort();
  if (present.length === 0) return PLAIN_RATIOS;
  const breaks: number[] = [];
  for (const quantile of QUANTILES) {
    const value = plain(present[Math.min(present.length - 1, Math.floor(quantile * present.length))]!);
    const least = breaks.at(-1);
    breaks.push(least === undefined ? value : value > least ? value : next(least));
  }
  return breaks;
}

/** The largest of 1, 1.5, 2, 3, 5, 7 times a power of ten that is not above a value. */
const STEPS = [1, 1.5, 2, 3, 5, 7] as const;

function plain(value: number): number {
  const scale = 10 ** Math.floor(Math.log10(value));
  // Below 1 of its own power, a value that rounding put there: the largest step of the power below.
  const step = STEPS.findLast((one) => exact(one * scale) <= value);
  return exact(step === undefined ? scale * 0.7 : step * scale);
}

function next(value: number): number {
  const scale = 10 ** Math.floor(Math.log10(value * (1 + 1e-9)));
  const step = STEPS.find((one) => one * scale > value * (1 + 1e-9));
  return exact(step === undefined ? scale * 10 : step * scale);
}

/** Without the last digits that floating point adds. */
function exact(value: number): number {
  return Number(value.toPrecision(6));
}
