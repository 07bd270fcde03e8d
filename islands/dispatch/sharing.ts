/** Several at once: who goes where, before anybody is sent. Pure. */
import type { Ranked } from "./ranking.ts";

export interface ShareOf<T> {
  readonly target: T;
  /** Null: nobody who is free is left for it. */
  readonly worker: Ranked | null;
}

/**
 * One worker for each of several, by ranking: whoever's turn is first takes the best of their list; nobody goes twice. The
 * most pressing come first, so that they are the last to go without.
 */
export function shareOut<T>(
  targets: readonly { readonly target: T; readonly ranked: readonly Ranked[] }[],
): ShareOf<T>[] {
  const taken = new Set<string>();
  return targets.map(({ target, ranked }) => {
    const worker = ranked.find(({ free, worker }) => free && !taken.has(worker)) ?? null;
    if (worker) taken.add(worker.worker);
    return { target, worker };
  });
}

/** Several workers for one: the nearest leads, the others help, the nearest first. */
export function crewOf(
  ranked: readonly Pick<Ranked, "worker" | "metres">[],
): { readonly worker: string; readonly helpers: readonly string[] } | null {
  const [lead, ...rest] = ranked.toSorted((a, b) => a.metres - b.metres || (a.worker < b.worker ? -1 : 1));
  return lead ? { worker: lead.worker, helpers: rest.map(({ worker }) => worker) } : null;
}
