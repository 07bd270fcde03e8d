/** The sources that a ledger's incidents came from. */
import { DatabaseSync } from "./sqlite.ts";

/** In the order of their codes. Only reads, a step of the index for each source; a server may write meanwhile. */
export function sourcesOf(file: string): string[] {
  const db = new DatabaseSync(file, { readOnly: true });
  try {
    db.exec("PRAGMA busy_timeout = 10000");
    const rows = db.prepare(
      `WITH RECURSIVE next (source) AS (
         SELECT min(source) FROM incidents
         UNION ALL
         SELECT (SELECT min(source) FROM incidents WHERE source > next.source) FROM next WHERE next.source IS NOT NULL
       )
       SELECT source FROM next WHERE source IS NOT NULL`,
    ).all() as { source: string }[];
    return rows.map(({ source }) => source);
  } finally {
    db.close();
  }
}
