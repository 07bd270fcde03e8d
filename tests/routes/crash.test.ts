import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { cellAt } from "../../geo/cell.ts";
import { type Running, startServer } from "../server.ts";
import { TestScreen } from "../screen.ts";

let dataDir: string;
const running: Running[] = [];
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "hexwall-crash-"));
});
afterEach(async () => {
  for (const server of running.splice(0)) await server[Symbol.asyncDispose]();
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 10 });
});

async function start(env: Record<string, string> = {}): Promise<Running> {
  const server = await startServer({ dataDir, env: { CITY: "tests/cities/tiny", ...env } });
  running.push(server);
  // On a busy machine a start goes on before history is there.
  while ((await server.fetch(`/readyz`)).status !== 200) {
    await new Promise((wake) => setTimeout(wake, 50));
  }
  return server;
}

const place = { lat: 36.2, lon: 120.2 };
const cell = cellAt(place, 6);

function incident(id: string) {
  return { id, source: "12345", category: "road", time: Date.now(), ...place, severity: 2, title: "t" };
}

function lines(rows: readonly unknown[]): string {
  return rows.map((row) => JSON.stringify(row)).join("\n");
}

function childrenOf(parent: number): number[] {
  const children = new TextDecoder().decode(
    new Deno.Command("ps", { args: ["--ppid", String(parent), "-o", "pid="] }).outputSync().stdout,
  );
  return children.split("\n").map(Number).filter((pid) => pid > 0);
}

function alive(pid: number): boolean {
  try {
    return !Deno.readTextFileSync(`/proc/${pid}/stat`).includes(") Z ");
  } catch {
    return false;
  }
}

async function panel(server: Running) {
  return await (await server.fetch(`/api/cells/${cell}`)).json();
}

test("a killed server loses nothing it acknowledged of incidents and assignments, at most the last second of fixes, and leaves no child", async () => {
  const first = await start();
  const base = Date.now() - 60_000;
  // Fixes acknowledged well before the kill, and some right before it.
  await first.post(
    "/api/fixes",
    lines(Array.from({ length: 500 }, (_, i) => ({ worker: `w${i}`, time: base, ...place }))),
  );
  const stored = async () =>
    Number(/hexwall_fixes_stored_rows (\d+)/.exec(await (await first.fetch(`/metrics`)).text())?.[1]);
  while (await stored() < 500) await new Promise((wake) => setTimeout(wake, 50));
  let acknowledged = 0;
  const load = (async () => {
    for (let i = 0;; i++) {
      const response = await first.post("/api/incidents", lines([incident(`I-${i}`)])).catch(() => null);
      if (response?.status !== 202) return;
      await response.body?.cancel();
      acknowledged = i + 1;
    }
  })();
  const late = await first.post(
    "/api/fixes",
    lines(Array.from({ length: 50 }, (_, i) => ({ worker: `late${i}`, time: base, ...place }))),
  );
  expect((await late.json()).accepted).toBe(50);
  const assigned = await first.post(
    "/api/assignments",
    JSON.stringify({ key: "k", source: "12345", incident: "I-0", worker: "w0", by: "王敏" }),
    { "content-type": "application/json" },
  );
  const answer = await assigned.json();
  while (acknowledged < 20) await new Promise((wake) => setTimeout(wake, 5));
  const children = childrenOf(first.pid);
  expect(children.length).toBeGreaterThan(0);
  await first.stop("SIGKILL");
  await load;
  while (children.some(alive)) await new Promise((wake) => setTimeout(wake, 20));

  const second = await start();
  const screen = new TestScreen(second.url);
  const { state } = await screen.until(() => screen.hellos[0]);
  screen.close();
  if (state.kind !== "snapshot") throw new Error("Expected a snapshot");
  const ids = new Set(state.incidents.map(({ id }) => id));
  for (let i = 0; i < acknowledged; i++) expect(ids.has(`I-${i}`), `I-${i}`).toBe(true);
  expect(state.incidents.find(({ id }) => id === "I-0")?.assignment).toEqual(answer.assignment);
  const { counts } = await panel(second);
  expect(counts.workers, "the 500 stored ones are shown, the last 50 may be lost").toBeGreaterThanOrEqual(
    500,
  );
  expect(counts.workers).toBeLessThanOrEqual(550);
  expect(counts.fixes[60]).toBe(counts.workers);
  expect(counts.open).toBe(ids.size);
});

test("a killed parent leaves neither server nor engine behind", async () => {
  const shell = await startServer({
    dataDir,
    env: { CITY: "tests/cities/tiny" },
    args: ["--with-parent"],
    underShell: true,
  });
  running.push(shell);
  const [server] = childrenOf(shell.pid);
  const family = [server!, ...childrenOf(server!)];
  expect(family.length).toBeGreaterThan(1);
  Deno.kill(shell.pid, "SIGKILL");
  while (family.some(alive)) await new Promise((wake) => setTimeout(wake, 50));
});

test("a killed starter further up leaves nothing behind either, whatever lies between", async () => {
  const server = await startServer({
    dataDir,
    env: { CITY: "tests/cities/tiny" },
    args: ["--with-parent"],
    underShell: "twice",
  });
  running.push(server);
  const [inner] = childrenOf(server.pid);
  const [main] = childrenOf(inner!);
  const family = [inner!, main!, ...childrenOf(main!)];
  expect(family.length).toBeGreaterThan(2);
  Deno.kill(server.pid, "SIGKILL");
  while (family.slice(1).some(alive)) await new Promise((wake) => setTimeout(wake, 50));
});

test("Ctrl-C stops the server and its engine, with every accepted fix stored", async () => {
  const first = await start();
  await first.post(
    "/api/fixes",
    lines(Array.from({ length: 300 }, (_, i) => ({ worker: `w${i}`, time: Date.now(), ...place }))),
  );
  const children = childrenOf(first.pid);
  expect(await first.stop("SIGINT")).toBe(0);
  expect(first.output()).not.toMatch(/did not reach ClickHouse/);
  expect(children.filter(alive)).toEqual([]);
  expect((await panel(await start())).counts.workers).toBe(300);
});

test("with the engine killed, feeds and dispatch go on, and afterwards every fix is there once", async () => {
  const server = await start();
  let sent = 0;
  const send = async (rows: number) => {
    const now = Date.now();
    const response = await server.post(
      "/api/fixes",
      lines(Array.from({ length: rows }, (_, i) => ({ worker: `w${sent + i}`, time: now, ...place }))),
    );
    expect((await response.json()).accepted).toBe(rows);
    sent += rows;
  };
  await send(1_000);
  for (let round = 0; round < 3; round++) {
    for (const pid of childrenOf(server.pid)) Deno.kill(pid, "SIGKILL");
    await send(1_000);
    expect((await server.post("/api/incidents", lines([incident(`during-${round}`)]))).status).toBe(202);
    const assigned = await server.post(
      "/api/assignments",
      JSON.stringify({
        key: `k${round}`,
        source: "12345",
        incident: `during-${round}`,
        worker: `w${round}`,
        by: "李强",
      }),
      { "content-type": "application/json" },
    );
    expect(assigned.status).toBe(200);
    while ((await server.fetch(`/readyz`)).status !== 200) {
      await new Promise((wake) => setTimeout(wake, 50));
    }
    await send(1_000);
  }
  for (;;) {
    const trend = await (await server.fetch(`/api/cells/${cell}/trend`)).json();
    const stored = trend.points?.reduce((sum: number, point: { fixes: number }) => sum + point.fixes, 0);
    expect(stored ?? 0).toBeLessThanOrEqual(sent);
    if (stored === sent) break;
    await new Promise((wake) => setTimeout(wake, 100));
  }
});

test("with the engine stopped, feeds are told to wait before memory suffers, and what was accepted is stored later", async () => {
  const server = await start();
  const [engine] = childrenOf(server.pid);
  Deno.kill(engine!, "SIGSTOP");
  let accepted = 0;
  let refused: Response | null = null;
  const began = Date.now() - 600_000;
  for (let round = 0; !refused; round++) {
    const rows = Array.from(
      { length: 20_000 },
      (_, i) => `{"worker":"worker-${i}-${"x".repeat(60)}","time":${began + round},"lat":36.2,"lon":120.2}`,
    );
    const response = await server.post("/api/fixes", rows.join("\n"));
    accepted += (await response.clone().json()).accepted;
    if (response.status !== 202) refused = response;
    expect(round, "bodies before it says stop").toBeLessThan(100);
  }
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  const rss = Number(/VmRSS:\s+(\d+)/.exec(Deno.readTextFileSync(`/proc/${server.pid}/status`))![1]) / 1024;
  expect(rss, "MB of the server").toBeLessThan(600);
  Deno.kill(engine!, "SIGCONT");
  const stored = async () =>
    Number(/hexwall_fixes_stored_rows (\d+)/.exec(await (await server.fetch(`/metrics`)).text())?.[1]);
  while (await stored() < accepted) await new Promise((wake) => setTimeout(wake, 100));
  expect(await stored()).toBe(accepted);
  expect(
    (await server.post("/api/fixes", `{"worker":"w","time":${Date.now()},"lat":36.2,"lon":120.2}`)).status,
  ).toBe(202);
});

test("a stalled screen costs little and hurts nobody", async () => {
  const server = await start();
  const rss = () =>
    Number(/VmRSS:\s+(\d+)/.exec(Deno.readTextFileSync(`/proc/${server.pid}/status`))![1]) / 1024;
  const stalled = Array.from({ length: 3 }, () => new TestScreen(server.url));
  const healthy = new TestScreen(server.url);
  const view = {
    bounds: [120, 36, 120.5, 36.4],
    zoom: 12,
    resolution: 10,
    window: 15,
    cells: true,
    workers: true,
  } as const;
  for (const screen of [...stalled, healthy]) {
    await screen.until(() => screen.hellos[0]);
    screen.view(view);
  }
  const cells = async (rounds: number) => {
    const until = healthy.frames.length + rounds;
    for (let round = 0; healthy.frames.length < until; round++) {
      const now = Date.now();
      const rows = Array.from({ length: 4_000 }, (_, i) => ({
        worker: `w${i}`,
        time: now,
        lat: 36.05 + (i % 60) * 0.005 + (round % 7) * 1e-4,
        lon: 120.05 + Math.floor(i / 60) * 0.005,
      }));
      await server.post("/api/fixes", lines(rows));
      await server.post("/api/incidents", lines([incident(`s-${now}-${round}`)]));
    }
  };
  // The heap finds its size first, with everybody listening.
  await cells(12);
  for (const screen of stalled) {
    // What a frozen display does: the socket stays open, and nobody reads it.
    const { ws } = screen.socket.io.engine.transport as unknown as {
      ws: { _socket?: { pause(): void }; pause?(): void };
    };
    if (ws._socket) ws._socket.pause();
    else ws.pause?.();
  }
  const before = rss();
  const frozenAt = stalled.map((screen) => screen.frames.length);
  await cells(14);
  expect(stalled.map((screen) => screen.frames.length), "the stalled ones read nothing").toEqual(frozenAt);
  // 16 MB each, and what the heap of a busy server breathes.
  expect(rss() - before, "MB more with three stalled screens").toBeLessThan(3 * 16 + 64);
  for (const screen of stalled) screen.close();
  healthy.close();
});
