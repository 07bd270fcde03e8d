/** One case: how much time, how far and where to, what it is, and what can be done, one step in reach of the thumb. */
import { useState } from "preact/hooks";
import type { CommandKind } from "../../dispatch/case_command.ts";
import { caseWords } from "../cases/words.ts";
import { SeverityShape } from "../wall/shape.tsx";
import type { AheadCase } from "./ahead.ts";
import { TimeLeft } from "./case_list.tsx";
import type { FieldModel } from "./model.ts";
import { CommandForm } from "./command_form.tsx";
import type { PartProps } from "./field.tsx";
import { askedFor, asksNothing, offerOf } from "./fields.ts";
import { versionAfter } from "./queue.ts";
import { distanceText, nameText, wayText } from "./say.ts";
import { Sketch } from "./sketch.tsx";
import { wayTo } from "./way.ts";
import { fieldWords } from "./words.ts";

type Props = PartProps & { readonly shown: AheadCase };

export function CaseView(props: Props) {
  const { state, lang, now, shown } = props;
  const words = fieldWords(lang), texts = caseWords(lang);
  const [chosen, setChosen] = useState<CommandKind | null>(null);
  const { case: c, next, commands } = shown;
  const form = chosen && commands.includes(chosen) ? chosen : null;
  const category = state.city?.categories.find(({ code }) => code === c.category);
  return (
    <article class="field-case">
      <h2>
        <SeverityShape severity={c.severity} name={words.severities[c.severity]!} /> {nameText(c.title, lang)}
      </h2>
      <p class="field-case-line">
        <b>{texts.stages[c.stage]}</b>
        <TimeLeft next={next} now={now} lang={lang} />
      </p>
      {c.pending ? <p class="field-note strong">{words.returned(c.pending.text)}</p> : null}
      {form ? <Form {...props} kind={form} onEnd={() => setChosen(null)} /> : (
        <>
          <Way {...props} />
          <dl>
            {c.address ? <Fact name={texts.fields.address}>{nameText(c.address, lang)}</Fact> : null}
            <Fact name={words.category}>{category?.[lang] ?? nameText(c.category, lang)}</Fact>
            {c.text ? <Fact name={texts.fields.text}>{nameText(c.text, lang)}</Fact> : null}
            {c.crew.length > 1
              ? (
                <Fact name={texts.facts.crew}>
                  {c.crew.map(({ worker, part }) => `${worker} ${words[part]}`).join(
                    lang === "zh" ? "、" : ", ",
                  )}
                </Fact>
              )
              : null}
          </dl>
          {c.evidence.length > 0
            ? (
              <ul class="field-photos">
                {c.evidence.map(({ hash, kind }, i) => (
                  <li key={hash}>
                    <img
                      src={`/api/evidence/${hash}`}
                      alt={`${words.photo(i + 1)}: ${texts.photos.kinds[kind]}`}
                      loading="lazy"
                    />
                  </li>
                ))}
              </ul>
            )
            : null}
          <Actions {...props} onChoose={setChosen} />
        </>
      )}
    </article>
  );
}

function Fact({ name, children }: { name: string; children: preact.ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Way({ state, lang, shown: { case: c } }: Props) {
  const words = fieldWords(lang);
  const { fix } = state;
  if (!fix) {
    const { kind } = state.located;
    return (
      <p class="field-way-line">
        <span>{kind === "found" ? words.noWay : words.locate[kind]}</span>
        <a class="field-big" href={navigationUrl(c)}>{words.navigate}</a>
      </p>
    );
  }
  const way = wayTo(fix, c);
  return (
    <div class="field-way-line">
      <Sketch way={way} accuracy={fix.accuracy} north={words.north} />
      <p>
        <strong>{wayText(way, words)}</strong>
        <small>{words.accuracy(distanceText(Math.max(10, fix.accuracy), words))}</small>
        <a class="field-big" href={navigationUrl(c)}>{words.navigate}</a>
      </p>
    </div>
  );
}

/** The phone's own map app takes over. */
function navigationUrl({ lat, lon }: { readonly lat: number; readonly lon: number }): string {
  const at = `${lat.toFixed(6)},${lon.toFixed(6)}`;
  return /iPhone|iPad|Macintosh/.test(navigator.userAgent)
    ? `https://maps.apple.com/?daddr=${at}&dirflg=w`
    : `geo:${at}?q=${at}`;
}

/** Notes a command on the case as it will be once everything that waits was sent. */
function give(
  { model, state, shown }: Props,
  kind: CommandKind,
  fields: object,
  shots: Parameters<FieldModel["act"]>[1],
) {
  const { id } = shown.case;
  const known = state.known!.answer.cases.find((one) => one.case.id === id)!;
  const version = versionAfter(state.queue, id, known.case.version);
  void model.act({ kind: "command", case: id, version, command: { kind, ...fields } }, shots);
}

function Form({ kind, onEnd, ...props }: Props & { readonly kind: CommandKind; readonly onEnd: () => void }) {
  const words = fieldWords(props.lang);
  return (
    <CommandForm
      key={kind}
      name={words.commands[kind] ?? kind}
      asked={askedFor(kind, props.shown.case.pending !== null)}
      words={words}
      onGive={(fields, shots) => {
        give(props, kind, fields, shots);
        onEnd();
      }}
      onCancel={onEnd}
    />
  );
}

function Actions({ onChoose, ...props }: Props & { readonly onChoose: (kind: CommandKind) => void }) {
  const { state, lang, shown } = props;
  const words = fieldWords(lang);
  const { case: c, commands, held, waiting } = shown;
  const own = c.crew.find(({ worker }) => worker === state.known!.answer.worker);
  const { first, more } = offerOf(commands, c.stage, own?.state);
  const press = (kind: CommandKind) =>
    asksNothing(askedFor(kind, c.pending !== null)) ? give(props, kind, {}, []) : onChoose(kind);
  return (
    <>
      <div class="field-actions">
        {held ? <p class="field-note strong">{words.held}</p> : null}
        {!held && waiting > 0 ? <p class="field-queued" role="status">{words.queued}</p> : null}
        {!held && waiting === 0 && first.length === 0 ? <p class="field-queued">{words.noActions}</p> : null}
        {first.length > 0
          ? (
            <div
              class={`field-steps ${first.length > 1 ? "two" : ""}`}
              role="group"
              aria-label={words.actions}
            >
              {first.map((kind, i) => (
                <button
                  key={kind}
                  type="button"
                  class={`field-big ${i === 0 ? "go" : ""}`}
                  onClick={() => press(kind)}
                >
                  {words.commands[kind]}
                </button>
              ))}
            </div>
          )
          : null}
      </div>
      {more.length > 0
        ? (
          <details class="field-more">
            <summary>{words.more}</summary>
            {more.map((kind) => (
              <button
                key={kind}
                type="button"
                class="field-big"
                onClick={() => press(kind)}
              >
                {words.commands[kind]}
              </button>
            ))}
          </details>
        )
        : null}
    </>
  );
}
