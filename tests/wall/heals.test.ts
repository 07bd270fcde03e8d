/** A wall that lost its graphics heals: the WebGL context goes away under the real page. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser, openContext } from "../browser.ts";
import { type Running, startServer } from "../server.ts";

let server: Running;
let browser: Browser;
beforeAll(async () => {
  [server, browser] = await Promise.all([startServer({ args: ["--workers", "200"] }), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await server[Symbol.asyncDispose]();
});

async function until(page: Page, condition: string): Promise<void> {
  // A page that is being loaded anew answers nothing.
  while (!(await page.evaluate(condition).catch(() => false))) await page.waitForTimeout(100);
}

const DRAWN = "(globalThis.__hexwall?.drawn.cells ?? 0) > 0";

/** Takes the context from the map's canvas and, as a driver that was reset does, gives it back a moment later. */
const loseContext = (page: Page) =>
  page.evaluate(`(() => {
    const canvas = document.querySelector(".map canvas");
    canvas.dataset.lost = "yes";
    const lose = canvas.getContext("webgl2").getExtension("WEBGL_lose_context");
    lose.loseContext();
    setTimeout(() => lose.restoreContext(), 200);
  })()`);

test("a lost graphics context heals on the same page; repeated losses open the page anew, where it was", {
  timeout: 300_000,
}, async () => {
  const context = await openContext(browser, server.url, {
    viewport: { width: 960, height: 540 },
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  await page.goto(`${server.url}/wall?layer=workers&window=15&lang=en`);
  await until(page, DRAWN);
  const view = await page.evaluate("globalThis.__hexwall.view");
  await page.evaluate("globalThis.__mark = true");
  await loseContext(page);
  await until(page, `document.querySelector(".map canvas")?.dataset.lost !== "yes" && ${DRAWN}`);
  expect(await page.evaluate("globalThis.__mark"), "the page was not loaded again").toBe(true);
  expect(await page.evaluate("globalThis.__hexwall.view")).toEqual(view);
  expect(await page.locator(".map canvas").count()).toBe(1);
  await loseContext(page);
  await until(page, `document.querySelector(".map canvas")?.dataset.lost !== "yes" && ${DRAWN}`);
  await loseContext(page);
  await until(page, `globalThis.__mark === undefined && ${DRAWN}`);
  expect(page.url()).toContain("window=15");
  expect(await page.evaluate("globalThis.__hexwall.view")).toEqual(view);
});
