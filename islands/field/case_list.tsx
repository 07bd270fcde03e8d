/** The own cases, the one with the least time left first; what waits for others comes last and small. */
import { caseWords } from "../cases/words.ts";
import { SeverityShape } from "../wall/shape.tsx";
import type { AheadCase } from "./ahead.ts";
import type { PartProps } from "./field.tsx";
import { distanceText, nameText, spanText } from "./say.ts";
import { wayTo } from "./way.ts";
import { fieldWords } from "./words.ts";

type Props = PartProps & { readonly onOpen: (id: string) => void };

export function isDone({ case: { stage } }: AheadCase): boolean {
  return stage === "handled" || stage === "post_checking" || stage === "filed" || stage === "reported";
}

export function CaseList({ state, lang, now, onOpen }: Props) {
  const words = fieldWords(lang);
  const { cases, known } = state;
  const mine = cases.filter((one) => !isDone(one)), done = cases.filter(isDone);
  const offDuty = known!.answer.duty !== null && known!.answer.duty.until === null;
  return (
    <>
      {mine.length === 0
        ? (
          <div class="field-empty">
            <strong>{words.none}</strong>
            <p>{offDuty ? words.noneOffDuty : words.noneHint}</p>
          </div>
        )
        : (
          <ul class="field-cases">
            {mine.map((one) => (
              <li key={one.case.id}>
                <Card {...{ state, lang, now, one, onOpen }} />
              </li>
            ))}
          </ul>
        )}
      {done.length > 0
        ? (
          <section class="field-done">
            <h2>{words.waitsForOthers}</h2>
            <ul>
              {done.map((one) => (
                <li key={one.case.id}>
                  <button type="button" onClick={() => onOpen(one.case.id)}>
                    {nameText(one.case.title, lang)}
                  </button>
                </li>
              ))}
            </ul>
          </section>
        )
        : null}
    </>
  );
}

interface CardProps extends Pick<Props, "state" | "lang" | "now" | "onOpen"> {
  readonly one: AheadCase;
}

function Card({ state, lang, now, one, onOpen }: CardProps) {
  const words = fieldWords(lang), texts = caseWords(lang);
  const { case: c, waiting, held } = one;
  const fresh = state.fresh.has(c.id);
  return (
    <button type="button" class={`field-card ${fresh ? "fresh" : ""}`} onClick={() => onOpen(c.id)}>
      <span class="field-card-title">
        <SeverityShape severity={c.severity} name={words.severities[c.severity]!} /> {nameText(c.title, lang)}
        {fresh ? <em>{words.fresh}</em> : null}
      </span>
      <TimeLeft next={one.next} now={now} lang={lang} />
      {c.address ? <span>{nameText(c.address, lang)}</span> : null}
      <span class="field-card-foot">
        <b>{texts.stages[c.stage]}</b>
        {one.lead ? null : <i>{words.helper}</i>}
        {state.fix
          ? (
            <span class="field-way">
              <Arrow bearing={wayTo(state.fix, c).bearing} />{" "}
              {distanceText(wayTo(state.fix, c).metres, words)}
            </span>
          )
          : null}
        {held ? <i class="late">{words.failedTitle}</i> : waiting > 0 ? <i>{words.unsent(waiting)}</i> : null}
      </span>
    </button>
  );
}

/** Counts on without the server: a deadline is an instant. */
export function TimeLeft({ next, now, lang }: Pick<AheadCase, "next"> & Pick<Props, "now" | "lang">) {
  const words = fieldWords(lang), texts = caseWords(lang);
  if (!next) return <span class="field-left">{words.noLimit}</span>;
  const left = next.deadline - now;
  const late = left < 0;
  // Under a quarter of the limit, whose length follows from what was left of it then.
  const short = !late && next.share > 0 && left < next.leftMs / next.share / 4;
  const text = spanText(left, lang);
  return (
    <span class={`field-left ${late ? "late" : short ? "short" : ""}`}>
      <small>{texts.clocks[next.stage]}</small> {late ? words.over(text) : words.left(text)}
    </span>
  );
}

export function Arrow({ bearing }: { readonly bearing: number }) {
  return (
    <svg class="field-arrow" viewBox="0 0 20 20" aria-hidden="true">
      <path d="M10 1.5 16.5 18 10 14.2 3.5 18Z" transform={`rotate(${Math.round(bearing)} 10 10)`} />
    </svg>
  );
}
