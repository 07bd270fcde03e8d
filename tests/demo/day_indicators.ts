/** What a day comes to, computed from the record alone: rates with their denominators, and response times. Hours are of the city. */
import { caseClocks, factsOf, limitsOf } from "../../dispatch/case_clocks.ts";
import { fold } from "../../dispatch/case.ts";
import { haiwanTables } from "../../demo/city_tables.ts";
import type { Ledger } from "../../store/ledger.ts";
import type { Case, CaseEvent } from "../../store/case.ts";
import { ENDED } from "../../store/case.ts";

export interface Indicators {
  readonly cases: number;
  readonly ended: number;
  readonly closed: number;
  /** Closed in time / closed. */
  readonly onTimeClosing: number;
  /** Arrived in time / arrived, by the city's limit from the call. */
  readonly onTimeArrival: number;
  /** Not sent back / dispatched. */
  readonly rightFirstDispatch: number;
  /** Returned after handling / handled. */
  readonly rework: number;
  /** Minutes from report to arrival. */
  readonly arrivalP50: number;
  readonly arrivalP90: number;
  /** The longest that any case stood still between two events, hours. */
  readonly longestStand: number;
  /** Whether anybody checked or closed what they had handled. */
  readonly separated: boolean;
}

export async function indicatorsOf(ledger: Ledger): Promise<Indicators> {
  const events = (await ledger.events(0, 1e9)).filter((event) => event.kind === "case");
  const byCase = Map.groupBy(events, (event) => event.case.id);
  const histories = [...byCase.values()].map((made) => made.map(({ event }) => event));
  const cases = histories.map((history) => fold(history)!);
  const arrivals = cases.flatMap(({ marks }) =>
    marks.arrived === undefined ? [] : [(marks.arrived - marks.reported!) / 60_000]
  ).sort((a, b) => a - b);
  const closed = cases.filter(({ stage }) => stage === "closed");
  const of = (kind: string) => histories.flat().filter((event) => event.kind === kind).length;
  const back = of("refuse") + of("hand_back") + of("reassign");
  return {
    cases: cases.length,
    ended: cases.filter(({ stage }) => ENDED.has(stage)).length,
    closed: closed.length,
    onTimeClosing: share(closed, (c) => isInTime(c, "case")),
    onTimeArrival: share(
      cases.filter(({ marks }) => marks.arrived !== undefined),
      (c) => isInTime(c, "arrive"),
    ),
    rightFirstDispatch: 1 - back / of("dispatch"),
    rework: cases.reduce((sum, { reworks }) => sum + reworks, 0) / of("handle"),
    arrivalP50: at(arrivals, 0.5),
    arrivalP90: at(arrivals, 0.9),
    longestStand: Math.max(...histories.map(standOf)) / 3_600_000,
    separated: histories.every(isSeparated),
  };
}

const tables = haiwanTables();

function isInTime(c: Case, stage: "case" | "arrive"): boolean {
  const clocks = caseClocks(factsOf(c), limitsOf(c, tables.newest), c.updated);
  return clocks.find((clock) => clock.stage === stage)?.state !== "late";
}

function share<T>(all: readonly T[], fits: (one: T) => boolean): number {
  return all.length === 0 ? 1 : all.filter(fits).length / all.length;
}

function at(sorted: readonly number[], quantile: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * quantile))] ?? NaN;
}

/** The longest pause between two events up to the one that ended the case. */
function standOf(history: readonly CaseEvent[]): number {
  return history.reduce((most, event, i) => i === 0 ? 0 : Math.max(most, event.at - history[i - 1]!.at), 0);
}

function isSeparated(history: readonly CaseEvent[]): boolean {
  const handled = new Set(history.flatMap(({ kind, by }) => kind === "handle" ? [by] : []));
  return !history.some(({ kind, by }) => (kind === "post_check" || kind === "close") && handled.has(by));
}
