/** A request of fixes, from chunks of bytes to batches of columns, without an object per fix. */
import { contains } from "../../geo/place.ts";
import { toWgs84 } from "../../geo/datum.ts";
import { FixBatch } from "../batch.ts";
import { ALWAYS, type Duty } from "../duty.ts";
import type { WorkerTable } from "../workers.ts";
import { RowCutter } from "./cut.ts";
import { type Fix, parseFix } from "./fix_row.ts";
import { parseJson } from "./json.ts";
import type { PlaceRules } from "./locate.ts";
import { Rejections } from "./rejection.ts";
import { FixDecoder } from "./scan.ts";
import { type ClosedList, WorkerKeys } from "./worker_keys.ts";

/** Most rows of a batch. */
export const BATCH_ROWS = 4096;
/** The shortest fix has about so many bytes: a small request gets a small batch. */
const SHORTEST_FIX = 38;

export interface FixScannerOptions extends PlaceRules {
  readonly feed: string;
  readonly workers: WorkerTable;
  /** Only these workers may send; null takes everybody. Keep one set: names are remembered per set. */
  readonly closed: ClosedList;
  /** Who may send when; everybody at any time when absent. */
  readonly duty?: Duty;
  readonly now: () => number;
  /** Epoch ms between which fixes are stored; others are refused. All times when absent. */
  readonly kept?: { readonly from: number; readonly to: number };
  readonly rejections?: Rejections;
  /**
   * Gets each batch once; its arrays are used again after it returns or its promise settles. A promise holds the scanner
   * back: {@link FixScanner.feed} then returns one too.
   */
  readonly onBatch: (batch: FixBatch) => void | Promise<void>;
}

/**
 * Takes NDJSON or one JSON array. Rows finished by a chunk are handed on with it, so that a slow stream does not wait for a
 * full batch. `feed`, `flush` and `finish` return a promise only when `onBatch` did; await it before the next call.
 */
export class FixScanner {
  readonly rejections: Rejections;
  /** Rows taken so far, handed on or not. */
  accepted = 0;
  readonly #cutter = new RowCutter();
  readonly #keys: WorkerKeys;
  readonly #decoder: FixDecoder;
  readonly #plain: boolean;
  readonly #duty: Duty;
  #batch: FixBatch | null = null;
  #hint = 16;

  constructor(private readonly options: FixScannerOptions) {
    this.rejections = options.rejections ?? new Rejections();
    this.#keys = WorkerKeys.of(options.workers, options.closed);
    this.#decoder = new FixDecoder(this.#keys);
    this.#duty = options.duty ?? ALWAYS;
    this.#plain = options.datum === "wgs84" || options.datum === "cgcs2000";
  }

  /** Rows met so far, blank lines apart. */
  get rows(): number {
    return this.#cutter.index + 1;
  }

  feed(chunk: Uint8Array): void | Promise<void> {
    this.#hint = Math.max(16, Math.ceil(chunk.length / SHORTEST_FIX));
    this.#cutter.push(chunk);
    return this.#drain();
  }

  /** The body has ended: reads and hands on what is left. */
  finish(): void | Promise<void> {
    this.#cutter.finish();
    return this.#drain();
  }

  /** Hands on what was taken; also for a body that broke off. */
  flush(): void | Promise<void> {
    const batch = this.#batch;
    if (!batch || batch.size === 0) return;
    this.#batch = null;
    const wait = this.options.onBatch(batch);
    if (wait) return wait.then(() => this.#keep(batch));
    this.#keep(batch);
  }

  #drain(): void | Promise<void> {
    while (this.#cutter.next()) {
      const batch = this.#room();
      if (this.#cutter.fault) {
        this.rejections.add(this.#cutter.index, this.#cutter.fault.reason, this.#cutter.fault.detail);
      } else this.#row(batch);
      if (batch.full) {
        const wait = this.flush();
        if (wait) return wait.then(() => this.#drain());
      }
    }
    return this.flush();
  }

  #row(batch: FixBatch): void {
    const { bytes, start, end, index } = this.#cutter;
    const row = batch.size;
    if (!this.#decoder.decode(bytes, start, end, batch, row) || !this.#locate(batch, row)) {
      const fix = parseJson(bytes, start, end);
      const parsed = fix.ok ? parseFix(fix.value, this.options) : fix;
      if (!parsed.ok) return this.rejections.add(index, parsed.reason, parsed.detail);
      if (!this.#write(batch, row, parsed.value)) {
        const detail = `The city's list of workers is closed and lacks "${parsed.value.worker}"`;
        return this.rejections.add(index, "unknown-worker", detail);
      }
    }
    const { kept } = this.options;
    const time = batch.time[row]!;
    if (kept && !(time >= kept.from && time <= kept.to)) {
      return this.rejections.add(index, "out-of-range", keptDetail(time, kept));
    }
    // Before the time is remembered: once the shift is entered, the phone may send the fix again.
    if (!this.#duty.holds(batch.worker[row]!, time)) {
      return this.rejections.add(
        index,
        "off-duty",
        offDutyDetail(this.options.workers.id(batch.worker[row]!), time),
      );
    }
    if (this.options.workers.isDuplicate(batch.worker[row]!, time)) {
      return this.rejections.add(index, "duplicate", "This worker already sent a fix of this time");
    }
    batch.size = row + 1;
    this.accepted++;
  }

  /** Turns degrees that lie in the city into WGS-84; false leaves them to {@link parseFix}, which can say why. */
  #locate(batch: FixBatch, row: number): boolean {
    const { bounds, datum } = this.options;
    const lat = batch.lat[row]!, lon = batch.lon[row]!;
    if (this.#plain) return contains(bounds, lat, lon);
    if (!(Math.abs(lat) <= 90 && Math.abs(lon) <= 180)) return false;
    const place = toWgs84(datum, lat, lon);
    batch.lat[row] = place.lat;
    batch.lon[row] = place.lon;
    return contains(bounds, place.lat, place.lon);
  }

  #write(batch: FixBatch, row: number, fix: Fix): boolean {
    const slot = this.#keys.admit(fix.worker);
    if (slot < 0) return false;
    batch.worker[row] = slot;
    batch.time[row] = fix.time;
    batch.lat[row] = fix.lat;
    batch.lon[row] = fix.lon;
    batch.accuracy[row] = fix.accuracy;
    batch.speed[row] = fix.speed;
    batch.heading[row] = fix.heading;
    batch.battery[row] = fix.battery;
    return true;
  }

  #room(): FixBatch {
    const batch = this.#batch ??= new FixBatch(this.options.feed, Math.min(BATCH_ROWS, this.#hint), 0);
    if (batch.size === 0) batch.received = this.options.now();
    return batch;
  }

  /** The next batch may use the arrays again, when they are large enough to be worth it. */
  #keep(batch: FixBatch): void {
    if (this.#batch || batch.capacity < Math.min(BATCH_ROWS, this.#hint)) return;
    batch.size = 0;
    this.#batch = batch;
  }
}

function offDutyDetail(worker: string, time: number): string {
  return `"${worker}" has no duty shift at ${
    new Date(time).toISOString()
  }; enter it at /admin or with POST /api/shifts`;
}

function keptDetail(time: number, { from, to }: { from: number; to: number }): string {
  const said = (ms: number) => new Date(ms).toISOString();
  return time < from
    ? `time is ${said(time)}; fixes before ${said(from)} are no longer kept`
    : `time is ${said(time)}, so far ahead that it is no time of a fix; ${said(to)} is the latest`;
}
