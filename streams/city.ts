/** A city's live state: the latest fix of each worker, open incidents, cameras, and counts per cell and window. */
import {
  around,
  cellAt,
  CellTable,
  COARSEST,
  edgeOf,
  outlineOf,
  placeOf,
  resolutionOf,
} from "../geo/cell.ts";
import { boxOf } from "../geo/grid.ts";
import { type Bounds, metresBetween, type Place } from "../geo/place.ts";
import { type FixBatch, UNCOUNTED } from "./batch.ts";
import type { CaseSummary } from "../store/case.ts";
import { ALWAYS, type Duty } from "./duty.ts";
import { LiveCameras } from "./live_cameras.ts";
import { LiveCases } from "./live_cases.ts";
import { type IncidentFilter, isEmpty, NO_FILTER } from "./incident_filter.ts";
import { LiveIncidents } from "./live_incidents.ts";
import { Presence, type Scan } from "./presence.ts";
import type { Camera, IncidentRecord } from "./record.ts";
import { Sites } from "./sites.ts";
import { Windows } from "./windows.ts";
import { type Window, WORKER_STATE } from "./wire.ts";
import { type Moment, WorkerTable } from "./workers.ts";

export interface CityOptions {
  readonly bounds: Bounds;
  /** A worker is live for so long after the shown fix. */
  readonly liveMs: number;
  /** A fix that would need a higher speed is not shown until a second one agrees; see {@link WorkerTable.judge}. */
  readonly fastestKmh?: number;
  /** Made before, where somebody else knows workers by their slots too; instead of `fastestKmh`. */
  readonly workers?: WorkerTable;
  /** Who is on duty when: nobody else is shown. Everybody is, always, when absent. */
  readonly duty?: Duty;
  readonly now: number;
}

/** A live worker and how far away: what a dispatcher chooses from. */
export interface Nearby {
  readonly worker: string;
  readonly slot: number;
  readonly lat: number;
  readonly lon: number;
  readonly metres: number;
  readonly ageMs: number;
  /** One of WORKER_STATE. */
  readonly state: number;
}

/** The newest fix of a worker as the store has it, for {@link City.restoreLatest}. */
export interface LatestFix extends Moment {
  readonly worker: string;
  readonly heading?: number;
  readonly speed?: number;
}

interface Sighting extends Moment {
  heading: number;
  speed: number;
  cell: number;
}

/** Counts of one resolution by slot of that level; arrays may be longer, and are replaced as they grow. */
export interface Counts {
  readonly workers: Uint32Array;
  readonly open: Uint32Array;
  incidents(window: Window): Uint32Array;
  fixes(window: Window): Uint32Array;
}

/**
 * All of it is exact as of the latest time that any call named: `advance` and `applyFixes` move the clock, which never
 * goes back. Reads between two calls see one consistent moment.
 */
export class City {
  readonly cells = new CellTable();
  readonly workers: WorkerTable;
  readonly windows: Windows;
  readonly cameras: LiveCameras;
  readonly duty: Duty;
  readonly #presence: Presence;
  readonly #incidents: LiveIncidents;
  readonly #cases: LiveCases;
  readonly #liveMs: number;
  #now: number;
  #forgotten: number;

  constructor(options: CityOptions) {
    this.#now = this.#forgotten = options.now;
    this.#liveMs = options.liveMs;
    this.workers = options.workers ?? new WorkerTable(options.fastestKmh);
    this.duty = options.duty ?? ALWAYS;
    this.windows = new Windows(this.cells, options.now);
    this.cameras = new LiveCameras(options.bounds);
    const sites = new Sites();
    this.#presence = new Presence(this.cells, this.workers, { ...options, sites, duty: this.duty });
    this.#incidents = new LiveIncidents(this.cells, this.windows.incidents);
    this.#cases = new LiveCases({
      busy: (worker, delta, place) => {
        const slot = this.workers.slotOf(worker);
        this.workers.busy[slot]! += delta;
        if (delta > 0) sites.add(slot, place);
        else sites.remove(slot, place);
        this.#presence.restate(slot);
      },
      sent: (source, incident, assignment) => this.#incidents.sent(source, incident, assignment),
    });
  }

  /** Moves windows to `now` and lets workers go silent; call it at least once a second. */
  advance(now: number): void {
    if (now <= this.#now) return;
    this.#now = now;
    this.workers.change++;
    this.windows.advance(now);
    this.#incidents.filtered.advance(now);
    this.#presence.advance(now);
    if (now - this.#forgotten < 900_000) return;
    this.#forgotten = now;
    this.#incidents.forget(now);
  }

  /**
   * Files each fix under its cell, flags it, counts it in the window of its own time, and shows it when it is the newest of
   * somebody on duty now. Whether it may be taken at all was asked before.
   */
  applyFixes(batch: FixBatch, now: number): void {
    this.advance(now);
    const { workers, cells } = this;
    workers.change++;
    // One object carries each fix in turn: the hot path makes none per fix.
    const fix: Sighting = { time: 0, lat: 0, lon: 0, heading: NaN, speed: NaN, cell: 0 };
    for (let row = 0; row < batch.size; row++) {
      const slot = batch.worker[row]!;
      fix.time = batch.time[row]!;
      fix.lat = batch.lat[row]!;
      fix.lon = batch.lon[row]!;
      fix.heading = batch.heading[row]!;
      fix.speed = batch.speed[row]!;
      fix.cell = batch.cell[row] = cells.at(fix.lat, fix.lon);
      const flags = batch.flags[row] = workers.judge(slot, fix, this.#now, this.#liveMs);
      if ((flags & UNCOUNTED) === 0) this.windows.fixes.add(fix.cell, fix.time);
      // A phone that was without net delivers a shift that is over: recorded, and shown to nobody.
      if (flags === 0 && this.duty.holds(slot, this.#now)) this.#show(slot, fix);
    }
  }

  /** Workers whose duty has become shorter: whoever is off duty leaves at once, the others when it ends. */
  dutyShortened(slots: Iterable<number>, now: number): void {
    for (const slot of slots) this.#presence.shortened(slot);
    this.advance(now);
  }

  /** Takes what the ledger says of an incident: open, changed, closed or withdrawn; older revisions change nothing. */
  applyIncident(record: IncidentRecord): void {
    this.workers.change++;
    this.#incidents.apply(record, this.#cases.sentTo(record.source, record.id));
  }

  /** Takes a case as the ledger has it: its crew is busy while it is in hand. */
  applyCase(c: CaseSummary): void {
    this.workers.change++;
    this.#cases.apply(c);
  }

  applyCameras(cameras: readonly Camera[]): void {
    for (const camera of cameras) this.cameras.apply(camera);
  }

  /**
   * Adds stored fixes to the windows after a restart: `counts[i]` fixes at the time given in the cell (lo[i], hi[i]) of the
   * finest resolution. Before the last hour, any time within the same quarter of an hour does.
   */
  restoreFixes(time: number, lo: Uint32Array, hi: Uint32Array, counts: ArrayLike<number>): void {
    for (let i = 0; i < counts.length; i++) {
      this.windows.fixes.add(this.cells.slotOfHalves(lo[i]!, hi[i]!), time, counts[i]!);
    }
    this.windows.fixes.rest(time);
  }

  /** Shows the newest stored fixes after a restart. They are in no window: see {@link restoreFixes}. */
  restoreLatest(fixes: Iterable<LatestFix>): void {
    this.workers.change++;
    for (const fix of fixes) {
      const slot = this.workers.slotOf(fix.worker);
      this.workers.isDuplicate(slot, fix.time);
      if (!this.duty.holds(slot, fix.time) || !this.duty.holds(slot, this.#now)) continue;
      if (this.workers.judge(slot, fix, this.#now, this.#liveMs) !== 0) continue;
      const cell = this.cells.at(fix.lat, fix.lon);
      const { heading = NaN, speed = NaN } = fix;
      this.#show(slot, { ...fix, heading, speed, cell });
    }
  }

  /** Every incident of the last day, and older ones that are open, whatever became of them. */
  knownIncidents(): Iterable<IncidentRecord> {
    return this.#incidents.known();
  }

  /** The figures of the whole city, at `now` when it is given. */
  totals(now = this.#now): {
    workers: number;
    incidents: number;
    unassigned: number;
    arrived: [number, number, number];
    cameras: number;
  } {
    this.advance(now);
    const { open, unassigned } = this.#incidents;
    const arrived = [...this.windows.incidents.totals] as [number, number, number];
    return {
      workers: this.#presence.total,
      incidents: open,
      unassigned,
      arrived,
      cameras: this.cameras.size,
    };
  }

  /** `filter` leaves incidents out; workers and fixes are what they are. */
  counts(resolution: number, filter: IncidentFilter = NO_FILTER): Counts {
    const { fixes } = this.windows;
    const filtered = isEmpty(filter) ? null : this.#incidents.filtered.at(filter, this.#now);
    const incidents = filtered?.arrived ?? this.windows.incidents;
    return {
      workers: this.#presence.counts.at(resolution),
      open: (filtered?.open ?? this.#incidents.counts).at(resolution),
      incidents: (window) => incidents.at(resolution, window),
      fixes: (window) => fixes.at(resolution, window),
    };
  }

  /** The same in the order of MEASURES. */
  columns(
    resolution: number,
    window: Window,
    filter: IncidentFilter = NO_FILTER,
  ): [Uint32Array, Uint32Array, Uint32Array, Uint32Array] {
    const { workers, open, incidents, fixes } = this.counts(resolution, filter);
    return [workers, open, incidents(window), fixes(window)];
  }

  incident(source: string, id: string): IncidentRecord | undefined {
    return this.#incidents.get(source, id);
  }

  openIncidents(): Iterable<IncidentRecord> {
    return this.#incidents.all();
  }

  /** Open incidents in a cell of a kept resolution, the newest first. */
  incidentsIn(cell: string): IncidentRecord[] {
    const resolution = resolutionOf(cell);
    const slot = this.cells.level(resolution).slotOf(cell);
    return slot === undefined ? [] : this.#incidents.in(slot, resolution);
  }

  camerasIn(cell: string): Camera[] {
    const resolution = resolutionOf(cell);
    return this.cameras.in(boxOf(outlineOf(cell))).filter((camera) => cellAt(camera, resolution) === cell);
  }

  camerasNear(place: Place, n: number): (Camera & { metres: number })[] {
    return this.cameras.near(place, n);
  }

  /** Slots of the live workers in a tile, which is a slot of the coarsest level; valid until the next change. */
  workersInTile(tile: number): Uint32Array {
    return this.#presence.inTile(tile);
  }

  /** What screens show of a tile: the live ones, then those who fell silent a while ago. */
  *shownInTile(tile: number): Iterable<number> {
    yield* this.#presence.inTile(tile);
    yield* this.#presence.silentInTile(tile);
  }

  workersCount(tile: number): number {
    return this.#presence.inTile(tile).length;
  }

  /** Up to `n` live workers in a cell of a kept resolution, nearest to its centre first. */
  workersIn(cell: string, n: number): Nearby[] {
    const resolution = resolutionOf(cell);
    const slot = this.cells.level(resolution).slotOf(cell);
    if (slot === undefined) return [];
    const { lat, lon } = placeOf(cell);
    const { workers, cells } = this;
    const found: Nearby[] = [];
    for (const worker of this.workersInTile(cells.climb(slot, COARSEST, resolution))) {
      if (cells.climb(workers.cell[worker]!, resolution) !== slot) continue;
      found.push(this.#nearby(worker, metresBetween(lat, lon, workers.lat[worker]!, workers.lon[worker]!)));
    }
    return found.sort((a, b) => a.metres - b.metres || a.slot - b.slot).slice(0, n);
  }

  /** How many workers were last seen in a cell of a kept resolution, of those silent ones that screens still show. */
  silentIn(cell: string): number {
    const resolution = resolutionOf(cell);
    const slot = this.cells.level(resolution).slotOf(cell);
    if (slot === undefined) return 0;
    const { workers, cells } = this;
    let count = 0;
    for (const worker of this.#presence.silentInTile(cells.climb(slot, COARSEST, resolution))) {
      if (cells.climb(workers.cell[worker]!, resolution) === slot) count++;
    }
    return count;
  }

  /** Live workers around a place, roughly the nearest first, until it is enough; see NearestIndex.scan. */
  scanWorkers({ lat, lon }: Place, ...how: Scan): void {
    this.#presence.scan(lat, lon, ...how);
  }

  /** Workers who fell silent a while ago and were last seen so near to a place, in no order. */
  *silentNear(place: Place, metres: number): Generator<{ slot: number; metres: number }> {
    const { workers, cells } = this;
    // A step from one cell to the next is the height of two triangles.
    const rings = Math.ceil(metres / (edgeOf(COARSEST) * Math.sqrt(3))) + 1;
    for (const cell of around(cellAt(place, COARSEST), rings)) {
      const tile = cells.level(COARSEST).slotOf(cell);
      if (tile === undefined) continue;
      for (const slot of this.#presence.silentInTile(tile)) {
        const far = metresBetween(place.lat, place.lon, workers.lat[slot]!, workers.lon[slot]!);
        if (far <= metres) yield { slot, metres: far };
      }
    }
  }

  /** The cases that a worker has in hand. */
  casesOf(worker: string): readonly CaseSummary[] {
    return this.#cases.of(worker);
  }

  /** Live workers nearest to a place by great-circle distance, exactly; `freeOnly` leaves out those who are assigned. */
  nearestWorkers(place: Place, n: number, options: { freeOnly?: boolean } = {}): Nearby[] {
    const { state } = this.workers;
    const accept = options.freeOnly ? (slot: number) => state[slot] === WORKER_STATE.free : undefined;
    return this.#presence.nearest(place.lat, place.lon, n, accept)
      .map(({ slot, metres }) => this.#nearby(slot, metres));
  }

  #nearby(slot: number, metres: number): Nearby {
    const { workers } = this;
    return {
      worker: workers.id(slot),
      slot,
      lat: workers.lat[slot]!,
      lon: workers.lon[slot]!,
      metres,
      ageMs: this.#now - workers.time[slot]!,
      state: workers.state[slot]!,
    };
  }

  #show(slot: number, fix: Sighting): void {
    const before = this.workers.cell[slot]!;
    this.workers.show(slot, fix);
    this.#presence.moved(slot, before);
  }
}
