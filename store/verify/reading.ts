/** A ledger's file as of one instant, only to read: a server may write meanwhile. */
import { DatabaseSync } from "../sqlite.ts";

export class Reading {
  readonly #db: DatabaseSync;

  constructor(file: string) {
    this.#db = new DatabaseSync(file, { readOnly: true });
    this.#db.exec("PRAGMA busy_timeout = 10000; BEGIN");
  }

  rows<T>(sql: string): IterableIterator<T> {
    return this.#db.prepare(sql).iterate() as unknown as IterableIterator<T>;
  }

  /** Rows of a table that files of an earlier version do not have. */
  rowsOf<T>(table: string, columns: string): Iterable<T> {
    return this.has(table) ? this.rows<T>(`SELECT ${columns} FROM ${table}`) : [];
  }

  has(table: string): boolean {
    return this.first(`SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = '${table}'`) !== undefined;
  }

  /** Throws when there is none. */
  only<T>(sql: string): T {
    const row = this.first<T>(sql);
    if (row === undefined) throw new Error(`Nothing is found by ${sql}; is this a ledger?`);
    return row;
  }

  first<T>(sql: string, ...args: readonly (string | number)[]): T | undefined {
    return this.#db.prepare(sql).get(...args) as T | undefined;
  }

  /** One row by a number, asked for again and again. */
  finder<T>(sql: string): (number: number) => T | undefined {
    const statement = this.#db.prepare(sql);
    return (number) => statement.get(number) as T | undefined;
  }

  close(): void {
    this.#db.close();
  }
}
