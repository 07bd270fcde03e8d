/** Main-thread milliseconds a picture of 50,000 workers and 20,000 cells costs in Chromium, against MapLibre's setData. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import type { Browser } from "playwright-core";
import { launchBrowser } from "../tests/browser.ts";
import { type Figure, milliseconds, percentile } from "./figure.ts";

const ROOT = new URL("..", import.meta.url).pathname;
const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".css": "text/css",
};
/** The first ticks make geometry, programs and buffers, and warm the code up. */
const WARM_TICKS = 3;

export async function draw({ quick }: { quick: boolean }): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "hexwall-draw-"));
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {} },
    (request) => serve(folder, request),
  );
  const browser = await launchBrowser();
  try {
    await buildPage(folder);
    const url = `http://127.0.0.1:${server.addr.port}/`;
    const ticks = quick ? 4 : 12;
    const floor = await measure(browser, url, "setData", quick ? 2 : 4);
    const usual = await measure(browser, url, "usual", ticks);
    const everything = await measure(browser, url, "everything", ticks);
    const crowded = await crowd(browser, url, quick ? 4 : 10);
    const raw = percentile(floor, 0.5);
    const figure = (name: string, value: number): Figure => ({ name, value, show: milliseconds, floor: raw });
    return [
      {
        ...figure("main thread a frame, 1/20 moved (raw: setData)", percentile(usual, 0.5)),
        target: { kind: "times-less", value: 30 },
      },
      figure("… the dearest of them", percentile(usual, 1)),
      figure("… when every worker and cell changes", percentile(everything, 0.5)),
      {
        name: `main thread a second, 10,000 workers in view (${crowded.pictures.toFixed(0)} pictures/s)`,
        value: crowded.perSecond,
        show: milliseconds,
      },
      {
        name: "… at 30 pictures a second, as a graphics card draws them",
        value: crowded.perSecond / Math.max(1, crowded.pictures) * 30,
        show: milliseconds,
        target: { kind: "at-most", value: 500 },
      },
    ];
  } finally {
    await browser.close();
    await server.shutdown();
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * CPU milliseconds of all tasks of the page's main thread for each tick, as the browser counts them: reading the frame,
 * merging, writing buffers and giving the picture's commands, for setData building and sending its features. Rasterising is
 * another process's on both sides, and so are MapLibre's workers, which cut tiles for setData and have nothing to do for us.
 */
async function measure(browser: Browser, url: string, way: string, ticks: number): Promise<number[]> {
  const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
  const failed = Promise.withResolvers<never>();
  page.on("pageerror", (error) => failed.reject(error));
  const work = async () => {
    await page.goto(url);
    await page.waitForFunction("globalThis.ways !== undefined");
    await page.evaluate(`(async () => { globalThis.way = await ways.${way}(); })()`);
    const session = await page.context().newCDPSession(page);
    // CPU time of the thread, so that a busy machine does not count.
    await session.send("Performance.enable", { timeDomain: "threadTicks" });
    const spent = async () => {
      const { metrics } = await session.send("Performance.getMetrics");
      return metrics.find(({ name }) => name === "TaskDuration")!.value * 1000;
    };
    const costs: number[] = [];
    for (let tick = 1; tick <= WARM_TICKS + ticks; tick++) {
      await page.evaluate(`way.prepare(${tick})`);
      const before = await spent();
      await page.evaluate("way.draw()");
      if (tick > WARM_TICKS) costs.push(await spent() - before);
    }
    return costs;
  };
  try {
    return await Promise.race([work(), failed.promise]);
  } finally {
    await page.close();
  }
}

/** CPU milliseconds of the page's main thread a second, and pictures a second, while ten thousand workers glide in view. */
async function crowd(
  browser: Browser,
  url: string,
  seconds: number,
): Promise<{ perSecond: number; pictures: number }> {
  const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
  const failed = Promise.withResolvers<never>();
  page.on("pageerror", (error) => failed.reject(error));
  const work = async () => {
    await page.goto(url);
    await page.waitForFunction("globalThis.crowd !== undefined");
    await page.evaluate("(async () => { globalThis.people = await crowd(); })()");
    const session = await page.context().newCDPSession(page);
    await session.send("Performance.enable", { timeDomain: "threadTicks" });
    const spent = async () => {
      const { metrics } = await session.send("Performance.getMetrics");
      return metrics.find(({ name }) => name === "TaskDuration")!.value * 1000;
    };
    await page.evaluate(`people.prepare(${seconds})`);
    const before = await spent();
    const from = performance.now();
    const pictures = await page.evaluate("people.run()") as number;
    const took = (performance.now() - from) / 1000;
    return { perSecond: (await spent() - before) / took, pictures: pictures / took };
  };
  try {
    return await Promise.race([work(), failed.promise]);
  } finally {
    await page.close();
  }
}

async function buildPage(folder: string): Promise<void> {
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      ...["run", "-A", "npm:vite", "build", "--logLevel", "error"],
      ...["--config", join(ROOT, "bench/draw/vite.config.ts"), "--outDir", folder],
    ],
    cwd: ROOT,
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).output();
  if (!success) throw new Error(`The page of draw could not be built:\n${new TextDecoder().decode(stderr)}`);
}

function serve(folder: string, request: Request): Response {
  const path = new URL(request.url).pathname;
  try {
    const file = join(folder, path === "/" ? "index.html" : path);
    const type = TYPES[extname(file)] ?? "application/octet-stream";
    return new Response(readFileSync(file), { headers: { "content-type": type } });
  } catch {
    return new Response("Not found", { status: 404 });
  }
}
