/** A real base map of the old schema, from the file to the screen. */
import { existsSync } from "node:fs";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchBrowser, openContext } from "../browser.ts";
import { type Running, startServer } from "../server.ts";

const FILE = "../shared/data/basemap/firenze_v3_protomaps_ODbL.pmtiles";
const missing = !existsSync(FILE);

describe.skipIf(missing)(`Florence${missing ? ` (skipped: ${FILE} is not there)` : ""}`, () => {
  let server: Running;
  let browser: Browser;
  beforeAll(async () => {
    [server, browser] = await Promise.all([
      startServer({ env: { CITY: "tests/cities/florence" } }),
      launchBrowser(),
    ]);
  });
  afterAll(async () => {
    await browser.close();
    await server[Symbol.asyncDispose]();
  });

  test("shows water, land use, roads, houses and names of the file, and says whose map it is", async () => {
    const context = await openContext(browser, server.url, { viewport: { width: 960, height: 540 } });
    const page = await context.newPage();
    await page.goto(`${server.url}/wall?lang=en&view=43.7696,11.2558,15`);
    const drawn = () => page.evaluate("globalThis.__hexwall?.ground() ?? []") as Promise<string[]>;
    const wanted = ["water", "landuse_park", "roads_major", "roads_minor", "buildings", "label-road"];
    for (;;) {
      const found = await drawn();
      if (wanted.every((id) => found.includes(id))) break;
      await page.waitForTimeout(200);
    }
    expect(await page.locator(".attribution").innerText()).toContain("OpenStreetMap");
  });
});
