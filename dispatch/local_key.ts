/** Without API_KEYS, replays on this machine still need a key: one is made up once and left for them beside the data. */
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { GivenKey } from "./api_keys.ts";

export function localKey(dataDir: string): GivenKey {
  const file = join(dataDir, "ingest.key");
  const kept = existsSync(file) ? readFileSync(file, "utf8").trim() : "";
  const key = kept || randomBytes(18).toString("base64url");
  if (!kept) writeFileSync(file, key, { mode: 0o600 });
  return { name: "local", key, scopes: new Set(["ingest"]) };
}
