/** Who could go to a place, best first, as the console shows it: whatever the server ranks by. */
import { readJson } from "../city.ts";

export interface Ranked {
  readonly worker: string;
  readonly name: string | null;
  readonly metres: number;
  /** Travel; null where it is not known. */
  readonly seconds: number | null;
  readonly ageMs: number;
  readonly free: boolean;
  /** Whether they make it by the deadline; null where that is not known. */
  readonly inTime: boolean | null;
}

export interface Ranking {
  readonly ranked: readonly Ranked[];
  readonly proposed: string | null;
}

/** What somebody can be sent to. */
export type Target =
  | { readonly kind: "case"; readonly id: string }
  | { readonly kind: "incident"; readonly source: string; readonly id: string };

export function targetKey(target: Target): string {
  return target.kind === "case" ? `\u0000${target.id}` : `${target.source}\u0000${target.id}`;
}

interface Near {
  readonly worker: string;
  readonly metres: number;
  readonly ageMs: number;
  readonly free: boolean;
}

export function rankingUrl(target: Target): string {
  if (target.kind === "case") return `/api/cases/${encodeURIComponent(target.id)}`;
  return `/api/incidents/${encodeURIComponent(target.source)}/${encodeURIComponent(target.id)}/candidates`;
}

/** The answer of {@link rankingUrl}: free ones first, the nearest of them proposed. */
export function rankingOf(answer: { nearest?: readonly Near[]; candidates?: readonly Near[] }): Ranking {
  const near = (answer.candidates ?? answer.nearest ?? []).map(({ worker, metres, ageMs, free }): Ranked => ({
    ...{ worker, metres, ageMs, free, name: null, seconds: null, inTime: null },
  }));
  const ranked = [...near.filter(({ free }) => free), ...near.filter(({ free }) => !free)];
  return { ranked, proposed: ranked.find(({ free }) => free)?.worker ?? null };
}

export async function readRanking(target: Target, signal?: AbortSignal): Promise<Ranking> {
  return rankingOf(await readJson(rankingUrl(target), signal));
}
