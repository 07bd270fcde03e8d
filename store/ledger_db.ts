/** The ledger's database: SQLite, used by one thread. Everything here is synchronous; see ledger_worker.ts. */
import { LEDGER_STEPS } from "./ledger_schema.ts";
import { DatabaseSync, type StatementSync } from "./sqlite.ts";

/** How long to wait for another process that writes the same file. */
const BUSY_MS = 10_000;

/** KiB of pages in memory: what writes to all parts of an index at once, as a table of 129,000 accounts does, spills to disk less. */
const CACHE_KIB = 65_536;

/** A value as JSON text: cheaper between threads than a clone of thousands of objects. */
export interface Json<T> {
  readonly json: string;
  /** Only for the type. */
  readonly of?: T;
}

export type Value = string | number | null;

export class LedgerDb {
  readonly #db: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  constructor(file: string) {
    this.#db = new DatabaseSync(file);
    this.#db.exec(`PRAGMA busy_timeout = ${BUSY_MS}; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
      PRAGMA cache_size = -${CACHE_KIB};`);
    this.transaction(() => this.#migrate());
  }

  /** Runs `work` and commits: when this returns, its changes are on the disk. */
  transaction(work: () => void): void {
    // Immediate: the numbers that the work reads first must not be given out by another process meanwhile.
    this.#run("BEGIN IMMEDIATE");
    try {
      work();
      this.#run("COMMIT");
    } catch (error) {
      // SQLite has rolled back already after some failures of the disk.
      if (this.#db.isTransaction) this.#run("ROLLBACK");
      throw error;
    }
  }

  /** Runs `work` inside a transaction; if it throws, its changes, and only its, are undone. */
  savepoint<T>(work: () => T): T {
    this.#run("SAVEPOINT command");
    try {
      const value = work();
      this.#run("RELEASE command");
      return value;
    } catch (error) {
      if (this.#db.isTransaction) {
        this.#run("ROLLBACK TO command");
        this.#run("RELEASE command");
      }
      throw error;
    }
  }

  /** A prepared statement, kept for the next time. */
  sql(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (!statement) this.#statements.set(sql, statement = this.#db.prepare(sql));
    return statement;
  }

  /** Each row as JSON text, joined into one list. */
  list<Row, T>(sql: string, args: readonly Value[], text: (row: Row) => string): Json<T[]> {
    const parts: string[] = [];
    for (const row of this.sql(sql).iterate(...args)) parts.push(text(row as Row));
    return { json: `[${parts.join(",")}]` };
  }

  /** Number of the last event; 0 before the first. */
  seq(): number {
    return (this.sql("SELECT coalesce(max(seq), 0) AS seq FROM events").get() as { seq: number }).seq;
  }

  /** Appends one event and returns its number. Not AUTOINCREMENT: that leaves gaps after a rollback. */
  event(at: number, kind: string, body: string | null): number {
    const seq = this.seq() + 1;
    this.sql("INSERT INTO events (seq, at, kind, body) VALUES (?, ?, ?, ?)").run(seq, at, kind, body);
    return seq;
  }

  close(): void {
    this.#db.close();
  }

  /** Not `exec()`, whose errors carry no result code on Deno 2.9. */
  #run(sql: string): void {
    this.sql(sql).run();
  }

  #migrate(): void {
    const { user_version: version } = this.#db.prepare("PRAGMA user_version").get() as {
      user_version: number;
    };
    if (version > LEDGER_STEPS.length) {
      throw new Error(
        `it was written by a newer Hexwall: version ${version}, known is ${LEDGER_STEPS.length}`,
      );
    }
    for (const step of LEDGER_STEPS.slice(version)) this.#db.exec(step);
    this.#db.exec(`PRAGMA user_version = ${LEDGER_STEPS.length}`);
  }
}
