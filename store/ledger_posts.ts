/** Which account in use is which worker: two cannot be one, for both would see, and be sent to, what is the other's. Synchronous. */
import type { LedgerDb } from "./ledger_db.ts";
import type { Person } from "./person.ts";

export interface PostHolder {
  readonly number: number;
  readonly login: string;
}

/** The account in use, of those that `counts` says yes to, that has the worker's post of a draft; of a draft not in use, null. */
export function postHolder(
  db: LedgerDb,
  { active, post }: Pick<Person, "active" | "post">,
  counts: (number: number) => boolean,
): PostHolder | null {
  if (!active || !post) return null;
  const holders = db.sql(
    `SELECT number, json_extract(body, '$.login') AS login FROM people
     WHERE active = 1 AND json_extract(body, '$.post.id') = ? ORDER BY number`,
  ).all(post.id) as unknown as PostHolder[];
  return holders.find(({ number }) => counts(number)) ?? null;
}
