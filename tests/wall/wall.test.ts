/** The wall in real Chromium, on the real server with the demo city. */
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { parentOf } from "../../geo/cell.ts";
import type { IncidentRecord } from "../../streams/wire.ts";
import { launchBrowser, openContext } from "../browser.ts";
import { TestScreen } from "../screen.ts";
import { type Running, startServer } from "../server.ts";

interface Probe {
  readonly view: { lat: number; lon: number; zoom: number };
  readonly selection: { cell: string | null; incident: string | null; camera: string | null };
  readonly drawn: Record<string, number>;
  readonly connection: string;
  readonly frames: number;
  readonly incidents: number;
  readonly resolution: number | null;
  at(lat: number, lon: number): { x: number; y: number };
}

let server: Running;
let browser: Browser;
beforeAll(async () => {
  [server, browser] = await Promise.all([startServer({ args: ["--workers", "800"] }), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await server[Symbol.asyncDispose]();
});

// Software graphics on a shared machine are slow, and a page that a failed test left open makes the next one slower.
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
});

const read = <T>(page: Page, look: (probe: Probe) => T): Promise<T> =>
  page.evaluate(`globalThis.__hexwall && (${look.toString()})(globalThis.__hexwall)`) as Promise<T>;

/** Asks again and again from outside: the page's policy forbids the evaluation that waiting inside would need. */
async function eventually(page: Page, condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await page.waitForTimeout(100);
}

async function until(page: Page, condition: (probe: Probe) => boolean): Promise<void> {
  await eventually(page, async () => await read(page, condition) === true);
}

/** A wall of its own storage, as on another machine. Fails on any error of the page. */
async function openWall(query = "", name?: string): Promise<Page> {
  const context = await openContext(browser, server.url, { viewport: { width: 960, height: 540 } });
  if (name) await context.addInitScript((by) => localStorage.setItem("hexwall-dispatcher", by), name);
  const page = await context.newPage();
  page.on("pageerror", (error) => {
    throw error;
  });
  await page.goto(`${server.url}/wall${query}`);
  await until(page, (probe) => probe.frames > 0 && (probe.drawn.cells ?? 0) > 0);
  return page;
}

async function openIncidents(): Promise<IncidentRecord[]> {
  const screen = new TestScreen(server.url);
  const { state } = await screen.until(() => screen.hellos[0]);
  screen.close();
  if (state.kind !== "snapshot") throw new Error("Expected a snapshot");
  return [...state.incidents];
}

/** An open incident that nobody was sent to, in a cell of its own: the dispatch panel then opens for it at once. */
async function lonelyIncident(): Promise<{ incident: IncidentRecord; cell: string }> {
  const open = await openIncidents();
  const incident = open.find((one) =>
    !one.assignment && open.filter(({ cell }) => cell === one.cell).length === 1
  );
  if (!incident) throw new Error("The demo has no lonely incident");
  return { incident, cell: incident.cell };
}

describe("the wall", () => {
  test("draws cells, workers and incidents of the city, and says that it is live", async () => {
    const page = await openWall("?layer=workers");
    const drawn = await read(page, (probe) => probe.drawn);
    expect(drawn.cells).toBeGreaterThan(20);
    // At night and on days off one in twelve is on duty.
    expect(drawn.workers).toBeGreaterThan(40);
    expect(drawn.incidents).toBeGreaterThan(0);
    // Incidents come and go meanwhile: both are asked until they are asked in the same moment.
    await eventually(
      page,
      async () => await read(page, (probe) => probe.incidents) === (await openIncidents()).length,
    );
    expect(await read(page, (probe) => probe.connection)).toBe("live");
    expect(await page.locator("main").innerText()).toContain("海湾市");
  });

  test("a click on a cell opens that cell, with its trend from ClickHouse", async () => {
    const { incident } = await lonelyIncident();
    const page = await openWall(`?view=${incident.lat},${incident.lon},14.5`);
    await until(page, (probe) => probe.resolution === 10);
    const at = `globalThis.__hexwall.at(${incident.lat}, ${incident.lon})`;
    const { x, y } = await page.evaluate(at) as { x: number; y: number };
    await page.mouse.click(x, y);
    await until(page, (probe) => probe.selection.cell !== null);
    const { cell } = await read(page, (probe) => probe.selection);
    expect(parentOf(incident.cell, 9)).toBe(parentOf(cell!, 9));
    await page.locator(".selection svg").first().waitFor();
    expect(page.url()).toContain(`cell=${cell}`);
  });

  test("the view does not move by itself: twenty updates later it is where it was", async () => {
    const page = await openWall("?layer=workers");
    const before = await read(page, (probe) => [probe.view, probe.frames] as const);
    await eventually(page, async () => await read(page, (probe) => probe.frames) >= before[1] + 20);
    expect(await read(page, (probe) => probe.view)).toEqual(before[0]);
    expect(await read(page, (probe) => probe.selection.cell)).toBeNull();
  });

  test("the nearest camera of the clicked cell plays, and a dead one says so", async () => {
    const { cameras } = await (await server.fetch(`/api/cameras`)).json();
    const streams = await Promise.all(
      cameras.slice(0, 150).map(async ({ id }: { id: string }) => {
        const camera = await (await server.fetch(`/api/cameras/${id}`)).json();
        const answer = await server.fetch(camera.streams[0].url);
        await answer.body?.cancel();
        return { camera, alive: answer.ok };
      }),
    );
    const live = streams.find(({ alive }) => alive)!.camera;
    const dead = streams.find(({ alive }) => !alive)!.camera;
    const page = await openWall(`?camera=${live.id}`);
    const video = page.locator(".tile.chosen video");
    const playing = () =>
      video.evaluate((element: HTMLVideoElement) =>
        element.paused ? 0 : element.currentTime * Math.sign(element.videoWidth)
      );
    await video.waitFor();
    await eventually(page, async () => await playing() > 0);
    const at = await playing();
    await eventually(page, async () => await playing() > at + 1);
    expect(await video.evaluate((element: HTMLVideoElement) => element.videoWidth)).toBe(640);
    await page.context().close();
    const other = await openWall(`?camera=${dead.id}`);
    await other.locator(".tile.chosen.tile-dead").waitFor({ timeout: 55_000 });
    expect(await other.locator(".tile.chosen .tile-state").innerText()).toMatch(/没有画面|离线/);
  });

  test("two people send somebody to the same incident: one wins, the other is told who, and both see it", async () => {
    const { incident, cell } = await lonelyIncident();
    const query = `?cell=${cell}&incident=${encodeURIComponent(`${incident.source}~${incident.id}`)}`;
    const [left, right] = await Promise.all([openWall(query, "王敏"), openWall(query, "李强")]);
    const buttons = [left, right].map((page) => page.locator(".dispatch-act button.primary"));
    await Promise.all(buttons.map((button) => button.waitFor()));
    await Promise.all(
      buttons.map((button) => button.evaluate((element: HTMLButtonElement) => element.click())),
    );
    await Promise.all([left, right].map((page) => page.locator(".settled").first().waitFor()));
    const said = await Promise.all([left, right].map((page) => page.locator(".settled").first().innerText()));
    const [record] = (await openIncidents()).filter(({ id, source }) =>
      id === incident.id && source === incident.source
    );
    const winner = record!.assignment!.by;
    expect(["王敏", "李强"]).toContain(winner);
    const loser = said[winner === "王敏" ? 1 : 0]!;
    expect(loser).toContain(winner);
    for (const text of said) expect(text).toContain(record!.assignment!.worker);
  });

  test("changes its language without a reload, completely, and keeps it in the address", async () => {
    const page = await openWall();
    await page.evaluate("globalThis.__mark = true");
    await page.getByText("English").first().evaluate((element: HTMLElement) => element.click());
    await eventually(page, async () => await page.locator("html").getAttribute("lang") === "en");
    expect(await page.evaluate("globalThis.__mark"), "the page was not loaded again").toBe(true);
    expect(page.url()).toContain("lang=en");
    expect(await page.locator("main").innerText()).toContain("Haiwan");
    // Titles of incidents come from their source, in its language; what the wall itself says is English.
    for (const part of [".strip", ".legend"]) {
      const said = (await page.locator(part).innerText()).replace("中文", "");
      expect(said).not.toMatch(/[\u4e00-\u9fff]/);
    }
  });
});

test("a server that is gone is announced, and the wall heals by itself when it is back", async () => {
  const port = 21_000 + Math.floor(Math.random() * 8_000);
  const first = await startServer({ env: { CITY: "tests/cities/tiny" }, port });
  const context = await openContext(browser, first.url, { viewport: { width: 960, height: 540 } });
  const page = await context.newPage();
  await page.goto(`${first.url}/wall`);
  await until(page, (probe) => probe.connection === "live");
  const dataDir = first.dataDir;
  await first.stop("SIGKILL");
  await page.locator(".banner").waitFor();
  expect(await page.locator(".banner strong").innerText()).not.toBe("");
  const second = await startServer({ env: { CITY: "tests/cities/tiny" }, port, dataDir });
  await until(page, (probe) => probe.connection === "live");
  await page.locator(".banner").waitFor({ state: "detached" });
  await second[Symbol.asyncDispose]();
  await first[Symbol.asyncDispose]();
});
