/**
 * `deno task projection rebuild`: empties ClickHouse's copy of the record and makes it anew from the ledger, by the server when
 * one runs, otherwise here. Nothing is lost by it: the ledger is not touched.
 */
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { haiwanCity } from "../demo/haiwan.ts";
import { cellAt } from "../geo/cell.ts";
import { readSettings, type Settings } from "../settings.ts";
import { type CityFile, readCityFolder, SetupError } from "../store/city_folder.ts";
import { Clickhouse } from "../store/clickhouse.ts";
import { tryClaim } from "../store/data_folder.ts";
import { openEngine } from "../store/engine.ts";
import { openLedger } from "../store/ledger.ts";
import { emptyRecord, projectedTo, storeEvents } from "../store/projection.ts";
import { Projector } from "../streams/projector.ts";
import { askForRebuild, type RebuildProgress, rebuildProgress } from "../streams/rebuild.ts";
import { type Progress, progressBar } from "./progress.ts";

const LOOK_EVERY_MS = 500;
/** A server that has not begun by then is starting, or its ClickHouse is away. */
const SLOW_MS = 20_000;

const sleep = (ms: number) => new Promise((wake) => setTimeout(wake, ms));

function show(bar: Progress, { position, known }: RebuildProgress): void {
  if (known > 0) bar.show(Math.min(position / known, 0.99), `of ${known} events`);
}

/** Leaves the wish and follows how the server carries it out. */
async function byServer(folder: string, say: (line: string) => void): Promise<void> {
  askForRebuild(folder);
  say("  the server that runs does it, and goes on when this command is stopped");
  const bar = progressBar(say);
  const began = Date.now();
  for (let progress = rebuildProgress(folder), told = false; progress; progress = rebuildProgress(folder)) {
    show(bar, progress);
    if (!told && progress.known === 0 && Date.now() - began > SLOW_MS) {
      told = true;
      say("  not begun yet: the server is starting, or ClickHouse does not answer it; its log says more");
    }
    await sleep(LOOK_EVERY_MS);
  }
}

async function byItself(folder: string, city: CityFile, settings: Settings, say: (line: string) => void) {
  const ledger = await openLedger(join(folder, "ledger.sqlite"));
  const url = settings.clickhouseUrl;
  const engine = url === null ? await openEngine({ dataDir: folder }) : null;
  const clickhouse = new Clickhouse(engine ?? { url: url! });
  const controller = new AbortController();
  try {
    await clickhouse.migrate(city.retention);
    const cameras = async () =>
      (await ledger.cameras()).map((camera) => ({ ...camera, cell: cellAt(camera) }));
    const failed = Promise.withResolvers<never>();
    const projector = new Projector({
      events: (after, limit) => ledger.events(after, limit),
      position: () => projectedTo(clickhouse),
      store: (events) => storeEvents(clickhouse, events, cameras),
      empty: () => emptyRecord(clickhouse),
      report: (_, error) => failed.reject(error),
    });
    projector.notice(await ledger.seq());
    const rebuilt = projector.rebuild();
    void projector.run(controller.signal);
    const bar = progressBar(say);
    const timer = setInterval(() => show(bar, projector.reached), LOOK_EVERY_MS);
    await Promise.race([rebuilt, failed.promise]).finally(() => clearInterval(timer));
    // A wish that a server did not live to carry out is fulfilled by this.
    if (rebuildProgress(folder)) Deno.removeSync(join(folder, "projection.rebuild"));
  } finally {
    controller.abort();
    await clickhouse.close();
    await engine?.close();
    await ledger.close();
  }
}

async function run(args: readonly string[], say: (line: string) => void): Promise<void> {
  if (args.length !== 1 || args[0] !== "rebuild") {
    throw new SetupError("Usage: deno task projection rebuild   (DATA_DIR, CITY as for start)");
  }
  const settings = readSettings(Deno.env.toObject());
  const city = settings.city === null ? haiwanCity() : readCityFolder(settings.city);
  const folder = resolve(settings.dataDir, city.id);
  if (!existsSync(join(folder, "ledger.sqlite"))) {
    throw new SetupError(`${folder}: holds no ledger; set DATA_DIR and CITY as the server has them`);
  }
  if (tryClaim(folder)) await byItself(folder, city, settings, say);
  else await byServer(folder, say);
  say("✓ ClickHouse holds every event of the ledger again, copied from number 1");
}

if (import.meta.main) {
  // deno-lint-ignore no-console -- a command's own output
  const say = (line: string) => console.log(line);
  try {
    await run(Deno.args, say);
    Deno.exit(0);
  } catch (error) {
    if (error instanceof SetupError) {
      say(error.message);
      Deno.exit(2);
    }
    say(`✗ ${(error as Error).message}; nothing is lost, run it again when ClickHouse answers`);
    Deno.exit(1);
  }
}
