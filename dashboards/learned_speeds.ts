/**
 * How fast people of this city get on, on foot and driving, by cell and hour of the day: learned from their own fixes, behind
 * everything else.
 */
import {
  CellSpeeds,
  CellSquares,
  type LearnedSpeed,
  Travel,
  type TravelMore,
  type TravelRules,
} from "../geo/travel.ts";
import { type Asked, question } from "./question.ts";

const FIVE_MINUTES = 300;
const HOUR_S = 3_600;
/** The same hour of so many days, today included. */
const DAYS = 7;
/** A median of fewer moves is somebody's morning. */
const LEAST_MOVES = 8;
/** About so many fixes are read for an hour; of a large city's workers only some. */
const MOST_FIXES = 5_000_000;
/** A worker sends about so many an hour. */
const FIXES_AN_HOUR = 360;
const EVERY_MS = 10 * 60_000;
/** The next hour is learned so long before it begins. */
const AHEAD_MS = EVERY_MS + 60_000;

/** Of so many moves of who walks, or drives, the median goes for cells of which nothing is known. */
const LEAST_USUAL = 50;

const MODE = { all: 0, foot: 1, driving: 2 } as const;

export interface ModeSpeed extends LearnedSpeed {
  /** 0: of all, 1: of those on foot, 2: of those who drive. */
  readonly mode: number;
}

const askSpeeds = question<ModeSpeed, { fives: number[]; of: number; least: number }>("learned_speeds");

export interface HourAsked {
  /** An instant in the hour. */
  readonly at: number;
  readonly now: number;
  readonly timeZone: string;
  /** How many workers there are. */
  readonly workers: number;
}

export async function learnedSpeeds(store: Asked, { at, now, timeZone, workers }: HourAsked) {
  return await askSpeeds(store, {
    fives: fivesOf(at, now, timeZone),
    of: Math.max(1, Math.ceil(workers * FIXES_AN_HOUR * DAYS / MOST_FIXES)),
    least: LEAST_MOVES,
  });
}

/** The five-minute steps, epoch s, of the local hour of an instant, of its day and those before, that have begun. */
function fivesOf(at: number, now: number, timeZone: string): number[] {
  const hour = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone)
    .with({ minute: 0, second: 0, millisecond: 0, microsecond: 0, nanosecond: 0 });
  return Array.from({ length: DAYS }, (_, days) => hour.subtract({ days }).epochMilliseconds / 1_000)
    .flatMap((start) =>
      Array.from(
        { length: HOUR_S / FIVE_MINUTES },
        (_, i) => Math.floor(start / FIVE_MINUTES + i) * FIVE_MINUTES,
      )
    )
    .filter((five) => five * 1_000 <= now);
}

/** Whoever walks or drives goes by what was learned of such; where that is nothing, by what was learned of all. */
export function travelBy(rules: TravelRules, squares: CellSquares, rows: readonly ModeSpeed[]): Travel {
  const of = (wanted: number) => rows.filter(({ mode }) => mode === wanted);
  const all = new CellSpeeds(squares, of(MODE.all));
  const by = (mode: number, more: TravelMore = {}) => {
    const own = of(mode);
    if (own.reduce((sum, { moves }) => sum + moves, 0) < LEAST_USUAL) return new Travel(rules, all, more);
    const speeds = new CellSpeeds(squares, own);
    return new Travel(rules, speeds, { ...more, usual: speeds.usual });
  };
  return by(MODE.foot, { driving: by(MODE.driving) });
}

export interface LearnerOptions {
  readonly store: Asked;
  readonly rules: TravelRules;
  readonly timeZone: string;
  readonly workers: () => number;
  readonly now: () => number;
  readonly report: (stage: string, error: unknown) => void;
}

/** Answers at once with what is known; what is not known yet goes by the default. */
export class TravelLearner {
  readonly #squares = new CellSquares();
  readonly #byHour = new Map<number, Travel>();
  readonly #usual: Travel;

  constructor(private readonly options: LearnerOptions) {
    this.#usual = new Travel(options.rules);
  }

  /** As people get on in this hour. */
  get travel(): Travel {
    return this.#byHour.get(this.#hourOf(this.options.now())) ?? this.#usual;
  }

  /** Learns the hour of an instant anew. */
  async learn(at: number): Promise<void> {
    const { store, rules, timeZone, workers, now } = this.options;
    const rows = await learnedSpeeds(store, { at, now: now(), timeZone, workers: workers() });
    const hour = this.#hourOf(at);
    if (rows.length === 0) this.#byHour.delete(hour);
    else this.#byHour.set(hour, travelBy(rules, this.#squares, rows));
  }

  /** Keeps this hour and the coming one up to date until the signal; a store that does not answer is asked again later. */
  start(signal: AbortSignal): void {
    let busy = false;
    const turn = async () => {
      if (busy || signal.aborted) return;
      busy = true;
      try {
        const now = this.options.now();
        await this.learn(now);
        if (this.#hourOf(now + AHEAD_MS) !== this.#hourOf(now)) await this.learn(now + AHEAD_MS);
      } catch (error) {
        if (!signal.aborted) this.options.report("travel times", error);
      } finally {
        busy = false;
      }
    };
    void turn();
    const timer = setInterval(() => void turn(), EVERY_MS);
    signal.addEventListener("abort", () => clearInterval(timer), { once: true });
  }

  #hourOf(at: number): number {
    return Temporal.Instant.fromEpochMilliseconds(Math.floor(at)).toZonedDateTimeISO(this.options.timeZone)
      .hour;
  }
}
