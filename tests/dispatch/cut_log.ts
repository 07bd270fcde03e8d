/** Cuts the log of a ledger's file at random places, as a machine that lost its power may leave it, and looks what is left. */
import { copyFileSync, rmSync, statSync, truncateSync } from "node:fs";
import { expect } from "vitest";
import { openLedger } from "../../store/ledger.ts";
import type { CityEvent } from "../../store/record.ts";
import { runScript } from "../store/children.ts";
import { expectWhole } from "./audited.ts";

const all = async (file: string): Promise<readonly CityEvent[]> => {
  const ledger = await openLedger(file);
  await expectWhole(ledger);
  const events = await ledger.events(0, 1e9);
  await ledger.close();
  return events;
};

/** Returns how many different lengths the record was left with. */
export async function cutAgainAndAgain(file: string, commands: number, cuts: number): Promise<number> {
  const child = runScript("../dispatch/record_child.ts", [file, "cut", "8"]);
  await child.lines(commands);
  // Killed, it leaves the log as it was; an orderly end would fold it into the file.
  await child.kill();
  const log = `${file}-wal`;
  const [kept, keptLog, copy] = [`${file}.kept`, `${file}.kept-wal`, `${file}.copy`];
  copyFileSync(file, kept);
  copyFileSync(log, keptLog);
  const whole = await all(file);
  const bytes = statSync(keptLog).size;
  expect(bytes, "the log holds something to cut").toBeGreaterThan(10_000);
  const lengths = new Set<number>();
  for (let cut = 0; cut < cuts; cut++) {
    copyFileSync(kept, copy);
    copyFileSync(keptLog, `${copy}-wal`);
    rmSync(`${copy}-shm`, { force: true });
    truncateSync(`${copy}-wal`, Math.floor(Math.random() * bytes));
    const left = await all(copy);
    expect(left, "a prefix of what was").toEqual(whole.slice(0, left.length));
    lengths.add(left.length);
  }
  return lengths.size;
}
