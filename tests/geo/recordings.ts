/** Files of the recordings, where the checkout has them beside it. */
import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";

const FOLDER = new URL("../../../shared/data/", import.meta.url);

/** Whether the folder is there; tests that need it are skipped by name without it. */
export const RECORDINGS = existsSync(FOLDER);
export const WITHOUT = RECORDINGS ? "" : " (skipped: ../shared/data is missing)";

/** The text of a file, unpacked, without a byte order mark. */
export function textOf(path: string): string {
  const bytes = readFileSync(new URL(path, FOLDER));
  const plain = path.endsWith(".gz") ? gunzipSync(bytes) : bytes;
  return new TextDecoder().decode(plain);
}
