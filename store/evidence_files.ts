/**
 * Files named by their own content: `evidence/ab/cdef…`, the SHA-256 in hex. What has its name is whole and on the disk; what
 * was cut off is a draft that the next start throws away.
 */
import { mkdirSync, rmSync } from "node:fs";
import { open, readFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";

/** The disk has no room for a file, or refuses it; nothing of it is kept. */
export class StorageError extends Error {
  override name = "StorageError";
}

const HASH = /^[0-9a-f]{64}$/;
const DISK_FAULTS = new Set(["ENOSPC", "EDQUOT", "EFBIG", "EIO", "EROFS"]);

export class EvidenceFiles {
  readonly #drafts: string;
  #next = 0;

  constructor(private readonly folder: string) {
    this.#drafts = join(folder, "drafts");
    rmSync(this.#drafts, { recursive: true, force: true });
    mkdirSync(this.#drafts, { recursive: true });
  }

  /** Resolves when the file is on the disk under its name. Rejects with {@link StorageError}, and then leaves nothing. */
  async put(hash: string, bytes: Uint8Array): Promise<void> {
    const file = this.#fileOf(hash);
    if (await sizeOf(file) === bytes.length) return;
    const draft = join(this.#drafts, String(this.#next++));
    try {
      await writeThrough(draft, bytes);
      mkdirSync(join(file, ".."), { recursive: true });
      await rename(draft, file);
      await syncFolder(join(file, ".."));
      await syncFolder(this.folder);
    } catch (error) {
      await rm(draft, { force: true }).catch(() => {});
      const { code, message } = error as NodeJS.ErrnoException;
      if (!DISK_FAULTS.has(code ?? "")) throw error;
      throw new StorageError(
        `The photo cannot be kept (${message}): nothing of it is stored; make room in DATA_DIR and send it again`,
      );
    }
  }

  /** Null when there is no such file. */
  async read(hash: string): Promise<Uint8Array<ArrayBuffer> | null> {
    try {
      return await readFile(this.#fileOf(hash)) as Uint8Array<ArrayBuffer>;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
      throw error;
    }
  }

  #fileOf(hash: string): string {
    if (!HASH.test(hash)) throw new RangeError(`${hash} is no SHA-256 in hex`);
    return join(this.folder, hash.slice(0, 2), hash.slice(2));
  }
}

async function sizeOf(file: string): Promise<number | null> {
  return await stat(file).then(({ size }) => size, () => null);
}

async function writeThrough(file: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(file, "wx", 0o640);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** A new name is on the disk only when its folder is. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
