/** Base maps of other hosts: images of tiles and styles, in real Chromium, under the server's own content security policy. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { launchBrowser, openContext } from "../browser.ts";
import { cut, decodePng } from "../png.ts";
import { type Running, startServer } from "../server.ts";
import { startTileHost, type TileHost } from "../tile_host.ts";

let browser: Browser;
let folder: string;
let host: TileHost;
let other: TileHost;
let server: Running | null = null;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "hexwall-ground-"));
  [host, other] = await Promise.all([startTileHost(), startTileHost()]);
});
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
  await server?.[Symbol.asyncDispose]();
  server = null;
  await Promise.all([host.stop(), other.stop()]);
  rmSync(folder, { recursive: true, force: true });
});

async function open(basemap: Record<string, unknown>, query = ""): Promise<Page> {
  const city = JSON.parse(readFileSync(new URL("../cities/tiny/city.json", import.meta.url), "utf8"));
  writeFileSync(join(folder, "city.json"), JSON.stringify({ ...city, basemap }));
  server = await startServer({ env: { CITY: folder } });
  const context = await openContext(browser, server.url, {
    viewport: { width: 1280, height: 720 },
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  await page.goto(`${server.url}/wall?lang=en${query}`);
  await until(page, "globalThis.__hexwall?.connection === 'live'");
  return page;
}

const said = (page: Page) => page.locator(".attribution").innerText();
async function saying(page: Page, what: RegExp): Promise<void> {
  while (!what.test(await said(page))) await page.waitForTimeout(100);
}

async function until(page: Page, expression: string): Promise<void> {
  while (!(await page.evaluate(expression))) await page.waitForTimeout(100);
}

/** Least and greatest brightness (0–255) in a part of the map where no panel and no word is. */
async function brightness(page: Page): Promise<{ least: number; most: number }> {
  const { data } = cut(decodePng(await page.screenshot()), 480, 180, 160, 90);
  let least = 255, most = 0;
  for (let i = 0; i < data.length; i += 4) {
    const value = (data[i]! + data[i + 1]! + data[i + 2]!) / 3;
    [least, most] = [Math.min(least, value), Math.max(most, value)];
  }
  return { least, most };
}

/** The middle of the map as soon as it looks as wanted. */
async function looks(page: Page, wanted: (seen: { least: number; most: number }) => boolean): Promise<void> {
  for (let last = "";;) {
    const seen = await brightness(page);
    if (wanted(seen)) return;
    last = JSON.stringify(seen);
    await page.waitForTimeout(300);
    if (page.isClosed()) throw new Error(`The map never looked as wanted: ${last}`);
  }
}

/** Whether the page may load from there: what its content security policy says, not what the network does. */
const mayLoad = (page: Page, url: string) =>
  page.evaluate((address) => fetch(address).then(() => true, () => false), url);

describe("images of tiles", () => {
  const raster = () => ({ kind: "raster", url: `${host.url}/{z}/{x}/{y}.png`, attribution: "© Surveyors" });

  test("are drawn: paper is nearly the page and lines are grey at night, as they are by day", async () => {
    const page = await open(raster());
    // Of a tile that is turned over nothing is bright: what lies on it is what shines.
    await looks(page, ({ least, most }) => least < 25 && most > 100 && most < 150);
    expect(await said(page)).toBe("© Surveyors");
    await page.goto(`${server!.url}/wall?lang=en&theme=light`);
    await looks(page, ({ least, most }) => least < 60 && most > 240);
  });

  test("come from the host that city.json names, and from no other", async () => {
    const page = await open(raster());
    await looks(page, ({ most }) => most > 100);
    expect(host.asked.length).toBeGreaterThan(3);
    expect(await mayLoad(page, `${host.url}/1/0/0.png`)).toBe(true);
    expect(await mayLoad(page, `${other.url}/1/0/0.png`)).toBe(false);
    expect(other.asked).toEqual([]);
  });

  test("that do not come any more are said on the wall, until they come again", async () => {
    const page = await open(raster());
    await looks(page, ({ most }) => most > 100);
    await host.stop();
    await page.locator(".map canvas").focus();
    await page.keyboard.press("Equal");
    await saying(page, /base map cannot be read; live layers are not affected/);
    await host.start();
    await page.keyboard.press("Equal");
    await saying(page, /^© Surveyors$/);
  });

  test("that never come keep no live layer from the map", async () => {
    host.hang();
    const page = await open(raster());
    const fix = { worker: "w1", time: new Date().toISOString(), lat: 36.2, lon: 120.25 };
    await server!.post("/api/fixes", JSON.stringify(fix));
    await until(page, "__hexwall.order.some((id) => id.startsWith('deck'))");
    expect(host.asked.length).toBeGreaterThan(0);
  });
});

describe("a style of somebody else's", () => {
  const style = (tiles: string) => ({
    version: 8,
    // Met before the ground in many styles: the names' place is above it all the same.
    layers: [
      { id: "paper", type: "background", paint: { "background-color": "#ffffff" } },
      {
        id: "names",
        type: "symbol",
        source: "land",
        "source-layer": "names",
        layout: { "text-field": ["get", "name"] },
      },
      {
        id: "land",
        type: "fill",
        source: "land",
        "source-layer": "land",
        paint: { "fill-color": "#808080" },
      },
    ],
    glyphs: "fonts/{fontstack}/{range}.pbf",
    sources: { land: { type: "vector", url: `${host.url}/land.json` } },
    ...tiles
      ? { sources: { land: { type: "vector", tiles: [tiles], maxzoom: 14, attribution: "© Elsewhere" } } }
      : {},
  });
  const describeTiles = (at: TileHost) =>
    host.files.set("/land.json", {
      tilejson: "3.0.0",
      tiles: [`${at.url}/{z}/{x}/{y}.mvt`],
      maxzoom: 14,
      attribution: "© Elsewhere",
    });
  const named = (hosts: string[]) => ({ kind: "style", url: `${host.url}/style.json`, hosts });

  test("is drawn below live layers, its names above them; relative addresses are those of its host", async () => {
    host.files.set("/style.json", style("/{z}/{x}/{y}.mvt"));
    const page = await open(named([]));
    const fix = { worker: "w1", time: new Date().toISOString(), lat: 36.2, lon: 120.25 };
    await server!.post("/api/fixes", JSON.stringify(fix));
    await looks(page, ({ least, most }) => least < 200 && most > 120);
    await until(page, "__hexwall.ground().includes('land') && __hexwall.ground().includes('names')");
    await until(page, "__hexwall.order.some((id) => id.startsWith('deck'))");
    const order = await page.evaluate("__hexwall.order") as string[];
    const at = (id: string) => order.indexOf(id);
    expect(at("paper")).toBe(0);
    expect(at("land")).toBeLessThan(at("label-anchor"));
    expect(at("names")).toBeGreaterThan(at("label-anchor"));
    expect(host.asked.some((path) => path.startsWith("/fonts/"))).toBe(true);
    expect(await said(page)).toBe("© Elsewhere");
  });

  test("may load from the hosts that city.json names beside its own", async () => {
    host.files.set("/style.json", style(""));
    describeTiles(other);
    const page = await open(named([other.url]));
    await until(page, "__hexwall.ground().includes('land')");
    expect(other.asked.length).toBeGreaterThan(0);
    expect(await said(page)).toBe("© Elsewhere");
  });

  test.each(["in the style", "in the description of a source"])(
    "that loads from a host not named, %s, says which",
    async (where) => {
      host.files.set("/style.json", style(where === "in the style" ? `${other.url}/{z}/{x}/{y}.mvt` : ""));
      describeTiles(other);
      const page = await open(named([]));
      await saying(
        page,
        new RegExp(`loads from ${other.url}, which basemap.hosts in city.json does not name`),
      );
      expect(other.asked).toEqual([]);
    },
  );

  test("that is not there, or is none, leaves live layers on the city's districts, and is drawn once it comes", async () => {
    host.files.set("/style.json", { version: 8, layers: [{ id: "x", type: "nonsense" }], sources: {} });
    const page = await open(named([]));
    await saying(page, /base map cannot be read; live layers are not affected/);
    await until(page, "__hexwall.order.includes('label-anchor')");
    host.files.set("/style.json", style("/{z}/{x}/{y}.mvt"));
    await until(page, "__hexwall.ground().includes('land')");
    await saying(page, /^© Elsewhere$/);
  });
});
