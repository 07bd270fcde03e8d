/** Waiting for the engine: until what was accepted is stored, and merges have gone quiet. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Clickhouse } from "../store/clickhouse.ts";

const POLL_MS = 500;
const STORED_WITHIN_MS = 60_000;
/** The same for every run that is compared: late merges cost both the same. */
const QUIET_MS = 3_000;

/** Resolves with the number of rows stored: `rows`, or fewer when they did not come within a minute. */
export async function settled(clickhouse: Clickhouse, rows: number): Promise<number> {
  const deadline = Date.now() + STORED_WITHIN_MS;
  let stored = await storedFixes(clickhouse);
  while (stored < rows && Date.now() < deadline) {
    await sleep(POLL_MS);
    stored = await storedFixes(clickhouse);
  }
  await sleep(QUIET_MS);
  return stored;
}

export async function storedFixes(clickhouse: Clickhouse): Promise<number> {
  const [row] = await clickhouse.query<{ rows: number }>("SELECT count() AS rows FROM fixes");
  return row!.rows;
}
