/**
 * A wall that runs for months does not grow: ten minutes at twenty times the demo's rate, in real Chromium, with people
 * selecting things; an hour in `deno task proof`. It has a server and a browser of its own, so that other files run beside it.
 */
import type { Browser, CDPSession, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser, openContext } from "../browser.ts";
import { type Running, startServer } from "../server.ts";
import { median, riseOfFloor } from "../growth.ts";

const MINUTES = Number(Deno.env.get("LONG_LIFE_MINUTES") ?? 10);
/** Until caches, histories and sparklines are filled, and the tests beside it no longer slow the feed down. */
const WARM_UP = 0.4;
const SAMPLE_MS = 15_000;
/** What people do between two samples: what one visit leaves behind has to stand out of what comes and goes by itself. */
const VISITS = 3;
/** Lists fill up at once and are thinned out: nodes and their listeners come and go in a saw of about so many samples. */
const SAW = 8;
/** A worker of the demo sends a fix every ten seconds, and the city has an incident every forty. */
const TIMES = 20;
const WORKERS = 300, FIX_EVERY_S = 10 / TIMES, INCIDENT_EVERY_S = 40 / TIMES, OPEN = 60;

let server: Running;
let browser: Browser;
beforeAll(async () => {
  [server, browser] = await Promise.all([
    startServer({ env: { CITY: "tests/cities/tiny" } }),
    launchBrowser(),
  ]);
});
afterAll(async () => {
  await browser.close();
  await server[Symbol.asyncDispose]();
});

/** Feeds the city until the signal: workers that walk, incidents that come and are closed. Returns how many it sent. */
async function feed(signal: AbortSignal): Promise<{ fixes: number; incidents: number }> {
  const sent = { fixes: 0, incidents: 0 };
  let nextIncident = 0;
  for (let step = 0; !signal.aborted; step++) {
    const time = Date.now();
    const fixes = Array.from({ length: WORKERS }, (_, i) => ({
      worker: `W${i}`,
      time,
      lat: 36.1 + (i % 20) * 0.01 + Math.sin((step + i) / 40) * 0.004,
      lon: 120.1 + Math.floor(i / 20) * 0.02 + Math.cos((step + i) / 40) * 0.004,
      heading: (step * 7 + i) % 360,
      accuracy: 5,
    }));
    await send("/api/fixes", fixes);
    sent.fixes += fixes.length;
    if (time >= nextIncident) {
      nextIncident = time + INCIDENT_EVERY_S * 1_000;
      const id = sent.incidents++;
      await send("/api/incidents", [
        incident(id, "open"),
        ...(id >= OPEN ? [incident(id - OPEN, "closed")] : []),
      ]);
    }
    await new Promise((resolve) => setTimeout(resolve, FIX_EVERY_S * 1_000 - (Date.now() - time)));
  }
  return sent;

  async function send(path: string, rows: readonly unknown[]): Promise<void> {
    const answer = await server.post(path, rows.map((row) => JSON.stringify(row)).join("\n"));
    expect(answer.status).toBe(202);
    await answer.body?.cancel();
  }
}

function incident(id: number, status: "open" | "closed") {
  return {
    id: String(id),
    source: "12345",
    category: "road",
    time: Date.now(),
    lat: 36.1 + (id % 17) * 0.011,
    lon: 120.1 + (id % 23) * 0.015,
    severity: 1 + id % 4,
    title: `路面破损 ${id}`,
    status,
  };
}

/** Counts what WebGL holds and nobody else counts. */
const COUNT_GPU = `(() => {
  const live = globalThis.__gpu = { buffers: 0, textures: 0, programs: 0 };
  const proto = WebGL2RenderingContext.prototype;
  for (const [kind, name] of [["buffers", "Buffer"], ["textures", "Texture"], ["programs", "Program"]]) {
    const made = proto["create" + name], freed = proto["delete" + name], known = new WeakSet();
    proto["create" + name] = function () { const it = made.call(this); known.add(it); live[kind]++; return it; };
    proto["delete" + name] = function (it) {
      if (it && known.delete(it)) live[kind]--;
      return freed.call(this, it);
    };
  }
})()`;

type Sample = Readonly<Record<"heap" | "nodes" | "listeners" | "buffers" | "textures" | "programs", number>>;

async function sample(page: Page, devtools: CDPSession): Promise<Sample> {
  for (let i = 0; i < 2; i++) await devtools.send("HeapProfiler.collectGarbage");
  const { metrics } = await devtools.send("Performance.getMetrics");
  const of = (name: string) => metrics.find((metric) => metric.name === name)!.value;
  const gpu = await page.evaluate("({ ...globalThis.__gpu })") as Pick<
    Sample,
    "buffers" | "textures" | "programs"
  >;
  return { heap: of("JSHeapUsedSize"), nodes: of("Nodes"), listeners: of("JSEventListeners"), ...gpu };
}

/** What a person does now and then: opens an incident, looks at another language, and leaves. */
async function visit(page: Page): Promise<void> {
  await page.locator(".ticker button.line").first().evaluate((line: HTMLElement) => line.click());
  await page.locator(".selection").waitFor();
  await page.keyboard.press("l");
  await page.keyboard.press("l");
  await page.keyboard.press("Escape");
  await page.locator(".selection").waitFor({ state: "detached" });
  await page.evaluate("document.activeElement?.blur()");
}

test("a wall does not grow: neither heap, nor nodes, nor listeners, nor what it holds on the GPU", {
  timeout: (MINUTES + 8) * 60_000,
}, async () => {
  const stop = new AbortController();
  const feeding = feed(stop.signal);
  const context = await openContext(browser, server.url, { viewport: { width: 960, height: 540 } });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  await page.addInitScript(COUNT_GPU);
  const devtools = await context.newCDPSession(page);
  await devtools.send("Performance.enable");
  await page.goto(`${server.url}/wall?layer=workers`);
  while (
    !(await page.evaluate("globalThis.__hexwall?.drawn.cells > 0 && globalThis.__hexwall.incidents > 0"))
  ) {
    await page.waitForTimeout(200);
  }
  const start = Date.now();
  const at: number[] = [];
  const samples: Sample[] = [];
  while (Date.now() - start < MINUTES * 60_000) {
    for (let i = 0; i < VISITS; i++) await visit(page);
    await page.waitForTimeout(SAMPLE_MS);
    at.push((Date.now() - start) / 60_000);
    samples.push(await sample(page, devtools));
  }
  stop.abort();
  const sent = await feeding;
  expect(errors).toEqual([]);
  expect(sent.fixes / WORKERS).toBeGreaterThan(MINUTES * 60 / FIX_EVERY_S / 4);
  const from = at.findIndex((minute) => minute >= MINUTES * WARM_UP);
  expect(samples.length - from, "samples after the first minutes").toBeGreaterThan(SAW);
  const growth = (name: keyof Sample) => {
    const values = samples.slice(from).map((one) => one[name]);
    return { by: riseOfFloor(values, SAW), of: median(values), values };
  };
  for (
    const [name, part, slack] of [
      ["heap", 0.06, 1_500_000],
      ["nodes", 0.05, 120],
      ["listeners", 0.03, 10],
      // As many layers and tiles as are drawn at the time.
      ["buffers", 0.03, 20],
      ["textures", 0.03, 8],
      ["programs", 0.03, 2],
    ] as const
  ) {
    const { by, of, values } = growth(name);
    expect(by, `${name}: ${values.join(" ")}`).toBeLessThan(Math.max(slack, of * part));
  }
});
