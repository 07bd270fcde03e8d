/** How much time a case has left: plain, amber under a quarter, red with a minus sign; and of which clock. */
import type { NextDeadline } from "../../dispatch/case_clocks.ts";
import { type CaseWords, spanText } from "./words.ts";

export function TimeLeft({ next, words }: {
  readonly next: NextDeadline | null;
  readonly words: CaseWords;
}) {
  if (!next) return <span class="faint">{words.noLimit}</span>;
  const span = spanText(next.leftMs, words);
  return (
    <span class={`left-${next.urgency}`}>
      {next.urgency === "late" ? words.over(span) : span}
      <small>{words.clocks[next.stage]}</small>
    </span>
  );
}
