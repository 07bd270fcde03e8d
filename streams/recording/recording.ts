/** A recording: rows of fixes, incidents or cameras with the time at which they became known. */

export type RowKind = "fixes" | "incidents" | "cameras";

/** A row as `POST /api/…` takes it; a number in `time` is epoch ms of the recording, and is shifted with it. */
export type Row = { readonly [field: string]: unknown };

export interface TimedRow {
  /** When it became known, epoch ms of the recording. */
  readonly at: number;
  readonly row: Row;
}

/** Rows that a reader could not read, by what was wrong; they are counted and never fatal. */
export class Faults {
  readonly counts = new Map<string, number>();

  add(what: string): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + 1);
  }
}

/** One format of recordings. */
export interface Format {
  readonly name: string;
  readonly kind: RowKind;
  /** Whether a file that begins like this is of this format. */
  fits(head: string): boolean;
  /** Rows in the order in which they became known. Throws {@link RecordingError} for a file nobody can read. */
  read(file: string, faults: Faults): AsyncIterable<TimedRow>;
}

/** A file that cannot be read at all; the message names it. */
export class RecordingError extends Error {
  override name = "RecordingError";
}
