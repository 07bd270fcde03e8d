/** What every import does with its file: read it, and refuse it as a whole when a row is at fault. */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { SetupError } from "../store/city_folder.ts";

/** Refused rows that are printed; the count is always complete. */
const LISTED = 20;

export function readText(file: string): string {
  return readBytes(file).toString("utf8");
}

export function readBytes(file: string) {
  try {
    const bytes = readFileSync(file);
    return file.endsWith(".gz") ? gunzipSync(bytes) : bytes;
  } catch (error) {
    throw new SetupError(`${file}: cannot be read (${(error as Error).message})`);
  }
}

export function readJson(file: string): unknown {
  try {
    return JSON.parse(readText(file));
  } catch (error) {
    if (error instanceof SetupError) throw error;
    throw new SetupError(`${file}: is not JSON (${(error as Error).message})`);
  }
}

/** `refused`: how many rows that are; one may have several faults. */
export function refuse(
  file: string,
  faults: readonly string[],
  say: (line: string) => void,
  refused = faults.length,
): never {
  for (const fault of faults.slice(0, LISTED)) say(`  ✗ ${fault}`);
  if (faults.length > LISTED) say(`  … and ${faults.length - LISTED} more`);
  const rows = refused === 1 ? "1 row is refused" : `${refused} rows are refused`;
  throw new SetupError(`${file}: ${rows}, so nothing was imported; mend and import again`);
}
