/** The folder that holds a city's data: made when missing, and used by one server at a time. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { SetupError } from "./city_folder.ts";

/**
 * Makes the folder and takes its lock, which ends with the process, however that ends. Two servers on one folder would
 * number the same events and give each other's engine new secrets. Throws {@link SetupError}.
 */
export function claimDataFolder(folder: string): void {
  if (tryClaim(folder)) return;
  throw new SetupError(
    `${folder}: another Hexwall uses it; stop that one, or set DATA_DIR to another folder`,
  );
}

/** The same, and false when another process has it. */
export function tryClaim(folder: string): boolean {
  let lock: Deno.FsFile;
  try {
    mkdirSync(folder, { recursive: true });
    lock = Deno.openSync(join(folder, ".lock"), { create: true, write: true });
  } catch (error) {
    // Deno's own words for a place such as /proc tell to lift the sandbox, which is no mend.
    const why = error instanceof Deno.errors.NotCapable ? "not a place for data" : (error as Error).message;
    throw new SetupError(`${folder}: cannot be written (${why}); set DATA_DIR to a writable folder`);
  }
  if (!lock.tryLockSync(true)) {
    lock.close();
    return false;
  }
  held.push(lock);
  return true;
}

/** A collected file would close, and with it drop its lock. */
const held: Deno.FsFile[] = [];
