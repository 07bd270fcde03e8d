/** What lists and pages show of cases: which of them, in which order, with their clocks, and what may be done next. Pure. */
import { type Case, type CaseSummary, type CaseTriage, ENDED, type Stage } from "../store/case.ts";
import { awaitedOf } from "./awaited.ts";
import { offeredTo, summaryOf } from "./case.ts";
import { type CaseClock, type NextDeadline, nextDeadline, type Outcome, outcomeOf } from "./case_clocks.ts";
import type { CommandKind } from "./case_command.ts";
import type { Moment } from "./case_moves.ts";
import { workersOf } from "./case_parts.ts";
import {
  type EarlierClocks,
  earlierClocks,
  everyClock,
  listedClocks,
  type ReporterClocks,
  roundClocks,
} from "./case_rounds.ts";
import type { ClosingRule, Condition } from "./categories.ts";
import type { CityTables } from "./city_tables.ts";
import { type Grant, may } from "./rights.ts";

export interface CaseFilter {
  readonly stages: readonly Stage[];
  readonly triage: CaseTriage | null;
  /** Code of a district, street, community or grid. */
  readonly area: string | null;
  readonly category: string | null;
  readonly severity: number | null;
  readonly worker: string | null;
  /** Part of the number, title, address or text. */
  readonly text: string;
  /** Only these, where a screen asks what became of some; null: all. */
  readonly ids?: ReadonlySet<string> | null;
}

export interface CaseRow {
  readonly case: CaseSummary;
  /** Of whoever waits longest. */
  readonly next: NextDeadline | null;
  /** How the clocks of an ended case ended; null of an open one, and where none ran. */
  readonly outcome: Outcome | null;
  /** It waits for whoever asks. */
  readonly mine?: true;
  /** Whoever asks watches it. */
  readonly watched?: true;
}

export interface CaseList {
  /** Those that matter first: the least time left, then the most severe, then the oldest. */
  readonly rows: readonly CaseRow[];
  /** How many the filter holds; rows may be fewer. */
  readonly total: number;
  /** Of everything that the account sees, whatever the filter: what each choice of the filter would show. */
  readonly counts: {
    readonly triage: Readonly<Record<CaseTriage, number>>;
    readonly stages: Readonly<Partial<Record<Stage, number>>>;
    readonly categories: Readonly<Record<string, number>>;
  };
}

export interface Looker {
  readonly person: Grant & Moment["by"];
  /** Numbers of the cases that the account watches. */
  readonly watched?: ReadonlySet<string>;
  readonly tables: CityTables;
  readonly now: number;
}

export function maySee(c: Pick<Case, "areas" | "crew" | "verifier">, person: Grant): boolean {
  return may(person, "case.look", { areas: c.areas, workers: workersOf(c) }).ok;
}

export function listCases(
  cases: Iterable<Case>,
  filter: CaseFilter,
  { person, tables, now, watched = NONE }: Looker,
  limit: number,
): CaseList {
  const triage: Record<CaseTriage, number> = {
    ...{ late: 0, short: 0, unassigned: 0, answer: 0, mine: 0, watched: 0 },
  };
  const stages: Partial<Record<Stage, number>> = {};
  // A category may have any name, also that of something which every object has.
  const categories: Record<string, number> = Object.create(null);
  const found: Found[] = [];
  const clocks = (c: Case) => listedClocks(c, tables, now);
  for (const c of cases) {
    if (!maySee(c, person)) continue;
    const next = ENDED.has(c.stage) ? null : nextDeadline(clocks(c), now);
    const needs = needsOf(c, next);
    if (awaitedOf(c, person, now).length > 0) needs.add("mine");
    if (watched.has(c.id)) needs.add("watched");
    for (const need of needs) triage[need]++;
    stages[c.stage] = (stages[c.stage] ?? 0) + 1;
    categories[c.category] = (categories[c.category] ?? 0) + 1;
    if (passes(c, needs, filter)) found.push({ case: c, next, needs });
  }
  found.sort(byUrgency);
  const rows = found.slice(0, limit).map(({ case: c, next, needs }): CaseRow => ({
    case: summaryOf(c),
    next,
    outcome: ENDED.has(c.stage) ? outcomeOf(clocks(c)) : null,
    ...(needs.has("mine") && { mine: true as const }),
    ...(needs.has("watched") && { watched: true as const }),
  }));
  return { rows, total: found.length, counts: { triage, stages, categories } };
}

interface Found extends Pick<CaseRow, "next"> {
  readonly case: Case;
  readonly needs: ReadonlySet<CaseTriage>;
}

const NONE: ReadonlySet<string> = new Set();

function needsOf(c: Case, next: NextDeadline | null): Set<CaseTriage> {
  const needs = new Set<CaseTriage>();
  if (next?.urgency === "late") needs.add("late");
  if (next?.urgency === "short") needs.add("short");
  if (c.stage === "filed") needs.add("unassigned");
  if (c.pending && !ENDED.has(c.stage)) needs.add("answer");
  return needs;
}

function passes(c: Case, needs: ReadonlySet<CaseTriage>, filter: CaseFilter): boolean {
  const { stages, triage, area, category, severity, worker, ids } = filter;
  if (ids && !ids.has(c.id)) return false;
  if (stages.length > 0 ? !stages.includes(c.stage) : ENDED.has(c.stage)) return false;
  if (triage && !needs.has(triage)) return false;
  if (area !== null && !c.areas.includes(area)) return false;
  if (category !== null && c.category !== category) return false;
  if (severity !== null && c.severity !== severity) return false;
  if (worker !== null && !workersOf(c).includes(worker)) return false;
  return saysText(c, filter.text.trim().toLocaleLowerCase());
}

/** Whether a case says something that is looked for, given in small letters. */
export function saysText(c: Pick<Case, "id" | "title" | "address" | "text">, wanted: string): boolean {
  return wanted === "" ||
    [c.id, c.title, c.address, c.text].some((field) => field?.toLocaleLowerCase().includes(wanted));
}

function byUrgency(a: Found, b: Found): number {
  const left = (row: Found) => row.next?.leftMs ?? Infinity;
  const [one, other] = [left(a), left(b)];
  if (one !== other) return one - other;
  return a.case.severity - b.case.severity || (a.case.id < b.case.id ? -1 : 1);
}

/** A case as its own page shows it, to one account. */
export interface CaseDetail {
  /** Without what it was before its last command. */
  readonly case: Omit<Case, "undo">;
  /** Until when the account may take its last command back; null when it may not. */
  readonly undoUntil: number | null;
  readonly clocks: readonly CaseClock[];
  /** Those of each report that came with a merged case. */
  readonly reporters: readonly ReporterClocks[];
  /** How the rounds ended after which it was reopened. */
  readonly earlier: readonly EarlierClocks[];
  readonly next: NextDeadline | null;
  /** What the account may do. */
  readonly commands: readonly CommandKind[];
  /** What the case may be filed under, and how it may be closed. */
  readonly conditions: readonly Condition[];
  readonly closing: readonly ClosingRule[];
}

export function detailOf(c: Case, tables: CityTables, moment: Moment): CaseDetail {
  const { undo, ...shown } = c;
  const round = roundClocks(c, tables, moment.at);
  const filed = c.filing ? tables.at(c.filing.tables) : tables.newest;
  const conditions = filed.categories.get(c.category)?.conditions ?? [];
  const commands = offeredTo(c, moment);
  return {
    case: shown,
    undoUntil: commands.includes("undo") ? undo!.until : null,
    ...round,
    earlier: earlierClocks(c, tables, moment.at),
    next: nextDeadline(everyClock(round), moment.at),
    commands,
    conditions,
    closing: tables.closingsOf(c),
  };
}
