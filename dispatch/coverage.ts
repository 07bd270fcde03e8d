/** Areas in which nobody is on duty though something is open there, for longer than a city wants. Pure. */

const MINUTE = 60_000;

export interface AreaNow {
  readonly code: string;
  /** Code of the area above it, by which many are put together. */
  readonly above: string;
  /** Live workers in it, and incidents that are open. */
  readonly workers: number;
  readonly open: number;
}

export interface CoverageRules {
  readonly minutes: number;
  /** At least so many incidents are open. */
  readonly open: number;
  /** So many of one area above at once are one alert. */
  readonly together: number;
}

export interface Uncovered extends Pick<AreaNow, "code" | "above" | "open"> {
  readonly since: number;
}

export interface Gaps {
  readonly alone: readonly Uncovered[];
  /** By the area above. */
  readonly together: ReadonlyMap<string, readonly Uncovered[]>;
}

/** What somebody is told of already, from before this start too. */
export interface ToldGaps {
  readonly alone: (code: string) => boolean;
  readonly together: (above: string) => boolean;
}

export class Coverage {
  /** Since when an area has been without anybody, by its code. */
  readonly #since = new Map<string, number>();

  constructor(private readonly rules: CoverageRules) {}

  /** An area is looked at again when somebody comes; that what was open there is closed ends no gap that is told of. */
  look(areas: Iterable<AreaNow>, now: number, told: ToldGaps): Gaps {
    const alone: Uncovered[] = [], fresh = new Map<string, Uncovered[]>();
    for (const { code, above, workers, open } of areas) {
      if (workers > 0) {
        this.#since.delete(code);
        continue;
      }
      const since = this.#since.get(code) ?? now;
      this.#since.set(code, since);
      const gap = { code, above, open, since };
      if (told.alone(code)) alone.push(gap);
      else if (open >= this.rules.open && now - since >= this.rules.minutes * MINUTE) {
        if (fresh.has(above)) fresh.get(above)!.push(gap);
        else fresh.set(above, [gap]);
      } else if (told.together(above)) fresh.set(above, fresh.get(above) ?? []);
    }
    const together = new Map<string, readonly Uncovered[]>();
    for (const [above, gaps] of fresh) {
      if (told.together(above) || gaps.length >= this.rules.together) together.set(above, gaps);
      else alone.push(...gaps);
    }
    return { alone, together };
  }
}
