/**
 * A wish to make ClickHouse's copy of the record anew, left as a file in the data folder: whoever may write there may ask, also
 * while nobody can sign in, and a server that dies over it finds the wish again at its next start.
 */
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Projector } from "./projector.ts";

const LOOK_EVERY_MS = 1_000;

/** How far a rebuilding has come, by event numbers; both 0 until it began. */
export interface RebuildProgress {
  readonly position: number;
  readonly known: number;
}

/** Leaves the wish; one that waits already is the same wish. */
export function askForRebuild(folder: string): void {
  if (!existsSync(wishOf(folder))) writeProgress(folder, { position: 0, known: 0 });
}

/** Null when nobody wishes it, or when it is done. */
export function rebuildProgress(folder: string): RebuildProgress | null {
  try {
    return JSON.parse(readFileSync(wishOf(folder), "utf8"));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

export interface RebuildWatch {
  readonly folder: string;
  readonly projector: Pick<Projector, "notice" | "rebuild" | "reached">;
  /** Number of the ledger's last event. */
  readonly seq: () => Promise<number>;
  readonly signal: AbortSignal;
  readonly report: (stage: string, error: unknown) => void;
}

/** Looks for a wish and carries it out, until the signal. */
export function watchRebuild({ folder, projector, seq, signal, report }: RebuildWatch): void {
  let running = false;
  const carryOut = async () => {
    running = true;
    try {
      projector.notice(await seq());
      await projector.rebuild();
      rmSync(wishOf(folder), { force: true });
    } catch (error) {
      report("make ClickHouse's copy anew", error);
    } finally {
      running = false;
    }
  };
  const look = () => {
    try {
      if (!existsSync(wishOf(folder))) return;
      if (running) writeProgress(folder, projector.reached);
      else void carryOut();
    } catch (error) {
      report("make ClickHouse's copy anew", error);
    }
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  signal.addEventListener("abort", () => clearInterval(timer), { once: true });
}

function wishOf(folder: string): string {
  return join(folder, "projection.rebuild");
}

/** Renamed into its place, so that nobody reads half of it. */
function writeProgress(folder: string, progress: RebuildProgress): void {
  const draft = `${wishOf(folder)}.new`;
  writeFileSync(draft, JSON.stringify(progress));
  renameSync(draft, wishOf(folder));
}
