/** Scenarios through the front door of the demo city. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { TestScreen } from "../screen.ts";
import { runMain, type Running, startServer } from "../server.ts";

test("a storm that is started shows on every screen: its warning, its incidents; it is stopped as simply", async () => {
  await using server = await startServer({ args: ["--workers", "50"] });
  const url = `${server.url}/api/demo/scenarios`;
  const send = (body: unknown, type = "application/json") =>
    fetch(url, { method: "POST", headers: { "content-type": type }, body: JSON.stringify(body) });
  expect(await (await fetch(url)).json()).toEqual({
    names: ["storm", "marathon", "blackout"],
    running: null,
  });
  const screen = new TestScreen(server.url);
  const started = await (await send({ start: "storm" })).json();
  expect(started.running.scenario).toBe("storm");
  await screen.until(() => screen.pulses.find(({ weather }) => weather?.warning?.includes("Rainstorm")));
  await screen.until(() =>
    screen.events.find((event) => event.kind === "incident" && event.incident.id.startsWith("S-storm-"))
  );
  expect((await (await send({ stop: true })).json()).running).toBeNull();
  expect((await send({ start: "earthquake" })).status).toBe(400);
  expect((await send({ start: "storm" }, "text/plain")).status).toBe(415);
  screen.close();
});

test("a storm goes on after a restart, and nothing that it brought is forgotten; a stopped one stays stopped", async () => {
  const dataDir = mkdtempSync(join(tmpdir(), "hexwall-storm-"));
  try {
    const state = async ({ url }: Running) =>
      (await (await fetch(`${url}/api/demo/scenarios`)).json()).running;
    const send = ({ url }: Running, body: unknown) =>
      fetch(`${url}/api/demo/scenarios`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      });
    const ofStorm = async (server: Running) => {
      const screen = new TestScreen(server.url);
      const { state } = await screen.until(() => screen.hellos[0]);
      screen.close();
      if (state.kind !== "snapshot") throw new Error("Expected a snapshot");
      return state.incidents.map(({ id }) => id).filter((id) => id.startsWith("S-storm-"));
    };
    let before: string[] = [], running: unknown;
    {
      await using server = await startServer({ args: ["--workers", "50"], dataDir });
      await send(server, { start: "storm" });
      running = await state(server);
      while ((before = await ofStorm(server)).length === 0) {
        await new Promise((wake) => setTimeout(wake, 1_000));
      }
      await server.stop("SIGTERM");
    }
    {
      await using server = await startServer({ args: ["--workers", "50"], dataDir });
      expect(await state(server)).toEqual(running);
      expect(await ofStorm(server)).toEqual(expect.arrayContaining(before));
      await send(server, { stop: true });
      await server.stop("SIGTERM");
    }
    await using server = await startServer({ args: ["--workers", "50"], dataDir });
    expect(await state(server)).toBeNull();
    expect(await ofStorm(server)).toEqual(expect.arrayContaining(before));
  } finally {
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
  }
});

test("a city of one's own has none, and an unknown name is one line at the start", async () => {
  await using server = await startServer({ env: { CITY: "tests/cities/tiny" } });
  expect((await server.fetch(`/api/demo/scenarios`)).status).toBe(404);
  await server.stop();
});

test.each([
  ["earthquake", /--scenario earthquake: is unknown; choose of storm, marathon, blackout/],
])("start --scenario %s is refused with what would be right", async (name, line) => {
  const { code, output } = await runMain({}, ["--scenario", name]);
  expect(code).toBe(2);
  expect(output).toMatch(line);
});
