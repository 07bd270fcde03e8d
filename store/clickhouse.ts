/** The one door to ClickHouse, embedded or a server of the city's: binary inserts, questions with bound parameters. */
import { Buffer } from "node:buffer";
import { Readable } from "node:stream";
import {
  type ClickHouseClient,
  ClickHouseLogLevel,
  type ClickHouseSettings,
  createClient,
} from "@clickhouse/client";
import { migrate, type Retention } from "./migrate.ts";

export interface ClickhouseOptions {
  /** `http(s)://user:password@host:port/database`. */
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface InsertOptions {
  /** Shows in system.processes while the insert runs. */
  readonly queryId?: string;
}

export interface QueryOptions {
  /** Longest time the server may work on it; the client gives up a second later. */
  readonly maxSeconds?: number;
}

/** Below the shortest keep-alive a server is set to (3 s), so that no request meets a socket being closed. */
const IDLE_SOCKET_MS = 2_000;
/**
 * An insert is given up only when its connection breaks: one that the client gave up may still be carried out, after
 * its repetition. A stopped embedded engine is killed by its watch long before.
 */
const INSERT_MS = 600_000;
const INSERT_SECONDS = 300;
const QUERY_SECONDS = 15;
/** Half of what the embedded engine may use, so that no question takes the memory that inserts need. */
const QUERY_BYTES = 500_000_000;
const SCHEMA_SECONDS = 600;

export class Clickhouse {
  readonly #client: ClickHouseClient;

  constructor(private readonly options: ClickhouseOptions) {
    this.#client = connect(options);
  }

  /** Inserts rows in the format RowBinary, as one block. After a rejection the rows may be stored all the same. */
  async insertRowBinary(
    table: string,
    columns: readonly string[],
    rows: Uint8Array,
    { queryId }: InsertOptions = {},
  ): Promise<void> {
    const { stream } = await this.#client.exec({
      query: `INSERT INTO ${table} (${columns.join(", ")}) FORMAT RowBinary`,
      values: bytesOf(rows),
      clickhouse_settings: { max_execution_time: INSERT_SECONDS },
      ...(queryId ? { query_id: queryId } : {}),
    });
    stream.resume();
    await new Promise<void>((resolve, reject) => stream.once("end", resolve).once("error", reject));
  }

  /** Inserts a few rows as objects by column name; for tables that see little. */
  async insertRows(table: string, rows: readonly Record<string, unknown>[]): Promise<void> {
    if (rows.length === 0) return;
    await this.#client.insert({
      table,
      values: rows,
      format: "JSONEachRow",
      clickhouse_settings: { max_execution_time: INSERT_SECONDS },
    });
  }

  /** Asks with bound parameters (`{name:Type}` in the text). 64-bit integers come as numbers. */
  async query<T>(
    sql: string,
    params: Record<string, unknown> = {},
    options: QueryOptions = {},
  ): Promise<T[]> {
    const { maxSeconds = QUERY_SECONDS } = options;
    const result = await this.#client.query({
      query: sql,
      query_params: params,
      format: "JSONEachRow",
      abort_signal: AbortSignal.timeout((maxSeconds + 1) * 1_000),
      clickhouse_settings: questionSettings(maxSeconds),
    });
    return await result.json<T>();
  }

  /** The same, for many numbers: the answer in the format RowBinary. */
  async queryRowBinary(sql: string, params: Record<string, unknown> = {}): Promise<Uint8Array> {
    const { stream } = await this.#client.exec({
      query: `${sql}\nFORMAT RowBinary`,
      query_params: params,
      clickhouse_settings: { ...questionSettings(QUERY_SECONDS), wait_end_of_query: 1 },
    });
    const pieces: Uint8Array[] = [];
    for await (const piece of stream) pieces.push(piece as Uint8Array);
    return Buffer.concat(pieces);
  }

  /** Runs a statement that has no answer. */
  async command(sql: string, params: Record<string, unknown> = {}): Promise<void> {
    await this.#client.command({
      query: sql,
      query_params: params,
      clickhouse_settings: { max_execution_time: SCHEMA_SECONDS },
    });
  }

  /** Whether it answers questions, within two seconds. */
  async ping(): Promise<boolean> {
    const { success } = await this.#client.ping({ select: true, abort_signal: AbortSignal.timeout(2_000) });
    return success;
  }

  /** Brings the schema and the retention up to date. Safe to repeat, also after a crash in the middle. */
  async migrate(retention: Retention): Promise<void> {
    await this.#makeDatabase();
    await migrate(this, retention);
  }

  async close(): Promise<void> {
    await this.#client.close();
  }

  async #makeDatabase(): Promise<void> {
    const name = decodeURIComponent(new URL(this.options.url).pathname.slice(1));
    if (name === "" || name === "default") return;
    const url = new URL(this.options.url);
    url.pathname = "/";
    const client = connect({ ...this.options, url: url.href });
    try {
      await client.command({
        query: "CREATE DATABASE IF NOT EXISTS {name:Identifier}",
        query_params: { name },
      });
    } finally {
      await client.close();
    }
  }
}

function connect({ url, headers }: ClickhouseOptions): ClickHouseClient {
  return createClient({
    url,
    http_headers: { ...headers },
    request_timeout: INSERT_MS,
    max_open_connections: 8,
    keep_alive: { enabled: true, idle_socket_ttl: IDLE_SOCKET_MS, eagerly_destroy_stale_sockets: true },
    // Errors are thrown to whoever asked, and reported there.
    log: { level: ClickHouseLogLevel.OFF },
    clickhouse_settings: {
      // On by default since 26.x: an acknowledged insert would be one that only waits in memory.
      async_insert: 0,
      output_format_json_quote_64bit_integers: 0,
      date_time_input_format: "best_effort",
    },
  });
}

function questionSettings(maxSeconds: number): ClickHouseSettings {
  return {
    max_execution_time: maxSeconds,
    max_memory_usage: String(QUERY_BYTES),
    max_bytes_before_external_group_by: String(QUERY_BYTES / 2),
    // A question changes nothing, whatever its text says.
    readonly: "2",
  };
}

function bytesOf(rows: Uint8Array): Readable {
  const whole = Buffer.from(rows.buffer, rows.byteOffset, rows.byteLength);
  return Readable.from([whole], { objectMode: false });
}
