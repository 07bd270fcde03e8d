/** What a wall that is switched on for the first time costs: bytes and requests of its page, and how soon it shows something. */
import type { Browser, CDPSession } from "playwright-core";
import { launchBrowser, openContext } from "../tests/browser.ts";
import { startServer } from "../tests/server.ts";
import { count, type Figure, kilobytes, percentile, seconds } from "./figure.ts";

/** The promise: all of the page but fonts and map tiles, as sent. */
const MOST_BYTES = 1_500_000;
/** After both marks, so that what is loaded behind them is counted too. */
const SETTLE_MS = 3_000;
const GIVE_UP_MS = 90_000;

interface Load {
  readonly page: number;
  readonly requests: number;
  readonly fonts: number;
  readonly tiles: number;
  /** Navigation → the base map is drawn; → the first live frame is taken in, in s. */
  readonly map: number;
  readonly frame: number;
}

export async function firstLoad({ quick }: { quick: boolean }): Promise<Figure[]> {
  const server = await startServer();
  const browser = await launchBrowser();
  try {
    const loads: Load[] = [];
    for (let i = 0; i < (quick ? 1 : 5); i++) loads.push(await load(browser, `${server.url}/wall`));
    const middle = (pick: (load: Load) => number) => percentile(loads.map(pick), 0.5);
    const again = await load(browser, `${server.url}/`);
    return [
      {
        name: "page, compressed, without fonts and tiles",
        value: middle(({ page }) => page),
        show: kilobytes,
        target: { kind: "at-most", value: MOST_BYTES },
      },
      { name: "… in requests", value: middle(({ requests }) => requests), show: count },
      { name: "fonts", value: middle(({ fonts }) => fonts), show: kilobytes },
      { name: "map tiles of the first view", value: middle(({ tiles }) => tiles), show: kilobytes },
      { name: "navigation → base map drawn", value: middle(({ map }) => map), show: seconds },
      { name: "navigation → first live frame", value: middle(({ frame }) => frame), show: seconds },
      { name: "the start page, compressed, without fonts", value: again.page, show: kilobytes },
    ];
  } finally {
    await browser.close();
    await server[Symbol.asyncDispose]();
  }
}

/** One visit with an empty cache. Bytes are counted on the wire, headers included, by the browser itself. */
async function load(browser: Browser, url: string): Promise<Load> {
  const context = await openContext(browser, url, { viewport: { width: 1920, height: 1080 } });
  const page = await context.newPage();
  try {
    const session = await context.newCDPSession(page);
    const sent = await listen(session);
    await page.goto(url);
    const isWall = url.endsWith("/wall");
    const map = isWall ? await markOf(page, "hexwall:map") : NaN;
    const frame = isWall ? await markOf(page, "hexwall:frame") : NaN;
    await page.waitForTimeout(SETTLE_MS);
    return { ...sent, map, frame };
  } finally {
    await context.close();
  }
}

/** Counts finished answers: map tiles, fonts, video and what streams live apart from the page itself. */
async function listen(session: CDPSession): Promise<Omit<Load, "map" | "frame">> {
  const total = { page: 0, requests: 0, fonts: 0, tiles: 0 };
  const kinds = new Map<string, "page" | "fonts" | "tiles" | "live">();
  session.on("Network.requestWillBeSent", ({ requestId, request, type }) => {
    const { pathname } = new URL(request.url);
    kinds.set(
      requestId,
      type === "Font"
        ? "fonts"
        : /^\/api\/basemap\/\d/.test(pathname)
        ? "tiles"
        : pathname.startsWith("/media/") || pathname.startsWith("/socket.io/")
        ? "live"
        : "page",
    );
  });
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const kind = kinds.get(requestId) ?? "live";
    if (kind === "live") return;
    total[kind] += encodedDataLength;
    if (kind === "page") total.requests++;
  });
  await session.send("Network.enable");
  return total;
}

/** Seconds from the navigation to a mark of the page. */
async function markOf(page: { evaluate(code: string): Promise<unknown> }, name: string): Promise<number> {
  const until = performance.now() + GIVE_UP_MS;
  while (performance.now() < until) {
    const at = await page.evaluate(`performance.getEntriesByName("${name}")[0]?.startTime ?? null`);
    if (typeof at === "number") return at / 1000;
    await new Promise((wake) => setTimeout(wake, 50));
  }
  return Infinity;
}
