/** Kills a process that works on cases, again and again, and looks whether anything it acknowledged is lost or double. */
import { expect } from "vitest";
import { openLedger } from "../../store/ledger.ts";
import { runScript } from "../store/children.ts";
import { expectWhole } from "./audited.ts";

interface Told {
  readonly key: string;
  readonly id: string;
  readonly version: number;
}

export interface Killed {
  readonly acknowledged: number;
  /** From the start of the process to the first command it could take, ms, at most. */
  readonly slowest: number;
}

export async function killAgainAndAgain(file: string, rounds: number, lanes: number): Promise<Killed> {
  const told = new Map<string, Told>();
  let slowest = 0;
  for (let round = 0; round < rounds; round++) {
    const child = runScript("../dispatch/record_child.ts", [file, `r${round}`, String(lanes)]);
    await child.lines(2 + Math.floor(Math.random() * 30));
    await new Promise((wake) => setTimeout(wake, Math.random() * 400));
    await child.kill();
    const [first, ...rest] = child.said as [{ ready: number }, ...Told[]];
    slowest = Math.max(slowest, first.ready);
    for (const one of rest) {
      expect(told.has(one.key), `${one.key} was acknowledged twice`).toBe(false);
      told.set(one.key, one);
    }
  }
  const ledger = await openLedger(file);
  const events = await expectWhole(ledger);
  await ledger.close();
  const stored = new Set(events.map((event) => `${event.case.id} ${event.version}`));
  expect(stored.size, "no event twice").toBe(events.length);
  const lost = [...told.values()].filter(({ id, version }) => !stored.has(`${id} ${version}`));
  expect(lost, "acknowledged and lost").toEqual([]);
  const versions = [...told.values()].map(({ id, version }) => `${id} ${version}`);
  expect(new Set(versions).size, "one version acknowledged for two commands").toBe(versions.length);
  return { acknowledged: told.size, slowest };
}
