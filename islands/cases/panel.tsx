/** One case: what it is, its clocks, what can be done to it now, and what happened. */
import type { ComponentChildren } from "preact";
import { useMemo, useState } from "preact/hooks";
import type { CommandKind } from "../../dispatch/case_command.ts";
import type { Speech } from "../say.ts";
import type { Resource } from "../wall/resource.ts";
import { randomKey } from "../wall/sending.ts";
import { SeverityShape } from "../wall/shape.tsx";
import { answerText } from "./answer_text.ts";
import { CaseClocks } from "./clocks.tsx";
import { Desk, type Given, isUndone } from "./command.ts";
import { CaseDoubles } from "./doubles.tsx";
import { CaseFacts } from "./facts.tsx";
import { FIELDS, fieldsOf, ORDER, PRIMARY } from "./fields.ts";
import { CommandForm, type Filled } from "./form.tsx";
import { Timeline } from "./timeline.tsx";
import { UndoButton } from "./undo.tsx";
import type { DetailAnswer } from "./use_cases.ts";
import type { CaseWords } from "./words.ts";

interface Props {
  readonly id: string;
  readonly detail: Resource<DetailAnswer>;
  readonly signedIn: boolean;
  /** Whether the account may read where somebody was. */
  readonly tracks: boolean;
  readonly words: CaseWords;
  readonly speech: Speech;
  readonly onClose: () => void;
  readonly onOpen: (id: string) => void;
  readonly onChanged: () => void;
  /** Commands that the page offers elsewhere. */
  readonly without?: ReadonlySet<string>;
  /** What the page puts above all that can be done. */
  readonly above?: ComponentChildren;
}

export function CasePanel({ id, detail, words, speech, tracks, onClose, onOpen, above, ...rest }: Props) {
  const close = <button type="button" class="case-close" onClick={onClose}>{words.close}</button>;
  if (detail.kind !== "ready") {
    const failed = detail.kind === "failed";
    return (
      <section class="case-panel" aria-label={id}>
        <header>{close}</header>
        <p class="cases-message" role={failed ? "alert" : "status"}>
          {failed ? words.unknownCase : words.loading}
          {failed ? <small>{detail.error}</small> : null}
        </p>
      </section>
    );
  }
  const { value, stale, at } = detail;
  const { title, severity, stage } = value.case;
  return (
    <section class="case-panel" aria-label={`${words.title} ${id}`}>
      <header>
        <h2>
          <SeverityShape severity={severity} name={words.severities[severity]!} /> {speech.name(title)}
        </h2>
        <p>
          {id} · {words.stages[stage]} ·{" "}
          <a href={`/cases/${encodeURIComponent(id)}${speech.lang === "en" ? "?lang=en" : ""}`}>
            {words.sheet}
          </a>
        </p>
        {close}
      </header>
      {stale ? <p class="cases-old" role="status">{words.old(speech.clock(at))}</p> : null}
      {above}
      <Actions detail={value} readAt={at} words={words} speech={speech} onOpen={onOpen} {...rest} />
      <CaseFacts detail={value} words={words} speech={speech} tracks={tracks} onOpen={onOpen} />
      <CaseClocks detail={value} words={words} speech={speech} />
      <h3>{words.timeline}</h3>
      <Timeline detail={value} words={words} speech={speech} />
    </section>
  );
}

type ActionsProps = Pick<Props, "signedIn" | "words" | "speech" | "onChanged" | "onOpen" | "without"> & {
  readonly detail: DetailAnswer;
  readonly readAt: number;
};

function Actions({ detail, readAt, signedIn, words, speech, onChanged, onOpen, without }: ActionsProps) {
  const [chosen, setChosen] = useState<keyof typeof FIELDS | null>(null);
  const [filled, setFilled] = useState<Filled>({});
  const [given, setGiven] = useState<Given>({ kind: "idle" });
  const desk = useMemo(() => new Desk(randomKey), []);
  const { id, version, pending } = detail.case;
  const possible = ORDER.filter((kind) => kind !== "undo" && detail.commands.includes(kind));
  const offered = possible.filter((kind) => !without?.has(kind));
  const give = async (command: { readonly kind: CommandKind } & Record<string, unknown>) => {
    setGiven({ kind: "sending" });
    const url = `/api/cases/${encodeURIComponent(id)}/commands`;
    const outcome = await desk.give(url, { version, command }, words.commands[command.kind]);
    setGiven(outcome);
    if (outcome.kind !== "answered") return;
    if (outcome.answer.kind === "done") choose(null);
    onChanged();
  };
  const choose = (kind: keyof typeof FIELDS | null) => {
    if (kind !== chosen) setFilled({});
    setChosen(kind);
  };
  const press = (kind: keyof typeof FIELDS) =>
    fieldsOf(kind, pending !== null).length === 0 ? void give({ kind }) : choose(kind);
  // Somebody else was faster: what was typed so far is not lost with the command.
  const kept = chosen !== null && !offered.includes(chosen) &&
    Object.values(filled).some((text) => text !== "");
  return (
    <div class="case-actions">
      {pending ? <p class="warn">{words.facts.pending(pending.text)}</p> : null}
      <UndoButton
        detail={detail}
        readAt={readAt}
        words={words}
        busy={given.kind === "sending"}
        onUndo={() => void give({ kind: "undo" })}
      />
      {possible.length === 0
        ? <p class="faint">{signedIn ? words.noActions : words.signInFirst}</p>
        : (
          <div role="group" aria-label={words.actions}>
            {offered.map((kind) => (
              <button
                key={kind}
                type="button"
                class={PRIMARY.has(kind) ? "primary" : ""}
                aria-pressed={chosen === kind}
                disabled={given.kind === "sending"}
                onClick={() => press(kind)}
              >
                {words.commands[kind]}
              </button>
            ))}
          </div>
        )}
      {chosen && (offered.includes(chosen) || kept)
        ? (
          <CommandForm
            key={chosen}
            kind={chosen}
            detail={detail}
            busy={given.kind === "sending"}
            kept={kept}
            filled={filled}
            onFill={setFilled}
            words={words}
            speech={speech}
            onGive={(command) => void give(command)}
            onCancel={() => choose(null)}
          />
        )
        : null}
      <p class={isUndone(given) ? "case-said warn" : "case-said"} role="status">
        {answerText(given, words, speech)}
      </p>
      <CaseDoubles
        doubles={detail.doubles}
        onMerge={offered.includes("merge") ? (into) => void give({ kind: "merge", into }) : null}
        onOpen={onOpen}
        words={words}
        speech={speech}
      />
    </div>
  );
}
