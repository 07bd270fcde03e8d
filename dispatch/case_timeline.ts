/** How much time a case had left after each of its events: what whoever acted had to reckon with. Pure. */
import { type Case, type CaseEvent, ENDED } from "../store/case.ts";
import { evolve } from "./case.ts";
import { type NextDeadline, nextDeadline } from "./case_clocks.ts";
import { everyClock, roundClocks } from "./case_rounds.ts";
import type { CityTables } from "./city_tables.ts";

export type LeftAt = Pick<NextDeadline, "stage" | "leftMs" | "urgency">;

/** One for each event, by the clocks as they ran at its instant; null where none ran, and after what ended the case. */
export function leftAtEach(events: readonly CaseEvent[], tables: CityTables): (LeftAt | null)[] {
  let c: Case | null = null;
  return events.map((event) => {
    c = evolve(c, event);
    if (ENDED.has(c.stage)) return null;
    const next = nextDeadline(everyClock(roundClocks(c, tables, event.at)), event.at);
    return next && { stage: next.stage, leftMs: next.leftMs, urgency: next.urgency };
  });
}
