/** Blocks of fixes as the recorder makes them. */
import { CellTable } from "../../geo/cell.ts";
import type { FixBlock } from "../../store/fixes.ts";
import { FixBatch } from "../../streams/batch.ts";
import { encodeName, FixRows } from "../../streams/row_binary.ts";

export { FIX_COLUMNS } from "../../streams/row_binary.ts";

export interface BlockSpec {
  readonly id: number;
  readonly rows: number;
  /** Epoch ms of the first fix; the others follow 10 ms apart. */
  readonly time: number;
  /** Distinct workers; the rows take turns. */
  readonly workers?: number;
  readonly flags?: number;
}

const FEED = encodeName("gps");

/** A block whose rows differ from those of any other id. */
export function makeBlock({ id, rows, time, workers = rows, flags = 0 }: BlockSpec): FixBlock {
  const cells = new CellTable();
  const made = new FixRows(cells, (slot) => `w${slot}`);
  const batch = new FixBatch("gps", rows, time + 500);
  for (let i = 0; i < rows; i++) {
    const worker = i % workers;
    batch.worker[i] = worker;
    batch.time[i] = time + i * 10;
    batch.lat[i] = 31.2 + (worker % 50) * 0.002;
    batch.lon[i] = 121.4 + (id % 1_000) * 1e-7;
    batch.accuracy[i] = 8;
    batch.speed[i] = worker % 2 ? NaN : 1.5;
    batch.heading[i] = worker % 2 ? NaN : 270;
    batch.battery[i] = NaN;
    batch.cell[i] = cells.at(batch.lat[i]!, batch.lon[i]!);
    batch.flags[i] = flags;
    batch.size++;
    made.add(batch, i, FEED, id);
  }
  return { id, rows, bytes: made.take() };
}
