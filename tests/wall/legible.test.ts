/** What must not break on any wall: letters large and clear enough, panels apart, names above cells. In real Chromium. */
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { launchBrowser } from "../browser.ts";
import { type Running, startServer } from "../server.ts";
import { lookAt, outside, overlaps, type Seen } from "./looked_at.ts";

let server: Running;
let browser: Browser;
beforeAll(async () => {
  [server, browser] = await Promise.all([startServer({ args: ["--workers", "800"] }), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await server[Symbol.asyncDispose]();
});
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
});

/** WCAG 2 AA for text, and what LOOK asks of the large text of a wall. */
const LEAST_CONTRAST = 4.5, LEAST_CONTRAST_LARGE = 7;
/** Body type and larger. */
const isLarge = (seen: Seen) => (size: number) => size >= seen.rem * 1.4;

async function open(query: string, [width, height]: readonly [number, number]): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height }, reducedMotion: "reduce" });
  const page = await context.newPage();
  page.on("pageerror", (error) => {
    throw error;
  });
  await page.goto(`${server.url}/wall${query}`);
  const ready = () =>
    page.evaluate("(globalThis.__hexwall?.frames ?? 0) > 0 && globalThis.__hexwall.drawn.cells > 0");
  while (!(await ready())) await page.waitForTimeout(100);
  // Panels that ask the history fill in.
  await page.waitForTimeout(2_000);
  return page;
}

const SCREENS = [
  ["1920×1080", "", [1920, 1080]],
  ["1920×1080 in English", "?lang=en", [1920, 1080]],
  ["a laptop", "?lang=en", [1366, 768]],
  ["portrait", "", [1080, 1920]],
  ["an ultra-wide wall", "?lang=en", [2560, 960]],
  ["by day", "?theme=light", [1920, 1080]],
  ["at night", "?theme=night", [1920, 1080]],
] as const;

describe.each(SCREENS)("%s", (_name, query, size) => {
  test("has no text under the smallest size, none too faint, none cut, and panels that keep apart", async () => {
    const page = await open(query, size);
    const seen = await lookAt(page);
    expect(seen.texts.length).toBeGreaterThan(20);
    const faults = seen.texts.flatMap((text) => {
      const least = isLarge(seen)(text.size) ? LEAST_CONTRAST_LARGE : LEAST_CONTRAST;
      const why = [
        text.size < seen.smallest - 0.05
          ? `${text.size.toFixed(1)} px is under ${seen.smallest.toFixed(1)}`
          : "",
        text.contrast < least ? `contrast ${text.contrast.toFixed(2)} is under ${least}` : "",
        text.cut ? "is cut" : "",
      ].filter((fault) => fault !== "");
      return why.length > 0 ? [`${text.text} (${text.where}): ${why.join(", ")}`] : [];
    });
    expect(faults).toEqual([]);
    expect(overlaps(seen.panels)).toEqual([]);
    expect(outside(seen)).toEqual([]);
  });
});

describe("the selection panel", () => {
  test("keeps apart from the others too, with its letters as clear", async () => {
    const page = await open("", [1920, 1080]);
    await page.locator(".ticker button.line").first().evaluate((line: HTMLElement) => line.click());
    await page.locator(".selection").waitFor();
    await page.waitForTimeout(1_500);
    const seen = await lookAt(page);
    expect(overlaps(seen.panels)).toEqual([]);
    expect(outside(seen)).toEqual([]);
    const faint = seen.texts.filter(({ contrast }) => contrast < LEAST_CONTRAST);
    expect(faint.map(({ text, where, contrast }) => `${text} (${where}) ${contrast.toFixed(2)}`)).toEqual([]);
  });
});

test("names of the map lie above the cells", async () => {
  const page = await open("?layer=workers", [1920, 1080]);
  const order = () => page.evaluate("globalThis.__hexwall.order") as Promise<string[]>;
  // The group of live layers that stay below a layer of the base map; it joins once the map's style is loaded.
  const below = (ids: string[]) => ids.findIndex((id) => id.startsWith("deck-maplibre-layer-group-before"));
  while (below(await order()) < 0) await page.waitForTimeout(100);
  const ids = await order();
  const labels = ids.flatMap((id, i) => /label|places|names/.test(id) && !id.startsWith("deck-") ? [i] : []);
  expect(labels.length).toBeGreaterThan(0);
  expect(Math.min(...labels)).toBeGreaterThan(below(ids));
});
