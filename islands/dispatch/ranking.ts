/** Who could go somewhere, as the server ranks them, and how the console asks. */
import type { CandidateRow, CandidatesAnswer } from "../../dispatch/candidates.ts";
import { readJson } from "../city.ts";

export type Ranked = Pick<
  CandidateRow,
  "worker" | "name" | "metres" | "seconds" | "ageMs" | "free" | "inTime" | "responsible"
>;

/** What somebody can be sent to. */
export type Target =
  | { readonly kind: "case"; readonly id: string }
  | { readonly kind: "incident"; readonly source: string; readonly id: string };

export function targetKey(target: Target): string {
  return target.kind === "case" ? `\u0000${target.id}` : `${target.source}\u0000${target.id}`;
}

export function rankingUrl(target: Target): string {
  const query = target.kind === "case"
    ? new URLSearchParams({ case: target.id })
    : new URLSearchParams({ source: target.source, incident: target.id });
  return `/api/candidates?${query}`;
}

export async function readRanking(target: Target, signal?: AbortSignal): Promise<CandidatesAnswer> {
  return await readJson<CandidatesAnswer>(rankingUrl(target), signal);
}
