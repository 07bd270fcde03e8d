/** The clocks of a case: which run, until when, and which were late; then those of other reporters and of earlier rounds. */
import { Fragment } from "preact";
import type { CaseClock } from "../../dispatch/case_clocks.ts";
import type { Speech } from "../say.ts";
import type { DetailAnswer } from "./use_cases.ts";
import { overText, spanText } from "./clock_words.ts";
import type { CaseWords } from "./words.ts";

interface Props {
  readonly detail: Pick<DetailAnswer, "case" | "clocks" | "reporters" | "earlier" | "asOf">;
  readonly words: CaseWords;
  readonly speech: Speech;
}

export function CaseClocks({ detail, words, speech }: Props) {
  const { case: c, clocks, earlier, asOf } = detail;
  const shown = { asOf, mergedInto: c.mergedInto, words, speech };
  const reportersOf = ({ reporters }: Pick<DetailAnswer, "reporters">) =>
    reporters.map(({ case: from, source, reporter, clocks }) => (
      <Clocks
        {...shown}
        key={from}
        title={words.clocksOf(reporter ?? speech.source(source), from)}
        clocks={clocks}
      />
    ));
  return (
    <>
      <Clocks {...shown} title={words.clocksTitle} clocks={clocks} />
      {reportersOf(detail)}
      {earlier.map((round) => (
        <Fragment key={round.until}>
          <Clocks
            {...shown}
            title={words.clocksBefore(speech.dayClock(round.until))}
            clocks={round.clocks}
          />
          {reportersOf(round)}
        </Fragment>
      ))}
    </>
  );
}

interface ClocksProps extends Pick<Props, "words" | "speech"> {
  readonly title: string;
  readonly clocks: readonly CaseClock[];
  readonly asOf: number;
  readonly mergedInto: string | null;
}

function Clocks({ title, clocks, asOf, mergedInto, words, speech }: ClocksProps) {
  if (clocks.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <table class="case-clocks">
        <tbody>
          {clocks.map((clock) => (
            <tr key={clock.stage}>
              <th scope="row">{words.clocks[clock.stage]}</th>
              <td class={classOf(clock)}>{stateText(clock, { asOf, mergedInto, words })}</td>
              <td>{deadlineText(clock, { asOf, words, speech })}</td>
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
  if (state === "stopped") return "faint";
  return state === "running" && share !== null && share < SHORT ? "left-short" : "";
}

function stateText(
  { state, lateMs, deadline, endedAt, exempted }: CaseClock,
  { asOf, mergedInto, words }: Pick<ClocksProps, "asOf" | "mergedInto" | "words">,
): string {
  if (state === "late") {
    const text = endedAt === null ? overText(lateMs, words) : words.metLate(spanText(lateMs, words));
    return exempted ? `${text} · ${words.exempted}` : text;
  }
  if (state === "met") return words.met;
  if (state === "stopped") return mergedInto === null ? words.stopped : words.goesOn(mergedInto);
  if (state === "paused" || deadline === null) return words.paused;
  return words.left(spanText(deadline - asOf, words));
}

function deadlineText(
  { deadline, official }: Pick<CaseClock, "deadline" | "official">,
  { asOf, words, speech }: Pick<ClocksProps, "asOf" | "words" | "speech">,
): string {
  if (deadline === null) return "";
  const text = words.until(speech.yearClock(deadline, asOf));
  return official ? text : `${text} · ${words.provisional}`;
}
