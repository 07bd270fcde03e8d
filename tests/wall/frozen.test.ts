/**
 * Scenes in which nothing happens, held against pictures of them: what a change of style, map, colours or layout does by
 * accident is seen here. `UPDATE_PICTURES=1` takes them anew; look at them before they are committed.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pixelmatch from "pixelmatch";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { launchBrowser, openContext } from "../browser.ts";
import { decodePng, encodePng, type Pixels } from "../png.ts";
import { type Running, startServer } from "../server.ts";

const BASEMAP = "../shared/data/basemap/firenze_v3_protomaps_ODbL.pmtiles";
const SIZE = { width: 960, height: 540 };
/** Pixels that may differ: edges of letters and marks are smoothed differently from one processor to another. */
const TOLERANCE = 0.004;
/** Shows the time, or how long ago something was: never the same twice. */
const CHANGING = ".strip, .ticker, .hottest li";

interface Scene {
  readonly name: string;
  readonly city: string;
  readonly path: string;
  /** Degrees that incidents spread over, around the middle. */
  readonly at: { readonly lat: number; readonly lon: number; readonly spread: number };
  readonly needs?: string;
}

const SCENES: readonly Scene[] = [
  {
    name: "tiny-dark",
    city: "tests/cities/tiny",
    path: "/wall?view=36.2,120.25,11",
    at: { lat: 36.2, lon: 120.25, spread: 0.12 },
  },
  {
    name: "florence-light",
    city: "tests/cities/florence",
    path: "/wall?lang=en&theme=light&view=43.7716,11.2538,13.6",
    at: { lat: 43.7716, lon: 11.2538, spread: 0.03 },
    needs: BASEMAP,
  },
];

let browser: Browser;
beforeAll(async () => browser = await launchBrowser());
afterAll(() => browser.close());
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
});

/** Eighty incidents on a sunflower, denser towards the middle. */
async function report(server: Running, { lat, lon, spread }: Scene["at"], from = 0, to = 80): Promise<void> {
  const rows = Array.from({ length: to - from }, (_, k) => {
    const i = from + k, radius = spread * (i / 80) ** 1.5, angle = i * 2.39996;
    return JSON.stringify({
      id: `F${i}`,
      source: "12345",
      category: "road",
      time: Date.now(),
      lat: lat + radius * Math.sin(angle) * 0.7,
      lon: lon + radius * Math.cos(angle),
      severity: 1 + i % 4,
      title: `路面破损 ${i}`,
    });
  });
  const answer = await server.post("/api/incidents", rows.join("\n"));
  expect(answer.status).toBe(202);
  await answer.body?.cancel();
}

async function open(server: Running, path: string): Promise<Page> {
  const context = await openContext(browser, server.url, { viewport: SIZE, reducedMotion: "reduce" });
  const page = await context.newPage();
  await page.goto(server.url + path);
  await until(page, "globalThis.__hexwall?.incidents >= 80 && globalThis.__hexwall.drawn.cells > 0");
  await page.evaluate(`{
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("${CHANGING} { visibility: hidden !important }");
    document.adoptedStyleSheets.push(sheet);
  }`);
  return page;
}

async function until(page: Page, condition: string): Promise<void> {
  while (!(await page.evaluate(`Boolean(${condition})`))) await page.waitForTimeout(100);
}

/** The picture, once it has stopped changing: tiles, letters and marks are there. */
async function stillPicture(page: Page): Promise<Pixels> {
  const take = async () => decodePng(await page.screenshot({ timeout: 240_000 }));
  for (let last = await take(), same = 0;;) {
    await page.waitForTimeout(700);
    const next = await take();
    same = differing(last, next) === 0 ? same + 1 : 0;
    if (same === 3) return next;
    last = next;
  }
}

function differing(a: Pixels, b: Pixels, shown?: Uint8Array): number {
  if (a.width !== b.width || a.height !== b.height) return Infinity;
  return pixelmatch(a.data, b.data, shown, a.width, a.height, { threshold: 0.12 });
}

/** Share of pixels that differ from the committed picture; what was seen and what differs lie beside each other when it is too much. */
function held(name: string, seen: Pixels): { share: number; look: string } {
  const path = new URL(`pictures/${name}.png`, import.meta.url).pathname;
  if (Deno.env.get("UPDATE_PICTURES")) writeFileSync(path, encodePng(seen));
  const wanted = decodePng(readFileSync(path));
  const marked = new Uint8Array(seen.data.length);
  const share = differing(wanted, seen, marked) / (seen.width * seen.height);
  const folder = join(tmpdir(), "hexwall-frozen");
  if (share > TOLERANCE) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `${name}.seen.png`), encodePng(seen));
    writeFileSync(join(folder, `${name}.differs.png`), encodePng({ ...seen, data: marked }));
  }
  return { share, look: `look at ${join(folder, `${name}.*.png`)} and at ${path}` };
}

describe.each(SCENES)("$name", (scene) => {
  const missing = scene.needs !== undefined && !existsSync(scene.needs);
  test.skipIf(missing)(
    `looks as it did${missing ? ` (skipped: ${scene.needs} is not there)` : ""}, and what is new shows`,
    { timeout: 120_000 },
    async () => {
      await using server = await startServer({ env: { CITY: scene.city } });
      await report(server, scene.at);
      const page = await open(server, scene.path);
      const before = await stillPicture(page);
      const { share, look } = held(scene.name, before);
      expect(share, look).toBeLessThanOrEqual(TOLERANCE);
      // The comparison sees a change as small as four more incidents.
      await report(server, scene.at, 80, 84);
      await until(page, "globalThis.__hexwall.incidents >= 84");
      expect(differing(before, await stillPicture(page))).toBeGreaterThan(0);
    },
  );
});
