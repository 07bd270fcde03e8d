/**
 * How much a screen does with its picture: everything where a graphics card draws, less by named steps where none does or it
 * is too slow, so that a wall shows old values never and a frozen page never. Pure.
 */

/** From everything to the least. Each step leaves out what the ones before it leave out, and one thing more. */
export const STEPS = ["full", "noGlide", "slowTicks", "noEase", "fewNames", "cellsOnly"] as const;
export type Step = (typeof STEPS)[number];

/** A picture that takes longer than this makes a machine slow, one under the second makes it quick again. */
const SLOW_MS = 120;
const QUICK_MS = 45;
/** So many pictures in a row decide for less: one that was late says nothing. */
const SLOW_PICTURES = 6;
/** So long everything must be quick before a machine gets more to do: it would be slow with it again at once otherwise. */
const QUICK_FOR_MS = 30_000;
/** After it was slow with a step once, a machine is tried with it again only after as many times as long. */
const PATIENCE = 4;
/** Weight of the newest picture in the mean. */
const NEWEST = 0.3;

/** Pictures of data follow each other no faster than this once ticks are slow. */
export const SLOW_TICK_MS = 2_000;

export class Effort {
  /** Mean time a picture takes, ms. */
  cost = 0;
  #level: number;
  #slow = 0;
  #quickSince = -Infinity;
  #wait = QUICK_FOR_MS;
  /** The last change was to more. */
  #tried = false;

  /** Without a graphics card gliding is never tried. */
  constructor(readonly software: boolean) {
    this.#level = this.#best;
  }

  get step(): Step {
    return STEPS[this.#level]!;
  }

  /** Whether this step leaves out what `step` leaves out. */
  without(step: Exclude<Step, "full">): boolean {
    return this.#level >= STEPS.indexOf(step);
  }

  /** A picture took so long; returns whether the step is another one now. */
  took(ms: number, now: number): boolean {
    this.cost = this.cost * (1 - NEWEST) + ms * NEWEST;
    if (this.cost >= QUICK_MS) this.#quickSince = now;
    this.#slow = this.cost > SLOW_MS ? this.#slow + 1 : 0;
    if (this.#slow >= SLOW_PICTURES && this.#level < STEPS.length - 1) {
      // It was slow with more before: do not try that again soon.
      if (this.#tried) {
        this.#wait = Math.min(this.#wait * PATIENCE, QUICK_FOR_MS * PATIENCE ** 3);
      }
      return this.#go(1, now);
    }
    if (this.#level > this.#best && now - this.#quickSince >= this.#wait) return this.#go(-1, now);
    return false;
  }

  get #best(): number {
    return this.software ? 1 : 0;
  }

  #go(by: 1 | -1, now: number): boolean {
    this.#level += by;
    this.#tried = by < 0;
    this.#slow = 0;
    this.#quickSince = now;
    return true;
  }
}

const SOFTWARE = /swiftshader|llvmpipe|softpipe|software|basic render/i;

/** Whether what draws is a processor that plays a graphics card; `renderer` is the name the browser gives it. */
export function isSoftware(
  { gpu, renderer }: { readonly gpu?: string; readonly renderer?: string },
): boolean {
  return gpu === "software" || SOFTWARE.test(renderer ?? "");
}
