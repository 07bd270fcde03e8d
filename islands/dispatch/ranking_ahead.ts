/** Who could go to a case, asked for as the case is opened: its panel, which asks a moment later, takes that answer. */
import type { CandidatesAnswer } from "../../dispatch/candidates.ts";
import { rankingUrl, readRanking, type Target } from "./ranking.ts";

export class RankingAhead {
  #asked: { readonly url: string; readonly answer: Promise<CandidatesAnswer> } | null = null;

  ask(target: Target): void {
    this.#asked = { url: rankingUrl(target), answer: readRanking(target) };
    // Whoever takes it is told; until then a failure ends nothing.
    this.#asked.answer.catch(() => {});
  }

  /** Once; null when it was not asked for. */
  take(target: Target): Promise<CandidatesAnswer> | null {
    const asked = this.#asked;
    if (asked?.url !== rankingUrl(target)) return null;
    this.#asked = null;
    return asked.answer;
  }
}
