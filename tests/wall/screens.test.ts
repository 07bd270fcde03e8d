/** One picture on several screens, in real Chromium: its parts join without a seam, and what one shows all show. */
import process from "node:process";
import pixelmatch from "pixelmatch";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { launchBrowser, openContext } from "../browser.ts";
import { coloursOf, cut, decodePng } from "../png.ts";
import { startServer } from "../server.ts";

// A picture would wait for letters of the last incidents, which nobody sends while the server stands still.
process.env["PW_TEST_SCREENSHOT_NO_FONTS_READY"] = "1";

let browser: Browser;
beforeAll(async () => browser = await launchBrowser());
afterAll(() => browser.close());
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
});

/** Software graphics may be very slow on a busy machine. */
const PATIENCE_MS = 300_000;
const PART = { width: 720, height: 640 };
const WHOLE = { width: 2 * PART.width, height: PART.height };

async function open(url: string, viewport: { width: number; height: number }): Promise<Page> {
  const context = await openContext(browser, url, { viewport, reducedMotion: "reduce" });
  const page = await context.newPage();
  page.on("pageerror", (error) => {
    throw error;
  });
  await page.goto(url);
  await eventually(page, "globalThis.__hexwall?.connection === 'live'");
  return page;
}

async function eventually(page: Page, condition: string): Promise<void> {
  while (!(await page.evaluate(condition))) await page.waitForTimeout(100);
}

const viewOf = (page: Page) =>
  page.evaluate("globalThis.__hexwall.view") as Promise<{ lat: number; lon: number; zoom: number }>;

/** Until a page shows what another does. */
async function follows(page: Page, other: Page): Promise<void> {
  const same = async () => {
    const [a, b] = await Promise.all([viewOf(page), viewOf(other)]);
    return Math.hypot(a.lat - b.lat, a.lon - b.lon, a.zoom - b.zoom) < 1e-9;
  };
  while (!(await same())) await page.waitForTimeout(100);
}

const picture = async (page: Page) => decodePng(await page.screenshot({ timeout: PATIENCE_MS }));

describe("two screens of one wall", { timeout: PATIENCE_MS }, () => {
  test("join without a seam: each shows its part of what one large screen shows", async () => {
    await using server = await startServer({ args: ["--workers", "400"] });
    const wall = `${server.url}/wall?layer=workers&theme=light`;
    const pages = await Promise.all([
      open(wall, WHOLE),
      open(`${wall}&screen=2x1:1`, PART),
      open(`${wall}&screen=2x1:2`, PART),
    ]);
    const [whole, left, right] = pages as [Page, Page, Page];
    for (const page of pages) await eventually(page, "globalThis.__hexwall.drawn.cells > 0");
    // Names and tiles arrive; then time stands still for all of them.
    await whole.waitForTimeout(6_000);
    Deno.kill(server.pid, "SIGSTOP");
    try {
      for (const page of pages) await page.locator(".banner").waitFor();
      for (const page of pages) expect(await page.locator(".banner").count()).toBe(1);
      for (const page of [left, right]) {
        const banner = (await page.locator(".banner strong").boundingBox())!;
        expect(banner.x).toBeGreaterThanOrEqual(0);
        expect(banner.x + banner.width).toBeLessThanOrEqual(PART.width);
      }
      for (const page of pages) {
        await page.addStyleTag({ content: ".banner { visibility: hidden }" }).catch(() => {});
      }
      for (const page of pages) {
        await page.evaluate("document.querySelector('.banner').style.visibility = 'hidden'");
      }
      const [all, one, two] = [await picture(whole), await picture(left), await picture(right)];
      // On both sides of the seam, between strip and cameras: map, cells, names and marks; no panel stands there.
      const [near, top, high] = [200, 120, 340];
      const sides = [
        [cut(all, PART.width - near, top, near, high), cut(one, PART.width - near, top, near, high)],
        [cut(all, PART.width, top, near, high), cut(two, 0, top, near, high)],
      ] as const;
      for (const [expected, seen] of sides) {
        const different = pixelmatch(expected.data, seen.data, undefined, near, high, { threshold: 0.15 });
        expect(different / (near * high)).toBeLessThan(0.01);
        // A blank map would be alike too.
        expect(coloursOf(seen)).toBeGreaterThan(50);
      }
    } finally {
      Deno.kill(server.pid, "SIGCONT");
    }
    for (const page of pages) await page.locator(".banner").waitFor({ state: "detached" });
  });

  test("what one shows all show: view, scene, light, language; one that comes late too", async () => {
    await using server = await startServer({ env: { CITY: "tests/cities/tiny" } });
    const screen = (index: number) => open(`${server.url}/wall?screen=2x1:${index}&bezel=40x0`, PART);
    const [left, right] = await Promise.all([screen(1), screen(2)]);
    await right.locator(".map canvas").focus();
    const before = await viewOf(left);
    await right.keyboard.press("ArrowRight");
    await right.keyboard.press("+");
    await eventually(left, `globalThis.__hexwall.view.zoom > ${before.zoom + 0.05}`);
    await follows(left, right);
    await left.keyboard.press("t");
    await eventually(right, "document.documentElement.dataset.theme === 'light'");
    await left.keyboard.press("l");
    await eventually(right, "document.documentElement.lang === 'en'");
    const late = await screen(1);
    await follows(late, right);
    expect(await late.locator("html").getAttribute("data-theme")).toBe("light");
    await right.keyboard.press("3");
    await eventually(late, "document.documentElement.dataset.theme === 'night'");
    expect(left.url()).toContain("/wall/night?");
    expect(left.url()).toContain("screen=2x1");
  });
});
