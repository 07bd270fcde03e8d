/** What the city's tables say of cases, to the rules and to the clocks. */
import type { Case } from "../store/case.ts";
import type { Moment } from "./case_moves.ts";

export interface CaseTables {
  /** In force now. */
  readonly version: number;
  /** Whether people may say that something is of a category; of any, where the city has no table of them. */
  knows(category: string): boolean;
  /** Ids of the conditions under which a category may be filed. */
  conditionsOf(category: string): readonly string[];
  /** Ids of the rules that a case may be closed by. */
  closingOf(c: Case): readonly string[];
  /** Whether a report from a source has to be verified on the spot before filing. */
  needsPreVerify(category: string, source: string): boolean;
  /** When handling has to be done; null when no limit runs. */
  deadlineOf(c: Case, at: number): number | null;
}

/** What the machine is told of the moment in which somebody decides on a case. */
export function momentOf(c: Case, by: Moment["by"], at: number, tables: CaseTables): Moment {
  return {
    by,
    at,
    tables: {
      version: tables.version,
      conditions: tables.conditionsOf(c.category),
      closing: tables.closingOf(c),
    },
    deadline: tables.deadlineOf(c, at),
  };
}
