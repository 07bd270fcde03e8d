/** Brings ClickHouse's schema up to date: the files of `schema/` in order, each once, and the city's retention. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import type { CityFile } from "./city_folder.ts";
import { SetupError } from "./city_folder.ts";
import type { Clickhouse } from "./clickhouse.ts";

export type Retention = CityFile["retention"];

export interface Migration {
  readonly version: number;
  readonly name: string;
  readonly checksum: string;
  /** Each may be run again: a crash between two of them is mended by running the whole file anew. */
  readonly statements: readonly string[];
}

type Store = Pick<Clickhouse, "query" | "command" | "insertRows">;

/** How long each table keeps a row, and from which instant. */
const LIFETIMES: readonly { table: string; since: string; days: keyof Retention }[] = [
  { table: "fixes", since: "toDateTime(time)", days: "fixesDays" },
  { table: "cells_by_minute", since: "minute", days: "cellsDays" },
  { table: "workers_by_quarter", since: "quarter", days: "cellsDays" },
  { table: "incidents", since: "toDateTime(received)", days: "incidentsDays" },
  { table: "case_events", since: "toDateTime(at)", days: "incidentsDays" },
  { table: "cases", since: "toDateTime(updated)", days: "incidentsDays" },
];

export async function migrate(store: Store, retention: Retention, files = readMigrations()): Promise<void> {
  const [ground, ...rest] = files;
  for (const statement of ground!.statements) await store.command(statement);
  const applied = await store.query<{ version: number; name: string; checksum: string }>(
    "SELECT version, name, checksum FROM schema_versions FINAL",
  );
  const newest = applied.reduce((most, { version }) => Math.max(most, version), 0);
  if (newest > files.at(-1)!.version) {
    throw new SetupError(
      `ClickHouse's tables were made by a newer Hexwall (schema ${newest}, known is ${
        files.at(-1)!.version
      }); ` +
        "start that one, or name another DATA_DIR or CLICKHOUSE_URL",
    );
  }
  for (const file of rest) {
    const known = applied.find(({ version }) => version === file.version);
    if (!known) await apply(store, file);
    else if (known.checksum !== file.checksum) {
      throw new SetupError(
        `store/schema/${file.name} was applied and then edited; restore it, and put the change into a new file`,
      );
    }
  }
  for (const lifetime of LIFETIMES) await keepFor(store, lifetime, retention[lifetime.days]);
}

async function apply(store: Store, { version, name, checksum, statements }: Migration): Promise<void> {
  for (const statement of statements) await store.command(statement);
  await store.insertRows("schema_versions", [{
    version,
    name,
    checksum,
    applied: Math.floor(Date.now() / 1000),
  }]);
}

async function keepFor(
  store: Store,
  { table, since }: (typeof LIFETIMES)[number],
  days: number,
): Promise<void> {
  const wanted = `TTL ${since} + toIntervalDay(${days})`;
  const [found] = await store.query<{ engine_full: string }>(
    "SELECT engine_full FROM system.tables WHERE database = currentDatabase() AND name = {table:String}",
    { table },
  );
  if (found?.engine_full.includes(wanted)) return;
  await store.command(`ALTER TABLE ${table} MODIFY ${wanted}`);
}

/** The files `NNNN-name.sql` of a folder in order; 0000 is the ground that is laid at every start. */
export function readMigrations(folder = new URL("./schema/", import.meta.url)): Migration[] {
  const names = readdirSync(folder).filter((name) => /^\d{4}-.+\.sql$/.test(name)).sort();
  return names.map((name) => {
    const text = readFileSync(new URL(name, folder), "utf8");
    const checksum = createHash("sha256").update(text).digest("hex");
    return { version: Number(name.slice(0, 4)), name, checksum, statements: statementsOf(text) };
  });
}

/** A statement ends with a semicolon at the end of a line. */
function statementsOf(text: string): string[] {
  const bare = text.replaceAll(/--.*$/gm, "");
  return bare.split(/;\s*$/m).map((statement) => statement.trim()).filter((statement) => statement !== "");
}
