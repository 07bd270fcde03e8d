/** How much time a case has left: plain, amber under a quarter, red with a minus sign; and of which clock. Or how it ended. */
import type { Outcome } from "../../dispatch/case_clocks.ts";
import type { CaseRow } from "../../dispatch/case_list.ts";
import type { Speech } from "../say.ts";
import { overText, spanText } from "./clock_words.ts";
import type { CaseWords } from "./words.ts";

interface Props {
  readonly row: CaseRow;
  readonly asOf: number;
  readonly words: CaseWords;
  readonly speech: Speech;
}

export function TimeLeft({ row: { case: c, next, outcome }, asOf, words, speech }: Props) {
  if (outcome) return <Ended outcome={outcome} mergedInto={c.mergedInto} words={words} />;
  if (!next) return <span class="faint">{words.noLimit}</span>;
  const { leftMs, urgency, stage, deadline, official } = next;
  const text = urgency === "late" ? overText(leftMs, words) : spanText(leftMs, words);
  return (
    <span class={`left-${urgency}`}>
      {text}
      <small>
        {words.clocks[stage]}
        {official ? "" : ` · ${words.until(speech.yearClock(deadline, asOf))} · ${words.provisional}`}
      </small>
    </span>
  );
}

interface EndedProps extends Pick<Props, "words"> {
  readonly outcome: Outcome;
  readonly mergedInto: string | null;
}

function Ended({ outcome, mergedInto, words }: EndedProps) {
  const { state, lateMs, exempted } = outcome;
  if (state !== "late") {
    const stopped = mergedInto === null ? words.stopped : words.goesOn(mergedInto);
    return <span class="faint">{state === "met" ? words.met : stopped}</span>;
  }
  return (
    <span class={exempted ? "faint" : "left-late"}>
      {words.metLate(spanText(lateMs, words))}
      {exempted ? <small>{words.exempted}</small> : null}
    </span>
  );
}
