/** Marks of workers as they come out of the graphics pipeline: colours, rings, crowds, in real Chromium on the real server. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Rgb, rgbOf } from "../../geo/layers/mark_colours.ts";
import { WORKER_SHAPE } from "../../geo/layers/worker_shape.ts";
import { workerRadius } from "../../geo/layers/workers_zoom.ts";
import { launchBrowser, openContext } from "../browser.ts";
import { decodePng, type Pixels } from "../png.ts";
import { type Running, startServer } from "../server.ts";

/** As cities have it, so that what is fresh stays fresh while this runs. */
const LIVE_MINUTES = 15;
const LAT = 36.2, STEP = 0.0015;
const ZOOM = 16;
/** West to east, a few marks apart. */
const at = (i: number) => ({ lat: LAT, lon: 120.25 + (i - 4) * STEP });

let folder: string;
let server: Running;
let browser: Browser;
let page: Page;

async function send(
  fixes: { worker: string; lat: number; lon: number; age?: number; heading?: number }[],
): Promise<void> {
  const lines = fixes.map(({ age = 0, ...fix }) => {
    return JSON.stringify({ ...fix, time: new Date(Date.now() - age * 1000).toISOString() });
  });
  expect(await (await server.post("/api/fixes", lines.join("\n"))).json()).toMatchObject({
    accepted: fixes.length,
  });
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "hexwall-workers-"));
  const city = JSON.parse(readFileSync(new URL("../cities/tiny/city.json", import.meta.url), "utf8"));
  writeFileSync(
    join(folder, "city.json"),
    JSON.stringify({ ...city, live: { workerMinutes: LIVE_MINUTES, fastestKmh: 1e6 } }),
  );
  [server, browser] = await Promise.all([startServer({ env: { CITY: folder } }), launchBrowser()]);
  const incident = {
    id: "i1",
    source: "t",
    category: "c",
    severity: 2,
    title: "A",
    time: new Date().toISOString(),
  };
  const incidents = [{ ...incident, lat: LAT + 0.0004, lon: at(2).lon }, {
    ...incident,
    id: "i2",
    lat: 36.3,
    lon: 120.3,
  }];
  await server.post("/api/incidents", incidents.map((one) => JSON.stringify(one)).join("\n"));
  await send([
    { worker: "silent", ...at(4), age: LIVE_MINUTES * 60 - 3 },
    { worker: "free", ...at(0), heading: 90 },
    { worker: "assigned", ...at(1) },
    { worker: "there", ...at(2) },
    { worker: "stale", ...at(3), age: LIVE_MINUTES * 60 / 2 },
    ...Array.from({ length: 12 }, (_, i) => ({ worker: `few${i}`, ...at(5) })),
    ...Array.from({ length: 60 }, (_, i) => ({ worker: `many${i}`, ...at(7) })),
  ]);
  for (const [worker, id] of [["there", "i1"], ["assigned", "i2"]]) {
    const command = { key: `k-${worker}`, source: "t", incident: id, worker, by: "Li" };
    const answer = await server.post("/api/assignments", JSON.stringify(command), {
      "content-type": "application/json",
    });
    expect(answer.status, await answer.clone().text()).toBe(200);
  }
  const context = await openContext(browser, server.url, {
    viewport: { width: 1600, height: 900 },
    reducedMotion: "reduce",
  });
  page = await context.newPage();
  page.on("pageerror", (error) => {
    throw error;
  });
  await page.goto(`${server.url}/wall?lang=en&layers=workers&view=${LAT},120.25,${ZOOM}`);
});
afterAll(async () => {
  await browser.close();
  await server[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

async function token(name: string): Promise<Rgb> {
  const hex = await page.evaluate(
    (it) => getComputedStyle(document.documentElement).getPropertyValue(it),
    `--${name}`,
  );
  return rgbOf(hex);
}

const pixel = ({ width, data }: Pixels, x: number, y: number): Rgb => {
  const i = (Math.floor(y) * width + Math.floor(x)) * 4;
  return [data[i]!, data[i + 1]!, data[i + 2]!];
};
const apart = (a: Rgb, b: Rgb) => Math.max(...a.map((value, i) => Math.abs(value - b[i]!)));
const mixed = (a: Rgb, b: Rgb, part: number): Rgb =>
  a.map((value, i) => value * (1 - part) + b[i]! * part) as unknown as Rgb;

/** Radius of a dot, px. */
async function radius(): Promise<number> {
  // Type has the wall's size once the wall is there.
  while (!(await page.evaluate("globalThis.__hexwall !== undefined"))) await page.waitForTimeout(100);
  const body = await page.evaluate(() => parseFloat(getComputedStyle(document.documentElement).fontSize));
  return workerRadius(ZOOM) * body / 24;
}

/** The screen as soon as it has what is waited for. */
async function seen(
  wanted: (picture: Pixels, spot: (i: number) => { x: number; y: number }) => boolean,
): Promise<Pixels> {
  for (;;) {
    const spots = await Promise.all(
      Array.from(
        { length: 9 },
        (_, i) => page.evaluate(`globalThis.__hexwall?.at(${at(i).lat}, ${at(i).lon})`),
      ),
    ) as { x: number; y: number }[];
    const picture = decodePng(await page.screenshot());
    if (spots[0] && wanted(picture, (i) => spots[i]!)) return picture;
    await page.waitForTimeout(300);
  }
}

/** Radius of the ring around a selected worker, px. */
const workerRing = (r: number) => r * WORKER_SHAPE.age[1] + 5 * r / workerRadius(ZOOM);

const middle = (range: readonly [number, number]) => (range[0] + range[1]) / 2;

test("say by colour who is free or assigned, by a white ring who is on scene, by brightness who is stale", async () => {
  const [free, assigned, onScene] = await Promise.all(
    ["worker-free", "worker-assigned", "worker-on-scene"].map(token),
  );
  const r = await radius();
  await seen((picture, spot) => {
    const dot = (i: number) => pixel(picture, spot(i).x, spot(i).y);
    const beside = (i: number, radii: number) => pixel(picture, spot(i).x - radii * r, spot(i).y);
    // A fix of some seconds has lost a little.
    const nearly = (colour: Rgb, wanted: Rgb) => apart(colour, wanted) < 50;
    const ground = pixel(picture, spot(0).x, spot(0).y + 8 * r);
    return nearly(dot(0), free!) && nearly(dot(1), assigned!) && nearly(dot(2), assigned!) &&
      apart(dot(0), free!) < apart(dot(0), assigned!) &&
      nearly(beside(2, middle(WORKER_SHAPE.onScene)), onScene!) &&
      !nearly(beside(1, middle(WORKER_SHAPE.onScene)), onScene!) &&
      apart(dot(3), mixed(ground, free!, 0.5)) < 12;
  });
});

test("have a ring that empties as the fix grows old, and an arrow where they are heading", async () => {
  const free = await token("worker-free");
  const r = await radius();
  const ring = middle(WORKER_SHAPE.age) * r;
  await seen((picture, spot) => {
    const { x, y } = spot(0), stale = spot(3);
    const lit = (colour: Rgb) => colour[1] > 90;
    // Half of its time is over for the stale one: the ring is left from the top to the bottom, clockwise.
    const left = [pixel(picture, stale.x + ring, stale.y), pixel(picture, stale.x - ring, stale.y)];
    const bright = (colour: Rgb) => colour[1] > 60;
    const east = pixel(picture, x + 2.6 * r, y), west = pixel(picture, x - 2.6 * r, y);
    return lit(pixel(picture, x + ring, y)) && bright(left[0]!) && !bright(left[1]!) &&
      apart(east, free) < 60 && apart(west, free) > 80;
  });
});

test("are an outline once they are silent", async () => {
  const silent = await token("worker-silent");
  const r = await radius();
  await seen((picture, spot) => {
    const { x, y } = spot(4);
    const ground = pixel(picture, x, y + 8 * r);
    return apart(pixel(picture, x, y), ground) < 12 && apart(pixel(picture, x - r, y), silent) < 80;
  });
});

test("stand apart below fifty in one place, and are a number that opens as a list above", async () => {
  const [free, text] = await Promise.all(["worker-free", "mark-text"].map(token));
  const r = await radius();
  let spots: { x: number; y: number }[] = [];
  await seen((picture, spot) => {
    spots = [spot(5), spot(7)];
    // Dots of twelve marks: so many times the area of one, and not on top of each other.
    let dots = 0, letters = 0;
    for (let dx = -100; dx < 100; dx++) {
      for (let dy = -100; dy < 100; dy++) {
        if (Math.hypot(dx, dy) > 100) continue;
        if (apart(pixel(picture, spots[0]!.x + dx, spots[0]!.y + dy), free!) < 60) dots++;
        if (
          Math.abs(dx) < 15 && Math.abs(dy) < 10 &&
          apart(pixel(picture, spots[1]!.x + dx, spots[1]!.y + dy), text!) < 40
        ) {
          letters++;
        }
      }
    }
    return dots > 10 * Math.PI * r * r && letters > 10;
  });
  await page.mouse.click(spots[1]!.x, spots[1]!.y);
  const list = page.locator(".crowd-list");
  await list.waitFor();
  await list.locator("li button").nth(59).waitFor();
  expect(await list.locator("h2").innerText()).toBe("60 workers here");
  expect(await list.locator("li button").count()).toBe(60);
  expect(await list.locator("li").first().innerText()).toMatch(/many\d+\s+free · /);
  await page.keyboard.press("Escape");
  await list.waitFor({ state: "detached" });
});

test("under the pointer say who they are; clicked, they are shown first in their hexagon and ringed on the map", async () => {
  const r = await radius();
  const spot = await page.evaluate(`globalThis.__hexwall.at(${at(0).lat}, ${at(0).lon})`) as {
    x: number;
    y: number;
  };
  const ring = workerRing(r);
  const white = (picture: Pixels) =>
    apart(pixel(picture, spot.x - ring, spot.y), [255, 255, 255]) < 60 &&
    apart(pixel(picture, spot.x, spot.y + ring), [255, 255, 255]) < 60;
  expect(white(decodePng(await page.screenshot()))).toBe(false);
  await page.mouse.move(spot.x - 40, spot.y);
  await page.mouse.move(spot.x, spot.y);
  const tip = page.locator(".tooltip strong");
  await tip.filter({ hasText: /^free$/ }).waitFor({ state: "visible" });
  expect(await page.locator(".tooltip").innerText()).toMatch(/free · .*E.* s/s);
  await page.mouse.click(spot.x, spot.y);
  await page.locator(".cell-tabs [role=tab][aria-selected=true]", { hasText: "Workers" }).waitFor();
  const first = page.locator(".selection .nearest li").first();
  await first.locator(".worker-id", { hasText: /^free$/ }).waitFor();
  expect(await first.getAttribute("aria-current")).toBe("true");
  expect(await page.locator(".selection .worker-id", { hasText: /^free$/ }).count()).toBe(1);
  expect(new URL(page.url()).searchParams.get("worker")).toBe("free");
  await seen(white);
});
