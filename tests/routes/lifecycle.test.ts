import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { runMain, type Running, startServer } from "../server.ts";
import { TestScreen } from "../screen.ts";

const CITY = "tests/cities/tiny";
const ROOT = new URL("../..", import.meta.url).pathname;
let dataDir: string;
const running: Running[] = [];
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "hexwall-life-"));
});
afterEach(async () => {
  for (const server of running.splice(0)) await server[Symbol.asyncDispose]();
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 10 });
});

async function start(port = 0, env: Record<string, string> = {}): Promise<Running> {
  const server = await startServer({ dataDir, port, env: { CITY, ...env } });
  running.push(server);
  return server;
}

function childrenOf(parent: number): number[] {
  const { stdout } = new Deno.Command("ps", { args: ["--ppid", String(parent), "-o", "pid="] }).outputSync();
  return new TextDecoder().decode(stdout).split("\n").map(Number).filter((pid) => pid > 0);
}

function incident(id: string) {
  const place = { lat: 36.2, lon: 120.2 };
  return JSON.stringify({
    id,
    source: "s",
    category: "c",
    time: Date.now(),
    ...place,
    severity: 2,
    title: "t",
  });
}

test("a second server on the same data is refused in one line, and the first one is not harmed", async () => {
  const first = await start();
  for (const env of [{}, { CLICKHOUSE_URL: "http://127.0.0.1:9" }]) {
    const { code, output } = await runMain({ CITY, DATA_DIR: dataDir, ...env });
    expect(output).toMatch(/error .*another Hexwall uses it; stop that one, or set DATA_DIR/);
    expect(output).not.toMatch(/^\s+at /m);
    expect(code).toBe(2);
  }
  // The engine's secret is read again when the engine starts again.
  for (const pid of childrenOf(first.pid)) Deno.kill(pid, "SIGKILL");
  await new Promise((wake) => setTimeout(wake, 300));
  while ((await first.fetch(`/readyz`)).status !== 200) {
    await new Promise((wake) => setTimeout(wake, 50));
  }
});

test("a start can be stopped at every moment, with status 0 and nothing left behind", async () => {
  for (const after of [/city /, /ledger /, /engine /, /ready /]) {
    const child = new Deno.Command(Deno.execPath(), {
      args: [
        ...["run", "--allow-net", "--allow-read", "--allow-write", "--allow-env", "--allow-sys"],
        ...["--allow-run", "--no-prompt", "main.ts"],
      ],
      cwd: ROOT,
      env: { CITY, DATA_DIR: dataDir, PORT: "0" },
      stdin: "null",
      stdout: "piped",
      stderr: "null",
    }).spawn();
    let printed = "";
    let stopped = false;
    let children: number[] = [];
    for await (const bytes of child.stdout) {
      printed += new TextDecoder().decode(bytes);
      if (stopped || !after.test(printed)) continue;
      stopped = true;
      children = childrenOf(child.pid);
      child.kill("SIGINT");
    }
    expect([String(after), (await child.status).code]).toEqual([String(after), 0]);
    while (children.some(exists)) {
      await new Promise((wake) => setTimeout(wake, 20));
    }
  }
});

test("a screen that comes back while the server starts is told of every open incident, or waits", async () => {
  const first = await start();
  const rows = Array.from({ length: 3_000 }, (_, i) => incident(`I-${i}`));
  expect((await first.post("/api/incidents", rows.join("\n"))).status).toBe(202);
  const port = Number(new URL(first.url).port);
  await first.stop();
  const told: number[] = [];
  let over = false;
  const screens = (async () => {
    while (!over) {
      const screen = new TestScreen(`http://127.0.0.1:${port}`);
      await new Promise((done) => screen.socket.once("hello", done).once("connect_error", done));
      for (const { state } of screen.hellos) {
        told.push(state.kind === "snapshot" ? state.incidents.length : -1);
      }
      screen.close();
    }
  })();
  await start(port);
  while (told.length < 3) await new Promise((wake) => setTimeout(wake, 10));
  over = true;
  await screens;
  expect([...new Set(told)]).toEqual([3_000]);
});

test("a server whose data was removed says that it is not ready", async () => {
  const server = await start();
  expect((await server.fetch(`/readyz`)).status).toBe(200);
  rmSync(join(dataDir, "tiny", "ledger.sqlite"));
  const answer = await server.fetch(`/readyz`);
  expect([answer.status, (await answer.json()).why]).toEqual([503, expect.stringMatching(/is gone/)]);
});

test("without ClickHouse the server comes up, says so, and sends somebody all the same", async () => {
  const server = await start(0, { CLICKHOUSE_URL: "http://127.0.0.1:9" });
  expect((await server.fetch(`/readyz`)).status).toBe(503);
  expect((await server.post("/api/incidents", incident("I"))).status).toBe(202);
  const fix = JSON.stringify({ worker: "w", time: Date.now(), lat: 36.2, lon: 120.2 });
  expect((await server.post("/api/fixes", fix)).status).toBe(202);
  const command = { key: "k", source: "s", incident: "I", worker: "w", by: "王敏" };
  const assigned = await server.post("/api/assignments", JSON.stringify(command), {
    "content-type": "application/json",
  });
  expect(assigned.status).toBe(200);
  expect(await server.stop("SIGINT")).toBe(0);
});

function exists(pid: number): boolean {
  try {
    return !Deno.readTextFileSync(`/proc/${pid}/stat`).includes(") Z ");
  } catch {
    return false;
  }
}
