/** The embedded engine among processes: killed, stopped, orphaned, asked for twice. */
import { chmodSync, existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, it } from "vitest";
import { SetupError } from "../../store/city_folder.ts";
import { Clickhouse } from "../../store/clickhouse.ts";
import { openEngine } from "../../store/engine.ts";
import { findEngineLibrary } from "../../store/engine_library.ts";
import { type FixBlock, FixStore } from "../../store/fixes.ts";
import { FIX_COLUMNS, makeBlock } from "./blocks.ts";
import { isAlive, runScript } from "./children.ts";
import { RETENTION } from "./clickhouse_suite.ts";

let dataDir = "";
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "hexwall-engine-"));
});
afterEach(() => rmSync(dataDir, { recursive: true, maxRetries: 5 }));

async function until(what: () => boolean | Promise<boolean>, ms = 10_000): Promise<boolean> {
  const end = Date.now() + ms;
  while (Date.now() < end) {
    if (await what()) return true;
    await sleep(20);
  }
  return false;
}

it("answers only who knows the secret, and listens on this machine only", async () => {
  const engine = await openEngine({ dataDir });
  const ask = (headers: Record<string, string>) =>
    fetch(`${new URL(engine.url).origin}/?query=SELECT%2042`, { headers }).then(async (response) => {
      return [response.status, (await response.text()).trim().slice(0, 2)];
    });
  expect(await ask({ ...engine.headers })).toEqual([200, "42"]);
  expect((await ask({}))[0]).toBe(404);
  expect((await ask({ "x-hexwall-key": "guess" }))[0]).toBe(404);
  expect(new URL(engine.url).hostname).toBe("127.0.0.1");
  expect(statSync(join(dataDir, "clickhouse", "engine.xml")).mode & 0o077).toBe(0);
  await engine.close();
});

it("is started again under the same address when it dies, and says so", async () => {
  const states: string[] = [];
  const engine = await openEngine({ dataDir, onState: (state) => states.push(state) });
  const { url, pid } = engine;
  Deno.kill(pid!, "SIGKILL");
  expect(await until(() => states.length === 5)).toBe(true);
  expect(states).toEqual(["starting", "up", "down", "starting", "up"]);
  expect(engine.url).toBe(url);
  expect(engine.pid).not.toBe(pid);
  const store = new Clickhouse(engine);
  expect(await store.ping()).toBe(true);
  await store.close();
  await engine.close();
});

it("is started anew, empty, when its folder is deleted under it: what it would go on to acknowledge nobody finds again", async () => {
  const said: string[] = [];
  const engine = await openEngine({
    dataDir,
    onState: (state, why) => said.push(why ? `${state} ${why}` : state),
  });
  const { pid } = engine;
  const store = new Clickhouse(engine);
  await store.migrate(RETENTION);
  rmSync(join(dataDir, "clickhouse"), { recursive: true, maxRetries: 20 });
  expect(await until(() => said.length >= 5 && said.at(-1) === "up", 60_000)).toBe(true);
  expect(said[2]).toMatch(/^down .*clickhouse.data was deleted or replaced/);
  expect(isAlive(pid!)).toBe(false);
  const count = () => store.query("SELECT count() AS n FROM fixes");
  await expect(count()).rejects.toThrow();
  await store.migrate(RETENTION);
  expect(await count()).toEqual([{ n: 0 }]);
  await store.close();
  await engine.close();
});

it("leaves no process behind when it is closed, also while it is down, and when its signal says stop", async () => {
  const stop = new AbortController();
  const engine = await openEngine({ dataDir, signal: stop.signal });
  const pid = engine.pid!;
  stop.abort();
  expect(await until(() => !isAlive(pid), 2_000)).toBe(true);
  await engine.close();
  const states: string[] = [];
  const other = await openEngine({ dataDir, onState: (state) => states.push(state) });
  Deno.kill(other.pid!, "SIGKILL");
  await until(() => states.includes("down"));
  await other.close();
  await sleep(600);
  expect(isAlive(other.pid!)).toBe(false);
  expect(states.at(-1)).not.toBe("up");
});

it("ends when its server is killed, and the next server gets the folder", async () => {
  const holder = runScript("engine_holder.ts", [dataDir]);
  await holder.lines(1);
  const { pid } = holder.said[0] as { pid: number };
  expect(isAlive(pid)).toBe(true);
  await holder.kill("SIGKILL");
  const engine = await openEngine({ dataDir });
  expect(isAlive(pid)).toBe(false);
  await engine.close();
});

it("says in one line that another process uses the folder", async () => {
  const engine = await openEngine({ dataDir });
  const second = runScript("engine_holder.ts", [dataDir]);
  await second.ended;
  const [error] = second.said as [{ name: string; message: string }];
  expect(error.name).toBe("SetupError");
  expect(error.message).toMatch(/Another process uses .*clickhouse.*; stop it, or set DATA_DIR/);
  expect(error.message).not.toContain("\n");
  const store = new Clickhouse(engine);
  expect(await store.ping()).toBe(true);
  await store.close();
  await engine.close();
}, 20_000);

it("says in one line what to do where there is no engine, or no place for its files", async () => {
  expect(existsSync(findEngineLibrary())).toBe(true);
  const elsewhere = () => findEngineLibrary({ os: "darwin", arch: "aarch64" });
  expect(elsewhere).toThrow(SetupError);
  expect(elsewhere).toThrow(/Linux on x86_64 only, and this is darwin on aarch64; set CLICKHOUSE_URL/);
  writeFileSync(join(dataDir, "file"), "");
  await expect(openEngine({ dataDir: join(dataDir, "file") })).rejects.toThrow(/Cannot write .*set DATA_DIR/);
});

it("says what the engine said when it cannot start", async () => {
  const folder = join(dataDir, "clickhouse");
  await Deno.mkdir(folder, { recursive: true });
  // Where the engine wants a folder there is a file: it cannot start, whoever runs the test.
  writeFileSync(join(folder, "data"), "");
  chmodSync(join(folder, "data"), 0o600);
  await expect(openEngine({ dataDir })).rejects.toThrow(/did not start \(.+\); run "deno task doctor"/);
});

it("has every acknowledged block exactly once, counted once, after it was killed and stopped under load", async () => {
  const engine = await openEngine({ dataDir });
  const store = new Clickhouse(engine);
  await store.migrate(RETENTION);
  const fixes = new FixStore(store, FIX_COLUMNS);
  const midnight = Math.floor(Date.now() / 86_400_000) * 86_400_000;
  let failures = 0;
  /** As the recorder does it. */
  const write = async (block: FixBlock) => {
    for (let attempt = 0;; attempt++) {
      try {
        if (attempt === 0 || !(await fixes.landed(block))) await fixes.insert(block);
        return;
      } catch {
        failures++;
        await sleep(100);
      }
    }
  };
  let acknowledged = 0;
  let over = false;
  const load = (async () => {
    for (let id = 1; !over || id <= 30; id++) {
      const block = makeBlock({ id, rows: 4_000, time: midnight + (id % 80_000) * 1_000, workers: 1_500 });
      await write(block);
      acknowledged++;
    }
  })();
  for (const what of ["SIGKILL", "SIGSTOP", "SIGKILL", "SIGSTOP", "SIGKILL", "SIGKILL"] as const) {
    const from = acknowledged;
    expect(await until(() => acknowledged > from)).toBe(true);
    await sleep(Math.random() * 60);
    const pid = engine.pid!;
    Deno.kill(pid, what);
    if (what === "SIGSTOP") {
      await sleep(700);
      Deno.kill(pid, "SIGCONT");
    } else expect(await until(() => engine.pid !== pid)).toBe(true);
  }
  over = true;
  await load;
  expect(failures).toBeGreaterThan(0);
  const blocks = await store.query("SELECT batch, count() AS n FROM fixes GROUP BY batch HAVING n <> 4000");
  expect(blocks).toEqual([]);
  expect(await store.query("SELECT uniqExact(batch) AS blocks, count() AS n FROM fixes")).toEqual([
    { blocks: acknowledged, n: acknowledged * 4_000 },
  ]);
  expect(await store.query("SELECT sum(fixes) AS n FROM cells_by_minute")).toEqual([{
    n: acknowledged * 4_000,
  }]);
  await store.close();
  await engine.close();
});
