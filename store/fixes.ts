/** The table of fixes: blocks that are stored exactly once, and what a restart needs to know of them. */
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import type { Clickhouse } from "./clickhouse.ts";

/** Columns in the order in which a block's rows have them; see schema/0001-fixes.sql. */
export type FixColumns = readonly string[];

/** Rows of one UTC day: ClickHouse stores them as one part, wholly or not at all. */
export interface FixBlock {
  /** Unique and ascending; also in the column `batch` of every row. */
  readonly id: number;
  readonly rows: number;
  readonly bytes: Uint8Array;
}

export interface LatestFix {
  readonly worker: string;
  readonly time: number;
  readonly lat: number;
  readonly lon: number;
  readonly speed?: number;
  readonly heading?: number;
}

/** Fixes at one time, by cell: the cells as halves of their H3 indexes. */
export interface FixCounts {
  /** Epoch ms at which the minute or the quarter of an hour begins. */
  readonly time: number;
  readonly lo: Uint32Array;
  readonly hi: Uint32Array;
  readonly counts: Uint32Array;
}

const sql = (name: string) => readFileSync(new URL(`./queries/${name}.sql`, import.meta.url), "utf8");
const CELLS_BALANCE = sql("cells_balance");
const CELLS_MEND = sql("cells_mend");
const LATEST_FIXES = sql("latest_fixes");
const FIX_COUNTS = sql("fix_counts");
const WORKERS_BY_QUARTER = sql("workers_by_quarter");
const WORKERS_BETWEEN = sql("workers_between");

/** Bytes of a row of fix_counts.sql: at, cell, count. */
const COUNT_BYTES = 4 + 8 + 4;
const RUNNING_EVERY_MS = 200;

/**
 * One block at a time: store it, and after a failure ask {@link landed} before storing it again. The fate of an insert
 * whose connection broke is unknown, and ClickHouse's own deduplication may acknowledge a retry and drop it.
 */
export class FixStore {
  #attempt = 0;

  constructor(private readonly clickhouse: Clickhouse, private readonly columns: FixColumns) {}

  async insert({ id, bytes }: FixBlock): Promise<void> {
    const queryId = `${nameOf(id)}-${this.#attempt++}`;
    await this.clickhouse.insertRowBinary("fixes", this.columns, bytes, { queryId });
  }

  /** Whether a block is stored; then it is counted too. Rejects while ClickHouse cannot say. */
  async landed({ id, rows }: FixBlock): Promise<boolean> {
    await this.#settled(id);
    const [found] = await this.clickhouse.query<{ rows: number }>(
      "SELECT count() AS rows FROM fixes WHERE batch = {batch:UInt64}",
      { batch: id },
    );
    if (found!.rows === 0) return false;
    if (found!.rows !== rows) {
      throw new Error(
        `Block ${id} of ${rows} fixes is stored as ${found!.rows}; a block must be of one UTC day`,
      );
    }
    await this.#mend(id);
    return true;
  }

  /**
   * After a start: the last block of the run before may be stored and not counted, when both processes were killed
   * between the two. Looks at the last two hours.
   */
  async recover(now: number): Promise<void> {
    const [last] = await this.clickhouse.query<{ batch: number }>(
      "SELECT max(batch) AS batch FROM fixes WHERE time >= fromUnixTimestamp64Milli({since:Int64})",
      { since: now - 2 * 3_600_000 },
    );
    if (last!.batch > 0) await this.#mend(last!.batch);
  }

  /** Where each worker was last seen since an instant, by its shown fixes. */
  async latest(since: number): Promise<LatestFix[]> {
    const rows = await this.clickhouse.query<Record<keyof LatestFix, unknown>>(LATEST_FIXES, { since });
    for (const row of rows) {
      if (row.speed === null) delete (row as Partial<typeof row>).speed;
      if (row.heading === null) delete (row as Partial<typeof row>).heading;
    }
    return rows as LatestFix[];
  }

  /** Counts per cell from one instant until before another (epoch ms), in steps of whole minutes. */
  async counts(from: number, to: number, stepMinutes: number): Promise<FixCounts[]> {
    const bytes = await this.clickhouse.queryRowBinary(FIX_COUNTS, {
      from: Math.floor(from / 1_000),
      to: Math.ceil(to / 1_000),
      step: stepMinutes * 60,
    });
    return splitCounts(bytes);
  }

  /** Distinct workers, about, by the start of each quarter of an hour (epoch ms) in a period that has any. */
  async workersByQuarter(from: number, to: number): Promise<Map<number, number>> {
    const rows = await this.clickhouse.query<{ start: number; count: number }>(WORKERS_BY_QUARTER, {
      from,
      to,
    });
    return new Map(rows.map(({ start, count }) => [start, count]));
  }

  /** Ids of the workers with a fix in a short period (epoch ms). */
  async workersBetween(from: number, to: number): Promise<string[]> {
    const rows = await this.clickhouse.query<{ worker: string }>(WORKERS_BETWEEN, { from, to });
    return rows.map(({ worker }) => worker);
  }

  /** The view is fed after the table, each as one part: a kill between the two leaves the block stored and not counted. */
  async #mend(batch: number): Promise<void> {
    const [balance] = await this.clickhouse.query<{ brought: number; stored: number; counted: number }>(
      CELLS_BALANCE,
      { batch },
    );
    const { brought, stored, counted } = balance!;
    if (brought > 0 && stored - counted >= brought) await this.clickhouse.command(CELLS_MEND, { batch });
  }

  /** Resolves when no earlier attempt is still being carried out. */
  async #settled(id: number): Promise<void> {
    for (;;) {
      const [running] = await this.clickhouse.query<{ attempts: number }>(
        "SELECT count() AS attempts FROM system.processes WHERE startsWith(query_id, {name:String})",
        { name: `${nameOf(id)}-` },
      );
      if (running!.attempts === 0) return;
      await sleep(RUNNING_EVERY_MS);
    }
  }
}

function nameOf(id: number): string {
  return `fixes-${id}`;
}

function splitCounts(bytes: Uint8Array): FixCounts[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const rows = bytes.byteLength / COUNT_BYTES;
  const groups: FixCounts[] = [];
  for (let from = 0; from < rows;) {
    const at = view.getUint32(from * COUNT_BYTES, true);
    let to = from + 1;
    while (to < rows && view.getUint32(to * COUNT_BYTES, true) === at) to++;
    const size = to - from;
    const [lo, hi, counts] = [new Uint32Array(size), new Uint32Array(size), new Uint32Array(size)];
    for (let i = 0; i < size; i++) {
      const row = (from + i) * COUNT_BYTES;
      lo[i] = view.getUint32(row + 4, true);
      hi[i] = view.getUint32(row + 8, true);
      counts[i] = view.getUint32(row + 12, true);
    }
    groups.push({ time: at * 1_000, lo, hi, counts });
    from = to;
  }
  return groups;
}
