/**
 * The one place that knows the order of the stages: a feed's rows go through the city to the recorder, what must not be
 * lost goes through the ledger to the city, and what the ledger committed goes to the screens.
 */
import { cellAt, isCell, placeOf, resolutionOf } from "../geo/cell.ts";
import type { Place } from "../geo/place.ts";
import type { Ledger, PutResult } from "../store/ledger.ts";
import { type FixBatch, FLAG } from "./batch.ts";
import type { City, Nearby } from "./city.ts";
import type { FeedBook } from "./feeds/health.ts";
import { type Camera, type CityEvent, type Incident, SEVERITIES } from "./record.ts";
import type { Reason } from "./parse/rejection.ts";
import type { Recorder } from "./recorder.ts";
import { LatestWeather, type Weather } from "./weather.ts";
import { type Progress, type Pulse, WINDOWS, WORKER_STATE } from "./wire.ts";

/** How often windows move and silent workers fade. */
const ADVANCE_EVERY_MS = 1_000;
/** How many workers and cameras a cell's panel lists. */
const LISTED = 12;
/** How many nearer but busy workers a list of candidates adds. */
const BUSY_LISTED = 3;

/** What the record holds of the past, for whoever brings in more of it. Both reject while ClickHouse is away. */
export interface PastRecord {
  /** Distinct workers by the start of each quarter of an hour (epoch ms) in a period that has any. */
  workersByQuarter(from: number, to: number): Promise<Map<number, number>>;
  /** Ids of the workers with a fix in a short period. */
  workersBetween(from: number, to: number): Promise<string[]>;
}

export interface PipelineOptions {
  readonly city: City;
  readonly ledger: Ledger;
  readonly recorder: Recorder;
  readonly past: PastRecord;
  readonly feeds: FeedBook;
  /** Sends committed events to the screens. */
  readonly publish: (events: readonly CityEvent[]) => void;
  /** Copies committed incidents and cameras to ClickHouse, whenever it is there. */
  readonly project: (events: readonly CityEvent[]) => void;
  /** Whatever else follows from committed events, such as a case. */
  readonly react?: (events: readonly CityEvent[]) => void;
  /** Whoever follows single workers, told of fixes after the live state took them. */
  readonly follow?: (batch: FixBatch) => void;
  /** Who may send fixes, when the city closes its list. */
  readonly workers: { readonly closed: boolean; readonly ids: readonly string[] };
  readonly now: () => number;
  readonly report: (stage: string, error: unknown) => void;
}

/** What became of a batch of incidents. */
export interface Taken {
  readonly fresh: number;
  readonly changed: number;
  readonly same: number;
}

export interface Candidate extends Omit<Nearby, "slot" | "state"> {
  readonly free: boolean;
}

/** How many workers of a cell are in each state. */
export interface WorkersByState {
  readonly free: number;
  readonly assigned: number;
  /** Last seen here, not heard of since, and still on the map. */
  readonly silent: number;
}

export class Pipeline {
  readonly city: City;
  readonly ledger: Ledger;
  readonly recorder: Recorder;
  readonly past: PastRecord;
  readonly feeds: FeedBook;
  readonly report: PipelineOptions["report"];
  /** Ids that may send fixes; null when everybody may. */
  readonly closedList: ReadonlySet<string> | null;
  readonly #weather = new LatestWeather();
  #progress: Progress | null = null;

  constructor(private readonly options: PipelineOptions) {
    this.closedList = options.workers.closed ? new Set(options.workers.ids) : null;
    this.city = options.city;
    this.ledger = options.ledger;
    this.recorder = options.recorder;
    this.past = options.past;
    this.feeds = options.feeds;
    this.report = options.report;
  }

  /** Moves the windows until the signal. */
  start(signal: AbortSignal): void {
    const timer = setInterval(() => this.city.advance(this.options.now()), ADVANCE_EVERY_MS);
    signal.addEventListener("abort", () => clearInterval(timer), { once: true });
  }

  /** Parsed fixes: into the live state, and behind it into ClickHouse. Returns the flags that were set, by name. */
  fixes(batch: FixBatch): Map<string, number> {
    const { feeds, now } = this.options;
    const rejected = take(batch, this.city, now());
    this.options.follow?.(batch);
    this.recorder.add(batch);
    const flagged = countFlags(batch);
    feeds.note(batch.feed, "fixes", { accepted: batch.size, flagged, rejected }, now());
    return flagged;
  }

  /**
   * Fixes of the past, such as a history that is brought in later: flagged, counted in the windows of their own time and
   * recorded like any, and no sign of life of a feed. Nobody is shown where they were then, unless nothing newer is known.
   */
  pastFixes(batch: FixBatch): void {
    take(batch, this.city, this.options.now());
    this.recorder.add(batch);
  }

  /** Parsed incidents: resolves after the ledger's fsync, with the live state and the screens already told. */
  async incidents(feed: string, incidents: readonly Incident[]): Promise<Taken> {
    const { ledger, feeds, now } = this.options;
    const rows = incidents.map((incident) => ({ incident, cell: cellAt(incident) }));
    const results: PutResult[] = await ledger.putIncidents(rows, now());
    this.commit(results.flatMap((result) => result.event ? [result.event] : []));
    feeds.note(feed, "incidents", { accepted: incidents.length }, now());
    const count = (kind: PutResult["kind"]) => results.filter((result) => result.kind === kind).length;
    return { fresh: count("new"), changed: count("changed"), same: count("same") };
  }

  async cameras(feed: string, cameras: readonly Camera[]): Promise<number> {
    const { city, ledger, feeds, now } = this.options;
    const { changed, event } = await ledger.putCameras(cameras, now());
    city.applyCameras(cameras);
    if (event) this.commit([event]);
    feeds.note(feed, "cameras", { accepted: cameras.length }, now());
    return changed;
  }

  /** What a feed says of the weather: shown while it is fresh, and kept nowhere. */
  weather(feed: string, rows: readonly Omit<Weather, "feed">[]): void {
    for (const row of rows) this.#weather.take({ ...row, feed });
    this.options.feeds.note(feed, "weather", { accepted: rows.length }, this.options.now());
  }

  /** Says how far work behind the scenes has come; null when it is over. */
  progress(progress: Progress | null): void {
    this.#progress = progress;
  }

  /** Takes committed events into the live state, to the screens and to the projection. */
  commit(events: readonly CityEvent[]): void {
    for (const event of events) {
      if (event.kind === "incident") this.city.applyIncident(event.incident);
      else if (event.kind === "case") this.city.applyCase(event.case);
    }
    this.options.publish(events);
    this.options.project(events);
    this.options.react?.(events);
  }

  /** The nearest free workers, and among them those who are nearer but busy: they are shown, and not chosen. */
  candidates(place: Place, n: number): Candidate[] {
    const free = this.city.nearestWorkers(place, n, { freeOnly: true });
    const busy = this.city.nearestWorkers(place, n).filter(({ state }) => state !== WORKER_STATE.free);
    return [...free.map(offered), ...busy.slice(0, BUSY_LISTED).map(offered)];
  }

  /** Everything the panel of a cell shows, as of now. */
  cell(cell: string) {
    if (!isCell(cell)) throw new RangeError(`${cell} is no H3 cell`);
    const { city } = this;
    const place = placeOf(cell);
    const resolution = resolutionOf(cell);
    const slot = city.cells.level(resolution).slotOf(cell);
    const counts = city.counts(resolution);
    const at = (column: Uint32Array) => slot === undefined ? 0 : column[slot] ?? 0;
    const windows = (pick: (window: (typeof WINDOWS)[number]) => Uint32Array) =>
      Object.fromEntries(WINDOWS.map((window) => [window, at(pick(window))]));
    const incidents = city.incidentsIn(cell);
    const workers = city.workersIn(cell, Infinity);
    const cameras = city.camerasIn(cell);
    const inside = new Set(cameras.map(({ id }) => id));
    const free = workers.filter(({ state }) => state === WORKER_STATE.free).length;
    const byState: WorkersByState = { free, assigned: workers.length - free, silent: city.silentIn(cell) };
    return {
      place,
      counts: {
        workers: at(counts.workers),
        workersByState: byState,
        open: at(counts.open),
        openBySeverity: SEVERITIES.map((severity) =>
          incidents.filter((incident) => incident.severity === severity).length
        ),
        cameras: cameras.length,
        incidents: windows(counts.incidents),
        fixes: windows(counts.fixes),
      },
      incidents: incidents.slice(0, 50),
      workers: workers.slice(0, LISTED).map(offered),
      nearest: this.candidates(place, LISTED),
      cameras: city.camerasNear(place, LISTED).map((camera) => ({
        ...camera,
        inside: inside.has(camera.id),
      })),
      asOf: this.options.now(),
    };
  }

  pulse(engine: Pulse["engine"], seq: number): Pulse {
    const { city, recorder, feeds, now } = this.options;
    const { workers, incidents, unassigned, arrived, cameras } = city.totals(now());
    return {
      now: now(),
      seq,
      feeds: feeds.health(now()),
      engine,
      backlog: recorder.backlog,
      weather: this.#weather.at(now()),
      ...(this.#progress ? { progress: this.#progress } : {}),
      totals: {
        workers,
        incidents,
        unassigned,
        arrived,
        cameras,
        fixesPerSecond: feeds.fixesPerSecond(now()),
      },
    };
  }
}

/**
 * The gate: whatever way fixes come in, those outside a shift of their worker go no further. The parser asks the same, so
 * that it can name the row; a simulation has no rows. Returns the refusals by reason.
 */
function take(batch: FixBatch, city: City, now: number): Map<Reason, number> {
  const { duty } = city;
  const refused = batch.keep((row) => duty.holds(batch.worker[row]!, batch.time[row]!));
  city.applyFixes(batch, now);
  return refused === 0 ? NOTHING : new Map([["off-duty", refused]]);
}

const NOTHING: Map<Reason, number> = new Map();

function offered({ slot: _slot, state, ...worker }: Nearby): Candidate {
  return { ...worker, metres: Math.round(worker.metres), free: state === WORKER_STATE.free };
}

function countFlags(batch: FixBatch): Map<string, number> {
  const counts = new Map<string, number>();
  for (let i = 0; i < batch.size; i++) {
    const flags = batch.flags[i]!;
    if (flags === 0) continue;
    for (const [name, bit] of Object.entries(FLAG)) {
      if (flags & bit) counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  }
  return counts;
}
