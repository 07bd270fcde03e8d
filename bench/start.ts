/** A restart with ten million stored fixes: how long until a screen has its first frame, and how fast a cell's trend is. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cellAt, FINEST } from "../geo/cell.ts";
import { openAudience } from "./audience.ts";
import { count, type Figure, milliseconds, percentile, seconds } from "./figure.ts";
import { WALL_RESOLUTION } from "./probes.ts";
import { type Product, startProduct } from "./product.ts";
import { settled, storedFixes } from "./settled.ts";
import { BEIJING_WORKERS, BENCH_BOUNDS, Walkers } from "./walkers.ts";
import { cookieOf } from "../tests/server.ts";

const ROWS_A_BODY = 12_900;
const HISTORY_MS = 24 * 3_600_000;
const TRENDS = 200;

export async function start({ quick }: { quick: boolean }): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "hexwall-start-"));
  const dataDir = join(folder, "data");
  try {
    const rounds = quick ? 8 : 78;
    const walkers = await fill(dataDir, rounds);
    await using product = await startProduct(dataDir);
    const began = performance.now();
    const audience = await openAudience({
      url: product.url,
      walls: 1,
      wallView: {
        bounds: BENCH_BOUNDS,
        zoom: 10.5,
        resolution: WALL_RESOLUTION,
        window: 1440,
        cells: true,
        workers: true,
      },
      wallProbes: [],
      consoles: [],
      untilFrame: true,
    });
    const first = performance.now() - began;
    const { screens } = await audience.close();
    const stored = await storedFixes(product.engine());
    await windowsBack(product);
    const back = performance.now() - began + product.startedIn;
    const trends = await measureTrends(product, walkers);
    return [
      {
        name: "start → first frame on a screen",
        value: (product.startedIn + first) / 1000,
        show: seconds,
        target: { kind: "at-most", value: 5 },
      },
      { name: "… until the address is printed", value: product.startedIn / 1000, show: seconds },
      { name: "… screen's process, connection, frame", value: first / 1000, show: seconds },
      { name: "… until the windows of the whole day are back", value: back / 1000, show: seconds },
      { name: "first frames of that screen, bytes", value: screens[0]!.bytes, show: count },
      {
        name: "trend of a cell over 24 h, p95",
        value: percentile(trends, 0.95),
        show: milliseconds,
        target: { kind: "at-most", value: 100 },
      },
      { name: "… p50", value: percentile(trends, 0.5), show: milliseconds },
      { name: "fixes stored", value: stored, show: count },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Stores a day of fixes through the front door; returns the walkers where the day left them. */
async function fill(dataDir: string, rounds: number): Promise<Walkers> {
  await using product = await startProduct(dataDir);
  const walkers = new Walkers(BEIJING_WORKERS);
  const since = Date.now() - HISTORY_MS + 60_000;
  const every = Math.floor(HISTORY_MS / rounds);
  for (let round = 0; round < rounds; round++) {
    for (let from = 0; from < BEIJING_WORKERS; from += ROWS_A_BODY) {
      const body = walkers.fixes(from, from + ROWS_A_BODY, since + (round + 1) * every - 60_000);
      const response = await posted(product, body);
      await response.body?.cancel();
    }
  }
  await settled(product.engine(), rounds * BEIJING_WORKERS);
  return walkers;
}

async function windowsBack({ url }: Product): Promise<void> {
  while (!/^hexwall_history_whole 1$/m.test(await (await fetch(`${url}/metrics`)).text())) {
    await new Promise((wake) => setTimeout(wake, 250));
  }
}

/** Sent until the server has room for it; a row that it took before it asked to wait is then a duplicate. */
async function posted(product: Product, body: Uint8Array<ArrayBuffer>): Promise<Response> {
  for (;;) {
    const response = await product.post("/api/fixes", body);
    if (response.status === 202) return response;
    if (response.status !== 429) {
      throw new Error(`A day's fixes were answered with ${response.status}: ${await response.text()}`);
    }
    await response.body?.cancel();
    await new Promise((wake) => setTimeout(wake, 1_000));
  }
}

/** Over HTTP, one after the other, of cells at every resolution in which somebody walks. */
async function measureTrends(product: Product, walkers: Walkers): Promise<number[]> {
  const times: number[] = [];
  for (let i = 0; i < TRENDS; i++) {
    const place = walkers.place(Math.floor(i * BEIJING_WORKERS / TRENDS));
    const cell = cellAt(place, FINEST - i % 5);
    const began = performance.now();
    const response = await fetch(`${product.url}/api/cells/${cell}/trend`, {
      headers: { cookie: cookieOf(product.url) },
    });
    const trend = await response.json() as { points: { fixes: number }[] };
    times.push(performance.now() - began);
    if (!response.ok || !trend.points.some(({ fixes }) => fixes > 0)) {
      throw new Error(`The trend of ${cell} was answered with ${response.status} and no fixes`);
    }
  }
  return times;
}
