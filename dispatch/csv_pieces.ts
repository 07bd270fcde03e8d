/** A large CSV file in pieces, so that whoever reads it can let others have their turn. Pure. */
import { type CsvRecord, readRecords } from "./table_rows.ts";

/** Some hundred rows: a few milliseconds. */
const PIECE = 64 * 1024;

/** UTF-8, or GB 18030, as spreadsheets in China save CSV; null when it is neither. A byte order mark is left out. */
export function decodeTable(bytes: Uint8Array): string | null {
  for (const encoding of ["utf-8", "gb18030"]) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // Text in GB 18030 is next to never also valid as UTF-8, which therefore comes first.
    }
  }
  return null;
}

export type CsvPiece =
  | { readonly ok: true; readonly records: readonly CsvRecord[]; readonly share: number }
  | { readonly ok: false; readonly line: number; readonly why: string };

/** Rows with their lines in the whole file, and how much of it was read, from 0 to 1. Ends at the first fault. */
export function* csvPieces(text: string, size = PIECE): Generator<CsvPiece> {
  const cuts = new Cuts(text);
  let from = 0, lines = 0;
  while (from < text.length) {
    const to = cuts.after(from, size);
    const piece = text.slice(from, to);
    const read = readRecords(piece);
    if (!read.ok) {
      const { line, detail } = read.refusals[0]!;
      yield { ok: false, line: lines + line, why: detail };
      return;
    }
    const records = read.value.map(({ line, cells }) => ({ line: lines + line, cells }));
    yield { ok: true, records, share: to / text.length };
    lines += piece.split("\n").length - 1;
    from = to;
  }
}

/** Ends of lines that lie outside of quotes. Reads the text once, from its beginning to its end. */
class Cuts {
  #quote: number;

  constructor(private readonly text: string) {
    this.#quote = this.#quoteFrom(0);
  }

  /** Where the first line ends that goes on to `size` characters or beyond. */
  after(from: number, size: number): number {
    let quotes = 0, at = from;
    for (;;) {
      const end = this.text.indexOf("\n", at);
      if (end < 0) return this.text.length;
      for (; this.#quote < end; this.#quote = this.#quoteFrom(this.#quote + 1)) quotes++;
      at = end + 1;
      if (at - from >= size && quotes % 2 === 0) return at;
    }
  }

  #quoteFrom(at: number): number {
    const found = this.text.indexOf('"', at);
    return found < 0 ? Infinity : found;
  }
}
