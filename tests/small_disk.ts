/**
 * A disk that can be full: a small one of its own where this machine lets us mount one, and otherwise a limit on the size of
 * files, which makes the same calls fail, can be set without rights, and can be lifted from outside.
 */
import { mkdirSync, mkdtempSync, rmdirSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface SmallDisk {
  readonly kind: "a disk of its own" | "a limit on files";
  /** For the data. */
  readonly folder: string;
  /** What a process that writes there is started through. */
  readonly before: readonly string[];
  /** From now on these processes can write so many bytes more, about. */
  fill(pids: readonly number[], left: number): void;
  makeRoom(pids: readonly number[]): void;
  [Symbol.dispose](): void;
}

const run = (command: string, ...args: string[]): boolean => {
  try {
    return new Deno.Command(command, { args, stdout: "null", stderr: "null" }).outputSync().success;
  } catch {
    return false;
  }
};

export function openSmallDisk(bytes: number): SmallDisk {
  const place = mkdtempSync(join(tmpdir(), "hexwall-disk-"));
  return run("mount", "-t", "tmpfs", "-o", `size=${bytes}`, "none", place) ? mounted(place) : limited(place);
}

function mounted(place: string): SmallDisk {
  const ballast = join(place, "ballast");
  const folder = join(place, "data");
  mkdirSync(folder);
  return {
    kind: "a disk of its own",
    folder,
    before: [],
    fill(_pids, left) {
      const { bavail, bsize } = statfsSync(place);
      writeFileSync(ballast, new Uint8Array(Math.max(0, bavail * bsize - left)));
    },
    makeRoom: () => rmSync(ballast, { force: true }),
    [Symbol.dispose]() {
      run("umount", "-l", place);
      rmdirSync(place);
    },
  };
}

function limited(folder: string): SmallDisk {
  const limit = (pids: readonly number[], most: number | "unlimited") => {
    for (const pid of pids) run("prlimit", "--pid", String(pid), `--fsize=${most}:unlimited`);
  };
  return {
    kind: "a limit on files",
    folder,
    // By default the kernel ends a process that writes beyond its limit.
    before: ["sh", "-c", `trap "" XFSZ; exec "$@"`, "sh"],
    fill: limit,
    makeRoom: (pids) => limit(pids, "unlimited"),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }),
  };
}
