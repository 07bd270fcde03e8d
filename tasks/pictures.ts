/** `deno task pictures [name…]`: takes the pictures of the documents anew, from the product as it is started by its users. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { launchBrowser, openContext } from "../tests/browser.ts";
import { type Running, startServer } from "../tests/server.ts";
import { atHour, fakeClock } from "./other_hour.ts";
import { type Picture, PICTURES, type Place } from "./pictures_list.ts";

const ROOT = new URL("..", import.meta.url).pathname;
/** How long a picture may take to become what it should be. */
const PATIENCE_MS = 240_000;

// deno-lint-ignore no-console -- a command's own output
const say = (line: string) => console.log(line);

/** Haiwan's local time all year. */
const OFFSET_HOURS = 8;

/** The environment of a place's server: with the clock of its hour, where this machine can move clocks. */
function clockOf({ name, hour }: Place): Record<string, string> {
  if (!hour) return {};
  const library = fakeClock();
  if (library) return atHour(library, hour, { now: Date.now(), offsetHours: OFFSET_HOURS });
  say(`  clock    ${name}: taken at the hour of now, not at ${hour}; apt-get install faketime moves clocks`);
  return {};
}

/** A city that runs for its pictures, with the recording that feeds it and a browser. */
interface Stage {
  readonly server: Running;
  readonly browser: Browser;
  /** How far the clock of the server is from this machine's. */
  readonly shiftMs: number;
  end(): Promise<void>;
}

async function build(place: Place): Promise<Stage> {
  const dataDir = mkdtempSync(join(tmpdir(), "hexwall-pictures-"));
  const clock = clockOf(place);
  const server = await startServer({
    dataDir,
    args: [...place.args ?? []],
    staff: place.city === undefined,
    env: { ...place.city ? { CITY: place.city } : {}, ...clock },
  });
  const browser = await launchBrowser();
  const replay = place.replay ? play(server, place.replay) : null;
  await new Promise((wake) => setTimeout(wake, (place.warmSeconds ?? 20) * 1000));
  return {
    server,
    browser,
    shiftMs: -1_000 * Number(clock["FAKETIME"]?.slice(1) ?? 0),
    async end() {
      await browser.close();
      replay?.kill();
      await replay?.status;
      await server[Symbol.asyncDispose]();
      rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function play({ url }: Running, args: readonly string[]): Deno.ChildProcess {
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "tasks/replay.ts", ...args, "--url", url, "--key", "test-key"],
    cwd: ROOT,
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).spawn();
}

/** Opens the page at the picture's own pixels, waits until it shows what it should, and keeps it. */
async function take({ server, browser, shiftMs }: Stage, picture: Picture): Promise<void> {
  const [width, height] = picture.size ?? [1920, 1080];
  const context = await openContext(browser, server.url, {
    viewport: { width, height },
    // A wall of 6656 px fits a document when every second pixel is kept; the page itself lays out all of them.
    deviceScaleFactor: picture.shrink ?? 1,
    reducedMotion: "reduce",
  });
  try {
    // A browser under a moved clock spins, so that only its pages are told of the hour.
    await context.addInitScript(shiftClock, shiftMs);
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    page.on("pageerror", (error) => say(`  error    ${picture.name}: ${error.message}`));
    await page.goto(server.url + picture.url);
    await page.waitForTimeout(2_000);
    if (picture.url.startsWith("/wall")) await drawn(page);
    await picture.prepare?.(page, server);
    await page.waitForTimeout((picture.settleSeconds ?? 6) * 1000);
    const bytes = await page.screenshot({ type: "jpeg", quality: 80, timeout: PATIENCE_MS });
    writeFileSync(join(ROOT, "docs", `${picture.name}.jpg`), bytes);
    say(`  picture  docs/${picture.name}.jpg, ${Math.round(bytes.length / 1000)} kB`);
  } finally {
    await context.close();
  }
}

/** Runs in the page, before anything else does. */
function shiftClock(shiftMs: number): void {
  const RealDate = Date;
  class ShiftedDate extends RealDate {
    constructor(...given: [] | [number | string]) {
      super(...(given.length === 0 ? [RealDate.now() + shiftMs] : given) as [number]);
    }
    static override now(): number {
      return RealDate.now() + shiftMs;
    }
  }
  globalThis.Date = ShiftedDate as DateConstructor;
}

async function drawn(page: Page): Promise<void> {
  const ready = `(() => { const w = globalThis.__hexwall; return !!w && w.frames > 0 &&
    performance.getEntriesByName("hexwall:map").length > 0; })()`;
  const until = Date.now() + PATIENCE_MS;
  while (!(await page.evaluate(ready))) {
    if (Date.now() > until) throw new Error(`${page.url()} did not draw its map in ${PATIENCE_MS / 1000} s`);
    await page.waitForTimeout(200);
  }
}

if (import.meta.main) {
  const unknown = Deno.args.find((arg) => !PICTURES.some(({ name }) => name === arg));
  if (unknown !== undefined) {
    say(`${unknown}: is no picture; choose of ${PICTURES.map(({ name }) => name).join(", ")}`);
    Deno.exit(2);
  }
  const wanted = PICTURES.filter(({ name }) => Deno.args.length === 0 || Deno.args.includes(name));
  for (const place of new Set(wanted.map((picture) => picture.place))) {
    if (place.needs && !existsSync(join(ROOT, place.needs))) {
      say(`  skipped  ${place.name}: ${place.needs} is not there`);
      continue;
    }
    const stage = await build(place);
    try {
      for (const picture of wanted) if (picture.place === place) await take(stage, picture);
    } finally {
      await stage.end();
    }
  }
}
