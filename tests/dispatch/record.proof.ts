/** `deno task proof`: the record of cases at length. */
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
const hour = 3_600_000;

// deno-lint-ignore no-console -- what a proof found
const say = (line: string) => console.log(`  proof    ${line}`);

it("10,000 random histories: no illegal move, no lost or double event", async () => {
  let [cases, done] = [0, 0];
  for (let round = 0; round < 50; round++) {
    const clock = { now: T0 };
    const record = await openRecord(`${file()}-${round}`, () => clock.now);
    done += await histories(record, clock, 200, round);
    cases += 200;
    await record.ledger.close();
  }
  say(`${cases} histories, ${done} commands acknowledged, each once in the record`);
}, hour);

it("10,000 contested assignments: 0 double wins, and every read fits the chain", async () => {
  const record = await openRecord(file());
  const { sendings, reads } = await contest(record, 500, 20);
  await record.ledger.close();
  say(`${sendings} sendings to 500 cases, 500 winners; ${reads} reads meanwhile, each as the record says`);
  expect(sendings).toBe(10_000);
}, hour);

it("killed 200 times under load: 0 of at least 50,000 acknowledged commands lost or doubled", async () => {
  let [acknowledged, kills, slowest] = [0, 0, 0];
  while (kills < 200 || acknowledged < 50_000) {
    const killed = await killAgainAndAgain(`${file()}-${kills}`, 20, 64);
    acknowledged += killed.acknowledged;
    slowest = Math.max(slowest, killed.slowest);
    kills += 20;
  }
  say(
    `${kills} kills, ${acknowledged} acknowledged, 0 lost, 0 doubled; ready again in at most ${
      slowest.toFixed(0)
    } ms`,
  );
  expect(slowest).toBeLessThan(3_000);
}, hour);

it("the log cut at 1,000 random places opens to a prefix of what was acknowledged", async () => {
  let lengths = 0;
  for (let round = 0; round < 10; round++) {
    const load = { lanes: round % 2 === 0 ? 1 : 8, commands: 50, cuts: 100 };
    lengths += await cutAgainAndAgain(`${file()}-${round}`, load);
  }
  say(
    `1,000 cuts of 10 logs left records with ${lengths} different lengths, each a prefix that holds together`,
  );
  expect(lengths).toBeGreaterThan(50);
}, hour);

it("acknowledges nothing before the disk has it: 1,000 commands watched", async () => {
  const trace = await traceAcknowledgements(file(), 1_000);
  if (!trace) return say("strace is not installed, or may not look into processes here: not shown");
  say(`${trace.acknowledged} acknowledgements, ${trace.early} without an fsync before`);
  expect(trace.early).toBe(0);
}, hour);
