/** A body of incidents or cameras, from chunks of bytes to one JSON value a row. */
import { RowCutter } from "./cut.ts";
import { parseJson } from "./json.ts";
import type { Reason } from "./rejection.ts";

export interface RowHandlers {
  readonly onRow: (value: unknown, index: number) => void;
  /** A row that cannot be read: broken, or longer than LONGEST_ROW. */
  readonly onUnreadable: (index: number, reason: Reason, detail: string) => void;
}

/** Takes NDJSON or one JSON array, and keeps no more than the row that is not complete. */
export class RowSplitter {
  readonly #cutter = new RowCutter();

  constructor(private readonly handlers: RowHandlers) {}

  feed(chunk: Uint8Array): void {
    this.#cutter.push(chunk);
    this.#drain();
  }

  finish(): void {
    this.#cutter.finish();
    this.#drain();
  }

  #drain(): void {
    const cutter = this.#cutter;
    while (cutter.next()) {
      const row = cutter.fault
        ? { ok: false as const, ...cutter.fault }
        : parseJson(cutter.bytes, cutter.start, cutter.end);
      if (row.ok) this.handlers.onRow(row.value, cutter.index);
      else this.handlers.onUnreadable(cutter.index, row.reason, row.detail);
    }
  }
}
