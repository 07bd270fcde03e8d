/** The card that explains a choice: who was proposed and why, and of nearer ones why not. For screens and for the record. */
import type { CandidatesAnswer, Choice } from "../dispatch/candidates.ts";
import { choiceWords, sayReason, sayWho } from "./choice_words.ts";
import type { Speech } from "./say.ts";

type Explained = Pick<CandidatesAnswer, "proposed" | "because" | "passedOver" | "nobody" | "offDuty">;

/** What the ranking of now says; `name` is that of the one proposed. */
export function ChoiceCard({ answer, name, speech }: {
  readonly answer: Explained;
  readonly name: string | null;
  readonly speech: Speech;
}) {
  const words = choiceWords(speech.lang);
  const { proposed, because } = answer;
  return (
    <section class="choice" aria-label={words.why}>
      {proposed !== null && because
        ? (
          <p class="choice-because">
            <strong>{words.proposed(sayWho({ worker: proposed, name }))}</strong>{" "}
            <span>{sayReason(because, words, speech)}</span>
          </p>
        )
        : null}
      {/* A server of before names nobody. */}
      {(answer.offDuty ?? []).map((one) => (
        <p key={one.worker}>
          {words.responsibleOff(sayWho(one), one.until === null ? null : speech.dayClock(one.until))}
        </p>
      ))}
      <Rest answer={answer} speech={speech} />
    </section>
  );
}

/** What stood in the record beside the decision. */
export function KeptChoice({ choice, speech }: { readonly choice: Choice; readonly speech: Speech }) {
  const words = choiceWords(speech.lang);
  const { chosen, seconds, proposed, because, instead } = choice;
  const time = seconds === null
    ? words.chosenUnknown(chosen)
    : words.chosen(chosen, speech.age(seconds * 1_000));
  const why = instead ?? because;
  return (
    <section class="choice kept" aria-label={words.why}>
      <p class="choice-because">
        {time}
        {why ? <span>{` · ${sayReason(why, words, speech)}`}</span> : null}
      </p>
      {instead && proposed !== null && proposed !== chosen && because
        ? <p>{words.proposed(proposed)} · {sayReason(because, words, speech)}</p>
        : null}
      <Rest answer={choice} speech={speech} />
    </section>
  );
}

function Rest({ answer: { passedOver, nobody }, speech }: {
  readonly answer: Pick<Explained, "passedOver" | "nobody">;
  readonly speech: Speech;
}) {
  const words = choiceWords(speech.lang);
  return (
    <>
      {nobody ? <p class="choice-nobody">{sayReason(nobody, words, speech)}</p> : null}
      {passedOver.length > 0
        ? (
          <>
            <p class="choice-head">{words.passedOver}</p>
            <ul>
              {passedOver.map((one) => (
                <li key={one.worker}>
                  <span class="choice-who">{sayWho(one)}</span>{" "}
                  <span class="choice-far">{speech.distance(one.metres)}</span>{" "}
                  <span class="choice-why">{sayReason(one.reason, words, speech)}</span>
                </li>
              ))}
            </ul>
          </>
        )
        : null}
    </>
  );
}
