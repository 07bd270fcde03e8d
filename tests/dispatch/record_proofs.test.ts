/** Short versions of what `deno task proof` shows at length; see record.proof.ts. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openRecord } from "./a_record.ts";
import { contest } from "./contest.ts";
import { cutAgainAndAgain } from "./cut_log.ts";
import { traceAcknowledgements } from "./fsync_trace.ts";
import { killAgainAndAgain } from "./kills.ts";
import { histories } from "./ledger_histories.ts";
import { T0 } from "./walk.ts";

let folder = "";
const file = () => join(folder, "ledger.sqlite");
beforeEach(() => folder = mkdtempSync(join(tmpdir(), "hexwall-proof-")));
afterEach(() => rmSync(folder, { recursive: true }));

it("keeps every acknowledged command of random histories once, and the law of cases", async () => {
  const clock = { now: T0 };
  const record = await openRecord(file(), () => clock.now);
  expect(await histories(record, clock, 40, 7)).toBeGreaterThan(200);
  await record.ledger.close();
});

it("has one winner for each of many contested assignments, and every read fits the chain", async () => {
  const record = await openRecord(file());
  const { sendings, reads } = await contest(record, 30, 10);
  expect(sendings).toBe(300);
  expect(reads).toBeGreaterThan(30);
  await record.ledger.close();
});

it("loses and doubles nothing that was acknowledged when the process is killed in the middle of it", async () => {
  const { acknowledged } = await killAgainAndAgain(file(), 6, 16);
  expect(acknowledged).toBeGreaterThan(100);
});

it("opens to a prefix of what was acknowledged, wherever the log of its file is cut", async () => {
  expect(await cutAgainAndAgain(file(), { lanes: 1, commands: 20, cuts: 12 })).toBeGreaterThan(4);
});

it("acknowledges no command before the disk has it", async (test) => {
  const trace = await traceAcknowledgements(file(), 60);
  if (!trace) return test.skip("strace is not installed, or may not look into processes here");
  expect(trace.acknowledged).toBeGreaterThan(50);
  expect(trace.early, "acknowledged with no fsync since the one before").toBe(0);
});
