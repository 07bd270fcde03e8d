/** A wall in real Chromium on the real server: how tests open one, look into it, and wait for it. */
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll } from "vitest";
import type { IncidentRecord } from "../../streams/wire.ts";
import { launchBrowser, openContext } from "../browser.ts";
import { TestScreen } from "../screen.ts";
import { type Running, type StartOptions, startServer } from "../server.ts";

export interface Stage {
  readonly server: Running;
  readonly browser: Browser;
}

/** One server and one browser for the tests of a file; every page is closed after its test. */
export function useStage(options: StartOptions): Stage {
  let server: Running | undefined, browser: Browser | undefined;
  beforeAll(async () => {
    [server, browser] = await Promise.all([startServer(options), launchBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.[Symbol.asyncDispose]();
  });
  // Software graphics on a shared machine are slow, and a page that a failed test left open makes the next one slower.
  afterEach(async () => {
    for (const context of browser?.contexts() ?? []) await context.close();
  });
  return {
    get server() {
      return server!;
    },
    get browser() {
      return browser!;
    },
  };
}

export interface WallOptions {
  readonly size?: readonly [width: number, height: number];
  /** Before the page is opened: to stand between it and the server. */
  readonly prepare?: (page: Page) => Promise<unknown>;
  /** Whether to wait until cells are drawn. */
  readonly drawn?: boolean;
}

/** A wall of its own storage, as on another machine. Fails on any error of the page. */
export async function openWall(
  { server, browser }: Stage,
  query = "",
  { size: [width, height] = [1280, 720], prepare, drawn = true }: WallOptions = {},
): Promise<Page> {
  const context = await openContext(browser, server.url, {
    viewport: { width, height },
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  page.on("pageerror", (error) => {
    throw error;
  });
  await prepare?.(page);
  await page.goto(`${server.url}/wall${query}`);
  await until(
    page,
    drawn
      ? "(globalThis.__hexwall?.frames ?? 0) > 0 && globalThis.__hexwall.drawn.cells > 0"
      : "globalThis.__hexwall?.connection === 'live'",
  );
  return page;
}

/** Asks again and again from outside: the page's policy forbids the evaluation that waiting inside would need. */
export async function eventually(page: Page, condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await page.waitForTimeout(100);
}

export async function until(page: Page, condition: string): Promise<void> {
  await eventually(page, () => page.evaluate(`Boolean(${condition})`) as Promise<boolean>);
}

/** Clicks in the page itself: what software graphics move meanwhile does not matter. */
export async function press(page: Page, selector: string): Promise<void> {
  await page.locator(selector).first().evaluate((element: HTMLElement) => element.click());
}

export async function openIncidents({ server }: Stage): Promise<IncidentRecord[]> {
  const screen = new TestScreen(server.url);
  const { state } = await screen.until(() => screen.hellos[0]);
  screen.close();
  if (state.kind !== "snapshot") throw new Error("Expected a snapshot");
  return [...state.incidents];
}
