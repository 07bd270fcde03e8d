/** The ledger among several processes, killed at any moment, and on a disk that is full. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openLedger } from "../../store/ledger.ts";
import type { CityEvent } from "../../store/record.ts";
import { runScript } from "./children.ts";
import { caseWrite } from "./ledger_suite_rows.ts";

let folder = "";
let file = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "hexwall-ledger-"));
  file = join(folder, "ledger.db");
});
afterEach(() => rmSync(folder, { recursive: true }));

interface Told {
  id: string;
  seq: number;
  revision?: number;
  version?: number;
}

it("loses nothing it acknowledged when its process is killed, ten times, and numbers without gap or double", async () => {
  const acknowledged: Told[] = [];
  for (let round = 0; round < 10; round++) {
    const child = runScript("ledger_child.ts", ["write", file, `r${round}`]);
    await child.lines(1 + Math.floor(Math.random() * 20));
    await new Promise((wake) => setTimeout(wake, Math.random() * 250));
    await child.kill();
    expect(child.said.length).toBeGreaterThan(0);
    acknowledged.push(...child.said as Told[]);
  }
  const ledger = await openLedger(file);
  const events = await ledger.events(0, 1e9);
  await ledger.close();
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, i) => i + 1));
  const revisions = events.flatMap((event) =>
    event.kind === "incident" ? [`${event.incident.id} ${event.incident.revision}`] : []
  );
  expect(new Set(revisions).size).toBe(revisions.length);
  const lost = acknowledged.filter((told) => !matches(events[told.seq - 1], told));
  expect(lost).toEqual([]);
  expect(acknowledged.length).toBeGreaterThan(100);
});

function matches(event: CityEvent | undefined, { id, revision, version }: Told): boolean {
  if (event?.kind === "incident") return event.incident.id === id && event.incident.revision === revision;
  return event?.kind === "case" && event.case.id === id && event.version === version;
}

it("lets exactly one of four processes win each of 200 cases", async () => {
  const count = 200;
  let ledger = await openLedger(file);
  await Promise.all(Array.from({ length: count }, (_, i) => ledger.cases.commit(caseWrite(`c${i}`))));
  await ledger.close();
  const racers = ["north", "east", "south", "west"].map((name) =>
    runScript("ledger_child.ts", ["race", file, name, String(count)])
  );
  await Promise.all(racers.map((racer) => racer.lines(1)));
  await Promise.all(racers.map((racer) => racer.process.stdin.close()));
  await Promise.all(racers.map((racer) => racer.ended));
  const answers = racers.flatMap(({ said }) => said[1] as { id: string; by: string; kind: string }[]);
  expect(answers).toHaveLength(4 * count);
  const won = answers.filter(({ kind }) => kind === "done");
  expect(new Set(won.map(({ id }) => id)).size).toBe(count);
  expect(won).toHaveLength(count);
  expect(answers.filter(({ kind }) => kind === "stale")).toHaveLength(3 * count);
  ledger = await openLedger(file);
  expect(await ledger.seq()).toBe(2 * count);
  for (const { id, by } of won) expect((await ledger.cases.events(id))[1]!.by).toBe(by);
  await ledger.close();
});

it("says so when the disk takes no more, acknowledges nothing then, and goes on by itself afterwards", async () => {
  // A limit on the size of files stands for the full disk: it can be set without rights and lifted from outside.
  await runScript("ledger_full.ts", ["warm", `${file}.warm`]).ended;
  const child = runScript("ledger_full.ts", [file], ["prlimit", "--fsize=400000:unlimited"]);
  await child.lines(1);
  const [full] = child.said as [{ stored: number; fault: string }];
  expect(full.fault).toBe("storage");
  const lift = ["--pid", String(child.process.pid), "--fsize=unlimited:unlimited"];
  expect((await new Deno.Command("prlimit", { args: lift }).output()).success).toBe(true);
  await child.process.stdin.close();
  await child.lines(2);
  await child.ended;
  expect(child.said[1]).toEqual({ kind: "new", seq: full.stored + 1 });
  const ledger = await openLedger(file);
  expect(await ledger.openIncidents()).toHaveLength(full.stored + 1);
  await ledger.close();
});
