/**
 * Which open cases may be the same thing as a case or a report: near in place and time, of a like category, told in like words.
 * People decide; this only proposes, with its reasons. Pure.
 */
import { around } from "../geo/cell.ts";
import { type Case, ENDED } from "../store/case.ts";
import { inBoth, likeness, type Said, saidOf } from "./likeness.ts";

/** What is compared: a case, or a report that is none yet. */
export interface Told extends Pick<Case, "category" | "title" | "text" | "address" | "cell"> {
  /** Of a case: it is never its own double. */
  readonly id?: string;
  /** When it was reported, epoch ms. */
  readonly at: number;
}

/** Why, for screens to say in either language. */
export interface Reasons {
  /** Steps between the two cells, of about 130 m each. */
  readonly ring: number;
  readonly minutes: number;
  readonly category: "same" | "major";
  /** What both say. */
  readonly words: readonly string[];
}

export interface Proposal extends Reasons {
  readonly case: string;
  /** 0–1; the same whichever of the two is asked about. */
  readonly score: number;
}

export interface MergeOptions {
  /** Code of the major class of a category; null when no table has it. */
  readonly majorOf: (category: string) => string | null;
}

/** Beyond this a thing has another place: a position by phone is right within a few hundred metres in streets. */
const MOST_RINGS = 2;
const NEAR = [1, 0.8, 0.5] as const;
const DAY_MINUTES = 1_440;
const LONGEST_MINUTES = 7 * DAY_MINUTES;
/** Within this, time says nothing against it. */
const SOON_MINUTES = 30;
const CATEGORY = { same: 1, major: 0.6 } as const;
/** Where one of them says nothing: neither for nor against. */
const UNTOLD = 0.5;
const WEIGHT = { near: 0.25, soon: 0.2, category: 0.2, text: 0.35 } as const;
const LEAST_SCORE = 0.7;
const MOST_PROPOSALS = 5;

interface Entry {
  readonly told: Told & { readonly id: string };
  readonly said: Said;
}

type Found = Pick<Proposal, "score" | "ring" | "minutes" | "category"> & { readonly entry: Entry };

/** The open cases by cell; kept up to date case by case. */
export class Doubles {
  readonly #cells = new Map<string, Map<string, Entry>>();
  readonly #cellOf = new Map<string, string>();

  constructor(private readonly options: MergeOptions) {}

  /** Takes a case as it is now; one that has ended is proposed no more. */
  take(c: Case): void {
    this.forget(c.id);
    if (ENDED.has(c.stage)) return;
    let cell = this.#cells.get(c.cell);
    if (!cell) this.#cells.set(c.cell, cell = new Map());
    cell.set(c.id, { told: { ...toldOf(c), id: c.id }, said: compared(c) });
    this.#cellOf.set(c.id, c.cell);
  }

  forget(id: string): void {
    const cell = this.#cellOf.get(id);
    if (cell === undefined) return;
    this.#cellOf.delete(id);
    const entries = this.#cells.get(cell)!;
    entries.delete(id);
    if (entries.size === 0) this.#cells.delete(cell);
  }

  /** The likeliest doubles, the likeliest first. */
  of(told: Told): Proposal[] {
    const mine = compared(told);
    const found: Found[] = [];
    for (const [cell, ring] of rings(told.cell)) {
      for (const entry of this.#cells.get(cell)?.values() ?? []) {
        const like = entry.told.id === told.id ? null : this.#compare(told, mine, entry, ring);
        if (like) found.push(like);
      }
    }
    return found.sort(byLikelihood).slice(0, MOST_PROPOSALS).map(({ entry, score, ...why }) => ({
      case: entry.told.id,
      score,
      ...why,
      words: inBoth(textOf(told), textOf(entry.told)),
    }));
  }

  #compare(told: Told, mine: Said, entry: Entry, ring: number): Found | null {
    const minutes = Math.round(Math.abs(told.at - entry.told.at) / 60_000);
    const category = this.#category(told.category, entry.told.category);
    if (minutes > LONGEST_MINUTES || !category) return null;
    // The place counts by its cells: two things in one street are not alike because of its name.
    const text = likeness(mine, entry.said) ?? UNTOLD;
    const whole = WEIGHT.near * NEAR[ring]! + WEIGHT.soon * soon(minutes) +
      WEIGHT.category * CATEGORY[category] + WEIGHT.text * text;
    const score = Math.round(whole * 1_000) / 1_000;
    return score >= LEAST_SCORE ? { entry, score, ring, minutes, category } : null;
  }

  #category(a: string, b: string): "same" | "major" | null {
    if (a === b) return "same";
    const major = this.options.majorOf(a);
    return major !== null && major === this.options.majorOf(b) ? "major" : null;
  }
}

export function toldOf({ id, category, title, text, address, cell, marks, updated }: Case): Told {
  return {
    ...{ id, category, title, cell, at: marks.reported ?? updated },
    ...(text !== undefined && { text }),
    ...(address !== undefined && { address }),
  };
}

function compared(told: Pick<Told, "title" | "text" | "address">): Said {
  return saidOf(textOf(told), told.address ?? "");
}

/** A title says what it is; without one, the text does. */
function textOf({ title, text }: Pick<Told, "title" | "text">): string {
  return title.trim() || (text ?? "");
}

/** Each cell around one, with its distance in steps. */
function rings(cell: string): Map<string, number> {
  const steps = new Map<string, number>();
  for (let ring = 0; ring <= MOST_RINGS; ring++) {
    for (const near of around(cell, ring)) if (!steps.has(near)) steps.set(near, ring);
  }
  return steps;
}

/** 1 for at once, and a quarter after the longest time, by the logarithm between. */
function soon(minutes: number): number {
  if (minutes <= SOON_MINUTES) return 1;
  return 1 - 0.75 * Math.log(minutes / SOON_MINUTES) / Math.log(LONGEST_MINUTES / SOON_MINUTES);
}

function byLikelihood(a: Found, b: Found): number {
  return b.score - a.score || a.ring - b.ring || a.minutes - b.minutes ||
    (a.entry.told.id < b.entry.told.id ? -1 : 1);
}
