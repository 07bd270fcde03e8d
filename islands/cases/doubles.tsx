/** Cases that may be the same thing, each with why, to look at or to merge into. */
import type { Speech } from "../say.ts";
import type { DetailAnswer } from "./use_cases.ts";
import type { CaseWords } from "./words.ts";

type Double = DetailAnswer["doubles"][number];

interface Props {
  readonly doubles: readonly Double[];
  /** Null where the account may not merge. */
  readonly onMerge: ((into: string) => void) | null;
  readonly onOpen: (id: string) => void;
  readonly words: CaseWords;
  readonly speech: Speech;
}

export function CaseDoubles({ doubles, onMerge, onOpen, words, speech }: Props) {
  if (doubles.length === 0) return null;
  return (
    <div class="case-doubles">
      <h3>{words.doubles.title}</h3>
      <ul>
        {doubles.map((double) => (
          <li key={double.case}>
            <div>
              <button type="button" class="link" onClick={() => onOpen(double.case)}>
                {speech.name(double.title)}
              </button>{" "}
              <small>
                {double.case} · {words.stages[double.stage]} · {speech.percent(double.score)}
              </small>
              <p>{reasonsOf(double, words, speech)}</p>
            </div>
            {onMerge
              ? <button type="button" onClick={() => onMerge(double.case)}>{words.doubles.merge}</button>
              : null}
          </li>
        ))}
      </ul>
    </div>
  );
}

function reasonsOf(
  { ring, minutes, category, words: said }: Double,
  words: CaseWords,
  speech: Speech,
): string {
  const { doubles } = words;
  return [
    doubles.ring(ring),
    doubles.minutes(minutes),
    doubles.category[category],
    ...said.length > 0 ? [doubles.said(speech.ofMine(said))] : [],
  ].join(" · ");
}
