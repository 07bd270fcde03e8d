/** Cuts the log of a ledger's file at random places, as a machine that lost its power may leave it, and looks what is left. */
import { copyFileSync, readFileSync, rmSync, truncateSync } from "node:fs";
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

/** Of the log, while the process writes: enough for some dozens of transactions, and less than what SQLite folds into the file. */
const LIVE_BYTES = 1_500_000;

/**
 * Cuts a log that was written by so many lanes, each waiting for its answers, after so many commands at least. Returns how
 * many different lengths the record was left with.
 */
export async function cutAgainAndAgain(
  file: string,
  { lanes, commands, cuts }: { readonly lanes: number; readonly commands: number; readonly cuts: number },
): Promise<number> {
  const log = `${file}-wal`;
  const child = runScript("../dispatch/record_child.ts", [file, "cut", String(lanes)]);
  await child.lines(commands);
  while (liveBytes(log) < LIVE_BYTES) await new Promise((wake) => setTimeout(wake, 2));
  // Killed, it leaves the log as it was; an orderly end would fold it into the file.
  await child.kill();
  const [kept, keptLog, copy] = [`${file}.kept`, `${file}.kept-wal`, `${file}.copy`];
  copyFileSync(file, kept);
  copyFileSync(log, keptLog);
  const whole = await all(file);
  const bytes = liveBytes(keptLog);
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

/**
 * How much of a log is not folded into the file yet: SQLite writes it from its beginning again each time that it was, under
 * new salts, and what stands behind the last frame with these is of before. See "The WAL File Format" at sqlite.org.
 */
function liveBytes(log: string): number {
  const bytes = readFileSync(log);
  if (bytes.length < 32) return 0;
  const frame = 24 + bytes.readUInt32BE(8);
  const salts = bytes.subarray(16, 24);
  let end = 32;
  while (end + frame <= bytes.length && salts.equals(bytes.subarray(end + 8, end + 16))) end += frame;
  return end;
}
