/** Everything that has to do with ClickHouse while the server runs: opening it, recording, projecting, restoring. */
import { cellAt } from "../geo/cell.ts";
import { Clickhouse } from "../store/clickhouse.ts";
import { type CityFile, SetupError } from "../store/city_folder.ts";
import { type Engine, openEngine } from "../store/engine.ts";
import { type FixCounts, FixStore } from "../store/fixes.ts";
import type { Ledger } from "../store/ledger.ts";
import { emptyRecord, projectedTo, storeEvents } from "../store/projection.ts";
import type { City } from "./city.ts";
import { Projector } from "./projector.ts";
import { watchRebuild } from "./rebuild.ts";
import { Recorder } from "./recorder.ts";
import { FIX_COLUMNS } from "./row_binary.ts";
import type { Pulse } from "./wire.ts";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const QUARTER_MS = 900_000;
/** Rows restored in one go; about 10 ms. */
const SLICE = 20_000;
const RETRY_MS = 2_000;
const WATCH_EVERY_MS = 2_000;

export interface HistoryOptions {
  /** A server of the city's, or null for the embedded engine. */
  readonly url: string | null;
  readonly file: CityFile;
  readonly dataDir: string;
  readonly city: City;
  readonly ledger: Ledger;
  readonly signal: AbortSignal;
  readonly report: (stage: string, error: unknown) => void;
}

export interface History {
  readonly clickhouse: Clickhouse;
  readonly recorder: Recorder;
  readonly fixes: FixStore;
  readonly projector: Projector;
  readonly state: () => Pulse["engine"];
  /** Process id of the embedded engine; null where there is none. */
  readonly enginePid: () => number | null;
  /** Resolves when schema, positions and the last hour are there, with a line that says what came back. */
  readonly ready: Promise<string>;
  /** Resolves when the windows of the whole last day are there too. Never rejects. */
  readonly whole: Promise<void>;
  close(): Promise<void>;
}

/** Rejects with SetupError when the embedded engine cannot run here at all. A server that is away is waited for. */
export async function openHistory(options: HistoryOptions): Promise<History> {
  const { url, file, dataDir, city, ledger, signal, report } = options;
  let up = false;
  /** Tables and live state are there. */
  let open = false;
  const late: { projector?: Projector } = {};
  /** Whatever comes back may have come back without what it held. */
  const answers = (does: boolean) => {
    if (does && !up) late.projector?.doubt();
    up = does;
  };
  const engine: Engine | null = url !== null ? null : await openEngine({
    dataDir,
    onState(state, detail) {
      // A child that was started anew may have nothing: no question is asked before its tables are there again.
      if (state === "starting") open = false;
      answers(state === "up");
      if (state === "down" && !signal.aborted) report("engine", detail ?? "down");
    },
  });
  const clickhouse = new Clickhouse(engine ?? { url: url! });
  if (!engine) watch(clickhouse, signal, answers);
  const fixes = new FixStore(clickhouse, FIX_COLUMNS);
  const began = Date.now();
  const recorder = new Recorder({
    cells: city.cells,
    nameOf: (slot) => city.workers.id(slot),
    insert: (block) => fixes.insert(block),
    async landed(block) {
      try {
        return await fixes.landed(block);
      } catch (error) {
        // Its tables may be gone, which the projector looks into.
        projector.doubt();
        throw error;
      }
    },
    firstBlock: began * 1_000,
    report,
  });
  const projector = late.projector = new Projector({
    events: (after, limit) => ledger.events(after, limit),
    // Tables are laid here and nowhere else after the start: a copy that goes on where nothing is left fails, and what
    // goes into new tables begins at the first event.
    async position() {
      await clickhouse.migrate(file.retention);
      open = true;
      return await projectedTo(clickhouse);
    },
    empty: () => emptyRecord(clickhouse),
    store: (events) => storeEvents(clickhouse, events, async () => (await ledger.cameras()).map(withCell)),
    report,
  });
  const whole = Promise.withResolvers<void>();
  const ready = bringBack();
  return {
    clickhouse,
    recorder,
    fixes,
    projector,
    state: () => up && open ? "up" : "down",
    enginePid: () => engine?.pid ?? null,
    ready,
    whole: whole.promise,
    async close() {
      await clickhouse.close();
      await engine?.close();
    },
  };

  async function bringBack(): Promise<string> {
    for (;;) {
      try {
        await clickhouse.migrate(file.retention);
        await fixes.recover(began);
        const restored = await restoreRecent(fixes, city, began, file.live.workerMinutes * 60_000);
        open = true;
        projector.notice(await ledger.seq());
        void projector.run(signal);
        watchRebuild({ folder: dataDir, projector, seq: () => ledger.seq(), signal, report });
        void bringBackDay().finally(whole.resolve);
        return `${engine ? "embedded ClickHouse" : "ClickHouse"}, ${restored}`;
      } catch (error) {
        if (signal.aborted) throw error;
        report("open ClickHouse", error);
        // Trying again does not mend what an operator has to.
        if (error instanceof SetupError) throw error;
        await new Promise((wake) => setTimeout(wake, RETRY_MS));
      }
    }
  }

  /** Nothing is recorded before the day was read: what came in since the start would be counted twice. */
  async function bringBackDay(): Promise<void> {
    let groups: FixCounts[] = [];
    while (!signal.aborted) {
      try {
        groups = await fixes.counts(began - DAY_MS, lastHour(began), QUARTER_MS / 60_000);
        break;
      } catch (error) {
        report("restore the last day", error);
        await new Promise((wake) => setTimeout(wake, RETRY_MS));
      }
    }
    recorder.start(signal);
    await restoreDay(groups, city, signal);
  }
}

/** Everybody's last position, and the last hour by minutes: what a screen shows first. */
async function restoreRecent(fixes: FixStore, city: City, now: number, liveMs: number): Promise<string> {
  const [counts, latest] = await Promise.all([
    // Beyond `now`, for fixes that came ahead of the clock.
    fixes.counts(lastHour(now), now + DAY_MS, 1),
    fixes.latest(now - liveMs),
  ]);
  let total = 0;
  for (const { time, lo, hi, counts: column } of counts) {
    city.restoreFixes(time, lo, hi, column);
    for (const count of column) total += count;
  }
  city.restoreLatest(latest);
  return `${total.toLocaleString("en")} fixes of the last hour, ${
    latest.length.toLocaleString("en")
  } workers`;
}

/** The day before that hour, by quarters of an hour, a little at a time: screens and feeds go first. */
async function restoreDay(groups: readonly FixCounts[], city: City, signal: AbortSignal): Promise<void> {
  for (const { time, lo, hi, counts } of groups.toReversed()) {
    for (let from = 0; from < counts.length && !signal.aborted; from += SLICE) {
      const to = from + SLICE;
      city.restoreFixes(time, lo.subarray(from, to), hi.subarray(from, to), counts.subarray(from, to));
      await new Promise((wake) => setTimeout(wake, 0));
    }
  }
}

/** Start of the quarter of an hour in which the last hour began. */
function lastHour(now: number): number {
  return Math.floor((now - HOUR_MS) / QUARTER_MS) * QUARTER_MS;
}

function withCell<T extends { lat: number; lon: number }>(camera: T): T & { cell: string } {
  return { ...camera, cell: cellAt(camera) };
}

function watch(clickhouse: Clickhouse, signal: AbortSignal, tell: (answers: boolean) => void): void {
  const look = () => void clickhouse.ping().then(tell, () => tell(false));
  look();
  const timer = setInterval(look, WATCH_EVERY_MS);
  signal.addEventListener("abort", () => clearInterval(timer), { once: true });
}
