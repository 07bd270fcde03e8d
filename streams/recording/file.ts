/** Files of recordings as bytes, lines and CSV records; unpacked when the name ends in .gz. */
import { createReadStream } from "node:fs";
import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { parse } from "csv-parse";
import { type Faults, RecordingError } from "./recording.ts";

function open(file: string): Readable {
  const bytes = createReadStream(file);
  if (!file.endsWith(".gz")) return bytes;
  // The error reaches whoever reads the last stream.
  return pipeline(bytes, createGunzip(), () => {});
}

const codeOf = (error: unknown) => (error as { code?: string }).code ?? "";

function unreadable(file: string, error: unknown): RecordingError {
  const why = codeOf(error) === "ENOENT" ? "is not there" : `cannot be read (${(error as Error).message})`;
  return new RecordingError(`${file}: ${why}`);
}

/** The beginning of a file as text. */
export async function headOf(file: string, bytes = 4096): Promise<string> {
  let head = "";
  try {
    for await (const chunk of open(file)) {
      head += new TextDecoder().decode(chunk as Uint8Array);
      if (head.length >= bytes) break;
    }
  } catch (error) {
    if (head === "") throw unreadable(file, error);
  }
  return head.slice(0, bytes).replace(/^\uFEFF/, "");
}

/** The bytes of a file. A packed file that breaks off gives what came before, and a fault. */
async function* bytesOf(file: string, faults: Faults): AsyncGenerator<Uint8Array> {
  let any = false;
  try {
    for await (const chunk of open(file)) {
      any = true;
      yield chunk as Uint8Array;
    }
  } catch (error) {
    if (!any) throw unreadable(file, error);
    faults.add("the file breaks off");
  }
}

/** The lines of a file, without what ends them. */
export async function* linesOf(file: string, faults: Faults): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of bytesOf(file, faults)) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = lines.pop()!;
    yield* lines;
  }
  if (rest !== "") yield rest;
}

export async function textOf(file: string): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  try {
    for await (const chunk of open(file)) text += decoder.decode(chunk as Uint8Array, { stream: true });
  } catch (error) {
    throw unreadable(file, error);
  }
  return text;
}

/** A record of a CSV file by the names of its header. */
export type Record = { readonly [column: string]: string };

/** The records of a CSV file. A record that is cut, or has too few or too many fields, is a fault; the rest is read. */
export async function* recordsOf(file: string, faults: Faults): AsyncGenerator<Record> {
  const parser = parse({
    bom: true,
    relax_column_count: true,
    skip_empty_lines: true,
    // An error would destroy the parser, and with it the good records that wait in it.
    skip_records_with_error: true,
    on_skip: (error) => {
      faults.add(error?.code === "CSV_QUOTE_NOT_CLOSED" ? "the last record is cut" : "a record is no CSV");
      return undefined;
    },
  });
  pipeline(Readable.from(bytesOf(file, faults)), parser, () => {});
  let header: string[] | null = null;
  for await (const fields of parser as AsyncIterable<string[]>) {
    if (!header) header = fields;
    else if (fields.length !== header.length) faults.add(`a record has not ${header.length} fields`);
    else yield Object.fromEntries(header.map((name, at) => [name, fields[at]!]));
  }
}
