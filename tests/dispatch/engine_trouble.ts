/** Stops, kills and deletes the embedded ClickHouse while people work, and compares what it has afterwards with the ledger. */
import { renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { engineOf } from "../engine_process.ts";
import { type Running, startServer } from "../server.ts";
import { Desks } from "./desks.ts";
import { Feeds } from "./feeds.ts";
import { expectSame, ready, until } from "./same_record.ts";

/** `stop`: for a while; `hang`: for good, so that its watch ends it; `delete`: its whole folder, under its feet. */
export type Trouble = "stop" | "kill" | "delete" | "delete and kill" | "hang";

export interface Troubled {
  readonly acknowledged: number;
  /** Events of cases and newest revisions of incidents, the same in both. */
  readonly events: number;
  readonly incidents: number;
}

const CITY = "tests/cities/tiny";

export interface Load {
  readonly troubles: readonly Trouble[];
  /** Over each of the two ways. */
  readonly lanes: number;
  /** Between two commands of one lane, ms. */
  readonly pause: number;
  /** Commands that are to be acknowledged at least. */
  readonly least: number;
}

export async function troubleEngine({ troubles, lanes, pause, least }: Load): Promise<Troubled> {
  await using server = await startServer({ env: { CITY } });
  await ready(server);
  await using desks = new Desks(server, lanes, pause);
  await using feeds = new Feeds(server);
  await desks.more(20);
  for (const trouble of troubles) {
    await make(trouble, server);
    await desks.more(20);
    await ready(server);
  }
  await desks.more(Math.max(20, least - desks.acknowledged.length));
  await desks.stop();
  await feeds.stop();
  expect(desks.refused, "every command was done").toEqual([]);
  expect(feeds.refused, "every fix and incident was taken").toEqual([]);
  return { acknowledged: desks.acknowledged.length, ...await expectSame(server, "tiny") };
}

async function make(trouble: Trouble, server: Running): Promise<void> {
  const engine = engineOf(server.pid)!;
  const rest = () => new Promise((wake) => setTimeout(wake, 200 + Math.random() * 1_500));
  await rest();
  if (trouble.startsWith("delete")) deleteFolder(server);
  if (trouble.endsWith("kill")) Deno.kill(engine.pid, "SIGKILL");
  if (trouble === "stop" || trouble === "hang") Deno.kill(engine.pid, "SIGSTOP");
  if (trouble === "stop") {
    await rest();
    Deno.kill(engine.pid, "SIGCONT");
  } else await until(() => ![undefined, engine.pid].includes(engineOf(server.pid)?.pid));
}

/** Moved away first: what writes in it meanwhile would make parts of it anew. */
function deleteFolder({ dataDir }: Running): void {
  const folder = join(dataDir, "tiny", "clickhouse");
  renameSync(folder, `${folder}.deleted`);
  rmSync(`${folder}.deleted`, { recursive: true });
}
