/**
 * The tables of a city folder. `city.json` lists the versions, each with the files it is made of; an import writes a file and
 * adds a version, and never touches what is there. A file that was changed by hand is refused: cases were filed under it.
 */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type CityFile, SetupError, type TableVersion } from "../store/city_folder.ts";
import { Calendar } from "./calendar.ts";
import { parseCalendar } from "./calendar_csv.ts";
import { parseCategories } from "./categories.ts";
import { CityTables, plainTables, type Tables } from "./city_tables.ts";
import { parseStageLimits } from "./stage_limits.ts";
import type { Checked, RowRefusal } from "./table_rows.ts";

export const TABLE_KINDS = ["categories", "stages", "calendar"] as const;
export type TableKind = (typeof TABLE_KINDS)[number];

type Parts = Pick<Tables, TableKind>;
const PARSERS: { readonly [K in TableKind]: (text: string, zone: string) => Checked<Parts[K]> } = {
  categories: parseCategories,
  stages: parseStageLimits,
  calendar: (text, zone) => {
    const checked = parseCalendar(text, zone);
    return checked.ok ? { ok: true, value: new Calendar(checked.value) } : checked;
  },
};

/** Every version of a city's tables; version 0 is what is in force before anything is imported. */
export function readTables(
  folder: string,
  { timeZone, tables }: Pick<CityFile, "timeZone" | "tables">,
): CityTables {
  const plain = plainTables(timeZone);
  // A version shares with the one before what it does not change.
  const read = new Map<string, unknown>();
  const part = <K extends TableKind>(kind: K, named: TableVersion[K]): Parts[K] => {
    if (!named) return plain[kind];
    if (!read.has(named.file)) read.set(named.file, readTable(folder, kind, named, timeZone));
    return read.get(named.file) as Parts[K];
  };
  const versions = tables.map(({ version, categories, stages, calendar }) => ({
    version,
    categories: part("categories", categories),
    stages: part("stages", stages),
    calendar: part("calendar", calendar),
  }));
  return new CityTables([plain, ...versions]);
}

function readTable<K extends TableKind>(
  folder: string,
  kind: K,
  { file, sha256 }: NonNullable<TableVersion[K]>,
  zone: string,
): Parts[K] {
  const path = join(folder, file);
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    throw new SetupError(
      `${path}: cannot be read (${(error as Error).message}); city.json names it, so put it back`,
    );
  }
  if (sumOf(text) !== sha256) {
    throw new SetupError(
      `${path}: was changed since it was imported, and cases keep the limits they were filed under; put the old file ` +
        `back, and bring in the new one with deno task import ${kind}`,
    );
  }
  const checked = PARSERS[kind](text, zone);
  if (checked.ok) return checked.value;
  const { line, detail } = checked.refusals[0]!;
  throw new SetupError(
    `${path}: line ${line}: ${detail}; it was imported under another time zone or Hexwall`,
  );
}

export type ImportOutcome =
  | { readonly kind: "refused"; readonly refusals: readonly RowRefusal[] }
  /** The newest version says exactly this already. */
  | { readonly kind: "same"; readonly version: number }
  | { readonly kind: "added"; readonly version: number; readonly file: string };

export interface TableImport {
  readonly folder: string;
  readonly city: CityFile;
  readonly kind: TableKind;
  readonly text: string;
  /** Epoch ms. */
  readonly now: number;
}

/** Checks a table and makes it the city's newest version, whole or not at all. */
export function importTable({ folder, city, kind, text, now }: TableImport): ImportOutcome {
  const checked = PARSERS[kind](text, city.timeZone);
  if (!checked.ok) return { kind: "refused", refusals: checked.refusals };
  const newest = city.tables.at(-1), sha256 = sumOf(text);
  if (newest?.[kind]?.sha256 === sha256) return { kind: "same", version: newest.version };
  const version = (newest?.version ?? 0) + 1, file = `tables/${kind}-${version}.csv`;
  mkdirSync(join(folder, "tables"), { recursive: true });
  replace(join(folder, file), text);
  const entry = { ...newest, version, imported: new Date(now).toISOString(), [kind]: { file, sha256 } };
  const cityFile = join(folder, "city.json");
  const written = JSON.parse(readFileSync(cityFile, "utf8"));
  replace(cityFile, JSON.stringify({ ...written, tables: [...city.tables, entry] }, null, 2) + "\n");
  return { kind: "added", version, file };
}

const sumOf = (text: string) => createHash("sha256").update(text).digest("hex");

/** A reader finds the old file or the new one, and never half of it. */
function replace(path: string, text: string): void {
  writeFileSync(`${path}.part`, text);
  renameSync(`${path}.part`, path);
}
