/** The one door to SQLite: the ledger writes through it, base maps in MBTiles are read through it. All synchronous. */
export { DatabaseSync, type StatementSync } from "node:sqlite";
