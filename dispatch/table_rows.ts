/** Tables that a city imports: CSV of unknown making becomes rows that can be read field by field, or named refusals. */
import { CsvError, parse } from "csv-parse/sync";
import { quote } from "../streams/parse/rejection.ts";
import { CLOCK_KINDS, type ClockKind, faultOf, type Limit } from "./limit.ts";

export const ROW_FAULTS = [
  "unreadable",
  "empty",
  "missing-column",
  "unknown-column",
  "missing-field",
  "out-of-range",
  "unknown-value",
  "duplicate",
  "contradiction",
] as const;
export type RowFault = (typeof ROW_FAULTS)[number];

export interface RowRefusal {
  /** Line of the file from 1, on which the row ends. */
  readonly line: number;
  readonly fault: RowFault;
  /** What was found and what would be right; one sentence. */
  readonly detail: string;
}

/** All of a table, or every reason why not. */
export type Checked<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusals: readonly RowRefusal[] };

export interface Columns {
  readonly required: readonly string[];
  readonly optional: readonly string[];
}

const LONGEST = 300;

/** One row; readers answer a harmless value after a fault, and {@link fault} keeps the first. */
export class TableRow {
  fault: RowRefusal | null = null;

  constructor(readonly line: number, readonly cells: Readonly<Record<string, string>>) {}

  refuse(fault: RowFault, detail: string): void {
    this.fault ??= { line: this.line, fault, detail };
  }

  /** What stands in a column, without blanks around it; empty where nothing does. */
  cell(column: string): string {
    return (this.cells[column] ?? "").trim();
  }

  text(column: string): string {
    const text = this.cell(column);
    if (text === "") this.refuse("missing-field", `${column} is empty`);
    else if (text.length > LONGEST) {
      this.refuse("out-of-range", `${column} has ${text.length} characters; the most is ${LONGEST}`);
    }
    return text;
  }

  /** A text of a form that `example` shows. */
  match(column: string, form: RegExp, example: string): string {
    const text = this.text(column);
    if (text !== "" && !form.test(text)) {
      this.refuse("unreadable", `${column} is ${quote(text)}; it looks like ${example}`);
    }
    return text;
  }

  oneOf<T extends string>(column: string, choices: readonly T[]): T {
    const text = this.text(column);
    const found = choices.find((choice) => choice === text);
    if (found === undefined) {
      this.refuse("unknown-value", `${column} is ${quote(text)}; use ${choices.join(", ")}`);
    }
    return found ?? choices[0]!;
  }

  /** A limit of the columns `amount` and `clock`. */
  limit(): Limit {
    const amount = this.match("amount", /^\d+(\.\d+)?$/, "2 or 0.25");
    const clock: ClockKind = this.oneOf("clock", CLOCK_KINDS);
    const limit = { amount: Number(amount), clock };
    const fault = this.fault ? null : faultOf(limit);
    if (fault) this.refuse("out-of-range", `This is no limit: ${fault}`);
    return limit;
  }
}

/** The rows of a CSV text with a line of column names. Never throws for bad data. */
export function readRows(text: string, { required, optional }: Columns): Checked<readonly TableRow[]> {
  const whole = (line: number, fault: RowFault, detail: string) =>
    ({ ok: false, refusals: [{ line, fault, detail }] }) as const;
  // What a table saved in GB 18030 becomes when it is read as UTF-8.
  if (text.includes("\ufffd")) {
    return whole(1, "unreadable", "The file is not UTF-8; save it as CSV UTF-8 and import it again");
  }
  const read = readRecords(text);
  if (!read.ok) return read;
  const [head, ...rest] = read.value;
  if (!head || rest.length === 0) {
    return whole(head?.line ?? 1, "empty", "The file has no rows below its column names");
  }
  const names = head.cells.map((name) => name.trim());
  const missing = required.filter((name) => !names.includes(name));
  if (missing.length > 0) {
    return whole(head.line, "missing-column", `There is no column ${missing.join(", ")}`);
  }
  const unknown = names.filter((name, i) =>
    ![...required, ...optional].includes(name) || names.indexOf(name) !== i
  );
  if (unknown.length > 0) {
    const known = [...required, ...optional].join(", ");
    return whole(
      head.line,
      "unknown-column",
      `Column ${quote(unknown[0])} is unknown or there twice; use ${known}`,
    );
  }
  return { ok: true, value: rest.map(({ line, cells }) => rowOf(line, names, cells)) };
}

function rowOf(line: number, names: readonly string[], cells: readonly string[]): TableRow {
  const row = new TableRow(line, Object.fromEntries(names.map((name, i) => [name, cells[i] ?? ""])));
  if (cells.length > names.length) {
    row.refuse(
      "unreadable",
      `The row has ${cells.length} fields for ${names.length} columns; put commas in quotes`,
    );
  }
  return row;
}

export interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

/** The lines of a CSV text, without those that hold nothing. */
export function readRecords(text: string): Checked<readonly CsvRecord[]> {
  try {
    const read = parse(text, {
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
    }) as unknown as {
      record: string[];
      info: { lines: number };
    }[];
    // Spreadsheets leave rows of commas behind.
    const filled = read.filter(({ record }) => record.some((cell) => cell.trim() !== ""));
    return { ok: true, value: filled.map(({ record, info }) => ({ line: info.lines, cells: record })) };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error.lines === "number" ? error.lines : 1;
    return {
      ok: false,
      refusals: [{ line, fault: "unreadable", detail: `This is no CSV: ${error.message}` }],
    };
  }
}

/** The values of rows that have none at fault; otherwise every fault, in the order of lines. */
export function allOrNothing<T>(rows: readonly TableRow[], value: T): Checked<T> {
  const refusals = rows.flatMap(({ fault }) => fault ? [fault] : []);
  return refusals.length > 0 ? { ok: false, refusals } : { ok: true, value };
}
