/** Where the real recordings are, for tests that need them. Nothing of them is copied into the project. */
import { createReadStream, existsSync } from "node:fs";
import { createGunzip } from "node:zlib";
import { extract } from "tar-stream";

const FOLDER = new URL("../../../../shared/data/", import.meta.url).pathname;

export function recording(path: string): string {
  return FOLDER + path;
}

/** For `describe.skipIf`, together with a name that says what is missing. */
export const MISSING = !existsSync(FOLDER);
export const WHERE = MISSING ? " (skipped: ../shared/data is not there)" : "";

/** Files of a packed archive by name, in the order of the names. */
export async function readArchive(file: string): Promise<[name: string, body: Uint8Array<ArrayBuffer>][]> {
  const files: [string, Uint8Array<ArrayBuffer>][] = [];
  for await (const entry of createReadStream(file).pipe(createGunzip()).pipe(extract())) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of entry) chunks.push(chunk as Uint8Array);
    if (entry.header.type === "file") files.push([entry.header.name, new Uint8Array(Buffer.concat(chunks))]);
  }
  return files.sort(([a], [b]) => a < b ? -1 : 1);
}
