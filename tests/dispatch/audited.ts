/** Whether a ledger holds together: numbers, versions, folded events, and the audit chain with what it vouches for. */
import { expect } from "vitest";
import { fold } from "../../dispatch/case.ts";
import { ChainCheck } from "../../store/audit.ts";
import type { Ledger } from "../../store/ledger.ts";
import type { CityEvent } from "../../store/record.ts";

type CaseEvents = CityEvent & { kind: "case" };

/** Returns the events of cases, in the order of their numbers. */
export async function expectWhole(ledger: Ledger): Promise<CaseEvents[]> {
  const events = await ledger.events(0, 1e9);
  expect(events.map(({ seq }) => seq), "numbers without a gap").toEqual(events.map((_, i) => i + 1));
  const ofCases = events.filter((event) => event.kind === "case");
  const byCase = Map.groupBy(ofCases, (event) => event.case.id);
  const open = new Map((await ledger.cases.open()).map((c) => [c.id, c]));
  for (const [id, made] of byCase) {
    const folded = fold(made.map(({ event }) => event))!;
    const [stored] = await ledger.cases.get(id);
    expect(stored, `case ${id} is what its events say`).toEqual(folded);
    expect(made, "a version for each event").toHaveLength(stored!.version);
    if (open.has(id)) expect(open.get(id)).toEqual(folded);
  }
  const chain = new ChainCheck();
  for (const row of await ledger.audit.after(0, 1e9)) expect(chain.next(row)).toBeNull();
  return ofCases;
}
