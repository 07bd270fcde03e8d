/** How many incidents each cell usually has in a window: what the wall holds the present against. */
import { filterKey, type IncidentFilter } from "../streams/incident_filter.ts";
import { type Window, WINDOWS } from "../streams/wire.ts";
import { knownPeriods } from "./known_periods.ts";
import { type Asked, question } from "./question.ts";
import type { Basis } from "./usual.ts";

export interface UsualCells {
  readonly resolution: number;
  readonly window: Window;
  /** When it was counted, epoch ms. */
  readonly at: number;
  readonly basis: Basis;
  /** The mean is of so many periods; 0: there is no history yet, and nothing to compare with. */
  readonly periods: number;
  /** Cells that had any incident in the periods, and the mean of a period: `usual[i]` is of `cells[i]`. */
  readonly cells: readonly string[];
  readonly usual: readonly number[];
}

export interface UsualQuestion {
  readonly resolution: number;
  readonly window: Window;
  readonly filter: IncidentFilter;
  readonly now: number;
  readonly timeZone: string;
}

const MINUTE = 60_000;
/** More cells than any map draws. */
const MOST_CELLS = 60_000;

type CellParams = {
  starts: number[];
  ends: number[];
  resolution: number;
  categories: readonly string[];
  sources: readonly string[];
  most: number;
};

const askCells = question<{ cell: string; incidents: number }, CellParams>("usual_cells");

/** The part of a window that has passed: windows are whole steps of the clock, and the last step is in progress. */
export function minutesOf(window: Window, now: number): number {
  const step = window === WINDOWS[2] ? 15 * MINUTE : MINUTE;
  const end = (Math.floor(now / step) + 1) * step;
  return window - (end - now) / MINUTE;
}

export async function usualCells(store: Asked, question: UsualQuestion): Promise<UsualCells> {
  const { resolution, window, filter, now, timeZone } = question;
  const minutes = minutesOf(window, now);
  const { basis, spans } = await knownPeriods(store, { now, minutes, timeZone });
  const answer = { resolution, window, at: now, basis, periods: spans.length };
  if (spans.length === 0) return { ...answer, cells: [], usual: [] };
  const rows = await askCells(store, {
    starts: spans.map(({ from }) => Math.round(from)),
    ends: spans.map(({ to }) => to),
    resolution,
    ...filter,
    most: MOST_CELLS,
  });
  return {
    ...answer,
    cells: rows.map(({ cell }) => cell),
    usual: rows.map(({ incidents }) => Math.round(incidents / spans.length * 100) / 100),
  };
}

/** So long an answer stands: the usual of a minute later is the same to any eye. */
export const STANDS_MS = 60_000;
/** Of more different questions than this the answer given longest ago is forgotten. */
const MOST_ANSWERS = 64;

/** Answers each question once a minute, however many screens ask; one that failed is asked again. */
export class UsualAnswers {
  readonly #answers = new Map<string, { at: number; answer: Promise<UsualCells> }>();

  constructor(private readonly ask: (question: UsualQuestion) => Promise<UsualCells>) {}

  at(question: UsualQuestion): Promise<UsualCells> {
    const key = `${question.resolution}/${question.window}/${filterKey(question.filter)}`;
    const known = this.#answers.get(key);
    if (known && question.now - known.at < STANDS_MS && question.now >= known.at) return known.answer;
    const answer = this.ask(question);
    this.#answers.delete(key);
    this.#answers.set(key, { at: question.now, answer });
    answer.catch(() => this.#answers.get(key)?.answer === answer && this.#answers.delete(key));
    if (this.#answers.size > MOST_ANSWERS) this.#answers.delete(this.#answers.keys().next().value!);
    return answer;
  }
}
