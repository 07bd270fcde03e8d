/** One question is one `.sql` file in `queries/`; this module reads them and asks them. */
import { readFileSync } from "node:fs";

/** What a dashboard needs of the ClickHouse client. */
export interface Asked {
  query<T>(sql: string, params: Record<string, unknown>): Promise<T[]>;
}

/** A question by the name of its file. Read once, at start: a missing file shows at once, not when somebody asks. */
export function question<Row, Params extends Record<string, unknown>>(
  name: string,
): (store: Asked, params: Params) => Promise<Row[]> {
  const sql = readFileSync(new URL(`./queries/${name}.sql`, import.meta.url), "utf8");
  return (store, params) => store.query<Row>(sql, params);
}
