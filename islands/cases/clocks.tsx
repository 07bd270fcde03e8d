/** The clocks of a case: which run, until when, and which were late. */
import type { CaseClock } from "../../dispatch/case_clocks.ts";
import type { Speech } from "../say.ts";
import { type CaseWords, spanText } from "./words.ts";

interface Props {
  readonly clocks: readonly CaseClock[];
  readonly asOf: number;
  readonly words: CaseWords;
  readonly speech: Speech;
}

export function CaseClocks({ clocks, asOf, words, speech }: Props) {
  if (clocks.length === 0) return null;
  return (
    <>
      <h3>{words.clocksTitle}</h3>
      <table class="case-clocks">
        <tbody>
          {clocks.map((clock) => (
            <tr key={clock.stage}>
              <th scope="row">{words.clocks[clock.stage]}</th>
              <td class={classOf(clock)}>{stateText(clock, asOf, words)}</td>
              <td>{clock.deadline === null ? "" : words.until(speech.dayClock(clock.deadline))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

const SHORT = 0.25;

function classOf({ state, share, exempted }: CaseClock): string {
  if (state === "late") return exempted ? "faint" : "left-late";
  return state === "running" && share !== null && share < SHORT ? "left-short" : "";
}

function stateText(
  { state, lateMs, deadline, endedAt, exempted }: CaseClock,
  asOf: number,
  words: CaseWords,
): string {
  if (state === "late") {
    const late = spanText(lateMs, words);
    const text = endedAt === null ? words.over(late) : words.metLate(late);
    return exempted ? `${text} · ${words.exempted}` : text;
  }
  if (state === "met") return words.met;
  if (state === "paused" || deadline === null) return words.paused;
  return words.left(spanText(deadline - asOf, words));
}
