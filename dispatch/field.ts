/** What the phone of a worker shows: the own cases with their clocks, and what may be done to them. Pure. */
import { type Case, ENDED } from "../store/case.ts";
import { type CaseDetail, detailOf } from "./case_list.ts";
import { workersOf } from "./case_parts.ts";
import type { Moment } from "./case_moves.ts";
import type { CityTables } from "./city_tables.ts";

type Shown = Pick<
  Case,
  | "id"
  | "version"
  | "stage"
  | "category"
  | "severity"
  | "title"
  | "text"
  | "address"
  | "lat"
  | "lon"
  | "crew"
  | "verifier"
  | "pending"
  | "evidence"
  | "entered"
>;

export interface FieldCase extends Pick<CaseDetail, "next" | "commands"> {
  readonly case: Shown;
  /** Whether the worker leads; helpers only go along. */
  readonly lead: boolean;
}

/** Those of a worker, the least time left first; what waits for somebody else comes last. */
export function fieldCases(
  cases: Iterable<Case>,
  worker: string,
  momentOf: (c: Case) => Moment,
  tables: CityTables,
): FieldCase[] {
  const own: FieldCase[] = [];
  for (const c of cases) {
    if (ENDED.has(c.stage) || !workersOf(c).includes(worker)) continue;
    const { next, commands } = detailOf(c, tables, momentOf(c));
    const lead = c.verifier === worker || c.crew.some((one) => one.worker === worker && one.part === "lead");
    own.push({ case: shownOf(c), lead, next, commands });
  }
  return own.sort(byNeed);
}

/** Handled: nothing more is for the worker to do. */
const DONE: ReadonlySet<Case["stage"]> = new Set(["handled", "post_checking"]);

function byNeed(a: FieldCase, b: FieldCase): number {
  const done = Number(DONE.has(a.case.stage)) - Number(DONE.has(b.case.stage));
  if (done !== 0) return done;
  const left = ({ next }: FieldCase) => next?.leftMs ?? Number.MAX_VALUE;
  return left(a) - left(b) || a.case.severity - b.case.severity || (a.case.id < b.case.id ? -1 : 1);
}

function shownOf(c: Case): Shown {
  const { id, version, stage, category, severity, title, text, address, lat, lon } = c;
  const { crew, verifier, pending, evidence, entered } = c;
  return {
    ...{
      id,
      version,
      stage,
      category,
      severity,
      title,
      lat,
      lon,
      crew,
      verifier,
      pending,
      evidence,
      entered,
    },
    ...(text !== undefined && { text }),
    ...(address !== undefined && { address }),
  };
}
