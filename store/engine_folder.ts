/** The embedded ClickHouse's folder: its config, and whether the files that the running engine opened still lie there. */
import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export class EngineFolder {
  readonly config: string;
  readonly data: string;
  #inode: number | null = null;

  constructor(folder: string, private readonly text: string) {
    this.config = join(folder, "engine.xml");
    this.data = join(folder, "data");
  }

  /** Lays what a start needs; throws where the folder cannot be written. On a full disk nothing is written that is there. */
  prepare(): void {
    if (readOf(this.config) === this.text) return;
    mkdirSync(join(this.config, ".."), { recursive: true });
    writeFileSync(this.config, this.text, { mode: 0o600 });
  }

  /** Remembers the file that the engine, which answers by now, holds locked. */
  mark(): void {
    this.#inode = inodeOf(join(this.data, "status"));
  }

  /**
   * Whether that file is gone or another one. An engine whose folder was deleted goes on, acknowledges, and writes where
   * nobody finds it again.
   */
  get lost(): boolean {
    return this.#inode !== null && inodeOf(join(this.data, "status")) !== this.#inode;
  }
}

function readOf(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
}

function inodeOf(file: string): number | null {
  return statSync(file, { throwIfNoEntry: false })?.ino ?? null;
}
