/** Intensity of cells: classes by quantile, one perceptual ramp from nearly the land colour to bright. Pure. */

export type Rgba = readonly [red: number, green: number, blue: number, alpha: number];

/** Inferno-like on dark; lightness rises evenly, so it survives deuteranopia and a grey print. */
export const RAMP: readonly Rgba[] = [
  [84, 42, 134, 132],
  [133, 36, 121, 146],
  [176, 49, 91, 158],
  [221, 81, 58, 170],
  [247, 132, 16, 182],
  [250, 198, 45, 198],
];

/** Share of the cells with anything in them that lies below each class; the top class holds the last 2.5 %. */
const QUANTILES = [0, 0.4, 0.65, 0.82, 0.92, 0.975] as const;
/** Breaks stay while the share of cells in the top class is within these bounds, so that colours don't dance. */
const TOP_SHARE_MOST = 0.12;
const KEEP_MS = 60_000;
const RENEW_MS = 900_000;

/** Least values of the classes, ascending, whole numbers, the first 1; zero is in no class. */
export type Breaks = readonly number[];

export const PLAIN_BREAKS: Breaks = [1, 2, 3, 5, 8, 13];

export function breaksOf(values: ArrayLike<number>): Breaks {
  const present = Float64Array.from(values).filter((value) => value > 0).sort();
  if (present.length === 0) return PLAIN_BREAKS;
  const breaks: number[] = [];
  for (const quantile of QUANTILES) {
    const value = present[Math.min(present.length - 1, Math.floor(quantile * present.length))]!;
    breaks.push(breaks.length === 0 ? 1 : Math.max(breaks.at(-1)! + 1, neat(value)));
  }
  return breaks;
}

/** Two significant digits: a legend is read, not computed with. */
function neat(value: number): number {
  if (value < 100) return Math.round(value);
  const step = 10 ** (Math.floor(Math.log10(value)) - 1);
  return Math.round(value / step) * step;
}

/** Class of a value, or -1 for nothing. */
export function classOf(value: number, breaks: Breaks): number {
  let at = -1;
  while (at + 1 < breaks.length && value >= breaks[at + 1]!) at++;
  return at;
}

/** Keeps the breaks of what is shown; a new subject (measure, window, resolution) gets new ones at once. */
export class HeldBreaks {
  #subject = "";
  #breaks: Breaks = PLAIN_BREAKS;
  #since = -Infinity;
  #settled = false;

  /** The breaks to draw with now; `make` finds new ones. */
  hold(
    subject: string,
    values: ArrayLike<number>,
    now: number,
    make: (values: ArrayLike<number>) => Breaks = breaksOf,
  ): Breaks {
    if (subject !== this.#subject) {
      this.#subject = subject;
      this.#settled = false;
    }
    const age = now - this.#since;
    const due = !this.#settled || age > RENEW_MS || (age > KEEP_MS && this.#crowdedTop(values));
    if (due) {
      this.#breaks = make(values);
      this.#since = now;
      this.#settled = has(values);
    }
    return this.#breaks;
  }

  #crowdedTop(values: ArrayLike<number>): boolean {
    const top = this.#breaks.at(-1)!;
    let present = 0;
    let above = 0;
    for (let i = 0; i < values.length; i++) {
      const size = Math.abs(values[i]!);
      if (size > 0) present++;
      if (size >= top && size !== Infinity) above++;
    }
    return present > 20 && above > present * TOP_SHARE_MOST;
  }
}

function has(values: ArrayLike<number>): boolean {
  for (let i = 0; i < values.length; i++) if (Math.abs(values[i]!) > 0) return true;
  return false;
}
