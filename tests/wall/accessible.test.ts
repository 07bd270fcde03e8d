/** The wall for people who use a keyboard, hear it, or do not want motion. In real Chromium, with axe-core. */
import axe, { type AxeResults } from "axe-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { launchBrowser, openContext } from "../browser.ts";
import { type Running, startServer } from "../server.ts";

let server: Running;
let browser: Browser;
beforeAll(async () => {
  [server, browser] = await Promise.all([startServer({ args: ["--workers", "300"] }), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await server[Symbol.asyncDispose]();
});
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
});

async function wall(path: string): Promise<Page> {
  const page = await open(path);
  await until(
    page,
    "globalThis.__hexwall?.connection === 'live' && globalThis.__hexwall.drawn.cells > 0 && " +
      "document.querySelector('.ticker button')",
  );
  return page;
}

async function open(path: string): Promise<Page> {
  const context = await openContext(browser, server.url, {
    viewport: { width: 1366, height: 768 },
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  page.on("pageerror", (error) => {
    throw error;
  });
  await page.goto(server.url + path);
  return page;
}

/** Waits as long as a slow machine may need, and then says what never came. */
async function until(page: Page, condition: string): Promise<void> {
  for (let tries = 0; !(await page.evaluate(`Boolean(${condition})`)); tries++) {
    if (tries > 900) throw new Error(`This never became true: ${condition}`);
    await page.waitForTimeout(100);
  }
}

async function faults(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(
    "axe.run(document, { resultTypes: ['violations'] })",
  ) as AxeResults;
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help}: ${node.html.slice(0, 160)}`)
  );
}

describe("axe finds nothing to mend", { timeout: 240_000 }, () => {
  test.each(["/wall", "/wall?lang=en&theme=light", "/wall/night"])(
    "on %s, with and without a selection",
    async (path) => {
      const page = await wall(path);
      expect(await faults(page)).toEqual([]);
      await page.locator(".ticker button.line").first().evaluate((line: HTMLElement) => line.click());
      await page.locator(".selection-body").waitFor();
      expect(await faults(page)).toEqual([]);
      await page.keyboard.press("?");
      await page.locator("dialog[open]").waitFor();
      expect(await faults(page)).toEqual([]);
    },
  );

  test.each([
    "/",
    "/?lang=en",
    "/hotspots",
    "/hotspots?lang=en",
    "/api/docs",
    "/api/docs?lang=en",
    "/signin",
    "/signin?lang=en&theme=light",
  ])(
    "on %s",
    async (path) => {
      const page = await open(path);
      if (path.startsWith("/hotspots")) await page.locator("table").waitFor();
      expect(await faults(page)).toEqual([]);
    },
  );
});

describe("the keyboard", { timeout: 240_000 }, () => {
  test("reaches everything that can be pressed, and what has the focus shows it", async () => {
    const page = await wall("/wall?lang=en");
    const marked = await page.evaluate(`(() => {
      const all = [...document.querySelectorAll("main button, main select, main input, main canvas[tabindex], main a[href]")]
        .filter((element) => element.checkVisibility() && !element.disabled && element.tabIndex >= 0);
      all.forEach((element, i) => element.dataset.mark = String(i));
      return all.length;
    })()`) as number;
    const reached = new Set<string>();
    const unseen: string[] = [];
    for (let i = 0; i < marked * 2 + 10; i++) {
      await page.keyboard.press("Tab");
      const at = await page.evaluate(`(() => {
        const element = document.activeElement;
        const { outlineStyle, outlineWidth } = getComputedStyle(element);
        const radio = element.closest("[role=radiogroup]") ? element.closest("[role=radiogroup]").querySelectorAll("[data-mark]") : [];
        return {
          mark: element.dataset.mark ?? null,
          group: [...radio].map((other) => other.dataset.mark),
          visible: outlineStyle !== "none" && parseFloat(outlineWidth) > 0,
          what: element.outerHTML.slice(0, 80),
        };
      })()`) as { mark: string | null; group: string[]; visible: boolean; what: string };
      if (at.mark === null) continue;
      for (const mark of [at.mark, ...at.group]) reached.add(mark);
      if (!at.visible) unseen.push(at.what);
    }
    expect([...unseen]).toEqual([]);
    expect(marked).toBeGreaterThan(15);
    // A city lives: what went from its lists meanwhile is not missed. The ticker holds still while it has the focus.
    const missed = await page.evaluate(`[...document.querySelectorAll("[data-mark]")]
      .filter((element) => element.checkVisibility() && !${
      JSON.stringify([...reached])
    }.includes(element.dataset.mark))
      .map((element) => element.outerHTML.slice(0, 120))`);
    expect(missed).toEqual([]);
    expect(reached.size).toBeGreaterThan(marked * 0.9);
  });

  test("moves the map, selects its middle, clears, and shows its list", async () => {
    const page = await wall("/wall?lang=en");
    const view = () =>
      page.evaluate("globalThis.__hexwall.view") as Promise<{ lat: number; lon: number; zoom: number }>;
    await page.keyboard.press("m");
    await until(page, "document.activeElement?.tagName === 'CANVAS'");
    const before = await view();
    await page.keyboard.press("ArrowUp");
    await until(page, `globalThis.__hexwall.view.lat > ${before.lat}`);
    await page.keyboard.press("Enter");
    await until(page, "globalThis.__hexwall.selection.cell !== null");
    await page.keyboard.press("Escape");
    await until(page, "globalThis.__hexwall.selection.cell === null");
    await page.keyboard.press("?");
    const said = await page.locator("dialog[open]").innerText();
    expect(said).toContain("Keyboard");
    expect(said).toContain("Overview");
    await page.keyboard.press("Escape");
    await page.locator("dialog[open]").waitFor({ state: "detached" });
  });
});

describe("somebody who does not want motion", { timeout: 240_000 }, () => {
  test("gets none: nothing runs, nothing eases, the map jumps", async () => {
    const page = await wall("/wall");
    for (let i = 0; i < 10; i++) {
      expect(
        await page.evaluate(
          "document.getAnimations().map((one) => one.animationName ?? one.transitionProperty)",
        ),
      ).toEqual([]);
      await page.waitForTimeout(200);
    }
    const lasting = await page.evaluate(`[...document.querySelectorAll("main *")].filter((element) => {
      const { transitionDuration, animationName, animationDuration } = getComputedStyle(element);
      return transitionDuration.split(",").some((one) => parseFloat(one) > 0) ||
        animationName !== "none" && parseFloat(animationDuration) > 0;
    }).map((element) => element.outerHTML.slice(0, 80))`);
    expect(lasting).toEqual([]);
    await page.keyboard.press("m");
    const moves = await page.evaluate(`(async () => {
      const seen = new Set();
      document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", keyCode: 39, bubbles: true }));
      for (let i = 0; i < 20; i++) {
        seen.add(globalThis.__hexwall.view.lon);
        await new Promise((next) => requestAnimationFrame(next));
      }
      return seen.size;
    })()`);
    expect(moves).toBeLessThanOrEqual(2);
  });
});

describe("somebody who hears the wall", { timeout: 240_000 }, () => {
  test("finds one title, named places, and a summary in the language of the page", async () => {
    const page = await wall("/wall?lang=en");
    expect(await page.locator("h1").count()).toBe(1);
    expect(await page.locator("main").count()).toBe(1);
    const summary = page.locator("main > .unseen p").first();
    while ((await summary.textContent()) === "") await page.waitForTimeout(200);
    expect(await summary.textContent()).toMatch(/open.*workers on duty/);
    expect(await summary.getAttribute("aria-live")).toBe("polite");
    await page.keyboard.press("l");
    await until(page, "document.documentElement.lang === 'zh-CN'");
    expect(await summary.textContent()).toMatch(/待处置/);
    expect(await page.title()).toContain("海湾市");
  });
});
